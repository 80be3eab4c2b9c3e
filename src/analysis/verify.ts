import type { IsoDate } from '../core/date.ts';
import { compare, type Decimal } from '../core/decimal.ts';
import { evaluate, unitDigits } from '../model/book.ts';
import type { Facts } from '../model/facts.ts';
import type { Figure, FormulaReceipt, RowsReceipt } from '../model/figure.ts';
import { integer } from './ledger.ts';
import { plainCondition, plainSums, type PlainCondition } from './plain-condition.ts';
import { between, conditionOf, RELATIONS, type Relation } from './sql.ts';
import { sumsAround } from './verify-around.ts';

/** Receipts over postings that are run in one pass: each adds two columns, and engines limit the width of a row. */
const BATCH = 100;
const PLAIN_BATCH = 2000;

/**
 * Runs every receipt again: rows are summed anew by their own query, formulas recomputed from their inputs. Answers the
 * ids of figures whose receipt gives something else, or names an input that is not among `inputs`: these are taken as
 * they stand, unless they are among the figures.
 */
export async function verifyFigures(
  figures: readonly Figure[],
  facts: Facts,
  inputs: readonly Figure[] = figures,
): Promise<string[]> {
  const byId = new Map(inputs.map((figure) => [figure.id, figure]));
  const leaves = figures.flatMap((figure) =>
    figure.receipt.kind === 'rows' ? [{ figure, receipt: figure.receipt }] : [],
  );
  const broken: string[] = [];
  const inPasses = new Set<Leaf>();
  for (const relation of EVERY_RELATION) {
    const own = leaves.flatMap((leaf) => postingsLeaf(leaf, relation));
    for (const { leaf } of own) inPasses.add(leaf);
    for (const batch of inPieces(
      own.filter(({ plain }) => plain),
      PLAIN_BATCH,
    ))
      broken.push(...(await verifyPlain(batch, relation, facts)));
    for (const batch of batches(own.filter(({ plain }) => !plain)))
      broken.push(...(await verifyPostings(batch, relation, facts)));
  }
  const others = leaves.filter((leaf) => !inPasses.has(leaf));
  const around = await sumsAround(
    others.map(({ receipt }) => receipt.query),
    facts,
  );
  const apart = others.filter(({ receipt }) => !around.has(receipt.query));
  const sums = new Map([
    ...around,
    ...(await sumsApart([...new Set(apart.map(({ receipt }) => receipt.query))], facts)),
  ]);
  for (const leaf of others) {
    const sum = sums.get(leaf.receipt.query);
    if (!sum || !agrees(sumOf(leaf, sum.amount, sum.rows), leaf.figure.value)) broken.push(leaf.figure.id);
  }
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

/** A receipt over postings: its condition, and the days that the condition keeps to, when it does. */
interface PostingsLeaf {
  readonly leaf: Leaf;
  readonly condition: string;
  readonly days: { readonly from: IsoDate; readonly to: IsoDate } | undefined;
  readonly plain: PlainCondition | undefined;
}

const DAYS = /\bdate (?:BETWEEN DATE '([\d-]{10})' AND|=) DATE '([\d-]{10})'/;

const EVERY_RELATION = Object.keys(RELATIONS) as Relation[];

function postingsLeaf(leaf: Leaf, relation: Relation): PostingsLeaf[] {
  const condition = conditionOf(leaf.receipt.query, relation);
  if (condition === undefined) return [];
  const [, from, to] = DAYS.exec(condition) ?? [];
  const days = to === undefined ? undefined : { from: from ?? to, to };
  return [{ leaf, condition, days, plain: plainCondition(condition) }];
}

/** Receipts of like days together, so that a pass reads few days; those without bounds by themselves. */
function batches(all: readonly PostingsLeaf[]): PostingsLeaf[][] {
  const last = ({ days }: PostingsLeaf): string => days?.to ?? '';
  const bounded = all.filter((leaf) => leaf.days).toSorted((a, b) => (last(a) < last(b) ? -1 : 1));
  return [
    ...inPieces(bounded, BATCH),
    ...inPieces(
      all.filter((leaf) => !leaf.days),
      BATCH,
    ),
  ];
}

function inPieces<T>(all: readonly T[], size: number): T[][] {
  const pieces = Math.ceil(all.length / size);
  return Array.from({ length: pieces }, (_, at) => all.slice(at * size, (at + 1) * size));
}

/** Receipts of a plain form are one join: planning a hundred conditions takes the engine longer than answering them. */
async function verifyPlain(leaves: readonly PostingsLeaf[], relation: Relation, facts: Facts): Promise<string[]> {
  const conditions = leaves.flatMap(({ plain }) => plain ?? []);
  const rows = await facts.query(plainSums(conditions, RELATIONS[relation]));
  const found = new Map(rows.map((row) => [Number(row['place']), row]));
  const holds = ({ leaf }: PostingsLeaf, at: number): boolean => {
    const row = found.get(at);
    return (
      row !== undefined && agrees(sumOf(leaf, integer(row['amount']), integer(row['row_count'])), leaf.figure.value)
    );
  };
  return leaves.filter((leaf, at) => !holds(leaf, at)).map(({ leaf }) => leaf.figure.id);
}

/** One pass over the postings serves many receipts: each is a sum and a count of the rows that meet its condition. */
async function verifyPostings(leaves: readonly PostingsLeaf[], relation: Relation, facts: Facts): Promise<string[]> {
  const columns = leaves.flatMap(({ condition }, at) => [
    `CAST(COALESCE(SUM(CASE WHEN ${condition} THEN amount END), 0) AS BIGINT) AS amount_${at}`,
    `COUNT(CASE WHEN ${condition} THEN 1 END) AS rows_${at}`,
  ]);
  const days = leaves.flatMap((leaf) => (leaf.days ? [leaf.days] : []));
  const from = days.map((one) => one.from).toSorted()[0];
  const to = days
    .map((one) => one.to)
    .toSorted()
    .at(-1);
  const bounded = from !== undefined && to !== undefined && days.length === leaves.length;
  const where = bounded ? ` WHERE ${between(from, to)}` : '';
  const [found] = await facts.query(`SELECT ${columns.join(',\n')} FROM ${RELATIONS[relation]}${where}`);
  const holds = ({ leaf }: PostingsLeaf, at: number): boolean =>
    agrees(sumOf(leaf, integer(found?.[`amount_${at}`]), integer(found?.[`rows_${at}`])), leaf.figure.value);
  return leaves.filter((leaf, at) => !holds(leaf, at)).map(({ leaf }) => leaf.figure.id);
}

/** Queries that share nothing are asked side by side: one at a time each would wait for its own plan. */
const SIDE_BY_SIDE = 40;

interface Sum {
  readonly amount: bigint;
  readonly rows: bigint;
}

/** What each query's rows come to; a query that fails has no sum, and neither has one with a row without an amount. */
async function sumsApart(queries: readonly string[], facts: Facts): Promise<ReadonlyMap<string, Sum>> {
  const sums = new Map<string, Sum>();
  for (const some of inPieces(queries, SIDE_BY_SIDE)) {
    const parts = some.map((query, at) => sumQuery(query, at));
    const answer = await facts.query(parts.join('\nUNION ALL\n')).catch(() => undefined);
    for (const [at, query] of some.entries()) {
      const alone = answer ?? (await facts.query(sumQuery(query, at)).catch(() => []));
      const row = alone.find((one) => Number(one['place']) === at);
      if (row && row['unsaid'] === 0n)
        sums.set(query, { amount: integer(row['amount']), rows: integer(row['row_count']) });
    }
  }
  return sums;
}

function sumQuery(query: string, place: number): string {
  return `SELECT ${place} AS place, CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS amount, COUNT(*) AS row_count, COUNT(*) - COUNT(amount) AS unsaid FROM (${query}) rows_${place}`;
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
  // A figure is not known when an input is not, or when the formula has no answer (a quotient by zero); else it is.
  const digits = figure.value?.scale ?? unitDigits(figure.unit);
  return agrees(values.length < inputs.length ? undefined : evaluate(operation, values, digits), figure.value);
}

function agrees(a: Decimal | undefined, b: Decimal | undefined): boolean {
  return a === undefined || b === undefined ? a === b : compare(a, b) === 0;
}
