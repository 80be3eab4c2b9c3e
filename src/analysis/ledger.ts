import { firstDay, monthOf, type IsoDate, type Month } from '../core/date.ts';
import type { Cell, Facts, Row } from '../model/facts.ts';
import { sqlDate } from '../model/sql.ts';
import { accountKeys } from './ids.ts';

/** The postings of one month that share entity, account, currency, category, tags and counterparty, summed. Debits are positive. */
export interface MonthSum {
  readonly entity: string;
  readonly month: Month;
  readonly account: string;
  readonly currency: string;
  readonly category: string;
  readonly tags: string;
  /** The entity on the other side; '' without one. */
  readonly counterparty: string;
  readonly amount: bigint;
  readonly postings: bigint;
  /** Of these, how many are credits (amount below zero): money in, on an income account. */
  readonly credits: bigint;
}

export interface Ledger {
  readonly sums: readonly MonthSum[];
  of(entity: string): readonly MonthSum[];
  /** What stands for an account in figure ids. */
  key(account: string): string;
}

export function text(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell);
}

/** An integer cell; engines answer COUNT and SUM as bigint or number. */
export function integer(cell: Cell | undefined): bigint {
  if (typeof cell === 'bigint') return cell;
  if (typeof cell === 'number' && Number.isSafeInteger(cell)) return BigInt(cell);
  throw new Error(`expected a whole number from the facts, got ${text(cell)}`);
}

/**
 * The whole ledger up to `asOf`, by month, for every analysis that thinks in months. Whole months are summed already;
 * of the month of `asOf` only the days up to it count.
 */
export async function readLedger(facts: Facts, asOf: IsoDate): Promise<Ledger> {
  const month = sqlDate(firstDay(monthOf(asOf)));
  const columns = 'entity, month, account, currency, category, tags, counterparty';
  const rows = await facts.query(`
    SELECT ${columns}, amount, postings, credits FROM monthly WHERE month < ${month}
    UNION ALL
    SELECT ${columns}, CAST(SUM(amount) AS BIGINT), COUNT(*), COUNT(CASE WHEN amount < 0 THEN 1 END)
    FROM (SELECT *, ${month} AS month FROM postings WHERE date BETWEEN ${month} AND ${sqlDate(asOf)}) days
    GROUP BY ${columns}
    ORDER BY 1, 2, 3, 4, 5, 6, 7`);
  const sums = rows.map(monthSum);
  const byEntity = new Map<string, MonthSum[]>();
  for (const sum of sums) {
    const own = byEntity.get(sum.entity);
    if (own) own.push(sum);
    else byEntity.set(sum.entity, [sum]);
  }
  const keys = accountKeys(sums.map(({ account }) => account));
  return { sums, of: (entity) => byEntity.get(entity) ?? [], key: (account) => keys.get(account) ?? account };
}

export function monthSum(row: Row): MonthSum {
  return {
    entity: text(row['entity']),
    month: text(row['month']).slice(0, 7),
    account: text(row['account']),
    currency: text(row['currency']),
    category: text(row['category']),
    tags: text(row['tags']),
    counterparty: text(row['counterparty']),
    amount: integer(row['amount']),
    postings: integer(row['postings']),
    credits: integer(row['credits']),
  };
}
