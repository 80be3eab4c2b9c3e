import { line as makeLine } from 'd3-shape';
import { endRoom, seriesColour } from './ends.ts';
import { middle, type Frame, type Room } from './frame.ts';
import type { ChartData, Point, Series } from './points.ts';
import { coordinate, element } from './svg.ts';

/** Above this many points dots run together and only the line is drawn. */
const DOTTED = 24;

export function lineRoom(data: ChartData, width: number): Room {
  return { above: 16, right: endRoom(data, true, width) };
}

/** The path has a gap where a point is not known. Points join by straight lines: a curve would invent values. */
function drawLine(frame: Frame, series: Series, index: number): string {
  const path = makeLine<Point>()
    .defined(({ y }) => y !== undefined)
    .x((_, at) => coordinate(middle(frame, at)))
    .y(({ y }) => coordinate(frame.y(y ?? 0)));
  const stroke = seriesColour(frame, index);
  const round = { 'stroke-linejoin': 'round', 'stroke-linecap': 'round' };
  return element('path', { d: path([...series.points]) ?? '', fill: 'none', stroke, 'stroke-width': 2.5, ...round });
}

function drawDots(frame: Frame, series: Series, index: number): string {
  const alone = (at: number): boolean =>
    series.points[at - 1]?.y === undefined && series.points[at + 1]?.y === undefined;
  return series.points
    .map(({ y }, at) => {
      if (y === undefined || (series.points.length > DOTTED && !alone(at))) return '';
      const dot = { cx: middle(frame, at), cy: frame.y(y), r: 3.2, fill: seriesColour(frame, index) };
      return element('circle', { ...dot, stroke: frame.palette.ground, 'stroke-width': 1.2 });
    })
    .join('');
}

export function drawLines(frame: Frame): string {
  return frame.data.series
    .map((series, index) => drawLine(frame, series, index) + drawDots(frame, series, index))
    .join('');
}
