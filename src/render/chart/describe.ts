import type { ChartSpec } from '../../model/report.ts';
import { figureText } from '../numbers.ts';
import type { Figures } from '../sentence.ts';
import { chartData, type ChartData, type Series } from './points.ts';

/** Above this many points the alternative text names the first, the last, the lowest and the highest of each series. */
const ALL_POINTS = 40;

function pointText(data: ChartData, series: Series, index: number): string {
  const point = series.points[index];
  return point ? `${data.categories[index] ?? ''} ${figureText(point.figure)}` : '';
}

function extremes(data: ChartData, series: Series): string {
  const known = series.points.flatMap(({ y }, index) => (y === undefined ? [] : [{ y, index }]));
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) return 'not known';
  const lowest = known.reduce((a, b) => (b.y < a.y ? b : a));
  const highest = known.reduce((a, b) => (b.y > a.y ? b : a));
  const missing = series.points.length - known.length;
  const at = (index: number): string => pointText(data, series, index);
  const gaps = missing > 0 ? `; ${missing} not known` : '';
  return `first ${at(first.index)}; last ${at(last.index)}; lowest ${at(lowest.index)}; highest ${at(highest.index)}${gaps}`;
}

/** What the chart shows, in words and figures: the alternative text of the picture and the SVG's description. */
export function chartText(spec: ChartSpec, figures: Figures): string {
  const data = chartData(spec, figures);
  const count = data.series.reduce((sum, { points }) => sum + points.length, 0);
  const parts = data.series.map((series) => {
    const all = series.points.map((_, index) => pointText(data, series, index)).join('; ');
    return `${series.label}: ${count <= ALL_POINTS ? all : extremes(data, series)}.`;
  });
  if (data.reference) parts.push(`${data.reference.label}: ${figureText(data.reference.figure)}.`);
  return parts.join(' ');
}
