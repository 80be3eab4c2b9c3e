import { displayWidth, padEnd, padStart, wrap } from './width.ts';

export interface TextColumn {
  readonly align: 'left' | 'right';
}

/** The words of a table: a row of heads, then the rows. */
export interface TextTable {
  readonly columns: readonly TextColumn[];
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const GAP = 2;
/** Columns that words get before a wide table is rather cut into parts. */
const WORDS = 20;

function widest(texts: readonly string[]): number {
  return Math.max(1, ...texts.map(displayWidth));
}

function columnOf(table: TextTable, at: number): readonly string[] {
  return table.rows.map((row) => row[at] ?? '');
}

/** The least width of a column: numbers stand whole and heads break between words; words may wrap, but not to shreds. */
function floors(table: TextTable): readonly number[] {
  return table.columns.map(({ align }, at) => {
    const headWord = widest((table.head[at] ?? '').split(' '));
    const cells = columnOf(table, at);
    if (align === 'right') return Math.max(headWord, widest(cells));
    const longestWord = widest(cells.flatMap((cell) => cell.split(' ')));
    return Math.min(WORDS, Math.max(headWord, longestWord, Math.min(12, widest(cells))));
  });
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}

/** The width of the whole table. */
export function tableWidth(widths: readonly number[]): number {
  return sum(widths) + GAP * Math.max(0, widths.length - 1);
}

/** Widths that fit the line: the widest column with room to give gives first; below its least width none does gladly. */
export function columnWidths(table: TextTable, line: number): readonly number[] {
  const widths = table.columns.map((_, at) => widest([table.head[at] ?? '', ...columnOf(table, at)]));
  for (const least of [floors(table), widths.map(() => 2)]) {
    while (tableWidth(widths) > line) {
      const roomy = widths.map((width, at) => (width > (least[at] ?? 0) ? width : 0));
      const most = Math.max(...roomy);
      if (most === 0) break;
      widths[roomy.indexOf(most)] = most - 1;
    }
  }
  return widths;
}

/**
 * The columns in parts that fit the line, for a table with too many of them: each part begins with the leading columns
 * of words, which name its rows.
 */
export function columnParts(table: TextTable, line: number): readonly (readonly number[])[] {
  const least = floors(table);
  const firstNumber = table.columns.findIndex(({ align }) => align === 'right');
  const lead = table.columns.map((_, at) => at).slice(0, Math.max(0, firstNumber));
  const widthOf = (part: readonly number[]): number => tableWidth(part.map((at) => least[at] ?? 1));
  const parts: number[][] = [[...lead]];
  for (let at = lead.length; at < table.columns.length; at += 1) {
    const part = parts.at(-1) ?? [];
    if (part.length > lead.length && widthOf([...part, at]) > line) parts.push([...lead, at]);
    else part.push(at);
  }
  return parts;
}

/** The table with some of its columns only. */
export function withColumns(table: TextTable, part: readonly number[]): TextTable {
  const pick = (row: readonly string[]): readonly string[] => part.map((at) => row[at] ?? '');
  return {
    columns: part.flatMap((at) => table.columns[at] ?? []),
    head: pick(table.head),
    rows: table.rows.map(pick),
  };
}

/** One row as lines: cells wrap within their column; the first lines stand level. */
export function rowLines(
  cells: readonly string[],
  columns: readonly TextColumn[],
  widths: readonly number[],
): readonly string[] {
  const wrapped = columns.map((_, at) => wrap(cells[at] ?? '', widths[at] ?? 1));
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    columns
      .map(({ align }, at) => (align === 'right' ? padStart : padEnd)(wrapped[at]?.[line] ?? '', widths[at] ?? 1))
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}
