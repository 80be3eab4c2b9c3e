import type { Month } from '../core/date.ts';
import type { Figure } from '../model/figure.ts';
import type { RevenueStream } from '../model/portfolio.ts';
import { sqlText } from '../model/sql.ts';
import type { EntityCoverage } from './coverage.ts';
import { figureId, monthLabel, scopeOf } from './ids.ts';
import type { Ground } from './input.ts';
import { INCOME } from './sql.ts';
import { amountOf, within, type Selection } from './sums.ts';

/** First part of the figure ids of a stream, or of a whole entity, and of their labels. */
export function subjectOf(of: EntityCoverage, stream: RevenueStream | undefined): { scope: string; name: string } {
  const { entity } = of;
  return {
    scope: figureId(scopeOf(entity), ...(stream ? ['stream', stream.id] : [])),
    name: stream ? `${entity.name} ${stream.name}` : entity.name,
  };
}

/** What a stream, or the whole entity, brought in a month, in the entity's currency. */
export function revenueOf(ground: Ground, of: EntityCoverage, stream: RevenueStream | undefined, month: Month): Figure {
  const { scope, name } = subjectOf(of, stream);
  const known = ground.book.find(figureId(scope, 'revenue', month));
  if (known) return known;
  const { entity, currency } = of;
  const sums = ground.ledger
    .of(entity.id)
    .filter((sum) => (stream ? sum.account === stream.account : sum.account.startsWith('Income:')));
  const selection: Selection = { sums, where: [stream ? `account = ${sqlText(stream.account)}` : INCOME] };
  const named = { id: figureId(scope, 'revenue', month), label: `${name} revenue, ${monthLabel(month)}`, currency };
  return amountOf(ground, named, within(selection, entity.id, month), -1);
}
