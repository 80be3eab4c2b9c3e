import { EMPTY, reasons, tableTexts, type Table } from '../content.ts';
import { plain } from '../outside.ts';
import { sentenceText, type Figures } from '../sentence.ts';
import { columnWidths, rowLines, tableWidth } from './columns.ts';
import type { Pen } from './pen.ts';
import { wrap } from './width.ts';

export function tableLines(table: Table, figures: Figures, pen: Pen): readonly string[] {
  const head = table.columns.map(({ label }) => plain(label));
  const rows = tableTexts(table, figures);
  const widths = columnWidths(table.columns, [head, ...rows], pen.width);
  const rule = (mark: string): string => mark.repeat(tableWidth(widths));
  const body = rows.flatMap((cells, at) => {
    const lines = rowLines(cells, table.columns, widths);
    return table.rows[at]?.total ? [pen.muted(rule('-')), ...lines.map(pen.strong)] : lines;
  });
  const below = [
    ...reasons(table, figures).map((why) => `Not known: ${why}`),
    ...(table.note ? [sentenceText(table.note, figures)] : []),
  ].flatMap((text) => wrap(text, pen.width));
  return [
    ...(head.some((label) => label !== '')
      ? [...rowLines(head, table.columns, widths).map(pen.strong), pen.muted(rule('-'))]
      : []),
    ...(rows.length === 0 ? [EMPTY.table] : body),
    ...(below.length === 0 ? [] : ['', ...below.map(pen.muted)]),
  ];
}
