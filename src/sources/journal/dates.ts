import { DOT, EQUALS, isDigit, MINUS, SLASH, ZERO } from '../_ledger/bytes.ts';
import { dayNumber, dayText } from '../_ledger/calendar.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import { Fault } from '../_ledger/fault.ts';

const EXPECTED = 'a day of the calendar such as 2026-04-30';

function number(cursor: Cursor): { value: number; digits: number } {
  let value = 0;
  let digits = 0;
  for (; isDigit(cursor.peek()) && digits < 6; cursor.at += 1, digits += 1) value = value * 10 + cursor.peek() - ZERO;
  return { value, digits };
}

function separator(cursor: Cursor): number {
  const byte = cursor.peek();
  return byte === MINUS || byte === SLASH || byte === DOT ? byte : 0;
}

/** `2026-04-30` with any of its separators, or `04-30` where a year is known; days since 1970-01-01, or a Fault. */
export function readDate(cursor: Cursor, year: number | undefined): number {
  const quick = plain(cursor);
  if (quick === quick) return quick;
  const from = cursor.at;
  const refuse = (message: string, expected = EXPECTED, mend = 'mend the date'): Fault =>
    new Fault('date-invalid', cursor.position(from), message, expected, mend);
  const first = number(cursor);
  const between = separator(cursor);
  if (first.digits === 0 || between === 0) throw refuse('there is no date here');
  cursor.at += 1;
  const second = number(cursor);
  const whole = first.digits >= 4;
  let third = { value: 0, digits: 0 };
  if (whole) {
    if (separator(cursor) !== between) throw refuse('the date has two different separators, or no day');
    cursor.at += 1;
    third = number(cursor);
  }
  const written = (): string => `"${cursor.text(from, cursor.at)}"`;
  if (!whole && year === undefined) {
    const mend = 'write the year, or a line `year 2026` above';
    throw new Fault('date-year-missing', cursor.position(from), `${written()} has no year`, 'a year', mend);
  }
  const [y, m, d] = whole ? [first, second, third] : [{ value: year ?? 0, digits: 4 }, first, second];
  const sized = y.digits === 4 && m.digits >= 1 && m.digits <= 2 && d.digits >= 1 && d.digits <= 2;
  const day = sized ? dayNumber(y.value, m.value, d.value) : Number.NaN;
  if (Number.isNaN(day)) throw refuse(`${written()} is no day from 1900 to 2199`);
  return day;
}

/** The date before: journals go on with the same day, or another of its month. */
const last = { key: Number.NaN, day: Number.NaN };

/** `dddd-dd-dd`, which nearly every date is. */
function plain(cursor: Cursor): number {
  const { bytes, at, end } = cursor;
  if (at + 10 > end) return Number.NaN;
  const between = bytes[at + 4];
  if (between !== bytes[at + 7] || (between !== MINUS && between !== SLASH && between !== DOT)) return Number.NaN;
  let year = 0;
  for (let i = 0; i < 4; i += 1) {
    const digit = (bytes[at + i] as number) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    year = year * 10 + digit;
  }
  const month = two(bytes, at + 5);
  const day = two(bytes, at + 8);
  const key = (year * 128 + month) * 128 + day;
  const result = key === last.key ? last.day : dayNumber(year, month, day);
  last.key = key;
  last.day = result;
  if (result === result) {
    if (at + 10 < end && isDigit(bytes[at + 10] as number)) return Number.NaN;
    cursor.at = at + 10;
  }
  return result;
}

function two(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - ZERO;
  const ones = (bytes[at + 1] as number) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** The secondary date behind `=`; its year may be left out, and is the first date's then. */
export function readSecondDate(cursor: Cursor, day: number): number {
  if (cursor.peek() !== EQUALS) return day;
  cursor.at += 1;
  return readDate(cursor, yearOf(day));
}

export function yearOf(day: number): number {
  return Number(dayText(day).slice(0, 4));
}
