import type { Position } from '../../core/problem.ts';
import { problem, shown } from '../_codes.ts';
import { COMMA, LF, QUOTE, SEMICOLON, TILDE } from '../_ledger/bytes.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import type { Draft } from '../_ledger/draft.ts';
import { Fault } from '../_ledger/fault.ts';
import type { AccountNames } from './account-names.ts';
import type { Declared } from './declared.ts';
import { passMetadataBelow } from './metadata.ts';
import { amountFault, NumberReader } from './number.ts';
import { BOOKING_METHODS, bookingMethod } from './options.ts';
import { PADDED, type PostingReader } from './posting.ts';
import type { State } from './state.ts';
import { atLineEnd, endLine, passString, passTags, readString, shownRest, symbolEnd, syntax } from './tokens.ts';
import type { TransactionReader } from './transaction.ts';

/** A directive as it stands; the cursor is behind its word. */
interface Line {
  readonly cursor: Cursor;
  readonly state: State;
  readonly day: number;
  readonly at: Position;
}

/** Reads directives behind a date that are no transactions. */
export class Directives {
  readonly #draft: Draft;
  readonly #declared: Declared;
  readonly #names: AccountNames;
  readonly #transactions: TransactionReader;
  readonly #postings: PostingReader;
  readonly #number = new NumberReader();
  readonly #table: ReadonlyMap<string, (line: Line) => void>;

  constructor(
    draft: Draft,
    declared: Declared,
    names: AccountNames,
    transactions: TransactionReader,
    postings: PostingReader,
  ) {
    this.#draft = draft;
    this.#declared = declared;
    this.#names = names;
    this.#transactions = transactions;
    this.#postings = postings;
    this.#table = new Map<string, (line: Line) => void>([
      ['open', (line) => this.#open(line)],
      ['close', (line) => this.#close(line)],
      ['commodity', (line) => this.#commodityDeclared(line)],
      ['balance', (line) => this.#balance(line)],
      ['pad', (line) => this.#pad(line)],
      ['price', (line) => this.#price(line)],
      ['note', (line) => this.#note(line)],
      ['document', (line) => this.#note(line)],
      ['event', ({ cursor }) => passStrings(cursor, 2)],
      ['query', ({ cursor }) => passStrings(cursor, 2)],
      ['custom', ({ cursor }) => passValues(cursor)],
    ]);
  }

  reads(word: string): boolean {
    return this.#table.has(word);
  }

  /** Reads the directive whose word the cursor is behind, its metadata included; throws a Fault. */
  read(word: string, cursor: Cursor, state: State, day: number, at: Position): void {
    cursor.blanks();
    this.#table.get(word)?.({ cursor, state, day, at });
    endLine(cursor);
    passMetadataBelow(cursor);
  }

  #account({ cursor, state }: Line): number {
    const account = this.#names.read(cursor, state.roots);
    cursor.blanks();
    return account;
  }

  #commodity(cursor: Cursor): number {
    const end = symbolEnd(cursor);
    if (end === cursor.at) throw syntax(cursor, `${shownRest(cursor)} is no commodity`, 'a commodity such as EUR');
    const commodity = this.#draft.commodities.id(cursor.bytes, cursor.at, end);
    cursor.at = end;
    cursor.blanks();
    return commodity;
  }

  #open(line: Line): void {
    const { cursor, day, at } = line;
    const account = this.#account(line);
    const commodities = new Set<number>();
    while (!atLineEnd(cursor) && cursor.peek() !== QUOTE) {
      commodities.add(this.#commodity(cursor));
      if (cursor.peek() !== COMMA) break;
      cursor.at += 1;
      cursor.blanks();
    }
    const place = cursor.position();
    const method = cursor.peek() === QUOTE ? readString(cursor) : undefined;
    const booking = method === undefined ? undefined : bookingMethod(method);
    if (method !== undefined && booking === undefined) {
      const found = problem('option-invalid', place, `${shown(method)} is no booking method`, {
        expected: BOOKING_METHODS.join(', '),
        mend: 'name one of them, or none',
      });
      this.#draft.problem(found);
    }
    if (this.#declared.opened.has(account)) throw this.#twice(account, at, 'opened');
    this.#draft.accounts.declare(this.#draft.accounts.names[account] ?? '', at);
    this.#declared.opened.set(account, {
      day,
      at,
      commodities: commodities.size > 0 ? commodities : undefined,
      booking,
    });
  }

  #close(line: Line): void {
    const { day, at } = line;
    const account = this.#account(line);
    if (this.#declared.closed.has(account)) throw this.#twice(account, at, 'closed');
    this.#declared.closed.set(account, { day, at });
  }

  #twice(account: number, at: Position, what: string): Fault {
    const name = this.#draft.accounts.names[account] ?? '';
    return new Fault(
      'account-life',
      at,
      `${name} is ${what} a second time`,
      `one day on which it is ${what}`,
      'take one out',
    );
  }

  #commodityDeclared({ cursor, at }: Line): void {
    const commodity = this.#commodity(cursor);
    const first = this.#declared.commodities.get(commodity);
    if (first) {
      const message = `the commodity ${this.#draft.commodities.symbol(commodity)} is declared a second time`;
      throw new Fault(
        'commodity-twice',
        at,
        message,
        `the declaration in ${first.file}:${first.line} alone`,
        'take one out',
      );
    }
    this.#declared.commodities.set(commodity, at);
  }

  #balance(line: Line): void {
    const { cursor, day, at } = line;
    const account = this.#account(line);
    this.#number.read(cursor);
    const amount = this.#number.exact;
    const tolerance = cursor.peek() === TILDE ? this.#tolerance(cursor) : undefined;
    const commodity = this.#commodity(cursor);
    this.#declared.balances.push({ day, at, account, commodity, amount, tolerance });
    this.#declared.mentions.push({ day, at, account, afterClose: true });
  }

