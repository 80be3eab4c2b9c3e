import { problem } from '../_codes.ts';
import type { CostDraft, Draft } from '../_ledger/draft.ts';
import { BANG, CR, EQUALS, LF, SEMICOLON, SPACE, STAR, TAB } from '../_ledger/bytes.ts';
import { ASSERTS, ELIDED } from '../_ledger/columns.ts';
import { HASH_SEED, hashStep } from '../_ledger/names.ts';
import type { AccountNames } from './account-names.ts';
import type { AmountReader } from './amount.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import { Fault } from '../_ledger/fault.ts';
import { Behind } from './behind.ts';
import type { Amount, State } from './state.ts';

/** What a posting is read for: the books, or a rule that is only checked. */
export type Purpose = 'books' | 'periodic' | 'auto';

/** Reads posting lines into the draft. */
export class PostingReader {
  readonly #draft: Draft;
  readonly #names: AccountNames;
  readonly #amounts: AmountReader;
  readonly #behind: Behind;
  readonly #amount: Amount = { commodity: 0, mantissa: 0, large: undefined, scale: 0 };

  constructor(draft: Draft, names: AccountNames, amounts: AmountReader) {
    this.#draft = draft;
    this.#names = names;
    this.#amounts = amounts;
    this.#behind = new Behind(amounts);
  }

  /** Reads the posting that begins here, up to its comment or the end of its line; throws a Fault. */
  read(cursor: Cursor, state: State, transaction: number, day: number, purpose: Purpose): void {
    const status = this.#status(cursor);
    const from = cursor.at;
    const raw = this.#name(cursor);
    const account = purpose === 'books' ? this.#names.account(raw, cursor, from, state) : 0;
    const kind = this.#names.kind(raw);
    cursor.blanks();
    if (purpose === 'auto' && cursor.peek() === STAR) cursor.at += 1;
    const byte = cursor.peek();
    const has = byte !== LF && byte !== SEMICOLON && byte !== EQUALS;
    if (has) this.#read(cursor, state, purpose);
    if (!has) this.#nothing();
    const posting = this.#commit(cursor, transaction, day, account);
    const { postings } = this.#draft;
    postings.kind[posting] = kind;
    postings.status[posting] = status;
    if (!has) postings.flags[posting] = ELIDED;
    const last = cursor.peek();
    if (last !== LF && last !== SEMICOLON) this.#rest(cursor, state, posting);
  }

  /** Adds a posting without an amount, on the line where the cursor is. */
  add(cursor: Cursor, transaction: number, day: number, account: number): void {
    this.#nothing();
    const posting = this.#commit(cursor, transaction, day, account);
    this.#draft.postings.flags[posting] = ELIDED;
  }

  #nothing(): void {
    this.#amount.commodity = 0;
    this.#amount.mantissa = 0;
    this.#amount.large = undefined;
    this.#amount.scale = 0;
  }

  #read(cursor: Cursor, state: State, purpose: Purpose): void {
    this.#amounts.read(cursor, state, this.#amount);
    if (purpose === 'books') this.#amounts.noteStyle(this.#amount, state);
    cursor.blanks();
  }

  #status(cursor: Cursor): number {
    const byte = cursor.peek();
    if (byte !== BANG && byte !== STAR) return 0;
    cursor.at += 1;
    cursor.blanks();
    return byte === STAR ? 2 : 1;
  }

  /** Up to two blanks, a tab among them or not, or the end of the line; hashed in the same pass. */
  #name(cursor: Cursor): number {
    const { bytes, end } = cursor;
    const from = cursor.at;
    let hash = HASH_SEED;
    let at = from;
    for (; at < end; at += 1) {
      const byte = bytes[at] as number;
      if (byte <= SPACE && endsName(bytes, at, end, byte)) break;
      hash = hashStep(hash, byte);
    }
    cursor.at = at;
    return this.#names.raw(cursor, from, at, hash);
  }

  #commit(cursor: Cursor, transaction: number, day: number, account: number): number {
    const { postings } = this.#draft;
    postings.reserve();
    const posting = postings.count;
    postings.count += 1;
    postings.transaction[posting] = transaction;
    postings.account[posting] = account;
    postings.commodity[posting] = this.#amount.commodity;
    postings.mantissa[posting] = this.#amount.mantissa;
    postings.scale[posting] = this.#amount.scale;
    postings.line[posting] = cursor.line;
    postings.offset[posting] = cursor.start;
    postings.day[posting] = day;
    postings.status[posting] = 0;
    postings.kind[posting] = 0;
    postings.cost[posting] = -1;
    postings.flags[posting] = 0;
    if (this.#amount.large !== undefined) postings.large.set(posting, this.#amount.large);
    return posting;
  }

  /** Costs, lots and the assertion behind the amount. */
  #rest(cursor: Cursor, state: State, posting: number): void {
    const { postings, assertions, lots } = this.#draft;
    const from = cursor.at;
    const { cost, lot, date, note } = this.#behind.parts(cursor, state);
    if (cost) postings.cost[posting] = this.#costNumber(cost);
    else if (lot) this.#lotWithoutCost(cursor, from);
    if (lot || date !== undefined || note !== undefined) {
      lots.set(posting, { ...(date === undefined ? {} : { date }), ...(note === undefined ? {} : { note }) });
    }
    if (cursor.peek() === EQUALS) {
      assertions.set(posting, this.#behind.assertion(cursor, state, posting));
      postings.flags[posting] = (postings.flags[posting] as number) | ASSERTS;
    }
    const byte = cursor.peek();
    if (byte === LF || byte === SEMICOLON) return;
    const expected = 'the end of the line, ; with a comment, @ with a cost, { with a lot, or = with a balance';
    throw new Fault(
      'journal-syntax',
      cursor.position(),
      `${shownRest(cursor)} stands behind the amount`,
      expected,
      'mend the line',
    );
  }

  /** A rate is used again and again: costs that are written alike are one. */
  #costNumber(cost: CostDraft): number {
    const { costs } = this.#draft;
    const last = costs.at(-1);
    return last && isSame(last, cost) ? costs.length - 1 : costs.push(cost) - 1;
  }

  #lotWithoutCost(cursor: Cursor, from: number): void {
    const why = 'the price of a lot is no cost to hledger, so it is left out of the balance';
    const advice = { expected: 'a cost with @', mend: 'write the cost as @ too' };
    this.#draft.problem(problem('lot-without-cost', cursor.position(from), why, advice));
  }
}

function isSame(a: CostDraft, b: CostDraft): boolean {
  const alike = a.commodity === b.commodity && a.per === b.per;
  return alike && a.amount.scale === b.amount.scale && a.amount.mantissa === b.amount.mantissa;
}

/** Whether a name ends at this byte: at a line end, or at a blank before another blank or a line end. */
function endsName(bytes: Uint8Array, at: number, end: number, byte: number): boolean {
  if (byte === LF) return true;
  if (byte !== SPACE && byte !== TAB && byte !== CR) return false;
  const next = at + 1 < end ? (bytes[at + 1] as number) : LF;
  return next === SPACE || next === TAB || next === LF || next === CR;
}

function shownRest(cursor: Cursor): string {
  const at = cursor.at;
  const text = cursor.rest();
  cursor.at = at;
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
