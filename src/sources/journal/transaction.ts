import { BANG, CLOSE, LF, OPEN, SEMICOLON, SPACE, STAR, TAB } from '../_ledger/bytes.ts';
import type { Draft } from '../_ledger/draft.ts';
import { ownDates, passComment, type OwnDates } from './comment.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import { readDate, readSecondDate } from './dates.ts';
import { Fault } from '../_ledger/fault.ts';
import type { PostingReader, Purpose } from './posting.ts';
import type { State } from './state.ts';

/** Reads transactions, and the rules that look like them, into the draft. */
export class TransactionReader {
  readonly #draft: Draft;
  readonly #postings: PostingReader;

  constructor(draft: Draft, postings: PostingReader) {
    this.#draft = draft;
    this.#postings = postings;
  }

  /** Reads the transaction that begins here, to the line behind it. What cannot be read is a problem, and it is left out. */
  read(cursor: Cursor, state: State): void {
    const { transactions, postings } = this.#draft;
    const [number, first] = [transactions.count, postings.count];
    try {
      this.#head(cursor, state);
      const day = transactions.day[number] as number;
      cursor.nextLine();
      this.#body(cursor, state, number, day, 'books');
      if (state.bucket !== undefined && postings.count === first + 1) this.#fill(cursor, number, day, state.bucket);
    } catch (error) {
      transactions.count = number;
      this.#takeBack(first);
      this.#refused(error, cursor);
    }
  }

  /** Reads the postings of a rule, only to find what is wrong in them. */
  check(cursor: Cursor, state: State, purpose: Purpose): void {
    const first = this.#draft.postings.count;
    cursor.nextLine();
    try {
      this.#body(cursor, state, 0, 0, purpose);
    } catch (error) {
      this.#refused(error, cursor);
    }
    this.#takeBack(first);
  }

  #refused(error: unknown, cursor: Cursor): void {
    if (!(error instanceof Fault)) throw error;
    this.#draft.problem(error.found);
    passEntry(cursor);
  }

  #takeBack(first: number): void {
    const { postings, assertions, lots } = this.#draft;
    for (let posting = first; posting < postings.count; posting += 1) {
      assertions.delete(posting);
      lots.delete(posting);
    }
    postings.cut(first);
  }

  #head(cursor: Cursor, state: State): void {
    const { transactions, postings } = this.#draft;
    const { start, line } = cursor;
    const day = readDate(cursor, state.year);
    const day2 = readSecondDate(cursor, day);
    const blank = cursor.blanks();
    if (!blank && !cursor.atEnd()) {
      throw new Fault('journal-syntax', cursor.position(), 'there is no blank behind the date', 'a blank', 'write one');
    }
    const status = this.#status(cursor);
    if (cursor.peek() === OPEN && cursor.bytes[cursor.at - 1] === SPACE) code(cursor);
    cursor.toLineEnd();
    transactions.reserve();
    const number = transactions.count;
    transactions.count += 1;
    transactions.day[number] = day;
    transactions.day2[number] = day2;
    transactions.file[number] = cursor.file;
    transactions.line[number] = line;
    transactions.status[number] = status;
    transactions.first[number] = postings.count;
    transactions.offset[number] = start;
    if (state.tags.length > 0) this.#draft.applied.set(number, state.tags);
  }

  #status(cursor: Cursor): number {
    const byte = cursor.peek();
    if (byte !== BANG && byte !== STAR) return 0;
    cursor.at += 1;
    cursor.blanks();
    return byte === STAR ? 2 : 1;
  }

  /** Postings and comments: every indented line up to a blank one or one that is not indented. */
  #body(cursor: Cursor, state: State, number: number, day: number, purpose: Purpose): void {
    const { postings } = this.#draft;
    let last = -1;
    let own: OwnDates | undefined;
    while (cursor.at < cursor.end) {
      const byte = cursor.peek();
      if (byte !== SPACE && byte !== TAB) return;
      cursor.blanks();
      if (cursor.atEnd()) return;
      if (cursor.peek() !== SEMICOLON) {
        last = postings.count;
        own = undefined;
        this.#postings.read(cursor, state, number, day, purpose);
      }
      if (cursor.peek() === SEMICOLON) {
        const from = cursor.at;
        if (passComment(cursor) && last >= 0 && purpose === 'books') {
          own ??= { day: undefined, day2: undefined };
          ownDates(cursor, from, day, own);
          if (own.day !== undefined) postings.day[last] = own.day;
        }
      }
      cursor.nextLine();
    }
  }

  /** ledger's `bucket`: the account that a transaction with one posting is balanced by. */
  #fill(cursor: Cursor, transaction: number, day: number, bucket: string): void {
    const { accounts, postings } = this.#draft;
    const first = postings.count - 1;
    if (postings.kind[first] !== 0) return;
    this.#postings.add(cursor, transaction, day, accounts.id(bucket));
    postings.line[first + 1] = postings.line[first] as number;
    postings.offset[first + 1] = postings.offset[first] as number;
  }
}

/** `(code)`; an open parenthesis is refused, as hledger does. */
function code(cursor: Cursor): void {
  for (let offset = 1; cursor.ahead(offset) !== LF; offset += 1) {
    if (cursor.ahead(offset) !== CLOSE) continue;
    cursor.at += offset + 1;
    return;
  }
  throw new Fault('journal-syntax', cursor.position(), 'the parenthesis of the code is not closed', ')', 'close it');
}

/** Goes past what is left of an entry, so that reading goes on with the next. */
export function passEntry(cursor: Cursor): void {
  for (cursor.nextLine(); cursor.at < cursor.end; cursor.nextLine()) {
    const byte = cursor.peek();
    if (byte !== SPACE && byte !== TAB) return;
    cursor.blanks();
    if (cursor.atEnd()) return;
  }
}
