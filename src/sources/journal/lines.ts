import type { ReadContext } from '../../model/source.ts';
import { problem } from '../_codes.ts';
import { BAR, EQUALS, HASH, isDigit, LF, PERCENT, SEMICOLON, SPACE, STAR, TAB, TILDE } from '../_ledger/bytes.ts';
import type { Draft } from '../_ledger/draft.ts';
import { AccountNames } from './account-names.ts';
import { Ambiguities } from './ambiguity.ts';
import { AmountReader } from './amount.ts';
import { CommodityDirectives } from './commodity-directives.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import { Directives } from './directives.ts';
import { Fault } from '../_ledger/fault.ts';
import { Includes } from './includes.ts';
import { PostingReader } from './posting.ts';
import type { State } from './state.ts';
import { passEntry, TransactionReader } from './transaction.ts';

/** A file with more errors is no journal; reading on would only take time. */
const MOST_ERRORS = 10_000;

/** Reads files line by line: what begins a line says what it is. */
export class LineReader {
  readonly #draft: Draft;
  readonly #names: AccountNames;
  readonly #transactions: TransactionReader;
  readonly #directives: Directives;
  readonly #includes: Includes;
  readonly ambiguities = new Ambiguities();

  constructor(draft: Draft, context: ReadContext | undefined) {
    this.#draft = draft;
    this.#names = new AccountNames(draft);
    const amounts = new AmountReader(draft, this.ambiguities);
    this.#transactions = new TransactionReader(draft, new PostingReader(draft, this.#names, amounts));
    this.#directives = new Directives(draft, this.#names, new CommodityDirectives(draft, amounts));
    this.#includes = new Includes(draft, context, (cursor, state) => this.read(cursor, state));
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
    this.#names.forget();
  }

  #givenUp(cursor: Cursor): void {
    const message = `reading ends here after ${MOST_ERRORS} errors`;
    const advice = { expected: 'a journal', mend: 'mend the errors above, or name the kind of the file' };
    this.#draft.problem(problem('journal-given-up', cursor.position(), message, advice));
    cursor.at = cursor.end;
  }

  #entry(cursor: Cursor, state: State): void {
    const byte = cursor.peek();
    if (isDigit(byte)) {
      this.#transactions.read(cursor, state);
      return;
    }
    if (byte === LF || byte === SEMICOLON || byte === HASH || byte === STAR || byte === PERCENT || byte === BAR) {
      cursor.nextLine();
      return;
    }
    try {
      this.#other(cursor, state, byte);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#draft.problem(error.found);
      passEntry(cursor);
    }
  }

  #other(cursor: Cursor, state: State, byte: number): void {
    if (byte === SPACE || byte === TAB || byte === 13) this.#indented(cursor);
    else if (byte === TILDE) this.#rule(cursor, state, 'periodic');
    else if (byte === EQUALS) this.#rule(cursor, state, 'auto');
    else if (startsWord(cursor, 'comment')) this.#block(cursor, 'comment');
    else if (startsWord(cursor, 'test')) this.#block(cursor, 'test');
    else if (startsWord(cursor, 'include') || startsWord(cursor, '!include')) this.#includes.read(cursor, state);
    else this.#directives.read(cursor, state);
  }

  /** Text that is none of the journal's, down to its `end` line; without one the rest of the file is left out. */
  #block(cursor: Cursor, word: 'comment' | 'test'): void {
    const at = cursor.position();
    if (passTo(cursor, `end ${word}`)) return;
    const advice = { expected: `end ${word}`, mend: `write \`end ${word}\` where the journal goes on` };
    this.#draft.problem(problem('block-unclosed', at, `\`${word}\` leaves out the rest of the file`, advice));
  }

  /** A line of blanks, or a comment after blanks; anything else belongs to an entry that is not there. */
  #indented(cursor: Cursor): void {
    cursor.blanks();
    const byte = cursor.peek();
    if (byte === LF || byte === SEMICOLON || byte === HASH || byte === STAR) {
      cursor.nextLine();
      return;
    }
    const mend = 'take the blank line above it out, or the blanks before it';
    throw new Fault(
      'journal-syntax',
      cursor.position(),
      'an indented line belongs to no entry',
      'a transaction above it',
      mend,
    );
  }

  /** Periodic and auto rules: hledger applies them with --forecast and --auto only. They are read, named and left. */
  #rule(cursor: Cursor, state: State, purpose: 'periodic' | 'auto'): void {
    const at = cursor.position();
    cursor.at += 1;
    const from = cursor.at;
    cursor.toLineEnd();
    const header = cursor.text(from, cursor.at).trim();
    if (header === '' && purpose === 'periodic') {
      const expected = 'a period such as monthly';
      throw new Fault('journal-syntax', at, 'the rule says nothing', expected, 'write it, or take the rule out');
    }
    const name = purpose === 'auto' ? 'auto posting rule' : 'periodic rule';
    const advice = {
      expected: 'transactions',
      mend: 'write the transactions that it stands for, if they are to count',
    };
    this.#draft.problem(problem('journal-not-applied', at, `the ${name} is read and not applied`, advice));
    this.#transactions.check(cursor, state, purpose);
  }
}

function startsWord(cursor: Cursor, word: string): boolean {
  for (let at = 0; at < word.length; at += 1) if (cursor.ahead(at) !== word.charCodeAt(at)) return false;
  return cursor.ahead(word.length) <= SPACE;
}

/** Goes past a block of text, to the line behind the one that ends it; false where none does. */
function passTo(cursor: Cursor, end: string): boolean {
  for (cursor.nextLine(); cursor.at < cursor.end; cursor.nextLine()) {
    if (!startsWord(cursor, end)) continue;
    cursor.nextLine();
    return true;
  }
  return false;
}
