import { displayWidth, padEnd, padStart, wrap } from './width.ts';

export interface TextColumn {
  readonly align: 'left' | 'right';
}

const GAP = 2;
const NARROWEST = 8;

function naturalWidths(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): number[] {
  return columns.map((_, at) => Math.max(1, ...rows.map((row) => displayWidth(row[at] ?? ''))));
}

/** Widths that fit the line: the widest column of words gives way first; numbers only when words have given all. */
export function columnWidths(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  line: number,
): readonly number[] {
  const widths = naturalWidths(columns, rows);
  const room = line - GAP * (columns.length - 1);
  const total = (): number => widths.reduce((sum, width) => sum + width, 0);
  for (const align of ['left', 'right'] as const) {
    while (total() > room) {
      const wide = widths.map((width, at) => (columns[at]?.align === align && width > NARROWEST ? width : 0));
      const widest = Math.max(...wide);
      if (widest === 0) break;
      widths[wide.indexOf(widest)] = widest - 1;
    }
  }
  return widths;
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

/** The width of the whole table. */
export function tableWidth(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + GAP * Math.max(0, widths.length - 1);
}
