import type { Month } from '../core/date.ts';
import type { Figure } from '../model/figure.ts';
import type { RevenueStream } from '../model/portfolio.ts';
import { sqlText } from '../model/sql.ts';
import type { EntityCoverage } from './coverage.ts';
import { count, figureId, monthLabel, monthsBack, scopeOf } from './ids.ts';
import type { Ground } from './input.ts';
import { OF_THE_PERIOD } from './sql.ts';
import { numberOf, within } from './sums.ts';

const SOLD_MONTHS = 6;

/** Incoming postings on a stream's account in each of the last six full months, oldest first: each is one unit sold. */
export function unitsSold(ground: Ground, of: EntityCoverage, stream: RevenueStream): ReadonlyMap<Month, Figure> {
  const { entity } = of;
  const unit = stream.unit ?? 'unit';
  const months = monthsBack(ground.full, SOLD_MONTHS);
  return new Map(
    months.map((month): [Month, Figure] => {
      const id = figureId(scopeOf(entity), 'units', stream.id, month);
      const label = `${entity.name} ${unit}s sold, ${monthLabel(month)}`;
      if (!of.has(month))
        return [month, ground.book.unknown(id, label, count(unit), `${entity.name} has nothing on file for ${month}`)];
      return [month, soldIn(ground, of, stream, month, { id, label, of: unit })];
    }),
  );
}

/** Refunds are outgoing and take no unit back: the statement does not say whether the trip was made. */
function soldIn(
  ground: Ground,
  of: EntityCoverage,
  stream: RevenueStream,
  month: Month,
  named: { id: string; label: string; of: string },
): Figure {
  const own = ground.ledger.of(of.entity.id);
  const sums = own.filter(
    ({ account, category }) => account === stream.account && category !== 'transfer' && category !== 'opening',
  );
  const selection = within(
    { sums, where: [`account = ${sqlText(stream.account)}`, OF_THE_PERIOD] },
    of.entity.id,
    month,
  );
  return numberOf(ground, named, selection, 'credits');
}