  #tolerance(cursor: Cursor): ReturnType<() => NumberReader['exact']> {
    cursor.at += 1;
    cursor.blanks();
    const from = cursor.at;
    this.#number.read(cursor);
    const { exact } = this.#number;
    if (exact.mantissa < 0n) throw amountFault(cursor, from, 'the tolerance is negative', 'a number that is not');
    return exact;
  }

  /** A pad is a transaction whose amounts are worked out when all is read. */
  #pad(line: Line): void {
    const { cursor, day, at } = line;
    const account = this.#account(line);
    const source = this.#account(line);
    if (!atLineEnd(cursor)) throw syntax(cursor, `${shownRest(cursor)} stands behind the pad`, 'two accounts');
    const transaction = this.#transactions.add(cursor, day, 0);
    for (const one of [account, source]) {
      const posting = this.#postings.add(cursor, transaction, day, one);
      this.#draft.postings.commodity[posting] = this.#draft.commodities.idOf('');
      this.#draft.postings.flags[posting] = PADDED;
    }
    this.#declared.pads.set(transaction, { day, at, transaction, account, source });
  }

  #price({ cursor, day, at }: Line): void {
    const commodity = this.#commodity(cursor);
    const from = cursor.at;
    this.#number.read(cursor);
    const price = this.#number.exact;
    if (price.mantissa < 0n) throw amountFault(cursor, from, 'the price is negative', 'a number that is not');
    const into = this.#commodity(cursor);
    this.#draft.prices.push({ at, day, commodity, price, in: into, from: 'directive' });
  }

  #note(line: Line): void {
    const { cursor, day, at } = line;
    const account = this.#account(line);
    passStrings(cursor, 1);
    passTags(cursor);
    this.#declared.mentions.push({ day, at, account, afterClose: true });
  }
}

function passStrings(cursor: Cursor, count: number): void {
  for (let at = 0; at < count; at += 1) {
    if (cursor.peek() !== QUOTE) throw syntax(cursor, `${shownRest(cursor)} is no string`, 'a string in "quotes"');
    passString(cursor);
    cursor.blanks();
  }
}

/** Values of a `custom` directive: strings are passed whole, all else as it stands. */
function passValues(cursor: Cursor): void {
  passStrings(cursor, 1);
  while (cursor.peek() !== LF && cursor.peek() !== SEMICOLON) {
    if (cursor.peek() === QUOTE) passString(cursor);
    else cursor.at += 1;
  }
}
