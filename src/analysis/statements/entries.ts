import { monthOf, type IsoDate, type Month } from '../../core/date.ts';
import { sqlDate } from '../../model/sql.ts';
import type { Ground } from '../input.ts';
import { integer, monthSum, text, type MonthSum } from '../ledger.ts';
import { oneOf, RELATIONS, type Relation } from '../sql.ts';

/*
 * The entries that statements are made of, in one place: what was booked and, for an entity with a recognition policy,
 * what moves its revenue to when it is earned.
 */

/** The month sums of all entities, adjustments among them, and of which relation each entity's receipts are. */
export interface Entries {
  of(entity: string): readonly MonthSum[];
  relation(entity: string): Relation;
}

export async function readEntries({ facts, ledger, asOf }: Ground): Promise<Entries> {
  const columns = `entity, CAST(date_trunc('month', date) AS DATE) AS month, account, currency, category, tags, counterparty`;
  const rows = await facts.query(`
    SELECT ${columns}, CAST(SUM(amount) AS BIGINT) AS amount, COUNT(*) AS postings,
      COUNT(CASE WHEN amount < 0 THEN 1 END) AS credits
    FROM adjustments
    WHERE date <= ${sqlDate(asOf)}
    GROUP BY entity, CAST(date_trunc('month', date) AS DATE), account, currency, category, tags, counterparty
    ORDER BY 1, 2, 3, 4, 5, 6, 7`);
  const adjusted = rows.map(monthSum);
  const own = (entity: string): readonly MonthSum[] => adjusted.filter((sum) => sum.entity === entity);
  return {
    of: (entity) => [...ledger.of(entity), ...own(entity)],
    relation: (entity) => (own(entity).length > 0 ? 'accruals' : 'postings'),
  };
}

/** Entries of one day, account and currency in one sum. Debits are positive. */
export interface DaySum {
  readonly entity: string;
  readonly date: IsoDate;
  readonly account: string;
  readonly counterparty: string;
  readonly currency: string;
  readonly amount: bigint;
}

/** Day by day, what a rate of the day is asked for: the entries that meet the condition. */
export async function daySums(
  { facts, asOf }: Pick<Ground, 'facts' | 'asOf'>,
  condition: string,
): Promise<readonly DaySum[]> {
  const rows = await facts.query(`
    SELECT entity, date, account, counterparty, currency, CAST(SUM(amount) AS BIGINT) AS amount
    FROM ${RELATIONS.accruals}
    WHERE date <= ${sqlDate(asOf)} AND (${condition})
    GROUP BY entity, date, account, counterparty, currency
    ORDER BY 1, 2, 3, 4, 5`);
  return rows.map((row) => ({
    entity: text(row['entity']),
    date: text(row['date']).slice(0, 10),
    account: text(row['account']),
    counterparty: text(row['counterparty']),
    currency: text(row['currency']),
    amount: integer(row['amount']),
  }));
}

/** The transactions by which books begin: what they hold was there before, and did not move when it was written down. */
export interface Openings {
  /** By entity, the condition that selects their postings; undefined where there is none. */
  condition(entity: string): string | undefined;
  readonly sums: readonly (DaySum & { readonly month: Month })[];
}

export async function readOpenings({ facts, asOf }: Ground): Promise<Openings> {
  const begun = await facts.query(`
    SELECT DISTINCT entity, txn FROM postings
    WHERE category = 'opening' AND date <= ${sqlDate(asOf)} ORDER BY 1, 2`);
  const byEntity = new Map<string, string[]>();
  for (const row of begun) {
    const entity = text(row['entity']);
    byEntity.set(entity, [...(byEntity.get(entity) ?? []), String(integer(row['txn']))]);
  }
  const condition = (entity: string): string | undefined => {
    const numbers = byEntity.get(entity);
    return numbers && `txn IN (${numbers.join(', ')})`;
  };
  const all = [...byEntity.keys()].map(
    (entity) => `(${oneOf('entity', [entity])} AND ${condition(entity) ?? '1 = 0'})`,
  );
  if (all.length === 0) return { condition, sums: [] };
  const rows = await daySums({ facts, asOf }, all.join(' OR '));
  return { condition, sums: rows.map((row) => ({ ...row, month: monthOf(row.date) })) };
}
