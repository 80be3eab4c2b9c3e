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

/** The rows of a receipt: postings that meet every condition, oldest first. */
export function postingsQuery(conditions: readonly string[]): string {
  return [
    'SELECT date, entity, account, payee, amount, file, line, source',
    'FROM postings',
    `WHERE ${conditions.join('\n  AND ')}`,
    'ORDER BY date, file, line',
  ].join('\n');
}

/**
 * What names a payee once references are left out: the text before the first digit or `#`, in lower case
 * (`RENT 0423` and `Rent 0523` are one payee); the whole text where it begins with one.
 */
export const PAYEE_KEY =
  "CASE WHEN TRIM(COALESCE(regexp_extract(payee, '^[^0-9#]+'), '')) = '' THEN LOWER(TRIM(payee)) ELSE LOWER(TRIM(regexp_extract(payee, '^[^0-9#]+'))) END";
