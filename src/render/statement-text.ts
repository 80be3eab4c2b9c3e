import type { Statement } from '../model/statement.ts';
import { dateText, periodText, tally } from './locale.ts';
import { plain } from './outside.ts';
import { NIL_CELL, type AmountCell } from './statement-amount.ts';
import { footerLines } from './statement-footer.ts';
import { gridOf, type Grid, type GridColumn, type GridHeading, type GridRow } from './statement-grid.ts';
import { inkOf, type Ink } from './statement-ink.ts';
import { receiptLines } from './statement-receipts.ts';
import { displayWidth, padEnd, padStart, wrap } from './text/width.ts';

export interface StatementTextOptions {
  /** Columns of the terminal; a table that is wider comes in pages, one below the other. */
  readonly width: number;
  readonly colour: boolean;
}

const TITLES = { income: 'Income statement', balance: 'Balance sheet', cashflow: 'Cash flow statement' } as const;
const BASES = { cost: 'at cost', market: 'at market prices' } as const;
const GAP = '  ';
/** Holds words together while a line is broken; spaces again when it is written. */
const NO_BREAK = '\u00a0';
const INDENT = 2;
/** Names get this much at least, and at most this part of the line where the columns want room, too. */
const LEAST_NAMES = 24;
const NAMES_SHARE = 0.4;
/** Results below which stands the double rule. */
const DOUBLE: readonly string[] = ['net', 'claims', 'closing'];
/** Files named in the heading. */
const FILES = 3;

/** The statement for a terminal: as wide as it is, nothing cut off. */
export function statementText(statement: Statement, options: StatementTextOptions): string {
  const ink = inkOf(options.colour);
  const width = Math.max(40, options.width);
  const lines = [
    ink.heading(TITLES[statement.kind]),
    ...wrap(subtitle(statement), width).map((line) => ink.muted(line.replaceAll(NO_BREAK, ' '))),
    ...warning(statement).flatMap((text) => wrap(text, width).map(ink.bad)),
    ...(statement.columns.length === 0 ? [] : tableLines(statement, width, ink)),
    ...footerLines(statement, width).map(ink.muted),
  ];
  return `${lines.join('\n')}\n`;
}

function subtitle(statement: Statement): string {
  const { kind, columns, files, basis, currency, filters, transactions } = statement;
  const names = files.map(({ name }) => (name === '-' ? 'standard input' : plain(name)));
  const left = names.length - FILES;
  const shown = left > 0 ? `${names[0]} and ${names.length - 1} more files` : names.join(', ');
  const [first, last] = [columns[0], columns.at(-1)];
  const time = first && last && (kind === 'balance' ? timeOfBalance(statement) : periodText(first.from, last.to));
  const value = `${BASES[basis]}${currency === undefined ? '' : ` in ${plain(currency)}`}`;
  // Parts stay whole where the line wraps.
  return [shown, time, value, ...filters, tally(transactions, 'transaction')]
    .filter((part) => part !== undefined)
    .map((part) => part.replaceAll(' ', NO_BREAK))
    .join(' · ');
}

function timeOfBalance({ columns }: Statement): string {
  const [first, last] = [columns[0], columns.at(-1)];
  if (!first || !last) return '';
  return first === last ? `on ${dateText(last.to)}` : `on ${dateText(first.to)} to ${dateText(last.to)}`;
}

function warning({ problems }: Statement): readonly string[] {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return errors === 0 ? [] : [`The journal has ${tally(errors, 'error')}: these figures rest on what could be read.`];
}

/** Labels and columns as they stand on one page. */
interface Page {
  readonly names: number;
  readonly at: readonly number[];
  readonly widths: readonly number[];
  readonly first: boolean;
}

/** The columns' widths: heads stand on one line where all columns have room so, and else break between words. */
function columnWidths({ columns }: Grid, names: number, width: number): readonly number[] {
  const roomy = columns.map(({ head, left, right }) => Math.max(left + right, displayWidth(head)));
  if (names + tableRoom(roomy) <= width) return roomy;
  return columns.map(({ head, left, right }) => Math.max(left + right, ...head.split(' ').map(displayWidth)));
}

function tableRoom(widths: readonly number[]): number {
  return widths.reduce((sum, one) => sum + one + GAP.length, 0);
}

function pagesOf(grid: Grid, width: number): readonly Page[] {
  const natural = Math.max(
    ...grid.rows.map((row) =>
      'title' in row ? displayWidth(row.title) : displayWidth(row.label) + row.indent * INDENT,
    ),
  );
  const widths = columnWidths(grid, natural, width);
  const all = tableRoom(widths);
  const share = grid.columns.length === 1 ? width - all : Math.floor(width * NAMES_SHARE);
  const names = natural + all <= width ? natural : Math.min(natural, Math.max(LEAST_NAMES, share));
  return chunks(widths, width - names).map((at, page) => ({
    names,
    at,
    widths: at.map((column) => widths[column] ?? 0),
    first: page === 0,
  }));
}

