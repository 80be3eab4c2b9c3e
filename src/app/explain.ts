import { distance } from 'fastest-levenshtein';
import { verifyFigures } from '../analysis/index.ts';
import { decimalText } from '../core/decimal.ts';
import { UserError } from '../core/problem.ts';
import { unitDigits, type Book } from '../model/book.ts';
import type { Cell, Facts, Row } from '../model/facts.ts';
import type { Figure, RowsReceipt } from '../model/figure.ts';

/** A source row that a figure rests on. */
export interface ReceiptRow {
  readonly file: string;
  readonly line: number;
  /** SHA-256 of the file. */
  readonly hash: string;
  readonly date: string;
  readonly account: string;
  readonly payee: string;
  readonly amount: string;
}

/** A figure with its receipt spelled out. `holds` says whether the receipt, run again now, gives the figure's value. */
export interface Explanation {
  readonly figure: Figure;
  readonly holds: boolean;
  /** Rows of a rows receipt: `rows` are the first of them, `rowCount` says how many there are. */
  readonly rows: readonly ReceiptRow[];
  readonly rowCount: number;
  readonly inputs: readonly Explanation[];
}

/**
 * Explains a figure of the book down to its rows, at most `limit` of each query. Throws a UserError, with the ids near
 * it, for an unknown id.
 */
export async function explain(id: string, book: Book, facts: Facts, limit = Infinity): Promise<Explanation> {
  const figure = book.find(id);
  if (!figure) throw unknownFigure(id, book);
  const closure = withInputs(figure, book);
  const broken = new Set(await verifyFigures(closure, facts));
  const explained = new Map<string, Explanation>();
  // Inputs come before what they go into, so each is explained once however many formulas share it.
  for (const one of closure.toReversed()) {
    const { receipt } = one;
    const inputs = receipt.kind === 'formula' ? receipt.inputs.flatMap((input) => explained.get(input) ?? []) : [];
    const found = receipt.kind === 'rows' ? await rowsOf(one, receipt, facts, limit) : { rows: [], rowCount: 0 };
    explained.set(one.id, {
      figure: one,
      holds: !broken.has(one.id) && inputs.every(({ holds }) => holds),
      inputs,
      ...found,
    });
  }
  const explanation = explained.get(id);
  if (!explanation) throw new Error(`figure ${id} was not explained`);
  return explanation;
}

/** A figure with what it was directly made of, each run again now: what a page shows at once. */
export interface Level extends Pick<Explanation, 'figure' | 'holds' | 'rows' | 'rowCount'> {
  /** The first of them; `inputCount` says how many there are. */
  readonly inputs: readonly { readonly figure: Figure; readonly holds: boolean }[];
  readonly inputCount: number;
}

export interface LevelLimits {
  readonly rows: number;
  readonly inputs: number;
}

/**
 * Explains one level of a figure: what it rests on further down is taken as it stands. A figure of the group may rest on
 * thousands of others, and whoever looks at one opens the next. Throws a UserError for an unknown id.
 */
export async function explainLevel(id: string, book: Book, facts: Facts, limits: LevelLimits): Promise<Level> {
  const figure = book.find(id);
  if (!figure) throw unknownFigure(id, book);
  const inputs = inputsOf(figure, book);
  const seen = inputs.slice(0, limits.inputs);
  const beneath = [...inputs, ...seen.flatMap((input) => inputsOf(input, book))];
  const broken = new Set(await verifyFigures([figure, ...seen], facts, [figure, ...beneath]));
  const shown = seen.map((input) => ({ figure: input, holds: !broken.has(input.id) }));
  const { receipt } = figure;
  const found = receipt.kind === 'rows' ? await rowsOf(figure, receipt, facts, limits.rows) : { rows: [], rowCount: 0 };
  return {
    figure,
    holds: !broken.has(id) && shown.every(({ holds }) => holds),
    ...found,
    inputs: shown,
    inputCount: inputs.length,
  };
}

const inputsOf = ({ receipt }: Figure, book: Book): readonly Figure[] =>
  receipt.kind === 'formula' ? receipt.inputs.map((input) => book.get(input)) : [];

/** The figure and all that its formulas rest on: each before its own inputs, each once. */
function withInputs(figure: Figure, book: Book): readonly Figure[] {
  const inputsFirst: Figure[] = [];
  const seen = new Set<string>();
  const visit = (one: Figure): void => {
    if (seen.has(one.id)) return;
    seen.add(one.id);
    if (one.receipt.kind === 'formula') for (const input of one.receipt.inputs) visit(book.get(input));
    inputsFirst.push(one);
  };
  visit(figure);
  return inputsFirst.toReversed();
}

async function rowsOf(
  figure: Figure,
  { query }: RowsReceipt,
  facts: Facts,
  limit: number,
): Promise<Pick<Explanation, 'rows' | 'rowCount'>> {
  if (limit === Infinity) {
    const rows = await facts.query(query);
    return { rows: rows.map((row) => receiptRow(row, figure)), rowCount: rows.length };
  }
  const [count] = await facts.query(`SELECT COUNT(*) AS n FROM (${query}) receipt`);
  const rows = await facts.query(`SELECT * FROM (${query}) receipt ORDER BY file, line LIMIT ${limit}`);
  return { rows: rows.map((row) => receiptRow(row, figure)), rowCount: Number(count?.['n'] ?? 0) };
}

function receiptRow(row: Row, figure: Figure): ReceiptRow {
  const word = (cell: Cell | undefined): string => (cell === null || cell === undefined ? '' : String(cell));
  const { amount } = row;
  if (typeof amount !== 'bigint') throw new Error(`a receipt row of ${figure.id} has no amount in minor units`);
  const { receipt, unit } = figure;
  // Days and miles are summed as they stand; where rows are only counted, their amounts are money.
  const isSummed = receipt.kind === 'rows' && receipt.measure === 'amount';
  const digits = isSummed || unit.kind === 'money' ? unitDigits(unit) : 2;
  return {
    file: word(row['file']),
    line: Number(row['line'] ?? 0),
    hash: word(row['source']),
    date: word(row['date']),
    account: word(row['account']),
    payee: word(row['payee']),
    amount: decimalText({ mantissa: amount, scale: digits }),
  };
}

function unknownFigure(id: string, book: Book): UserError {
  const near = book
    .all()
    .map((figure) => ({ id: figure.id, far: distance(id, figure.id) }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3);
  const hint = near.length > 0 ? `; near it: ${near.map((figure) => figure.id).join(', ')}` : '';
  return new UserError('no-such-figure', `there is no figure "${id}"${hint}`);
}
