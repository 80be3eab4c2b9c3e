import { firstDay, monthOf, type IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import { cashOn } from '../cash.ts';
import type { EntityCoverage } from '../coverage.ts';
import type { Ground } from '../input.ts';
import { integer, text, type MonthSum } from '../ledger.ts';
import { heldAccounts } from '../recognition/streams.ts';
import { between, oneOf } from '../sql.ts';

/** Unrestricted cash of the group at the end of days gone by; undefined where the data do not reach the day. */
export type CashHistory = (day: IsoDate) => Figure | undefined;

/** True when the data of every entity that has any reach the day. */
export function cashIsKnown(ground: Ground, day: IsoDate): boolean {
  const present = ground.coverage.entities.filter(({ accounts }) => accounts.length > 0);
  return day <= ground.asOf && present.length > 0 && present.every((of) => reaches(of, day));
}

/** An entity's data reach a day when it lies on file and no account of it ended before. */
function reaches({ from, accounts }: EntityCoverage, day: IsoDate): boolean {
  return from !== undefined && monthOf(day) >= from && accounts.every(({ stale, last }) => !stale || last >= day);
}

/**
 * Cash on the days given, by one look at the ledger: months before the first of them are summed already, and from there
 * on the days are added up.
 */
export async function cashHistory(ground: Ground, days: readonly IsoDate[]): Promise<CashHistory> {
  const wanted = [...new Set(days)].filter((day) => cashIsKnown(ground, day)).toSorted();
  const [first] = wanted;
  if (first === undefined) return () => undefined;
  const moves = await movesFrom(ground, firstDay(monthOf(first)));
  const before = ground.ledger.sums.filter(({ month }) => month < monthOf(first));
  return (day) => {
    if (!wanted.includes(day)) return undefined;
    const sums = [...before, ...moves.filter(({ date }) => date <= day).map(({ sum }) => sum)];
    const { unrestricted } = cashOn(ground, day, (entity) => sums.filter((sum) => sum.entity === entity)).group;
    return unrestricted.value === undefined ? undefined : unrestricted;
  };
}

interface Move {
  readonly date: IsoDate;
  readonly sum: MonthSum;
}

/** What moved on the accounts of money and of customers' deposits, by day. */
async function movesFrom(ground: Ground, from: IsoDate): Promise<Move[]> {
  const { entities } = ground.coverage;
  const accounts = entities.flatMap((of) => [...of.accounts.map(({ account }) => account), ...heldAccounts(of.entity)]);
  const rows = await ground.facts.query(`
    SELECT entity, date, account, currency, CAST(SUM(amount) AS BIGINT) AS amount, COUNT(*) AS postings,
      COUNT(CASE WHEN amount < 0 THEN 1 END) AS credits
    FROM postings
    WHERE ${between(from, ground.asOf)} AND ${oneOf('account', [...new Set(accounts)])}
    GROUP BY entity, date, account, currency
    ORDER BY 2, 1, 3, 4`);
  return rows.map((row) => {
    const date = text(row['date']).slice(0, 10);
    const sum = {
      entity: text(row['entity']),
      month: monthOf(date),
      account: text(row['account']),
      currency: text(row['currency']),
      category: '',
      tags: '',
      counterparty: '',
      amount: integer(row['amount']),
      postings: integer(row['postings']),
      credits: integer(row['credits']),
    };
    return { date, sum };
  });
}
