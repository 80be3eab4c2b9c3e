import {
  COLON,
  CR,
  HASH,
  isDigit,
  LF,
  MINUS,
  NINE,
  QUOTE,
  SEMICOLON,
  SLASH,
  SPACE,
  TAB,
  ZERO,
} from '../_ledger/bytes.ts';
import { dayNumber } from '../_ledger/calendar.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import { Fault } from '../_ledger/fault.ts';

const CARET = 94;
const BACKSLASH = 92;
/** A string ends somewhere; beyond, a quote was forgotten, and the rest of the file would be lost to it. */
const MOST_STRING_LINES = 256;

/** Bytes of tags and links behind their sign. */
const TAG = bytesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_/.');
/** Bytes of commodities behind the first. */
const COMMODITY = bytesOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'._-");
/** Bytes of a word such as `open`, and of a key of metadata behind its first. */
const WORD = bytesOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');

function bytesOf(characters: string): Uint8Array {
  const table = new Uint8Array(256);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

export function isUpper(byte: number): boolean {
  return byte >= 65 && byte <= 90;
}

export function isLower(byte: number): boolean {
  return byte >= 97 && byte <= 122;
}

/** What a shown piece of a line is cut to. */
const SHOWN = 40;

/** The rest of the line, quoted for a message; the cursor stays. */
export function shownRest(cursor: Cursor): string {
  const at = cursor.at;
  const text = cursor.rest();
  cursor.at = at;
  return text === '' ? 'the end of the line' : `"${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}"`;
}

export function syntax(cursor: Cursor, message: string, expected: string, mend = 'mend the line'): Fault {
  return new Fault('journal-syntax', cursor.position(), message, expected, mend);
}

/** True on a line end or a comment. */
export function atLineEnd(cursor: Cursor): boolean {
  const byte = cursor.peek();
  return byte === LF || byte === SEMICOLON;
}

/** Goes past blanks to the end of the line; a Fault where anything but a comment stands there. */
export function endLine(cursor: Cursor, expected = 'the end of the line, or ; with a comment'): void {
  cursor.blanks();
  if (!atLineEnd(cursor)) throw syntax(cursor, `${shownRest(cursor)} stands where the line should end`, expected);
}

function digits(cursor: Cursor, most: number): number {
  const from = cursor.at;
  let value = 0;
  for (; isDigit(cursor.peek()) && cursor.at - from < most; cursor.at += 1) value = value * 10 + cursor.peek() - ZERO;
  return cursor.at === from ? Number.NaN : value;
}

/** `2026-04-30` or `2026/4/30`, as days since 1970-01-01; a Fault for anything else. */
export function readDay(cursor: Cursor): number {
  const from = cursor.at;
  const year = digits(cursor, 5);
  const between = cursor.peek();
  const day = between === MINUS || between === SLASH ? restOfDay(cursor, year, between) : Number.NaN;
  if (!Number.isNaN(day) && !isDigit(cursor.peek())) return day;
  while (cursor.peek() > SPACE && cursor.at - from < 12) cursor.at += 1;
  const written = cursor.text(from, cursor.at);
  const expected = 'a day of the calendar such as 2026-04-30';
  const message = `"${written}" is no day from 1900 to 2199`;
  throw new Fault('date-invalid', cursor.position(from), message, expected, 'mend the date');
}

function restOfDay(cursor: Cursor, year: number, between: number): number {
  cursor.at += 1;
  const month = digits(cursor, 2);
  if (cursor.peek() !== between) return Number.NaN;
  cursor.at += 1;
  return dayNumber(year, month, digits(cursor, 2));
}

/** Goes past the string that begins here, over lines if need be; a Fault where it has no end. */
export function passString(cursor: Cursor): void {
  const { bytes, end } = cursor;
  const from = cursor.at;
  let { line, start } = cursor;
  for (let at = from + 1; at < end && line - cursor.line < MOST_STRING_LINES; at += 1) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      cursor.at = at + 1;
      cursor.line = line;
      cursor.start = start;
      return;
    }
    if (byte === BACKSLASH) at += 1;
    if (bytes[at] !== LF) continue;
    line += 1;
    start = at + 1;
  }
  throw syntax(cursor, 'a string has no end', 'a closing "', 'close it');
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', b: '\b' };

/** The string that begins here. */
export function readString(cursor: Cursor): string {
  if (cursor.peek() !== QUOTE) throw syntax(cursor, `${shownRest(cursor)} is no string`, 'a string in "quotes"');
  const from = cursor.at + 1;
  passString(cursor);
  const text = cursor.text(from, cursor.at - 1);
  return text.includes('\\') ? text.replace(/\\([\s\S])/g, (_, sign: string) => ESCAPES[sign] ?? sign) : text;
}

/** The word that begins here, or ''. */
export function readWord(cursor: Cursor): string {
  const from = cursor.at;
  while (WORD[cursor.peek()] === 1) cursor.at += 1;
  return cursor.text(from, cursor.at);
}

/** True where a tag or link begins: its sign, and a letter right behind it. */
export function beginsTag(cursor: Cursor): boolean {
  const byte = cursor.peek();
  return (byte === HASH || byte === CARET) && TAG[cursor.ahead(1)] === 1;
}

/** Goes past `#tag` and `^link` as long as there are any. */
export function passTags(cursor: Cursor): void {
  for (; beginsTag(cursor); cursor.blanks()) {
    cursor.at += 1;
    while (TAG[cursor.peek()] === 1) cursor.at += 1;
  }
}

/** `#tag` and `^link` as long as there are any: the tag's name, the link's with its sign. */
export function readTags(cursor: Cursor): string[] {
  const tags: string[] = [];
  for (; beginsTag(cursor); cursor.blanks()) {
    const from = cursor.peek() === HASH ? cursor.at + 1 : cursor.at;
    cursor.at += 1;
    while (TAG[cursor.peek()] === 1) cursor.at += 1;
    tags.push(cursor.text(from, cursor.at));
  }
  return tags;
}

const MOST_SYMBOL = 24;

/** Where the commodity that begins here ends, or the same place where none does. */
export function symbolEnd(cursor: Cursor): number {
  const { bytes, at } = cursor;
  if (!isUpper(cursor.peek())) return at;
  let end = at + 1;
  while (end < cursor.end && COMMODITY[bytes[end] as number] === 1) end += 1;
  const last = bytes[end - 1] as number;
  const fine = isUpper(last) || (last >= ZERO && last <= NINE);
  return fine && end - at <= MOST_SYMBOL ? end : at;
}

/** `key:`, of metadata; undefined, and the cursor stays, where none begins. */
export function readKey(cursor: Cursor): string | undefined {
  const from = cursor.at;
  if (!isLower(cursor.peek())) return undefined;
  while (WORD[cursor.peek()] === 1) cursor.at += 1;
  if (cursor.peek() === COLON) {
    cursor.at += 1;
    return cursor.text(from, cursor.at - 1);
  }
  cursor.at = from;
  return undefined;
}

/** True when a line begins with a blank. */
export function isIndented(cursor: Cursor): boolean {
  const byte = cursor.peek();
  return byte === SPACE || byte === TAB || byte === CR;
}
