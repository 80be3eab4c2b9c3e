import { addDays, addMonths, daysBetween, firstDay, lastDay, monthOf, type IsoDate } from '../core/date.ts';

/** How often something recurs. */
export type Interval = 'week' | 'two weeks' | 'month' | 'quarter' | 'year';

interface Rhythm {
  readonly interval: Interval;
  /** Days from one to the next that still count: weekends, holidays and short months move a charge. */
  readonly least: number;
  readonly most: number;
  readonly timesAYear: number;
}

export const RHYTHMS: readonly Rhythm[] = [
  { interval: 'week', least: 5, most: 9, timesAYear: 52 },
  { interval: 'two weeks', least: 12, most: 16, timesAYear: 26 },
  { interval: 'month', least: 25, most: 37, timesAYear: 12 },
  { interval: 'quarter', least: 80, most: 102, timesAYear: 4 },
  { interval: 'year', least: 350, most: 380, timesAYear: 1 },
];

export function timesAYear(interval: Interval): number {
  return RHYTHMS.find((rhythm) => rhythm.interval === interval)?.timesAYear ?? 0;
}

/** One gap in this many may be a missed turn, twice as long. */
const MISSED_ONE_IN = 5;

/**
 * The rhythm of dates in order, at least three: nearly every gap within one rhythm's bounds, the others one missed
 * turn. Undefined when there is none, or when the last turn is overdue by half an interval: then it has ended.
 */
export function rhythmOf(dates: readonly IsoDate[], asOf: IsoDate): Interval | undefined {
  if (dates.length < 3) return undefined;
  const gaps = dates.slice(1).map((date, at) => daysBetween(dates[at] ?? date, date));
  const last = dates.at(-1) ?? asOf;
  return RHYTHMS.find(({ least, most }) => {
    const odd = gaps.filter((gap) => gap < least || gap > most);
    const missed = odd.every((gap) => gap >= 2 * least && gap <= 2 * most);
    return odd.length * MISSED_ONE_IN <= gaps.length && missed && daysBetween(last, asOf) <= most * 1.5;
  })?.interval;
}

/** The n-th turn after a date: the same weekday, or the same day of the month (its last day where the month is short). */
export function turnAfter(date: IsoDate, interval: Interval, turns: number): IsoDate {
  switch (interval) {
    case 'week':
      return addDays(date, 7 * turns);
    case 'two weeks':
      return addDays(date, 14 * turns);
    case 'month':
      return monthsLater(date, turns);
    case 'quarter':
      return monthsLater(date, 3 * turns);
    case 'year':
      return monthsLater(date, 12 * turns);
  }
}

function monthsLater(date: IsoDate, months: number): IsoDate {
  const month = addMonths(monthOf(date), months);
  const day = addDays(firstDay(month), Number(date.slice(8, 10)) - 1);
  return day > lastDay(month) ? lastDay(month) : day;
}

/** Turns after `date` that fall within the days given; one that is due or overdue comes on the first of them. */
export function turnsWithin(date: IsoDate, interval: Interval, from: IsoDate, to: IsoDate): IsoDate[] {
  const turns: IsoDate[] = [];
  for (let turn = 1; turn <= 400; turn += 1) {
    const next = turnAfter(date, interval, turn);
    if (next > to) break;
    if (next >= from) turns.push(next);
    else if (turn === 1 && turnAfter(date, interval, 2) >= from) turns.push(from);
  }
  return turns;
}
