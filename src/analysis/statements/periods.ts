import {
  addDays,
  addMonths,
  firstDay,
  lastDay,
  monthOf,
  monthsFrom,
  type IsoDate,
  type Month,
} from '../../core/date.ts';
import { monthLabel, monthsBack } from '../ids.ts';
import { TO_DATE, type StatementColumn } from './types.ts';

/** A stretch of days of which each account's movement is one figure: whole months, but for the month of the report's day. */
export interface Period {
  /** Part of figure ids: `2026-03`. */
  readonly id: string;
  readonly label: string;
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** How the time of the books is cut. Periods follow each other without a gap, from the first row to the report's day. */
export interface Calendar {
  readonly asOf: IsoDate;
  /** First day of the fiscal year of a day. */
  fiscalYear(day: IsoDate): IsoDate;
  /** Before the first column, for books in the group's currency: earlier fiscal years, and the rest of the year before it. */
  readonly early: readonly Period[];
  /** The same month by month, for books that are translated. */
  readonly earlyMonths: readonly Period[];
  /** Full months, and the days of the month that is not over. */
  readonly shown: readonly Period[];
  readonly columns: readonly StatementColumn[];
}

/** Months across: a year, so that the fiscal year to date is always among them. */
const MONTHS_ACROSS = 12;

/** Cuts the time from `first` (the first month on file) to `asOf`; `full` is the last month that is over. */
export function calendarOf(asOf: IsoDate, full: Month, first: Month, fiscalStart: number): Calendar {
  const fiscalYear = (day: IsoDate): IsoDate => {
    const start = `${day.slice(0, 4)}-${String(fiscalStart).padStart(2, '0')}`;
    return firstDay(monthOf(day) >= start ? start : addMonths(start, -12));
  };
  const months = monthsBack(full, MONTHS_ACROSS).filter((month) => month >= first);
  const shown = [...months.map(monthPeriod), ...rest(asOf, full)];
  const begin = shown[0]?.from ?? asOf;
  const year = fiscalYear(begin);
  const origin = firstDay(first);
  const before = period('before', `before ${year}`, origin, addDays(year, -1));
  const lead = period('lead-in', `${year} to ${addDays(begin, -1)}`, year > origin ? year : origin, addDays(begin, -1));
  return {
    asOf,
    fiscalYear,
    early: [before, lead].filter(({ from, to }) => from <= to),
    earlyMonths: monthsFrom(first, addMonths(monthOf(begin), -1)).map(monthPeriod),
    shown,
    columns: [...months.map(monthPeriod), { ...toDate(fiscalYear(asOf), asOf), id: TO_DATE }],
  };
}

function period(id: string, label: string, from: IsoDate, to: IsoDate): Period {
  return { id, label, from, to };
}

function monthPeriod(month: Month): Period {
  return period(month, monthLabel(month), firstDay(month), lastDay(month));
}

function rest(asOf: IsoDate, full: Month): Period[] {
  const month = monthOf(asOf);
  return month === full ? [] : [period(`${month}-part`, `${monthLabel(month)} to ${asOf}`, firstDay(month), asOf)];
}

function toDate(from: IsoDate, to: IsoDate): Omit<Period, 'id'> {
  return { label: `year to ${to}`, from, to };
}
