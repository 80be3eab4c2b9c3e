import { chartData, type ChartData } from '../chart/points.ts';
import { chartTable, type Chart } from '../content.ts';
import { figureText, whyUnknown } from '../numbers.ts';
import type { Figures } from '../sentence.ts';
import type { Pen } from './pen.ts';
import { tableLines } from './table.ts';
import { displayWidth, padEnd, padStart, wrap } from './width.ts';
import { boundSentence } from './words.ts';

const FULL = '█';
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A bar of eighths of a column: `length` columns, which need not be whole. */
function barText(length: number): string {
  const eighths = Math.round(length * 8);
  const text = FULL.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
  return text === '' && length > 0 ? '▏' : text;
}

function whole(length: number): string {
  return FULL.repeat(Math.max(length > 0 ? 1 : 0, Math.round(length)));
}

/** Columns below which bars tell nothing, and a table is better. */
const NARROWEST = 16;

/** One line a point: category, value, bar. Negative bars run left from the zero line; a gap says so. */
function barLines(data: ChartData, pen: Pen): readonly string[] | undefined {
  const points = data.series[0]?.points ?? [];
  const values = points.map(({ figure }) => figureText(figure));
  const [nameWidth, valueWidth] = [data.categories, values].map((texts) => Math.max(1, ...texts.map(displayWidth)));
  const room = pen.width - (nameWidth ?? 0) - (valueWidth ?? 0) - 5;
  if (room < NARROWEST) return undefined;
  const known = points.flatMap(({ y }) => y ?? []);
  const [lowest, highest] = [Math.min(0, ...known), Math.max(0, ...known)];
  const scale = room / (highest - lowest || 1);
  const left = Math.round(-lowest * scale);
  return points.map(({ y }, at) => {
    const name = padEnd(data.categories[at] ?? '', nameWidth ?? 0);
    const negative = y !== undefined && y < 0 ? whole(-y * scale) : '';
    const positive = y !== undefined && y > 0 ? barText(y * scale) : '';
    const bars = left > 0 ? `${padStart(negative, left)}|${positive}` : `|${positive}`;
    return `${name}  ${padStart(values[at] ?? '', valueWidth ?? 0)}  ${bars}`.trimEnd();
  });
}

export function chartLines(chart: Chart, figures: Figures, pen: Pen): readonly string[] {
  const data = chartData(chart.chart, figures);
  const { reference } = data;
  const bars = data.series.length === 1 ? barLines(data, pen) : undefined;
  const below = [
    ...(reference ? [`${reference.label}: ${figureText(reference.figure)}`] : []),
    ...(bars ? unknownReasons(data) : []),
    ...(chart.note ? [boundSentence(chart.note, figures)] : []),
  ].flatMap((text) => wrap(text, pen.width));
  const drawing = bars ?? tableLines(chartTable(chart), figures, pen);
  return [...drawing, ...(below.length === 0 ? [] : ['', ...below.map(pen.muted)])];
}

function unknownReasons(data: ChartData): readonly string[] {
  const all = data.series.flatMap(({ points }) => points.flatMap(({ figure }) => whyUnknown(figure) ?? []));
  return [...new Set(all)].map((why) => `Not known: ${why}`);
}
