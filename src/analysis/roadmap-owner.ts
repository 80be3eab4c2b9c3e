import { firstDay, lastDay } from '../core/date.ts';
import type { Figure } from '../model/figure.ts';
import { sqlText } from '../model/sql.ts';
import type { EntityCoverage } from './coverage.ts';
import { flowsOf } from './flows.ts';
import { figureId, money, monthsBack, scopeOf } from './ids.ts';
import type { Ground } from './input.ts';
import { integer, text } from './ledger.ts';
import { convert } from './rates.ts';
import { YEAR } from './roadmap-path.ts';
import { between, postingsQuery } from './sql.ts';
import { sumOfKnown } from './sums.ts';

/**
 * What the last twelve full months paid to the owner and back on debts, in the base currency. Payments only: what the
 * owner put in, and new loans, are nothing to count on.
 */
export async function ownersYear(ground: Ground, entities: readonly EntityCoverage[]): Promise<Figure> {
  const currency = ground.declared.portfolio.base_currency;
  const parts: Figure[] = [];
  for (const of of entities)
    for (const flow of ['owner', 'loans'] as const) parts.push(...(await paid(ground, of, flow)));
  const named = { id: 'group.roadmap.owner', label: 'Owner’s draws and loan principal, 12 months', currency };
  if (parts.length === 0)
    return ground.book.constant(
      named.id,
      named.label,
      money(currency),
      { mantissa: 0n, scale: 0 },
      'nothing was drawn or paid back',
    );
  return sumOfKnown(ground, named, parts, 'draws + loan principal of the last 12 full months');
}

async function paid(ground: Ground, of: EntityCoverage, flow: 'owner' | 'loans'): Promise<Figure[]> {
  const selection = flowsOf(ground, of).get(flow);
  const months = monthsBack(ground.full, YEAR);
  const [first] = months;
  if (!selection || first === undefined || !selection.sums.some((sum) => months.includes(sum.month))) return [];
  const where = [
    `entity = ${sqlText(of.entity.id)}`,
    between(firstDay(first), lastDay(ground.full)),
    ...selection.where,
    'amount > 0',
  ];
  const rows = await ground.facts.query(`
    SELECT currency, CAST(SUM(amount) AS BIGINT) AS amount FROM postings
    WHERE ${where.join('\n  AND ')}
    GROUP BY currency
    ORDER BY 1`);
  const id = figureId(scopeOf(of.entity), 'roadmap', flow === 'owner' ? 'draws' : 'principal');
  const label = `${of.entity.name}, ${flow === 'owner' ? 'owner’s draws' : 'loan principal'}, 12 months`;
  return rows.map((row) => {
    const currency = text(row['currency']);
    const query = postingsQuery([...where, `currency = ${sqlText(currency)}`]);
    const figure = ground.book.rows(
      figureId(id, currency.toLowerCase()),
      label,
      money(currency),
      integer(row['amount']),
      {
        query,
        measure: 'amount',
        sign: 1,
      },
    );
    return convert(ground, figure, ground.declared.portfolio.base_currency);
  });
}
