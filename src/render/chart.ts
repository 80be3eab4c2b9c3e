import type { ChartSpec } from '../model/report.ts';
import { barRoom, drawBars } from './chart/bars.ts';
import { chartText } from './chart/describe.ts';
import { drawEnds } from './chart/ends.ts';
import { drawCategories, drawGrid, drawReference, drawUnknown, FONT_SIZE, makeFrame } from './chart/frame.ts';
import { drawLines, lineRoom } from './chart/lines.ts';
import { PALETTES, type Theme } from './chart/palette.ts';
import { chartData } from './chart/points.ts';
import { element, escaped } from './chart/svg.ts';
import type { Figures } from './sentence.ts';

export { chartText } from './chart/describe.ts';
export type { Theme } from './chart/palette.ts';

export interface ChartOptions {
  /** CSS pixels. Draw again for another width: a scaled picture has unreadable labels. */
  readonly width: number;
  readonly theme: Theme;
  readonly title: string;
}

const FAMILY = "Inter, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

function heightFor(width: number): number {
  return Math.round(Math.min(300, Math.max(200, width * 0.44)));
}

/** A chart as an SVG document; pure, the same bytes for the same input. Its title and description state the figures. */
export function renderChart(spec: ChartSpec, figures: Figures, options: ChartOptions): string {
  const { width, theme, title } = options;
  const data = chartData(spec, figures);
  const palette = PALETTES[theme];
  const room = spec.kind === 'bar' ? barRoom(data, width) : lineRoom(data, width);
  const frame = makeFrame(data, palette, { width, height: heightFor(width) }, room);
  const marks = spec.kind === 'bar' ? drawBars(frame) : drawLines(frame);
  const { height } = frame;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': title,
      'font-family': FAMILY,
      'font-size': FONT_SIZE,
    },
    element('title', {}, escaped(title)),
    element('desc', {}, escaped(chartText(spec, figures))),
    element('rect', { width, height, fill: palette.ground }),
    drawUnknown(frame),
    drawGrid(frame),
    drawReference(frame),
    marks,
    drawEnds(frame, spec.kind === 'line'),
    drawCategories(frame),
  );
}
