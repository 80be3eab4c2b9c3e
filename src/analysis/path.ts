import { decimal } from '../core/decimal.ts';
import { monthsFrom, type Month } from '../core/date.ts';
import type { Figure } from '../model/figure.ts';
import { count, figureId, money, monthLabel } from './ids.ts';
import type { Ground } from './input.ts';
import type { Seasons } from './seasons.ts';

export interface Milestone {
  readonly by: Month;
  readonly monthly: Figure;
}

interface Road {
  readonly ground: Ground;
  readonly scope: string;
  readonly name: string;
  readonly currency: string;
  /** The level of the month before `from`. */
  readonly base: Figure;
  /** By month, earliest first. */
  readonly milestones: readonly Milestone[];
  readonly seasons: Seasons | undefined;
  readonly from: Month;
  readonly to: Month;
}

/** Steps are kept to more digits than the currency has, so that twelve of them end on the target. */
const STEP_DIGITS = 6;

/**
 * Month by month from `from` to `to`: in equal steps from the base to the first milestone ahead, from there to the
 * next, level after the last; then times the season's index. A milestone is a level without season.
 */
export function path(road: Road): ReadonlyMap<Month, Figure> {
  const { book } = road.ground;
  const months = monthsFrom(road.from, road.to);
  return new Map(
    months.map((month): [Month, Figure] => {
      const level = levelAt(road, month);
      const id = figureId(road.scope, 'target', month);
      const label = `${road.name} revenue target, ${monthLabel(month)}`;
      const season = road.seasons?.get(month.slice(5));
      if (!season)
        return [month, book.formula(id, label, money(road.currency), 'sum', [level], { text: 'level of the path' })];
      return [
        month,
        book.formula(id, label, money(road.currency), 'product', [level, season], {
          text: 'level of the path × season',
        }),
      ];
    }),
  );
}

function levelAt(road: Road, month: Month): Figure {
  const ahead = road.milestones.filter((milestone) => milestone.by >= road.from);
  const next = ahead.find((milestone) => milestone.by >= month);
  const behind = road.milestones.filter((milestone) => milestone.by < month);
  const last = behind.at(-1);
  if (!next) return last?.monthly ?? road.base;
  if (next.by === month) return next.monthly;
  const passed = behind.findLast((milestone) => milestone.by >= road.from);
  const start = passed ? { after: passed.by, level: passed.monthly } : { after: undefined, level: road.base };
  return between(road, start, next, month);
}

function between(
  road: Road,
  start: { after: Month | undefined; level: Figure },
  next: Milestone,
  month: Month,
): Figure {
  const { book } = road.ground;
  const { scope, name } = road;
  const unit = money(road.currency);
  const span = monthsFrom(start.after ?? road.from, next.by).length - (start.after === undefined ? 0 : 1);
  const taken = monthsFrom(start.after ?? road.from, month).length - (start.after === undefined ? 0 : 1);
  const toward = figureId(scope, 'target', 'toward', next.by);
  const label = `${name}, path to ${monthLabel(next.by)}`;
  const rise = book.formula(
    figureId(toward, 'rise'),
    `${label}: rise`,
    unit,
    'difference',
    [next.monthly, start.level],
    { text: 'target − level where the path begins' },
  );
  const steps = book.constant(
    figureId(toward, 'steps'),
    `${label}: months`,
    count('month'),
    decimal(span),
    `months of the path up to ${next.by}`,
  );
  const step = book.formula(figureId(toward, 'step'), `${label}: step a month`, unit, 'quotient', [rise, steps], {
    text: 'rise ÷ months',
    digits: STEP_DIGITS,
  });
  const inputs = [start.level, ...Array.from({ length: taken }, () => step)];
  const text = `level where the path begins + ${taken} steps`;
  return book.formula(
    figureId(scope, 'target', 'level', month),
    `${label}: level in ${monthLabel(month)}`,
    unit,
    'sum',
    inputs,
    { text },
  );
}
