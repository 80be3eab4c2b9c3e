import { isIsoDate, isMonth } from '../../core/date.ts';
import { approximate } from '../../core/decimal.ts';
import type { Figure, Unit } from '../../model/figure.ts';
import type { ChartSpec } from '../../model/report.ts';
import { dateText, monthText } from '../locale.ts';
import { plain } from '../outside.ts';
import { figureOf, type Figures } from '../sentence.ts';

export interface Point {
  readonly figure: Figure;
  /** For drawing only; undefined where the figure is not known: a gap, never a zero. */
  readonly y: number | undefined;
}

export interface Series {
  readonly label: string;
  readonly points: readonly Point[];
}

export interface ChartData {
  readonly categories: readonly string[];
  readonly series: readonly Series[];
  readonly unit: Unit;
  readonly reference: { readonly label: string; readonly figure: Figure; readonly y: number | undefined } | undefined;
}

function drawn(figure: Figure): number | undefined {
  return figure.value === undefined ? undefined : approximate(figure.value);
}

/** A category as people read it: `2026-04` is `Apr 2026`, `2026-04-30` is `30 Apr 2026`, all else stands as it is. */
export function categoryText(category: string): string {
  if (isMonth(category)) return monthText(category);
  return isIsoDate(category) ? dateText(category) : plain(category);
}

/** The spec with its figures looked up. */
export function chartData(spec: ChartSpec, figures: Figures): ChartData {
  const series = spec.series.map(({ label, points }) => ({
    label: plain(label),
    points: points.map((id) => {
      const figure = figureOf(figures, id);
      return { figure, y: drawn(figure) };
    }),
  }));
  const mark = spec.reference && figureOf(figures, spec.reference.figure);
  return {
    categories: spec.categories.map(categoryText),
    series,
    unit: series[0]?.points[0]?.figure.unit ?? mark?.unit ?? { kind: 'ratio' },
    reference: spec.reference && mark && { label: plain(spec.reference.label), figure: mark, y: drawn(mark) },
  };
}
