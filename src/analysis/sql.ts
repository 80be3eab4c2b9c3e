import { firstDay, lastDay, type IsoDate, type Month } from '../core/date.ts';
import { sqlDate, sqlText } from '../model/sql.ts';

/** `column IN (…)`; never true for an empty list. */
export function oneOf(column: string, texts: readonly string[]): string {
  return texts.length === 0 ? '1 = 0' : `${column} IN (${[...texts].toSorted().map(sqlText).join(', ')})`;
}

export function between(from: IsoDate, to: IsoDate): string {
  return `date BETWEEN ${sqlDate(from)} AND ${sqlDate(to)}`;
}

export function inMonth(month: Month): string {
  return between(firstDay(month), lastDay(month));
}

/** True for postings whose rule carries the tag. */
export function tagged(tag: string): string {
  return `COALESCE(tags, '') LIKE ${sqlText(`%,${tag},%`)}`;
}

export const INCOME = "account LIKE 'Income:%'";
export const EXPENSES = "account LIKE 'Expenses:%'";

/** Postings that are no move between own accounts and no opening balance. */
export const OF_THE_PERIOD = "category NOT IN ('transfer', 'opening')";

const ENTRY_COLUMNS =
  'txn, date, entity, account, counterparty, payee, amount, currency, category, transfer, tags, file, line, source';

/** Where the rows of receipts stand: what was booked, or that and what recognition moves to when it is earned. */
export const RELATIONS = {
  postings: 'postings',
  accruals: `(SELECT ${ENTRY_COLUMNS} FROM postings
  UNION ALL SELECT ${ENTRY_COLUMNS} FROM adjustments) accruals`,
} as const;
export type Relation = keyof typeof RELATIONS;

const rowsOf = (relation: Relation): string =>
  `SELECT date, entity, account, payee, amount, file, line, source\nFROM ${RELATIONS[relation]}\nWHERE `;
const IN_ORDER = '\nORDER BY date, file, line';

/** The rows of a receipt: postings that meet every condition, oldest first. */
export function postingsQuery(conditions: readonly string[], relation: Relation = 'postings'): string {
  return `${rowsOf(relation)}${conditions.join('\n  AND ')}${IN_ORDER}`;
}

/** The condition of a query that `postingsQuery` made of this relation; undefined for any other query. */
export function conditionOf(query: string, relation: Relation = 'postings'): string | undefined {
  const head = rowsOf(relation);
  if (!query.startsWith(head) || !query.endsWith(IN_ORDER)) return undefined;
  return query.slice(head.length, -IN_ORDER.length);
}

/**
 * What names a payee once references are left out: the text before the first digit or `#`, in lower case
 * (`RENT 0423` and `Rent 0523` are one payee); the whole text where it begins with one.
 */
export const PAYEE_KEY = "LOWER(TRIM(regexp_extract(payee, '^[^0-9#]*[^0-9# ]|^.*$')))";
