import { addDays, daysBetween, type IsoDate } from '../../core/date.ts';

/** First and last day of twelve full months. */
export interface Year {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** The payments that make up a year: those from `from` on, to the last day of the year. */
export interface Turns {
  readonly from: IsoDate;
  /** All turns of a year are there: none is missing among them, before them or after them. */
  readonly isWhole: boolean;
}

/** A bank that is closed moves a payment to its next day, and so to another month. */
const MOVED_DAYS = 7;

/**
 * The last turns of a year's length among the days of payments up to the end of the year. As many are taken as their
 * usual distance gives (twelve where they are a month apart), so that a payment that a holiday moved over the end of a
 * month counts once, and one that is missing shows: the first then lies before the year.
 */
export function turnsOf(days: readonly IsoDate[], { from, to }: Year): Turns {
  const sorted = [...new Set(days)].filter((day) => day <= to).toSorted();
  const gaps = sorted.slice(1).map((day, at) => daysBetween(sorted[at] ?? day, day));
  const usual = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)];
  if (usual === undefined) return { from, isWhole: false };
  const turns = Math.max(1, Math.round(365 / usual));
  const year = sorted.slice(-turns);
  const [first, last] = [year[0] ?? from, year.at(-1) ?? from];
  const isWhole =
    year.length === turns && first >= addDays(from, -MOVED_DAYS) && daysBetween(last, to) <= usual + MOVED_DAYS;
  // What is not whole is what lies in the year, for whoever wants to compare.
  return isWhole ? { from: first, isWhole } : { from, isWhole };
}
