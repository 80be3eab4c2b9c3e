import type { Decimal } from '../../core/decimal.ts';
import {
  AT,
  CLOSE,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  EQUALS,
  LF,
  OPEN,
  OPEN_BRACE,
  OPEN_BRACKET,
  STAR,
} from '../_ledger/bytes.ts';
import { dayText } from '../_ledger/calendar.ts';
import type { AssertionDraft, CostDraft } from '../_ledger/draft.ts';
import type { AmountReader } from './amount.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import { readDate } from './dates.ts';
import { Fault } from '../_ledger/fault.ts';
import { exactly, type Amount, type State } from './state.ts';

export interface Parts {
  cost: CostDraft | undefined;
  lot: CostDraft | undefined;
  date: string | undefined;
  note: string | undefined;
}

/** Reads what stands behind an amount: cost, lot and assertion. */
export class Behind {
  readonly #amounts: AmountReader;

  constructor(amounts: AmountReader) {
    this.#amounts = amounts;
  }

  /** `@ 1.50 USD`, `@@`, `(@)`, and ledger's `{1.50 USD} [2026-04-30] (note)`, in any order, each once. */
  parts(cursor: Cursor, state: State): Parts {
    const parts: Parts = { cost: undefined, lot: undefined, date: undefined, note: undefined };
    while (this.#part(cursor, state, parts)) cursor.blanks();
    return parts;
  }

  #part(cursor: Cursor, state: State, parts: Parts): boolean {
    const byte = cursor.peek();
    if (byte === AT || (byte === OPEN && cursor.ahead(1) === AT)) {
      if (parts.cost)
        throw new Fault('journal-syntax', cursor.position(), 'a second cost', 'one @ or @@', 'take one out');
      parts.cost = this.#cost(cursor, state);
    } else if (byte === OPEN_BRACE) {
      if (parts.lot)
        throw new Fault('journal-syntax', cursor.position(), 'a second lot price', 'one { }', 'take one out');
      parts.lot = this.#lot(cursor, state);
    } else if (byte === OPEN_BRACKET && parts.date === undefined) {
      cursor.at += 1;
      parts.date = dayText(readDate(cursor, state.year));
      this.#close(cursor, CLOSE_BRACKET, ']');
    } else if (byte === OPEN && parts.note === undefined) parts.note = this.#note(cursor);
    else return false;
    return true;
  }

  #cost(cursor: Cursor, state: State): CostDraft {
    const parenthesised = cursor.peek() === OPEN;
    cursor.at += parenthesised ? 2 : 1;
    const total = cursor.peek() === AT;
    if (total) cursor.at += 1;
    if (parenthesised) this.#close(cursor, CLOSE, ')');
    cursor.blanks();
    return this.#price(cursor, state, total);
  }

  /** `{1.50 USD}`, `{{15 USD}}`, `{=1.50 USD}`, `{{=15 USD}}`. */
  #lot(cursor: Cursor, state: State): CostDraft {
    const double = cursor.ahead(1) === OPEN_BRACE;
    cursor.at += double ? 2 : 1;
    cursor.blanks();
    if (cursor.peek() === EQUALS) cursor.at += 1;
    cursor.blanks();
    const price = this.#price(cursor, state, double);
    cursor.blanks();
    this.#close(cursor, CLOSE_BRACE, '}');
    if (double) this.#close(cursor, CLOSE_BRACE, '}');
    return price;
  }

  #price(cursor: Cursor, state: State, total: boolean): CostDraft {
    const amount: Amount = { commodity: 0, mantissa: 0, large: undefined, scale: 0 };
    this.#amounts.read(cursor, state, amount);
    return { commodity: amount.commodity, amount: exactly(amount), per: total ? 'total' : 'unit' };
  }

  #note(cursor: Cursor): string {
    const from = cursor.at + 1;
    for (let offset = 1; cursor.ahead(offset) !== LF; offset += 1) {
      if (cursor.ahead(offset) !== CLOSE) continue;
      cursor.at = from + offset;
      const text = cursor.text(from, from + offset - 1).trim();
      if (!text.startsWith('(')) return text;
      break;
    }
    const why = 'a parenthesis behind the amount is neither (@) nor a closed note of a lot';
    throw new Fault('journal-syntax', cursor.position(), why, '(note)', 'close it, or write a comment with ;');
  }

  #close(cursor: Cursor, byte: number, sign: string): void {
    if (cursor.peek() !== byte) {
      throw new Fault('journal-syntax', cursor.position(), `there is no ${sign} here`, sign, 'close it');
    }
    cursor.at += 1;
  }

  /** `= 5 EUR`, `==`, `=*`, `==*`. */
  assertion(cursor: Cursor, state: State, posting: number): AssertionDraft {
    const at = cursor.position();
    cursor.at += 1;
    const sole = cursor.peek() === EQUALS;
    if (sole) cursor.at += 1;
    const inclusive = cursor.peek() === STAR;
    if (inclusive) cursor.at += 1;
    cursor.blanks();
    const amount: Amount = { commodity: 0, mantissa: 0, large: undefined, scale: 0 };
    this.#amounts.read(cursor, state, amount);
    const stated: Decimal = exactly(amount);
    cursor.blanks();
    const { cost } = this.parts(cursor, state);
    return { at, posting, commodity: amount.commodity, amount: stated, sole, inclusive, cost };
  }
}
