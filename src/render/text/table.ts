import { EMPTY, namedOnce, reasons, type Table, tableTexts } from '../content.ts';
import { plain } from '../outside.ts';
import type { Figures } from '../sentence.ts';
import { columnParts, columnWidths, rowLines, tableWidth, withColumns, type TextTable } from './columns.ts';
import type { Pen } from './pen.ts';
import { wrap } from './width.ts';
import { boundSentence } from './words.ts';

function partLines(part: TextTable, totals: readonly boolean[], pen: Pen): readonly string[] {
  const widths = columnWidths(part, pen.width);
  const rule = pen.muted('-'.repeat(tableWidth(widths)));
  const named = part.head.some((label) => label !== '');
  const body = part.rows.flatMap((cells, at) => {
    const lines = rowLines(cells, part.columns, widths);
    return totals[at] ? [rule, ...lines.map(pen.strong)] : lines;
  });
  return [...(named ? [...rowLines(part.head, part.columns, widths).map(pen.strong), rule] : []), ...body];
}

/** A table in aligned columns; one too wide for the line in parts, one below the other, that each name their rows. */
export function tableLines(table: Table, figures: Figures, pen: Pen): readonly string[] {
  const text = {
    columns: table.columns,
    head: table.columns.map(({ label }) => plain(label)),
    rows: tableTexts({ ...table, rows: namedOnce(table.rows) }, figures),
  };
  const totals = table.rows.map(({ total }) => total === true);
  const parts = columnParts(text, pen.width).map((part) => partLines(withColumns(text, part), totals, pen));
  const below = [
    ...reasons(table, figures).map((why) => `Not known: ${why}`),
    ...(table.note ? [boundSentence(table.note, figures)] : []),
  ].flatMap((one) => wrap(one, pen.width));
  return [
    ...parts.flatMap((lines, at) => (at === 0 ? lines : ['', ...lines])),
    ...(table.rows.length === 0 ? [EMPTY.table] : []),
    ...(below.length === 0 ? [] : ['', ...below.map(pen.muted)]),
  ];
}
