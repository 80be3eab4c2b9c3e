import type { Statement } from '../model/statement.ts';
import { tally } from './locale.ts';
import { plain } from './outside.ts';
import { amountText } from './statement-amount.ts';
import type { GridRow } from './statement-grid.ts';
import type { Ink } from './statement-ink.ts';
import { displayWidth, padEnd, padStart, wrap } from './text/width.ts';

const GAP = '  ';
const INDENT = 2;
/** Holds words together while a line is broken; spaces again when it is written. */
const NO_BREAK = '\u00a0';

/** The postings behind a row, below it: day, amount, file and line, words. */
export function receiptLines(
  { row, indent }: GridRow,
  statement: Statement,
  width: number,
  ink: Ink,
): readonly string[] {
  if (!row.sources) return [];
  const { shown, of } = row.sources;
  const margin = ' '.repeat((indent + 1) * INDENT);
  const texts = shown.map(({ date, at, commodity, amount, description }) => {
    const style = statement.commodities[commodity];
    return [date, style ? amountText(amount, style) : '', `${plain(at.file)}:${at.line}`, plain(description)] as const;
  });
  const amounts = Math.max(0, ...texts.map(([, amount]) => displayWidth(amount)));
  const places = Math.max(0, ...texts.map(([, , place]) => displayWidth(place)));
  const lines = texts.map(
    ([date, amount, place, words]) =>
      `${date}${GAP}${padStart(amount, amounts)}${GAP}${padEnd(place, places)}${GAP}${words}`,
  );
  const left = of - shown.length;
  const more = left > 0 ? [`… and ${tally(left, 'more posting', 'more postings')} (--receipts ${of})`] : [];
  return [...lines, ...more].map((line) =>
    ink.muted(displayWidth(margin + line) <= width ? `${margin}${line.trimEnd()}` : folded(line, margin, width)),
  );
}

/** A line with columns of its own keeps them while it fits, and goes on below where it does not. */
function folded(line: string, margin: string, width: number): string {
  const [first = '', ...rest] = wrap(line.replaceAll('  ', NO_BREAK + NO_BREAK), width - margin.length);
  return [first, ...rest.map((part) => `${' '.repeat(INDENT)}${part}`)]
    .map((part) => `${margin}${part.replaceAll(NO_BREAK, ' ')}`.trimEnd())
    .join('\n');
}
