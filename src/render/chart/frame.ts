import { scaleBand, scaleLinear, type ScaleBand, type ScaleLinear } from 'd3-scale';
import { parseDecimal } from '../../core/decimal.ts';
import { compactText } from '../numbers.ts';
import type { Palette } from './palette.ts';
import type { ChartData } from './points.ts';
import { element, escaped, fitted, textWidth } from './svg.ts';

export const FONT_SIZE = 12;
export const SMALL = 11;

/** The drawing area and its scales. */
export interface Frame {
  readonly data: ChartData;
  readonly palette: Palette;
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: ScaleBand<number>;
  readonly y: ScaleLinear<number, number>;
}

/** What the marks need around the drawing area: above for a key, on the right for names. */
export interface Room {
  readonly above: number;
  readonly right: number;
}

function levels(data: ChartData): readonly number[] {
  const values = data.series.flatMap(({ points }) => points.flatMap(({ y }) => (y === undefined ? [] : [y])));
  return data.reference?.y === undefined ? values : [...values, data.reference.y];
}

/** Ticks come from the scale as floats; they are round numbers, written from their shortest digits. */
function tickText(tick: number, data: ChartData): string {
  const value = parseDecimal(String(tick));
  return value ? compactText(value, data.unit) : '';
}

export function makeFrame(
  data: ChartData,
  palette: Palette,
  size: { width: number; height: number },
  room: Room,
): Frame {
  const values = levels(data);
  // Zero is always in view: a bar or line that starts elsewhere makes small changes look large.
  const domain = [Math.min(0, ...values), Math.max(0, ...values)];
  if (domain[0] === domain[1]) domain[1] = 1;
  const y = scaleLinear().domain(domain).nice(4);
  const labels = y.ticks(4).map((tick) => textWidth(tickText(tick, data), SMALL));
  const frame = {
    left: Math.ceil(Math.max(24, ...labels)) + 10,
    right: size.width - room.right,
    top: room.above,
    bottom: size.height - 40,
  };
  const x = scaleBand<number>()
    .domain(data.categories.map((_, index) => index))
    .range([frame.left, frame.right])
    .paddingInner(0.28)
    .paddingOuter(0.14);
  return { data, palette, ...size, ...frame, x, y: y.range([frame.bottom, frame.top]) };
}

/** The middle of a category's band. */
export function middle(frame: Frame, index: number): number {
  return (frame.x(index) ?? frame.left) + frame.x.bandwidth() / 2;
}

/** A label with a rim of the ground's colour, so that it reads over lines. */
export function label(frame: Frame, text: string, attributes: Readonly<Record<string, string | number>>): string {
  const rim = { 'paint-order': 'stroke', stroke: frame.palette.ground, 'stroke-width': 4, 'stroke-linejoin': 'round' };
  return element('text', { 'font-size': SMALL, fill: frame.palette.text, ...rim, ...attributes }, escaped(text));
}

export function drawGrid(frame: Frame): string {
  const { palette, left, right } = frame;
  return frame.y
    .ticks(4)
    .map((tick) => {
      const y = frame.y(tick);
      const stroke = tick === 0 ? palette.axis : palette.grid;
      const line = element('line', { x1: left, x2: right, y1: y, y2: y, stroke, 'stroke-width': 1 });
      const at = { x: left - 8, y: y + 4, 'text-anchor': 'end', 'font-size': SMALL, fill: palette.muted };
      return line + element('text', at, escaped(tickText(tick, frame.data)));
    })
    .join('');
}

interface TwoLines {
  readonly upper: string;
  readonly lower: string;
}

/** `Apr 2026` stands as `Apr`, with the year below where it changes; `30 Apr 2026` as `30 Apr`. */
function twoLines(categories: readonly string[]): readonly TwoLines[] {
  let year = '';
  return categories.map((category) => {
    const match = /^((?:\d{1,2} )?[A-Z][a-z]{2}) (\d{4})$/.exec(category);
    if (!match) return { upper: category, lower: '' };
    const [, upper = '', own = ''] = match;
    const lower = own === year ? '' : own;
    year = own;
    return { upper, lower };
  });
}

/** Category labels, thinned from the last one back where there is no room for all. */
export function drawCategories(frame: Frame): string {
  const labels = twoLines(frame.data.categories);
  const widest = Math.max(1, ...labels.map(({ upper }) => Math.min(110, textWidth(upper, SMALL))));
  const step = frame.x.step();
  const every = Math.max(1, Math.ceil((Math.min(widest, 110) + 6) / Math.max(1, step)));
  const shown = labels
    .map((one, index) => ({ ...one, index }))
    .filter(({ index }) => (labels.length - 1 - index) % every === 0);
  let year = '';
  return shown
    .map(({ upper, index }) => {
      const own = yearUpTo(labels, index);
      const lower = own === year ? '' : own;
      year = own;
      const at = { x: middle(frame, index), 'text-anchor': 'middle', 'font-size': SMALL, fill: frame.palette.muted };
      const first = element('text', { ...at, y: frame.bottom + 17 }, escaped(fitted(upper, SMALL, step * every)));
      return lower === '' ? first : first + element('text', { ...at, y: frame.bottom + 31 }, escaped(lower));
    })
    .join('');
}

function yearUpTo(labels: readonly TwoLines[], index: number): string {
  return labels.slice(0, index + 1).reduce((year, { lower }) => lower || year, '');
}

/** A band and a question mark where nothing is known of a category: a gap must not look like a zero. */
export function drawUnknown(frame: Frame): string {
  return frame.data.categories
    .flatMap((_, index) => {
      if (!frame.data.series.some(({ points }) => points[index]?.y === undefined)) return [];
      const x = frame.x(index) ?? 0;
      const [top, height] = [frame.top, frame.bottom - frame.top];
      const band = element('rect', { x, y: top, width: frame.x.bandwidth(), height, fill: frame.palette.unknown });
      const at = { x: middle(frame, index), y: top + height / 2, 'text-anchor': 'middle', fill: frame.palette.muted };
      return [band + element('text', { ...at, 'font-size': SMALL }, '?')];
    })
    .join('');
}

/** The level that matters: a dashed line across. Its name stands at its end, with the names of the lines. */
export function drawReference(frame: Frame): string {
  const { reference } = frame.data;
  if (reference?.y === undefined) return '';
  const y = frame.y(reference.y);
  const dashed = { stroke: frame.palette.reference, 'stroke-width': 1.5, 'stroke-dasharray': '5 4' };
  return element('line', { x1: frame.left, x2: frame.right, y1: y, y2: y, ...dashed });
}
