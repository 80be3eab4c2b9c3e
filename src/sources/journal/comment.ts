import { COLON, LF, OPEN_BRACKET } from '../_ledger/bytes.ts';
import { Cursor } from '../_ledger/cursor.ts';
import { readDate, yearOf } from './dates.ts';
import { Fault } from '../_ledger/fault.ts';
import { bracketed, tagsOf } from './tags.ts';

/** A posting's own dates, as its comments state them. */
export interface OwnDates {
  day: number | undefined;
  day2: number | undefined;
}

/**
 * Goes over a comment, from its `;` to the end of its line. Nothing is decoded unless it holds a colon or a bracket,
 * behind which a date may stand.
 */
export function passComment(cursor: Cursor): boolean {
  const { bytes, end } = cursor;
  let at = cursor.at;
  let telling = false;
  for (; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte === LF) break;
    if (byte === COLON || byte === OPEN_BRACKET) telling = true;
  }
  cursor.at = at;
  return telling;
}

/** Dates in one line of a posting's comment: tags `date:` and `date2:`, else brackets; the first of each counts. */
export function ownDates(cursor: Cursor, from: number, transactionDay: number, into: OwnDates): void {
  const text = cursor.text(from + 1, cursor.at);
  const year = yearOf(transactionDay);
  for (const [name, value] of tagsOf(text)) {
    if (name === 'date') into.day ??= dateIn(value, cursor, from, year);
    if (name === 'date2') into.day2 ??= dateIn(value, cursor, from, year);
  }
  for (const inside of bracketed(text)) {
    const equals = inside.indexOf('=');
    const [first, second] = equals < 0 ? [inside, ''] : [inside.slice(0, equals), inside.slice(equals + 1)];
    if (first !== '') into.day ??= dateIn(first, cursor, from, year);
    if (equals >= 0) into.day2 ??= dateIn(second, cursor, from, into.day === undefined ? year : yearOf(into.day));
  }
}

/** A date within a comment. */
function dateIn(text: string, outer: Cursor, from: number, year: number): number {
  const inner = new Cursor(new TextEncoder().encode(text), outer.name, outer.file);
  try {
    return readDate(inner, year);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { message, expected = '', mend = '' } = error.found;
    throw new Fault('date-invalid', outer.position(from), `in the comment, ${message}`, expected, mend);
  }
}
