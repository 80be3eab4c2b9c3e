import { LF, QUOTE, SEMICOLON } from '../_ledger/bytes.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import { endLine, isIndented, passString, readKey, readString, shownRest, syntax } from './tokens.ts';

/** Reads the value of metadata behind its key: a string, or the words up to a comment as they stand. */
export function readValue(cursor: Cursor): string {
  cursor.blanks();
  if (cursor.peek() === QUOTE) return readString(cursor);
  const from = cursor.at;
  while (cursor.peek() !== LF && cursor.peek() !== SEMICOLON) cursor.at += 1;
  return cursor.text(from, cursor.at).trim();
}

/** Goes past `key: value` at the cursor, to the end of its line; throws a Fault. */
export function passMetadata(cursor: Cursor): void {
  if (readKey(cursor) === undefined) {
    throw syntax(cursor, `${shownRest(cursor)} is neither metadata nor a posting`, '`key: value`, or an account');
  }
  cursor.blanks();
  if (cursor.peek() !== QUOTE) {
    while (cursor.peek() !== LF && cursor.peek() !== SEMICOLON) cursor.at += 1;
    return;
  }
  passString(cursor);
  endLine(cursor, 'one value');
}

/** Goes past the lines of metadata and comments below a directive. */
export function passMetadataBelow(cursor: Cursor): void {
  for (cursor.nextLine(); cursor.at < cursor.end && isIndented(cursor); cursor.nextLine()) {
    cursor.blanks();
    if (cursor.peek() === SEMICOLON) continue;
    if (cursor.atEnd()) return;
    passMetadata(cursor);
  }
}
