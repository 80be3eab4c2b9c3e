import { MONTH_NAMES, type IsoDate } from '../../core/date.ts';
import { UserError } from '../../core/problem.ts';
import type { Interval, StatementColumn } from '../../model/statement.ts';
import type { Span } from './balances.ts';

const DAY = 86_400_000;

export function dayNumber(date: IsoDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY;
}

export function dateOfDay(day: number): IsoDate {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** A century of months: beyond it nobody looks, and a date with a slip of the pen is far more likely. */
const MAX_COLUMNS = 1200;

const MONTHS: Readonly<Record<Exclude<Interval, 'whole'>, number>> = { month: 1, quarter: 3, year: 12 };

export interface FiscalStart {
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 28, so that every month has it. */
  readonly day: number;
}

export const CALENDAR_YEAR: FiscalStart = { month: 1, day: 1 };

/** A column with its days. */
export interface Period extends Span {
  readonly column: StatementColumn;
}

/** First day of the month, quarter or year of `step` months in which a day lies, as the fiscal year divides them. */
function startOf(day: number, step: number, fiscal: FiscalStart, later = 0): number {
  const date = new Date(day * DAY);
  const before = date.getUTCDate() < fiscal.day ? 1 : 0;
  const index = date.getUTCFullYear() * 12 + date.getUTCMonth() - before - (fiscal.month - 1);
  const start = Math.floor(index / step) * step + (fiscal.month - 1) + later * step;
  const first = new Date(0);
  // Not Date.UTC, which takes the year 90 for 1990.
  first.setUTCFullYear(Math.floor(start / 12), ((start % 12) + 12) % 12, fiscal.day);
  return first.getTime() / DAY;
}

/** The first day of the fiscal year in which a day lies. */
export function fiscalYearOf(day: number, fiscal: FiscalStart): number {
  return startOf(day, 12, fiscal);
}

function idOf(interval: Interval, entire: boolean, from: IsoDate, to: IsoDate, fiscal: FiscalStart): string {
  const calendar = fiscal.month === 1 && fiscal.day === 1;
  if (!entire || interval === 'whole' || fiscal.day !== 1) return `${from}..${to}`;
  if (interval === 'month') return from.slice(0, 7);
  if (!calendar) return `${from}..${to}`;
  if (interval === 'year') return from.slice(0, 4);
  return `${from.slice(0, 4)}-Q${(Number(from.slice(5, 7)) + 2) / 3}`;
}

/** `1 Jan 2026` in its parts. */
function partsOf(date: IsoDate): readonly [day: string, month: string, year: string] {
  return [String(Number(date.slice(8, 10))), MONTH_NAMES[Number(date.slice(5, 7)) - 1] ?? '', date.slice(0, 4)];
}

function daysLabel(from: IsoDate, to: IsoDate): string {
  const [firstDay, firstMonth, firstYear] = partsOf(from);
  const [lastDay, lastMonth, lastYear] = partsOf(to);
  const last = `${lastDay} ${lastMonth} ${lastYear}`;
  if (from === to) return last;
  if (firstYear !== lastYear) return `${firstDay} ${firstMonth} ${firstYear} – ${last}`;
  return firstMonth === lastMonth ? `${firstDay}–${last}` : `${firstDay} ${firstMonth} – ${last}`;
}

function labelOf(interval: Interval, entire: boolean, from: IsoDate, to: IsoDate): string {
  const [, month, year] = partsOf(from);
  if (!entire || interval === 'whole' || (interval === 'month' && !from.endsWith('-01'))) return daysLabel(from, to);
  if (interval === 'month') return `${month} ${year}`;
  // A year that begins in another month than January has two numbers.
  if (interval === 'year') return from.endsWith('-01-01') ? year : `${year}/${to.slice(2, 4)}`;
  return daysLabel(from, to);
}

function quarterLabel(from: number, fiscal: FiscalStart): string {
  const year = startOf(from, 12, fiscal);
  const quarter = [0, 1, 2, 3].find((later) => startOf(year, 3, fiscal, later) === from) ?? 0;
  const ends = dateOfDay(startOf(from, 12, fiscal, 1) - 1);
  return `Q${quarter + 1} ${labelOf('year', true, dateOfDay(year), ends)}`;
}

/**
 * The periods from the first day to the last, both included. A period that `span` cuts is not entire; one that merely
 * ends after the journal does is: `cut` says which ends were asked for.
 */
export function periodsOf(
  span: Span,
  interval: Interval,
  fiscal: FiscalStart,
  cut: { readonly from: boolean; readonly to: boolean },
): readonly Period[] {
  const make = (from: number, to: number, entire: boolean): Period => {
    const [first, last] = [dateOfDay(from), dateOfDay(to)];
    const id = idOf(interval, entire, first, last, fiscal);
    const label =
      interval === 'quarter' && entire ? quarterLabel(from, fiscal) : labelOf(interval, entire, first, last);
    return { from, to, column: { id, from: first, to: last, label, interval, entire } };
  };
  if (interval === 'whole') return [make(span.from, span.to, true)];
  const step = MONTHS[interval];
  const periods: Period[] = [];
  for (let start = startOf(span.from, step, fiscal); start <= span.to;) {
    const next = startOf(start, step, fiscal, 1);
    const from = cut.from ? Math.max(start, span.from) : start;
    const to = cut.to ? Math.min(next - 1, span.to) : next - 1;
    periods.push(make(from, to, from === start && to === next - 1));
    if (periods.length > MAX_COLUMNS) throw tooMany(span, interval);
    start = next;
  }
  return periods;
}

function tooMany(span: Span, interval: Interval): UserError {
  const many = `${dateOfDay(span.from)} to ${dateOfDay(span.to)} by the ${interval} makes over ${MAX_COLUMNS} columns`;
  return new UserError('usage', `${many}; is a date misspelt? Narrow it with --from and --to, or use --yearly`);
}
