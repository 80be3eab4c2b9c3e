import type { Problem } from '../core/problem.ts';
import type { Figure, Unit } from '../model/figure.ts';
import type { Row } from '../model/row.ts';
import { rowsOf, selected, Unanswered, type Asked, type OwnGround } from './asked.ts';
import { problem, type OwnCode } from './codes.ts';
import { MAX_RECEIPT_ROWS } from './limits.ts';
import type { SqlBlock } from './report.ts';

/** How a block's rows prove figures: the columns that receipts show, of which the SQL has these. */
export interface Evidence {
  readonly asked: Asked;
  /** Columns of a receipt's rows, in SQL. */
  readonly select: string;
  readonly unit: Unit;
  readonly rows: bigint;
  /** Sum of the amounts in minor units, or the number of rows of a count. */
  readonly total: bigint;
  /** Why its figures are not known, where they are not. */
  readonly unknown: string | undefined;
}

const WHOLE = /^(?:TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/;
const PLACE = ['file', 'line', 'source'] as const;
/** Shown beside the amount by `quarterdeck explain`. */
const SHOWN = ['date', 'account', 'payee', 'entity'] as const;

/**
 * Looks at a block's rows: each has a place in a file of the portfolio, money is whole minor units of one currency, and
 * an amount that a row does not have makes the figure unknown. Throws Unanswered for what its owner has to mend.
 */
export async function evidenceOf(block: SqlBlock, asked: Asked, ground: OwnGround): Promise<Evidence> {
  checkColumns(block, asked, ground);
  const amounts = asked.columns.has('amount') && block.unit.kind === 'money';
  const shown = SHOWN.filter((column) => asked.columns.has(column)).map((column) => `own.${column}`);
  const amount = amounts ? 'CAST(own.amount AS BIGINT)' : 'CAST(1 AS BIGINT)';
  const select = [...shown, `${amount} AS amount`, 'own.file', 'CAST(own.line AS BIGINT) AS line', 'own.source'].join(
    ', ',
  );
  const found = await summed(block, asked, ground, amounts);
  const rows = whole(found['n']);
  if (rows > BigInt(MAX_RECEIPT_ROWS))
    throw said(block, 'too-many-rows', `the block rests on ${rows} rows`, {
      expected: `at most ${MAX_RECEIPT_ROWS}`,
      mend: 'filter by day or entity',
    });
  if (whole(found['unplaced']) > 0n)
    throw said(block, 'row-unplaced', 'a row names no file of the portfolio', {
      expected: '`file` and `source` as the table of facts has them',
    });
  const { unit } = block;
  const without = amounts ? whole(found['unstated']) : 0n;
  const unknown = asked.empty.length > 0 ? nothingIn(asked) : without > 0n ? 'a row has no amount' : undefined;
  return { asked, select, unit, rows, total: amounts ? whole(found['total']) : rows, unknown };
}

export function nothingIn({ empty }: Asked): string {
  return `nothing is on file in ${empty.join(', ')}`;
}

/** A figure over the rows that meet a condition; it is not known where the block's facts are not. */
export function figureOf(
  ground: OwnGround,
  evidence: Evidence,
  named: { readonly id: string; readonly label: string; readonly unit?: Unit },
  part: { readonly total: bigint; readonly rest?: string },
): Figure {
  const { id, label, unit = evidence.unit } = named;
  if (evidence.unknown !== undefined) return ground.book.unknown(id, label, unit, evidence.unknown);
  const query = selected(evidence.asked, evidence.select, part.rest);
  const measure = unit.kind === 'money' ? 'amount' : 'rows';
  return ground.book.rows(id, label, unit, part.total, { query, measure, sign: 1 });
}

function checkColumns(block: SqlBlock, { columns }: Asked, ground: OwnGround): void {
  const needed = block.unit.kind === 'money' && block.kind !== 'check' ? ['amount', ...PLACE] : PLACE;
  const missing = needed.filter((column) => !columns.has(column));
  if (missing.length > 0)
    throw said(block, 'column-missing', `its rows have no ${missing.join(', ')}`, {
      expected: `rows with ${needed.join(', ')}`,
      mend: 'a SELECT of rows, not of sums: Quarterdeck adds them up',
    });
  const amount = columns.get('amount');
  if (block.unit.kind === 'money' && amount !== undefined && !WHOLE.test(amount))
    throw said(block, 'column-type', `amount is ${amount}`, {
      expected: 'whole minor units (cents), as a BIGINT',
      mend: 'CAST(ROUND(…) AS BIGINT) AS amount',
    });
  const several = ground.currencies.length > 1 && block.unit.kind === 'money' && amount !== undefined;
  if (several && !columns.has('currency'))
    throw said(block, 'column-missing', 'its rows have no currency, and the portfolio has several', {
      expected: 'a column currency beside amount',
    });
}

const PLACES = `SELECT source, file FROM files UNION SELECT source, file FROM source_parts
  UNION SELECT source, file FROM declared_openings`;

async function summed(block: SqlBlock, asked: Asked, ground: OwnGround, amounts: boolean): Promise<Row> {
  const columns = [
    'COUNT(*) AS n',
    'COUNT(CASE WHEN p.source IS NULL THEN 1 END) AS unplaced',
    ...(amounts ? ['SUM(CAST(own.amount AS BIGINT)) AS total', 'COUNT(*) - COUNT(own.amount) AS unstated'] : []),
    ...(amounts && asked.columns.has('currency') ? ['MIN(own.currency) AS least', 'MAX(own.currency) AS most'] : []),
  ];
  const places = `LEFT JOIN (${PLACES}) p ON p.source = own.source AND p.file = own.file`;
  const [found = {}] = await rowsOf(ground, block, selected(asked, columns.join(', '), places));
  const { unit } = block;
  for (const currency of [found['least'], found['most']]) {
    if (unit.kind !== 'money' || currency === undefined || currency === null || currency === unit.currency) continue;
    throw said(block, 'currency-mixed', `rows are in ${String(currency)}, the block in ${unit.currency}`, {
      mend: `add WHERE currency = '${unit.currency}', or say currency=${String(currency)}`,
    });
  }
  return found;
}

export function whole(cell: Row[string] | undefined): bigint {
  if (typeof cell === 'bigint') return cell;
  return typeof cell === 'number' && Number.isInteger(cell) ? BigInt(cell) : 0n;
}

export function said(
  block: SqlBlock,
  code: OwnCode,
  message: string,
  advice: Pick<Problem, 'expected' | 'mend'>,
): Unanswered {
  return new Unanswered(problem(code, block.at, message, advice));
}
