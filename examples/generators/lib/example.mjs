import { expectations } from './oracle.mjs';

/** @typedef {import('./statement.mjs').Statement} Statement */
/** @typedef {import('./statement.mjs').Row} Row */
/** @typedef {{ rows: readonly Row[], opening: number, closing: number, asOf: string }} Export */
/**
 * One file of an example: which statement it is of, from and to which day, and how its bytes come to be.
 * @typedef {{ path: string, of: Statement, from?: string, to?: string, only?: (row: Row) => boolean, bytes: (statement: Export) => Uint8Array }} FileSpec
 * @typedef {{ asOf: string, currency: string, files: readonly FileSpec[], streams: readonly import('./oracle.mjs').Stream[],
 *   entities: readonly import('./oracle.mjs').EntityPlan[] }} ExamplePlan
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
  return { files, expected: expectations(plan, rowsOf, read) };
}

/** Banks that give a reference give every row one. @param {readonly Row[]} rows */
function numbered(rows) {
  return rows.map((row, index) => ({
    ...row,
    reference: row.reference || `${row.date.replaceAll('-', '')}${String(index + 1).padStart(5, '0')}`,
  }));
}
