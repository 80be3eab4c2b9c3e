import type { PostingText, TransactionText } from '../../model/journal.ts';
import { LF, QUOTE, SEMICOLON } from '../_ledger/bytes.ts';
import { Cursor } from '../_ledger/cursor.ts';
import type { Words } from '../_ledger/seal.ts';
import { readValue } from './metadata.ts';
import { flagHere } from './posting.ts';
import { beginsTag, isIndented, passString, readDay, readKey, readString, readTags, readWord } from './tokens.ts';

type Tag = readonly [name: string, value: string];

/** Comments, metadata and tags below an entry's own line, up to the next posting. */
interface Below {
  readonly comments: string[];
  readonly tags: Tag[];
}

function at(bytes: Uint8Array, offset: number): Cursor {
  const cursor = new Cursor(bytes, '', 0);
  cursor.at = offset;
  cursor.start = offset;
  return cursor;
}

/** The comment of the line that the cursor is on, and what stands below; nothing here is read for the first time. */
function below(cursor: Cursor): Below {
  const found: Below = { comments: [], tags: [] };
  comment(cursor, found);
  for (cursor.nextLine(); cursor.at < cursor.end; cursor.nextLine()) {
    if (!isIndented(cursor) && cursor.peek() !== SEMICOLON) break;
    cursor.blanks();
    if (cursor.atEnd()) break;
    if (cursor.peek() !== SEMICOLON && !describes(cursor, found)) break;
    comment(cursor, found);
  }
  return found;
}

/** Takes metadata or tags in; false for a posting. */
function describes(cursor: Cursor, { tags }: Below): boolean {
  if (beginsTag(cursor)) {
    tags.push(...readTags(cursor).map((name): Tag => [name, '']));
    return true;
  }
  const key = readKey(cursor);
  if (key === undefined) return false;
  tags.push([key, readValue(cursor)]);
  return true;
}

function comment(cursor: Cursor, { comments }: Below): void {
  cursor.blanks();
  if (cursor.peek() !== SEMICOLON) return;
  cursor.at += 1;
  comments.push(cursor.rest());
}

function transaction(bytes: Uint8Array, offset: number, applied: readonly string[]): TransactionText {
  const cursor = at(bytes, offset);
  readDay(cursor);
  cursor.blanks();
  const word = readWord(cursor);
  if (word === 'pad') return padded(cursor);
  if (word !== 'txn') cursor.at += word === '' ? 1 : 0;
  cursor.blanks();
  const strings: string[] = [];
  for (; cursor.peek() === QUOTE; cursor.blanks()) strings.push(readString(cursor).trim());
  const own = readTags(cursor).map((name): Tag => [name, '']);
  const { comments, tags } = below(cursor);
  const [first = '', second] = strings;
  const note = second ?? first;
  const payee = second === undefined || first === '' ? note : first;
  return {
    code: '',
    description: [first, ...(second === undefined ? [] : [second])].filter((one) => one !== '').join(' | '),
    payee,
    note: note === '' ? payee : note,
    comment: comments.join('\n'),
    tags: [...own, ...tags, ...applied.map(appliedTag)],
  };
}

function padded(cursor: Cursor): TransactionText {
  const text = `Padding: ${cursor.rest().replaceAll(/\s+/g, ' ')}`;
  return { code: '', description: text, payee: text, note: text, comment: '', tags: [] };
}

/** `#tag` or `key: value`, of a line that pushes it. */
function appliedTag(text: string): Tag {
  if (text.startsWith('#')) return [text.slice(1), ''];
  const colon = text.indexOf(': ');
  return [text.slice(0, colon), text.slice(colon + 2)];
}

function posting(bytes: Uint8Array, offset: number): PostingText {
  const cursor = at(bytes, offset);
  cursor.blanks();
  if (flagHere(cursor) !== undefined) cursor.at += 1;
  while (cursor.peek() !== SEMICOLON && cursor.peek() !== LF) {
    if (cursor.peek() === QUOTE) passString(cursor);
    else cursor.at += 1;
  }
  const { comments, tags } = below(cursor);
  return { comment: comments.join('\n'), tags };
}

/** Words of beancount's entries: a posting's metadata are its tags, a link is a tag with its sign. */
export const words: Words = { transaction, posting };
