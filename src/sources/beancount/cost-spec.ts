import type { Decimal } from '../../core/decimal.ts';
import { AT, CLOSE_BRACE, COMMA, HASH, isDigit, MINUS, OPEN_BRACE, QUOTE, SLASH, STAR } from '../_ledger/bytes.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import type { Draft } from '../_ledger/draft.ts';
import { Fault } from '../_ledger/fault.ts';
import type { CostSpec, PriceSpec } from './declared.ts';
import { amountFault, type NumberReader } from './number.ts';
import { readDay, readString, shownRest, symbolEnd, syntax } from './tokens.ts';

/** What braces hold, as it is read. */
interface Parts {
  amount: { per: Decimal | undefined; total: Decimal | undefined; hash: boolean } | undefined;
  commodity: number;
  date: number | undefined;
  label: string | undefined;
}

/** Reads costs `{…}` and prices `@ …` behind an amount. */
export class CostReader {
  readonly #draft: Draft;
  readonly #number: NumberReader;

  constructor(draft: Draft, number: NumberReader) {
    this.#draft = draft;
    this.#number = number;
  }

  /** `{100 USD}`, `{{1000 USD}}`, `{100 # 9.95 USD, 2026-04-30, "label"}`, `{}`; throws a Fault. */
  cost(cursor: Cursor): CostSpec {
    const whole = cursor.ahead(1) === OPEN_BRACE;
    cursor.at += whole ? 2 : 1;
    const parts: Parts = { amount: undefined, commodity: -1, date: undefined, label: undefined };
    cursor.blanks();
    while (cursor.peek() !== CLOSE_BRACE) {
      this.#part(cursor, parts);
      cursor.blanks();
      if (cursor.peek() !== COMMA) break;
      cursor.at += 1;
      cursor.blanks();
    }
    for (const _ of whole ? [1, 2] : [1]) {
      if (cursor.peek() !== CLOSE_BRACE) {
        const expected = 'a comma, or a closing brace';
        throw syntax(cursor, `${shownRest(cursor)} stands where the cost should end`, expected);
      }
      cursor.at += 1;
    }
    cursor.blanks();
    return specOf(parts, whole);
  }

  #part(cursor: Cursor, parts: Parts): void {
    const byte = cursor.peek();
    if (byte === STAR) {
      const mend = 'name the lot, or book the account by FIFO or LIFO';
      const message = '`{*}`, the merging of lots, is not read';
      throw new Fault('journal-unsupported', cursor.position(), message, 'the cost of a lot', mend);
    }
    const twice = (): Fault => syntax(cursor, `${shownRest(cursor)} is the second of its kind`, 'each part once');
    if (byte === QUOTE) {
      if (parts.label !== undefined) throw twice();
      parts.label = readString(cursor);
    } else if (isDigit(byte) && beginsDate(cursor)) {
      if (parts.date !== undefined) throw twice();
      parts.date = readDay(cursor);
    } else {
      if (parts.amount || parts.commodity >= 0) throw twice();
      this.#amount(cursor, parts);
    }
  }

  /** `100 USD`, `100 # 9.95 USD`, `# 9.95 USD`, `USD`, `100`. */
  #amount(cursor: Cursor, parts: Parts): void {
    const from = cursor.at;
    const per = this.#positive(cursor);
    const hash = cursor.peek() === HASH;
    if (hash) {
      cursor.at += 1;
      cursor.blanks();
    }
    const total = hash ? this.#positive(cursor) : undefined;
    if (hash || per) parts.amount = { per, total, hash };
    parts.commodity = this.#commodity(cursor);
    if (cursor.at === from)
      throw syntax(cursor, `${shownRest(cursor)} is no part of a cost`, 'an amount, a date or a label');
  }

  /** `@ 1.50 USD`, `@@ 15 USD`, with its number or commodity left out or not; throws a Fault. */
  price(cursor: Cursor): PriceSpec {
    const total = cursor.ahead(1) === AT;
    cursor.at += total ? 2 : 1;
    cursor.blanks();
    const amount = this.#positive(cursor);
    const commodity = this.#commodity(cursor);
    cursor.blanks();
    return { amount, commodity, total };
  }

  #positive(cursor: Cursor): Decimal | undefined {
    if (!this.#number.begins(cursor)) return undefined;
    const from = cursor.at;
    this.#number.read(cursor);
    const { exact } = this.#number;
    if (exact.mantissa < 0n) throw amountFault(cursor, from, 'a price or cost is negative', 'a number that is not');
    return exact;
  }

  /** The commodity that begins here, or -1. */
  #commodity(cursor: Cursor): number {
    const end = symbolEnd(cursor);
    if (end === cursor.at) return -1;
    const commodity = this.#draft.commodities.id(cursor.bytes, cursor.at, end);
    cursor.at = end;
    return commodity;
  }
}

/** `dddd-d` or `dddd/d`, where neither is an expression that anybody writes as a cost. */
function beginsDate(cursor: Cursor): boolean {
  for (let at = 0; at < 4; at += 1) if (!isDigit(cursor.ahead(at))) return false;
  const between = cursor.ahead(4);
  if (between !== MINUS && between !== SLASH) return false;
  const second = cursor.ahead(6) === between ? 6 : 7;
  return isDigit(cursor.ahead(5)) && cursor.ahead(second) === between && isDigit(cursor.ahead(second + 1));
}

function specOf({ amount, commodity, date, label }: Parts, whole: boolean): CostSpec {
  const rest = { commodity, date, label };
  if (whole) {
    const total = amount?.hash ? undefined : amount?.per;
    if (amount?.hash) return { per: amount.per, total: amount.total, missing: missingOf(amount), ...rest };
    return { per: undefined, total, missing: total ? undefined : 'total', ...rest };
  }
  if (!amount) return { per: undefined, total: undefined, missing: 'per', ...rest };
  return { per: amount.per, total: amount.total, missing: missingOf(amount), ...rest };
}

function missingOf({ per, total, hash }: NonNullable<Parts['amount']>): CostSpec['missing'] {
  if (!per) return 'per';
  return hash && !total ? 'total' : undefined;
}
