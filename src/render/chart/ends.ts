import { compactText } from '../numbers.ts';
import { label, SMALL, type Frame } from './frame.ts';
import type { ChartData, Series } from './points.ts';
import { fitted, textWidth } from './svg.ts';

/*
 * What runs across the chart is named at its right end: nobody has to match colours with a key, and the name of a
 * level does not lie on the values of bars.
 */

/** Two lines of text: the name, and the value below it. */
const LABEL_GAP = 29;

interface End {
  readonly name: string;
  readonly value: string;
  readonly y: number;
  readonly colour: (frame: Frame) => string;
}

function nameOf(series: Series): Omit<End, 'colour'> | undefined {
  const last = series.points.findLast(({ y }) => y !== undefined);
  if (last?.y === undefined || !last.figure.value) return undefined;
  return { name: series.label, value: compactText(last.figure.value, last.figure.unit), y: last.y };
}

export function seriesColour(frame: Frame, index: number): string {
  return frame.palette.series[index % frame.palette.series.length] ?? frame.palette.text;
}

function levelOf({ reference }: ChartData): End | undefined {
  if (reference?.y === undefined || !reference.figure.value) return undefined;
  const value = compactText(reference.figure.value, reference.figure.unit);
  return { name: reference.label, value, y: reference.y, colour: ({ palette }) => palette.reference };
}

function ends(data: ChartData, lines: boolean): readonly End[] {
  const names = (lines ? data.series : []).map((series, index): End | undefined => {
    const end = nameOf(series);
    return end && { ...end, colour: (frame) => seriesColour(frame, index) };
  });
  return [...names, levelOf(data)].flatMap((end) => end ?? []);
}

/** The room that the names need on the right. */
export function endRoom(data: ChartData, lines: boolean, width: number): number {
  const widths = ends(data, lines).flatMap(({ name, value }) =>
    [name, value].map((text) => textWidth(text, SMALL) + 10),
  );
  return Math.min(Math.max(8, ...widths), width * 0.34);
}

/** The names, pushed apart from the top down and then back up where they ran out of the frame. */
export function drawEnds(frame: Frame, lines: boolean): string {
  const placed = ends(frame.data, lines)
    .map((end) => ({ ...end, y: frame.y(end.y) }))
    .toSorted((a, b) => a.y - b.y);
  placed.forEach((end, at) => {
    const above = placed[at - 1];
    if (above) end.y = Math.max(end.y, above.y + LABEL_GAP);
  });
  placed.toReversed().forEach((end, at, all) => {
    const below = all[at - 1];
    end.y = Math.min(end.y, below ? below.y - LABEL_GAP : frame.bottom);
  });
  const room = frame.width - frame.right - 6;
  return placed
    .map(({ name, value, y, colour }) => {
      const at = { x: frame.right + 6, fill: colour(frame), 'font-weight': 600 };
      const upper = label(frame, fitted(name, SMALL, room), { ...at, y: y - 2 });
      return upper + label(frame, value, { ...at, y: y + 12 });
    })
    .join('');
}
