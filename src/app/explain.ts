import { compare, decimalText, type Decimal } from '../core/decimal.ts';
import { UserError } from '../core/problem.ts';
import { evaluate, unitDigits, type Book } from '../model/book.ts';
import type { Facts, Row } from '../model/facts.ts';
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

/** A figure with its receipt spelled out, down to the rows. `recomputed` is what the receipt gives now. */
export interface Explanation {
  readonly figure: Figure;
  readonly recomputed: Decimal | undefined;
  readonly holds: boolean;
  readonly rows?: readonly ReceiptRow[];
  readonly inputs?: readonly Explanation[];
}

/** Explains a figure of the book by running its receipt again. Throws a UserError, with near ids, for an unknown id. */
export async function explain(id: string, book: Book, facts: Facts): Promise<Explanation> {
  const figure = book.find(id);
  if (!figure) throw await unknownFigure(id, book);
  return explainFigure(figure, book, facts);
}

async function explainFigure(figure: Figure, book: Book, facts: Facts): Promise<Explanation> {
  const { receipt } = figure;
  switch (receipt.kind) {
    case 'method':
    case 'assumption':
      return { figure, recomputed: figure.value, holds: true };
    case 'rows': {
      const found = await facts.query(receipt.query);
      const recomputed = sumRows(found, receipt, figure);
      return { figure, recomputed, holds: agrees(recomputed, figure.value), rows: found.map((row) => receiptRow(row, figure)) };
    }
    case 'formula': {
      const inputs: Explanation[] = [];
      for (const input of receipt.inputs) inputs.push(await explainFigure(book.get(input), book, facts));
      const values = inputs.flatMap(({ recomputed }) => (recomputed === undefined ? [] : [recomputed]));
      const digits = figure.value?.scale ?? unitDigits(figure.unit);
      const recomputed = values.length < inputs.length ? undefined : evaluate(receipt.operation, values, digits);
      const holds = agrees(recomputed, figure.value) && inputs.every((input) => input.holds);
      return { figure, recomputed, holds, inputs };
    }
  }
}

function sumRows(rows: readonly Row[], { measure, sign }: RowsReceipt, figure: Figure): Decimal {
  if (measure === 'rows') return { mantissa: BigInt(rows.length * sign), scale: 0 };
  const sum = rows.reduce((total, row) => total + amountOf(row), 0n);
  return { mantissa: sign === -1 ? -sum : sum, scale: unitDigits(figure.unit) };
}

function amountOf(row: Row): bigint {
  const { amount } = row;
  if (typeof amount !== 'bigint') throw new Error('a receipt row has no amount in minor units');
  return amount;
}

function receiptRow(row: Row, figure: Figure): ReceiptRow {
  const word = (cell: Row[string] | undefined): string => (cell === null || cell === undefined ? '' : String(cell));
  const digits = figure.unit.kind === 'money' ? unitDigits(figure.unit) : 2;
  return {
    file: word(row['file']),
    line: Number(row['line'] ?? 0),
    hash: word(row['source']),
    date: word(row['date']),
    account: word(row['account']),
    payee: word(row['payee']),
    amount: decimalText({ mantissa: amountOf(row), scale: digits }),
  };
}

function agrees(a: Decimal | undefined, b: Decimal | undefined): boolean {
  return a === undefined || b === undefined ? a === b : compare(a, b) === 0;
}

async function unknownFigure(id: string, book: Book): Promise<UserError> {
  const { distance } = await import('fastest-levenshtein');
  const near = book
    .all()
    .map((figure) => ({ id: figure.id, far: distance(id, figure.id) }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3);
  const hint = near.length > 0 ? `; near it: ${near.map((figure) => figure.id).join(', ')}` : '';
  return new UserError('no-such-figure', `there is no figure "${id}"${hint}`);
}
