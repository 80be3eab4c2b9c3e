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

const ROWS_OF = 'SELECT date, entity, account, payee, amount, file, line, source\nFROM postings\nWHERE ';
const IN_ORDER = '\nORDER BY date, file, line';

/** The rows of a receipt: postings that meet every condition, oldest first. */
export function postingsQuery(conditions: readonly string[]): string {
  return `${ROWS_OF}${conditions.join('\n  AND ')}${IN_ORDER}`;
}

/** The condition of a query that `postingsQuery` made; undefined for any other query. */
export function conditionOf(query: string): string | undefined {
  if (!query.startsWith(ROWS_OF) || !query.endsWith(IN_ORDER)) return undefined;
  return query.slice(ROWS_OF.length, -IN_ORDER.length);
}

/**
 * What names a payee once references are left out: the text before the first digit or `#`, in lower case
 * (`RENT 0423` and `Rent 0523` are one payee); the whole text where it begins with one.
 */
export const PAYEE_KEY = "LOWER(TRIM(regexp_extract(payee, '^[^0-9#]*[^0-9# ]|^.*$')))";
