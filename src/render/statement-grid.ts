import type { Amounts, Statement, StatementRow } from '../model/statement.ts';
import { dateText } from './locale.ts';
import { plain } from './outside.ts';
import { amountCell, NIL_CELL, shownOrder, type AmountCell } from './statement-amount.ts';
import { displayWidth } from './text/width.ts';

/** A statement's table before it is written: a label and a cell for each column, several lines a row. */
export interface GridRow {
  readonly row: StatementRow;
  readonly label: string;
  readonly indent: number;
  readonly rank: 'account' | 'total' | 'result' | 'proof';
  /** A line for each commodity of the row; in each the cells of all columns, undefined where it has none. */
  readonly lines: readonly (readonly (AmountCell | undefined)[])[];
}

export interface GridHeading {
  readonly title: string;
}

export interface GridColumn {
  readonly head: string;
  /** Width of the longest part before the decimal mark, and of the longest from it on. */
  readonly left: number;
  readonly right: number;
}

export interface Grid {
  readonly columns: readonly GridColumn[];
  readonly rows: readonly (GridRow | GridHeading)[];
}

/** Amounts of a row, with the total of all columns as one more where the statement has totals. */
function amountsOf(row: StatementRow, totals: boolean): readonly (Amounts | undefined)[] {
  return totals ? [...row.amounts, row.total] : row.amounts;
}

function gridRow(statement: Statement, row: StatementRow, rank: GridRow['rank'], totals: boolean): GridRow {
  const each = amountsOf(row, totals);
  const commodities = shownOrder(each, statement);
  const cell = (amounts: Amounts | undefined, commodity: number | undefined): AmountCell | undefined => {
    const amount = commodity === undefined ? undefined : amounts?.get(commodity);
    const style = statement.commodities[commodity ?? -1];
    return amount && style ? amountCell(amount, style) : undefined;
  };
  const lines = (commodities.length === 0 ? [undefined] : commodities).map((commodity, at) =>
    each.map((amounts) => {
      // A column without any amount shows so once, on the row's first line.
      const nil = at === 0 && amounts?.size === 0 ? NIL_CELL : undefined;
      return cell(amounts, commodity) ?? nil;
    }),
  );
  return { row, label: plain(row.label), indent: row.indent, rank, lines };
}

function headsOf({ kind, columns }: Statement, totals: boolean): readonly string[] {
  // A single column is what the line above the table speaks of.
  if (columns.length === 1) return [''];
  const heads = columns.map(({ label, to }) => (kind === 'balance' ? dateText(to) : label));
  return totals ? [...heads, 'Total'] : heads;
}

export function gridOf(statement: Statement): Grid {
  const totals = statement.kind !== 'balance' && statement.columns.length > 1;
  const make = (row: StatementRow, rank: GridRow['rank']): GridRow => gridRow(statement, row, rank, totals);
  const rows = statement.parts.flatMap((part): readonly (GridRow | GridHeading)[] =>
    part.kind === 'section'
      ? [
          { title: part.title },
          ...part.rows.map((row) => ({ ...make(row, 'account'), indent: row.indent + 1 })),
          make(part.total, 'total'),
        ]
      : [make(part.row, part.kind === 'line' ? 'result' : 'proof')],
  );
  const widest = (at: number, side: 'left' | 'right'): number =>
    Math.max(
      0,
      ...rows.flatMap((row) => ('title' in row ? [] : row.lines.map((line) => displayWidth(line[at]?.[side] ?? '')))),
    );
  const heads = headsOf(statement, totals);
  const rights = heads.map((_, at) => widest(at, 'right'));
  const columns = heads.map((head, at) => {
    const left = widest(at, 'left');
    const right = rights[at] ?? 0;
    // A column of nothing but nil marks has them where the others have theirs, as far as its head is wide.
    const like = Math.min(Math.max(...rights), displayWidth(head) - left);
    return { head, left, right: right === 0 ? Math.max(0, like) : right };
  });
  return { columns, rows };
}
