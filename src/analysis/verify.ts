import { compare, type Decimal } from '../core/decimal.ts';
import { evaluate, unitDigits } from '../model/book.ts';
import type { Facts } from '../model/facts.ts';
import type { Figure, FormulaReceipt, RowsReceipt } from '../model/figure.ts';
import { integer } from './ledger.ts';
import { conditionOf } from './sql.ts';

/** Receipts over postings that are run in one pass: each adds two columns, and engines limit the width of a row. */
const BATCH = 200;

/**
 * Runs every receipt again: rows are summed anew by their own query, formulas recomputed from their inputs. Answers the
 * ids of figures whose receipt gives something else, or names an input that is not among the figures.
 */
export async function verifyFigures(figures: readonly Figure[], facts: Facts): Promise<string[]> {
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  const leaves = figures.flatMap((figure) =>
    figure.receipt.kind === 'rows' ? [{ figure, receipt: figure.receipt }] : [],
  );
  const broken: string[] = [];
  const overPostings = leaves.flatMap((leaf) => {
    const condition = conditionOf(leaf.receipt.query);
    return condition === undefined ? [] : [{ ...leaf, condition }];
  });
  for (let at = 0; at < overPostings.length; at += BATCH)
    broken.push(...(await verifyPostings(overPostings.slice(at, at + BATCH), facts)));
  for (const leaf of leaves)
    if (conditionOf(leaf.receipt.query) === undefined && !(await leafHolds(leaf, facts))) broken.push(leaf.figure.id);
  for (const figure of figures) {
    if (figure.receipt.kind === 'formula' && !formulaHolds(figure, figure.receipt, byId)) broken.push(figure.id);
    if (figure.receipt.kind !== 'rows' && figure.receipt.kind !== 'formula' && figure.value === undefined)
      broken.push(figure.id);
  }
  return broken;
}

interface Leaf {
  readonly figure: Figure;
  readonly receipt: RowsReceipt;
}

/** One pass over the postings serves many receipts: each is a sum and a count of the rows that meet its condition. */
async function verifyPostings(
  leaves: readonly (Leaf & { readonly condition: string })[],
  facts: Facts,
): Promise<string[]> {
  const columns = leaves.flatMap(({ condition }, at) => [
    `CAST(COALESCE(SUM(CASE WHEN ${condition} THEN amount END), 0) AS BIGINT) AS amount_${at}`,
    `COUNT(CASE WHEN ${condition} THEN 1 END) AS rows_${at}`,
  ]);
  const [found] = await facts.query(`SELECT ${columns.join(',\n')} FROM postings`);
  const holds = (leaf: Leaf, at: number): boolean =>
    agrees(sumOf(leaf, integer(found?.[`amount_${at}`]), integer(found?.[`rows_${at}`])), leaf.figure.value);
  return leaves.filter((leaf, at) => !holds(leaf, at)).map(({ figure }) => figure.id);
}

async function leafHolds(leaf: Leaf, facts: Facts): Promise<boolean> {
  const rows = await facts.query(leaf.receipt.query);
  const amount = rows.reduce((sum, row) => sum + integer(row['amount']), 0n);
  return agrees(sumOf(leaf, amount, BigInt(rows.length)), leaf.figure.value);
}

function sumOf({ figure, receipt }: Leaf, amount: bigint, rows: bigint): Decimal {
  const sign = BigInt(receipt.sign);
  return receipt.measure === 'rows'
    ? { mantissa: rows * sign, scale: 0 }
    : { mantissa: amount * sign, scale: unitDigits(figure.unit) };
}

function formulaHolds(
  figure: Figure,
  { operation, inputs }: FormulaReceipt,
  byId: ReadonlyMap<string, Figure>,
): boolean {
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
