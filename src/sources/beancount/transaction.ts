import { BAR, QUOTE, SEMICOLON } from '../_ledger/bytes.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import type { Draft } from '../_ledger/draft.ts';
import type { Declared } from './declared.ts';
import { passMetadata } from './metadata.ts';
import type { PostingReader } from './posting.ts';
import type { State } from './state.ts';
import {
  atLineEnd,
  beginsTag,
  endLine,
  isIndented,
  isLower,
  passString,
  passTags,
  shownRest,
  syntax,
} from './tokens.ts';

/** Reads transactions into the draft. */
export class TransactionReader {
  readonly #draft: Draft;
  readonly #declared: Declared;
  readonly #postings: PostingReader;

  constructor(draft: Draft, declared: Declared, postings: PostingReader) {
    this.#draft = draft;
    this.#declared = declared;
    this.#postings = postings;
  }

  /**
   * Reads a transaction from behind its flag to the line behind it. When it throws a Fault, nothing of it is in the
   * draft.
   */
  read(cursor: Cursor, state: State, day: number, status: number): void {
    const { transactions, postings } = this.#draft;
    const [number, first] = [transactions.count, postings.count];
    try {
      this.add(cursor, day, status);
      if (state.applied.length > 0) this.#draft.applied.set(number, state.applied);
      passHead(cursor);
      this.#body(cursor, state, number, day);
    } catch (error) {
      transactions.count = number;
      this.#draft.applied.delete(number);
      for (let posting = first; posting < postings.count; posting += 1) this.#declared.specs.delete(posting);
      postings.cut(first);
      throw error;
    }
  }

  /** Adds a transaction without postings, on the line where the cursor is. */
  add(cursor: Cursor, day: number, status: number): number {
    const { transactions, postings } = this.#draft;
    transactions.reserve();
    const number = transactions.count;
    transactions.count += 1;
    transactions.day[number] = day;
    transactions.day2[number] = day;
    transactions.file[number] = cursor.file;
    transactions.line[number] = cursor.line;
    transactions.status[number] = status;
    transactions.first[number] = postings.count;
    transactions.offset[number] = cursor.start;
    return number;
  }

  /** Postings, metadata, tags and comments: every indented line up to a blank one, and comments that are not. */
  #body(cursor: Cursor, state: State, number: number, day: number): void {
    const first = this.#draft.postings.count;
    for (cursor.nextLine(); cursor.at < cursor.end; cursor.nextLine()) {
      if (!isIndented(cursor) && cursor.peek() !== SEMICOLON) return;
      cursor.blanks();
      if (cursor.peek() === SEMICOLON) continue;
      if (cursor.atEnd()) return;
      if (isLower(cursor.peek())) passMetadata(cursor);
      else if (beginsTag(cursor)) this.#tags(cursor, first);
      else this.#postings.read(cursor, state, number, day);
    }
  }

  #tags(cursor: Cursor, first: number): void {
    if (this.#draft.postings.count > first) {
      throw syntax(cursor, 'tags or links below a posting', 'tags and links above the postings', 'move them up');
    }
    passTags(cursor);
    endLine(cursor);
  }
}

/** Payee, narration, tags and links; the cursor stands behind the flag. The line may go on below, within a string. */
function passHead(cursor: Cursor): void {
  cursor.blanks();
  for (let strings = 0; cursor.peek() === QUOTE; strings += 1) {
    if (strings === 2) throw syntax(cursor, 'a third string', 'a payee and a narration at most', 'take it out');
    passString(cursor);
    cursor.blanks();
  }
  if (cursor.peek() === BAR) {
    throw syntax(
      cursor,
      'a bar between payee and narration is not read any more',
      '"payee" "narration"',
      'take it out',
    );
  }
  passTags(cursor);
  if (!atLineEnd(cursor)) {
    throw syntax(
      cursor,
      `${shownRest(cursor)} stands in the head of the transaction`,
      'strings, then #tags and ^links',
    );
  }
}
