import { BANG, LF, OPEN, SEMICOLON, SPACE, STAR, TAB } from '../_ledger/bytes.ts';
import type { Words } from '../_ledger/seal.ts';
import type { PostingText, TransactionText } from '../../model/journal.ts';
import { Cursor } from '../_ledger/cursor.ts';
import { tagsOf, type Tag } from './tags.ts';

/** Comment lines at the place of the cursor: that of its line, from its `;`, and those of the lines below. */
function commentLines(cursor: Cursor): string[] {
  const lines: string[] = [];
  if (cursor.peek() === SEMICOLON) {
    cursor.at += 1;
    lines.push(cursor.rest());
  }
  for (cursor.nextLine(); cursor.at < cursor.end; cursor.nextLine()) {
    if (cursor.peek() !== SPACE && cursor.peek() !== TAB) break;
    cursor.blanks();
    if (cursor.peek() !== SEMICOLON) break;
    cursor.at += 1;
    lines.push(cursor.rest());
  }
  return lines;
}

function passWords(cursor: Cursor): void {
  while (cursor.peek() !== SEMICOLON && cursor.peek() !== LF) cursor.at += 1;
}

function at(bytes: Uint8Array, offset: number): Cursor {
  const cursor = new Cursor(bytes, '', 0);
  cursor.at = offset;
  cursor.start = offset;
  return cursor;
}

function status(cursor: Cursor): void {
  cursor.blanks();
  if (cursor.peek() !== STAR && cursor.peek() !== BANG) return;
  cursor.at += 1;
  cursor.blanks();
}

function code(cursor: Cursor): string {
  if (cursor.peek() !== OPEN || cursor.bytes[cursor.at - 1] !== SPACE) return '';
  const from = cursor.at + 1;
  while (cursor.peek() !== 41 && cursor.peek() !== LF) cursor.at += 1;
  const text = cursor.text(from, cursor.at);
  cursor.at += 1;
  return text;
}

function transaction(bytes: Uint8Array, offset: number, applied: readonly string[]): TransactionText {
  const cursor = at(bytes, offset);
  while (cursor.peek() > SPACE) cursor.at += 1;
  status(cursor);
  const coded = code(cursor);
  const from = cursor.at;
  passWords(cursor);
  const description = cursor.text(from, cursor.at).trim();
  const lines = commentLines(cursor);
  const bar = description.indexOf('|');
  return {
    code: coded,
    description,
    payee: bar < 0 ? description : description.slice(0, bar).trim(),
    note: bar < 0 ? description : description.slice(bar + 1).trim(),
    comment: lines.join('\n'),
    tags: [...lines.flatMap(tagsOf), ...applied.map(appliedTag)],
  };
}

/** ledger's `apply tag project: x`. */
function appliedTag(text: string): Tag {
  const [tag] = tagsOf(text);
  return tag ?? [text, ''];
}

function posting(bytes: Uint8Array, offset: number): PostingText {
  const cursor = at(bytes, offset);
  status(cursor);
  passName(cursor);
  passWords(cursor);
  const lines = commentLines(cursor);
  return { comment: lines.join('\n'), tags: lines.flatMap(tagsOf) };
}

/** A semicolon within an account, behind one blank or none, begins no comment. */
function passName(cursor: Cursor): void {
  for (; cursor.peek() !== LF; cursor.at += 1) {
    const [here, next] = [cursor.peek(), cursor.ahead(1)];
    if ((here === SPACE || here === TAB) && (next === SPACE || next === TAB)) return;
  }
}

/** Words of hledger's and ledger's entries. */
export const words: Words = { transaction, posting };
