import { compare, type Decimal } from '../core/decimal.ts';
import { evaluate, unitDigits } from '../model/book.ts';
import type { Facts, Row } from '../model/facts.ts';
import type { Figure, FormulaReceipt, RowsReceipt } from '../model/figure.ts';
import { sqlText } from '../model/sql.ts';
import { integer, text } from './ledger.ts';

/** Receipts that are run in one query: one by one, the way to the engine and back would cost more than the sums. */
const BATCH = 64;

/**
 * Runs every receipt again: rows are summed anew by their own query, formulas recomputed from their inputs. Answers the
 * ids of figures whose receipt gives something else, or names an input that is not among the figures.
 */
export async function verifyFigures(figures: readonly Figure[], facts: Facts): Promise<string[]> {
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  const leaves = figures.flatMap((figure) => (figure.receipt.kind === 'rows' ? [{ figure, receipt: figure.receipt }] : []));
  const broken: string[] = [];
  for (let at = 0; at < leaves.length; at += BATCH) broken.push(...(await verifyRows(leaves.slice(at, at + BATCH), facts)));
  for (const figure of figures) {
    if (figure.receipt.kind === 'formula' && !formulaHolds(figure, figure.receipt, byId)) broken.push(figure.id);
    if (figure.receipt.kind !== 'rows' && figure.receipt.kind !== 'formula' && figure.value === undefined) broken.push(figure.id);
  }
  return broken;
}

interface Leaf {
  readonly figure: Figure;
  readonly receipt: RowsReceipt;
}

async function verifyRows(leaves: readonly Leaf[], facts: Facts): Promise<string[]> {
  const sums = leaves.map(
    ({ figure, receipt }) =>
      `SELECT ${sqlText(figure.id)} AS id, CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS amount, COUNT(*) AS rows_found FROM (${receipt.query}) receipt`,
  );
  const rows = await facts.query(sums.join('\nUNION ALL\n'));
  const found = new Map(rows.map((row) => [text(row['id']), row]));
  return leaves.filter(({ figure, receipt }) => !agrees(sumOf(found.get(figure.id), figure, receipt), figure.value)).map(({ figure }) => figure.id);
}

function sumOf(row: Row | undefined, figure: Figure, { measure, sign }: RowsReceipt): Decimal | undefined {
  if (!row) return undefined;
  if (measure === 'rows') return { mantissa: integer(row['rows_found']) * BigInt(sign), scale: 0 };
  return { mantissa: integer(row['amount']) * BigInt(sign), scale: unitDigits(figure.unit) };
}

function formulaHolds(figure: Figure, { operation, inputs }: FormulaReceipt, byId: ReadonlyMap<string, Figure>): boolean {
  const given = inputs.map((id) => byId.get(id));
  if (given.some((input) => input === undefined)) return false;
  const values = given.flatMap((input) => (input?.value === undefined ? [] : [input.value]));
  // A figure may be more careful than its formula (a ratio that would mislead is not known), never bolder.
  if (figure.value === undefined) return figure.unknown !== undefined;
  if (values.length < inputs.length) return false;
  return agrees(evaluate(operation, values, figure.value.scale), figure.value);
}

function agrees(a: Decimal | undefined, b: Decimal | undefined): boolean {
  return a === undefined || b === undefined ? a === b : compare(a, b) === 0;
}
