/** A calendar day as ISO 8601 `YYYY-MM-DD`. ISO dates compare as strings. */
export type IsoDate = string;
/** A calendar month as `YYYY-MM`. */
export type Month = string;

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
}

/** A day that the calendar has, from its parts; undefined for 31 February. Years run 1900 to 2199. */
export function isoDate(year: number, month: number, day: number): IsoDate | undefined {
  if (![year, month, day].every(Number.isInteger)) return undefined;
  if (!(year >= 1900 && year <= 2199) || !(month >= 1 && month <= 12)) return undefined;
  if (!(day >= 1 && day <= daysInMonth(year, month))) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** True for a day that the calendar has. */
export function isIsoDate(text: string): boolean {
  if (!ISO_DATE.test(text)) return false;
  return isoDate(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))) !== undefined;
}

export function isMonth(text: string): boolean {
  return MONTH.test(text);
}

export function monthOf(date: IsoDate): Month {
  return date.slice(0, 7);
}

const DAY = 86_400_000;

/** A calendar day's midnight in UTC, where every day has the same length. Throws for what is no day. */
function utc(date: IsoDate): number {
  const [year, month, day] = ISO_DATE.test(date) ? date.split('-').map(Number) : [];
  if (
    year === undefined ||
    month === undefined ||
    !(day !== undefined && day >= 1 && day <= daysInMonth(year, month))
  ) {
    throw new RangeError(`"${date}" is no day of the calendar as YYYY-MM-DD`);
  }
  return Date.UTC(year, month - 1, day);
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return new Date(utc(date) + days * DAY).toISOString().slice(0, 10);
}

export function addMonths(month: Month, months: number): Month {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** Days from `a` to `b`: positive when b is later. */
export function daysBetween(a: IsoDate, b: IsoDate): number {
  return (utc(b) - utc(a)) / DAY;
}

export function firstDay(month: Month): IsoDate {
  return `${month}-01`;
}

export function lastDay(month: Month): IsoDate {
  return `${month}-${String(daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7)))).padStart(2, '0')}`;
}

/** Months from first to last, both included; empty when last is before first. */
export function monthsFrom(first: Month, last: Month): Month[] {
  const months: Month[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** The last month that is over, whole, on `asOf`: April on 30 April, March on 29 April. */
export function lastFullMonth(asOf: IsoDate): Month {
  const month = monthOf(asOf);
  return lastDay(month) === asOf ? month : addMonths(month, -1);
}

export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** By zone: to make one takes half a millisecond, and each message asks. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockFormat(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  });
  clocks.set(zone, format);
  return format;
}

/** What a clock in the zone shows, in the words of RFC 5322. */
function clock(zone: string, epochMilliseconds: number): Readonly<Record<string, string>> {
  const format = clockFormat(zone);
  return Object.fromEntries(format.formatToParts(epochMilliseconds).map(({ type, value }) => [type, value]));
}

/** English, as RFC 5322 and labels write them. */
export const MONTH_NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The calendar day in a zone at an instant (epoch milliseconds). */
export function dayIn(zone: string, epochMilliseconds: number): IsoDate {
  const { year = '', month = '', day = '' } = clock(zone, epochMilliseconds);
  return `${year}-${String(MONTH_NAMES.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** RFC 5322 §3.3 date-time in a zone: `Thu, 30 Apr 2026 08:00:00 -0700`. */
export function messageDate(zone: string, epochMilliseconds: number): string {
  const { weekday, day, month, year, hour, minute, second, timeZoneName = '' } = clock(zone, epochMilliseconds);
  // `GMT-07:00`; UTC itself is `GMT`. Some zones had seconds once; RFC 5322 has none.
  const offset = timeZoneName.slice('GMT'.length).replace(':', '').slice(0, 5) || '+0000';
  return `${weekday}, ${day} ${month} ${year} ${hour}:${minute}:${second} ${offset}`;
}
