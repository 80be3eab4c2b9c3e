import type { ReadContext } from '../../model/source.ts';
import { problem } from '../_codes.ts';
import { COLON, HASH, isDigit, LF, SEMICOLON, STAR } from '../_ledger/bytes.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import type { Draft } from '../_ledger/draft.ts';
import { Fault } from '../_ledger/fault.ts';
import { AccountNames } from './account-names.ts';
import type { Declared } from './declared.ts';
import { Directives } from './directives.ts';
import { flagHere, PostingReader } from './posting.ts';
import type { State } from './state.ts';
import { isIndented, isLower, readDay, readWord, shownRest, syntax } from './tokens.ts';
import { TransactionReader } from './transaction.ts';
import { leftPushed, Undated } from './undated.ts';

/** A file with more errors is no journal; reading on would only take time. */
const MOST_ERRORS = 10_000;

/** Reads files line by line: what begins a line says what it is. */
export class LineReader {
  readonly #draft: Draft;
  readonly #transactions: TransactionReader;
  readonly #directives: Directives;
  readonly #undated: Undated;
  readonly #names: AccountNames;

  constructor(draft: Draft, declared: Declared, context: ReadContext | undefined) {
    this.#draft = draft;
    this.#names = new AccountNames(draft);
    const postings = new PostingReader(draft, declared, this.#names);
    this.#transactions = new TransactionReader(draft, declared, postings);
    this.#directives = new Directives(draft, declared, this.#names, this.#transactions, postings);
    this.#undated = new Undated(draft, declared, this.#names, context, (cursor, state) => this.read(cursor, state));
  }

  /** Reads a file to its end. */
  read(cursor: Cursor, state: State): void {
    this.#names.forget();
    while (cursor.at < cursor.end) {
      if (this.#draft.problems.errors > MOST_ERRORS) {
        this.#givenUp(cursor);
        break;
      }
      this.#entry(cursor, state);
    }
    leftPushed(state, this.#draft);
  }

  #givenUp(cursor: Cursor): void {
    const message = `reading ends here after ${MOST_ERRORS} errors`;
    const advice = { expected: 'a journal', mend: 'mend the errors above, or name the kind of the file' };
    this.#draft.problem(problem('journal-given-up', cursor.position(), message, advice));
    cursor.at = cursor.end;
  }

  #entry(cursor: Cursor, state: State): void {
    const byte = cursor.peek();
    // Headings and drawers of org-mode, in which some keep their books, begin with the last three.
    if (byte === LF || byte === SEMICOLON || byte === STAR || byte === COLON || byte === HASH) {
      cursor.nextLine();
      return;
    }
    try {
      if (isDigit(byte)) this.#dated(cursor, state);
      else if (isIndented(cursor)) indented(cursor);
      else this.#word(cursor, state);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#draft.problem(error.found);
      passEntry(cursor);
    }
  }

  #dated(cursor: Cursor, state: State): void {
    const at = { file: cursor.name, line: cursor.line, column: 1 };
    const day = readDay(cursor);
    cursor.blanks();
    const from = cursor.at;
    const word = isLower(cursor.peek()) ? readWord(cursor) : '';
    if (word === 'txn') this.#transactions.read(cursor, state, day, 2);
    else if (this.#directives.reads(word)) this.#directives.read(word, cursor, state, day, at);
    else {
      cursor.at = from;
      const status = flagHere(cursor);
      if (status === undefined) throw unknownDirective(cursor);
      cursor.at += 1;
      this.#transactions.read(cursor, state, day, status);
    }
  }

  #word(cursor: Cursor, state: State): void {
    const at = cursor.position();
    const from = cursor.at;
    const word = readWord(cursor);
    if (this.#undated.reads(word)) {
      this.#undated.read(word, cursor, state, at);
      return;
    }
    cursor.at = from;
    const expected = 'a date, option, plugin, include, pushtag, poptag, pushmeta, popmeta, or ; with a comment';
    throw syntax(cursor, `${shownRest(cursor)} begins no directive`, expected);
  }
}

function unknownDirective(cursor: Cursor): Fault {
  const expected =
    '* or ! with a transaction, or open, close, commodity, balance, pad, price, note, document, event, query or custom';
  return syntax(cursor, `${shownRest(cursor)} is no directive`, expected);
}

/** A line of blanks, or a comment after blanks; anything else belongs to an entry that is not there. */
function indented(cursor: Cursor): void {
  cursor.blanks();
  if (cursor.atEnd() || cursor.peek() === SEMICOLON) {
    cursor.nextLine();
    return;
  }
  const mend = 'take the blank line above it out, or the blanks before it';
  throw syntax(cursor, 'an indented line belongs to no entry', 'a transaction above it', mend);
}

/** Goes past what is left of an entry, so that reading goes on with the next. */
function passEntry(cursor: Cursor): void {
  for (cursor.nextLine(); cursor.at < cursor.end; cursor.nextLine()) {
    if (!isIndented(cursor)) return;
    cursor.blanks();
    if (cursor.atEnd()) return;
  }
}
