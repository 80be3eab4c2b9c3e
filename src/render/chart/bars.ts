import { scaleBand } from 'd3-scale';
import { compactText } from '../numbers.ts';
import { endRoom, seriesColour } from './ends.ts';
import { label, middle, SMALL, type Frame, type Room } from './frame.ts';
import type { ChartData, Point } from './points.ts';
import { element, escaped, textWidth } from './svg.ts';

const KEY_LINE = 20;

interface KeyEntry {
  readonly label: string;
  readonly x: number;
  readonly row: number;
}

/** Names of grouped bars stand above, each beside its colour; rows wrap at the chart's width. */
function key(data: ChartData, width: number): readonly KeyEntry[] {
  let [x, row] = [0, 0];
  return data.series.map(({ label: name }) => {
    const wide = 16 + textWidth(name, SMALL) + 16;
    if (x > 0 && x + wide > width) [x, row] = [0, row + 1];
    const entry = { label: name, x, row };
    x += wide;
    return entry;
  });
}

export function barRoom(data: ChartData, width: number): Room {
  const rows = data.series.length > 1 ? (key(data, width).at(-1)?.row ?? 0) + 1 : 0;
  return { above: 22 + rows * KEY_LINE, right: endRoom(data, false, width) };
}

function drawKey(frame: Frame): string {
  if (frame.data.series.length < 2) return '';
  return key(frame.data, frame.width)
    .map(({ label: name, x, row }, index) => {
      const y = 4 + row * KEY_LINE;
      const square = element('rect', { x, y, width: 10, height: 10, rx: 2, fill: seriesColour(frame, index) });
      const at = { x: x + 16, y: y + 9, 'font-size': SMALL, fill: frame.palette.text };
      return square + element('text', at, escaped(name));
    })
    .join('');
}

function drawBar(frame: Frame, x: number, width: number, y: number, fill: string): string {
  const [zero, end] = [frame.y(0), frame.y(y)];
  // A value too small to see still leaves a line: it is known, unlike a gap.
  const height = Math.max(1, Math.abs(end - zero));
  return element('rect', { x, y: Math.min(zero, end), width, height, rx: Math.min(2, height / 2), fill });
}

/** Each bar's value above it (below it when negative), where all of them find room. */
function drawValues(frame: Frame): string {
  const [only, ...others] = frame.data.series;
  if (!only || others.length > 0) return '';
  const texts = only.points.map(({ figure }) => (figure.value ? compactText(figure.value, figure.unit) : ''));
  const widest = Math.max(0, ...texts.map((text) => textWidth(text, SMALL)));
  if (widest > frame.x.step()) return '';
  const draw = ({ y }: Point, index: number): string => {
    if (y === undefined) return '';
    const at = frame.y(y) + (y < 0 ? 14 : -5);
    return label(frame, texts[index] ?? '', { x: middle(frame, index), y: at, 'text-anchor': 'middle' });
  };
  return only.points.map(draw).join('');
}

export function drawBars(frame: Frame): string {
  const inner = scaleBand<number>()
    .domain(frame.data.series.map((_, index) => index))
    .range([0, frame.x.bandwidth()])
    .paddingInner(0.12);
  const bars = frame.data.series.map(({ points }, index) =>
    points
      .map(({ y }, category) => {
        const x = (frame.x(category) ?? 0) + (inner(index) ?? 0);
        return y === undefined ? '' : drawBar(frame, x, inner.bandwidth(), y, seriesColour(frame, index));
      })
      .join(''),
  );
  return drawKey(frame) + bars.join('') + drawValues(frame);
}
