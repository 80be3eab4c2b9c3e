import { SEMICOLON, SPACE, TAB } from '../_ledger/bytes.ts';
import type { Cursor } from '../_ledger/cursor.ts';

/** Goes past the indented lines below, taking what they hold. */
export function passBelow(cursor: Cursor, comments: string[], below: string[]): void {
  for (cursor.nextLine(); cursor.at < cursor.end; cursor.nextLine()) {
    const byte = cursor.peek();
    if (byte !== SPACE && byte !== TAB) return;
    cursor.blanks();
    if (cursor.atEnd()) return;
    if (cursor.peek() === SEMICOLON) {
      cursor.at += 1;
      comments.push(cursor.rest());
    } else below.push(cursor.rest());
  }
}
