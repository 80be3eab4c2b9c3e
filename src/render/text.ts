import type { Report } from '../model/report.ts';
import { leadingFigures, scopeParts } from './content.ts';
import { plain } from './outside.ts';
import { blockLines } from './text/blocks.ts';
import { columnWidths, rowLines } from './text/columns.ts';
import { MAIL_WIDTH, plainPen, type Pen } from './text/pen.ts';
import { displayWidth, wrap } from './text/width.ts';
import { bound, boundFigure, boundSentence } from './text/words.ts';

const PAIR = [{ align: 'left' }, { align: 'right' }] as const;

function underlined(text: string, mark: string, pen: Pen): readonly string[] {
  const lines = wrap(text, pen.width);
  const widest = Math.max(...lines.map(displayWidth));
  return [...lines.map(pen.heading), pen.muted(mark.repeat(widest))];
}

function receiptLines(report: Report, pen: Pen): readonly string[] {
  const rows = leadingFigures(report).map((id) => [id, boundFigure(id, report.figures)]);
  const widths = columnWidths({ columns: PAIR, head: [], rows }, pen.width);
  return [
    '',
    ...underlined('Receipts', '-', pen),
    ...wrap('Every figure can be traced to its rows: quarterdeck explain, and the figure’s id.', pen.width),
    '',
    ...rows.flatMap((row) => rowLines(row, PAIR, widths)),
    '',
    ...wrap(`Snapshot ${plain(report.snapshot)}`, pen.width).map(pen.muted),
  ];
}

/** The report in lines, made from the model: never from the HTML, whose tables would lose their columns. */
export function renderWith(report: Report, pen: Pen): string {
  const lines = [
    ...underlined(plain(report.title), '=', pen),
    ...wrap(scopeParts(report).map(bound).join(' · '), pen.width).map(pen.muted),
    '',
    ...(report.banner ?? []).flatMap((sentence) => [
      ...wrap(`! ${boundSentence(sentence, report.figures)}`, pen.width).map(pen.strong),
      '',
    ]),
    ...wrap(boundSentence(report.answer, report.figures), pen.width).map(pen.strong),
    ...report.blocks.flatMap((block) => [
      '',
      ...(block.title === undefined ? [] : underlined(plain(block.title), '-', pen)),
      ...blockLines(block, report.figures, pen),
    ]),
    ...receiptLines(report, pen),
  ];
  return `${lines.map((line) => line.replaceAll('\u00a0', ' ').trimEnd()).join('\n')}\n`;
}

/** The report as aligned plain text: the text part of the mail. */
export function renderText(report: Report): string {
  return renderWith(report, plainPen(MAIL_WIDTH));
}