/** Columns in as few pages as the room allows, and about as many on each. */
function chunks(widths: readonly number[], room: number): readonly (readonly number[])[] {
  const fill = (most: number): number[][] => {
    const pages: number[][] = [[]];
    let used = 0;
    for (const [at, width] of widths.entries()) {
      const page = pages.at(-1) ?? [];
      const taken = width + GAP.length;
      if (page.length > 0 && (used + taken > room || page.length >= most)) {
        pages.push([at]);
        used = taken;
      } else {
        page.push(at);
        used += taken;
      }
    }
    return pages;
  };
  const tight = fill(Number.POSITIVE_INFINITY);
  const even = fill(Math.ceil(widths.length / tight.length));
  return even.length === tight.length ? even : tight;
}

function tableLines(statement: Statement, width: number, ink: Ink): readonly string[] {
  const grid = gridOf(statement);
  return pagesOf(grid, width).flatMap((page) => [
    '',
    ...headLines(grid, page, ink),
    ...grid.rows.flatMap((row, at) =>
      'title' in row
        ? [...(at === 0 ? [] : ['']), ink.heading(row.title)]
        : [
            ...rowLines(row, grid, page, ink, grid.rows[at - 1]),
            ...(page.first ? receiptLines(row, statement, width, ink) : []),
          ],
    ),
  ]);
}

function isHeading(row: GridRow | GridHeading | undefined): boolean {
  return row !== undefined && 'title' in row;
}

function isResult(row: GridRow | GridHeading | undefined): boolean {
  return row !== undefined && 'rank' in row && row.rank === 'result';
}

function headLines(grid: Grid, page: Page, ink: Ink): readonly string[] {
  const heads = page.at.map((at, place) => wrap(grid.columns[at]?.head ?? '', page.widths[place] ?? 1));
  const height = Math.max(...heads.map(({ length }) => length));
  if (heads.every(([first = '', ...more]) => first === '' && more.length === 0)) return [];
  return Array.from({ length: height }, (_, line) => {
    const cells = heads.map((head, place) =>
      padStart(head[line - height + head.length] ?? '', page.widths[place] ?? 1),
    );
    return ink.strong([' '.repeat(page.names), ...cells].join(GAP).trimEnd());
  });
}

function rule(page: Page, mark: string): string {
  return [' '.repeat(page.names), ...page.widths.map((width) => mark.repeat(width))].join(GAP);
}

function rowLines(
  row: GridRow,
  grid: Grid,
  page: Page,
  ink: Ink,
  before: GridRow | GridHeading | undefined,
): readonly string[] {
  const indent = ' '.repeat(row.indent * INDENT);
  const words = wrap(row.label, page.names - indent.length - INDENT);
  // The label's own lines go further in than the accounts below it.
  const label = fits(row, page)
    ? [`${indent}${row.label}`]
    : words.map((line, at) => `${indent}${at === 0 ? '' : ' '.repeat(INDENT)}${line}`);
  // A commodity that no column of this page has takes no line of it.
  const present = row.lines.filter((line) => page.at.some((at) => line[at] !== undefined));
  const height = Math.max(label.length, present.length);
  const strong = row.rank === 'account' ? (text: string) => text : ink.strong;
  const body = Array.from({ length: height }, (_, line) => {
    const cells = page.at.map((at, place) =>
      cellText(row.rank, present[line]?.[at], grid.columns[at], page.widths[place] ?? 1, ink),
    );
    const text = `${strong(padEnd(label[line] ?? '', page.names))}${GAP}${cells.join(GAP)}`;
    return text.trimEnd();
  });
  if (row.rank === 'account') return body;
  const above = row.rank === 'total' && !isHeading(before) ? [ink.muted(rule(page, '─'))] : [];
  const apart = row.rank === 'result' && !isResult(before) ? [''] : [];
  const below = DOUBLE.includes(row.row.id) ? [ink.muted(rule(page, '═'))] : [];
  return [...apart, ...above, ...body, ...below];
}

function fits({ label, indent }: GridRow, page: Page): boolean {
  return displayWidth(label) + indent * INDENT <= page.names;
}

function cellText(
  rank: GridRow['rank'],
  cell: AmountCell | undefined,
  column: GridColumn | undefined,
  width: number,
  ink: Ink,
): string {
  if (!cell || !column) return ' '.repeat(width);
  const text = padStart(`${cell.left}${padEnd(cell.right, column.right)}`, width);
  if (cell.negative || (rank === 'proof' && cell !== NIL_CELL)) return ink.bad(text);
  return rank === 'account' ? text : ink.strong(text);
}
