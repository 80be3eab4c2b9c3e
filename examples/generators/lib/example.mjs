import { entriesOf } from './entries.mjs';
import { expectations } from './oracle.mjs';
import { utf8 } from './text.mjs';

/** @typedef {import('./statement.mjs').Statement} Statement */
/** @typedef {import('./statement.mjs').Row} Row */
/** @typedef {{ rows: readonly Row[], opening: number, closing: number, asOf: string }} Export */
/**
 * Books that an entity keeps: the first file is the one that the portfolio names, and it includes the others.
 * `more`: what the books enter beside the statements' rows.
 * @typedef {{ entity: string, firstDay: string, more?: readonly import('./entries.mjs').Entry[], files: (entries: readonly import('./entries.mjs').Entry[]) => ReadonlyMap<string, Uint8Array> }} BooksSpec
 */
/**
 * One file of an example: which statement it is of, from and to which day, and how its bytes come to be.
 * @typedef {{ path: string, of: Statement, from?: string, to?: string, only?: (row: Row) => boolean, bytes: (statement: Export) => Uint8Array }} FileSpec
 * One list of a stream's bookings.
 * @typedef {{ path: string, sheet: import('./bookings.mjs').BookingSheet, bytes: (bookings: readonly import('./bookings.mjs').Booking[]) => Uint8Array }} SheetSpec
 * @typedef {{ asOf: string, currency: string, files: readonly FileSpec[], books?: readonly BooksSpec[], streams: readonly import('./oracle.mjs').Stream[],
 *   entities: readonly import('./oracle.mjs').EntityPlan[], sheets?: readonly SheetSpec[], further?: ReadonlyMap<string, string> }} ExamplePlan
 * `further`: the business's other sheets and papers, by path. Nothing of them is in the books, so nothing of them is summed.
 */

/**
 * Makes an example: the bytes of every raw input, and what must be found in them, summed from what was meant rather
 * than from what any reader reads.
 * @param {ExamplePlan} plan
 */
export function makeExample(plan) {
  /** @type {Map<Statement, Row[]>} */
  const rowsOf = new Map();
  for (const { of } of plan.files) if (!rowsOf.has(of)) rowsOf.set(of, numbered(of.rows(plan.asOf)));
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  /** @type {{ path: string, account: string, rows: readonly Row[] }[]} */
  const read = [];
  for (const { path, of, from = '', to = plan.asOf, only = () => true, bytes } of plan.files) {
    const all = rowsOf.get(of) ?? [];
    const rows = all.filter((row) => row.date >= from && row.date <= to && only(row));
    const before = all.findLast((row) => row.date < from);
    const opening = before?.balance ?? of.about.opening;
    files.set(path, bytes({ rows, opening, closing: rows.at(-1)?.balance ?? opening, asOf: to }));
    read.push({ path, account: of.about.account, rows });
  }
  for (const { path, sheet, bytes } of plan.sheets ?? []) files.set(path, bytes(sheet.known(plan.asOf)));
  const kept = (plan.books ?? []).map((spec) => booksOf(spec, rowsOf));
  for (const { bytes } of kept) for (const [path, content] of bytes) files.set(path, content);
  for (const [path, text] of plan.further ?? []) files.set(path, utf8(text));
  return { files, expected: expectations(plan, rowsOf, read, kept) };
}

/** @param {BooksSpec} spec @param {ReadonlyMap<Statement, readonly Row[]>} rowsOf */
function booksOf({ entity, firstDay, files, more = [] }, rowsOf) {
  const own = new Map([...rowsOf].filter(([{ about }]) => about.entity === entity));
  const entries = entriesOf(firstDay, own, more);
  const bytes = files(entries);
  const [path = ''] = bytes.keys();
  return { entity, path, bytes, more, postings: entries.reduce((sum, { legs }) => sum + legs.length, 0), first: firstDay, last: entries.at(-1)?.date };
}

/** Banks that give a reference give every row one. @param {readonly Row[]} rows */
function numbered(rows) {
  return rows.map((row, index) => ({
    ...row,
    reference: row.reference || `${row.date.replaceAll('-', '')}${String(index + 1).padStart(5, '0')}`,
  }));
}
