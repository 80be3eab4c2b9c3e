import { negate, type Decimal } from '../../core/decimal.ts';
import { COMMA, DOT, isDigit, MINUS, NINE, OPEN, PLUS, SLASH, STAR, ZERO } from '../_ledger/bytes.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import { Fault } from '../_ledger/fault.ts';
import { expression } from './expression.ts';
import { shownRest } from './tokens.ts';

/** Fifteen digits are a whole number that a double holds exactly; longer ones become bigints. */
const EXACT_DIGITS = 15;
/** Longer numbers are no amounts. */
const MOST_DIGITS = 64;
const MOST_DECIMALS = 28;
const EXPECTED = 'a number such as 1234.50 or 1,234.50';

export function amountFault(cursor: Cursor, from: number, message: string, expected = EXPECTED): Fault {
  return new Fault('amount-invalid', cursor.position(from), message, expected, 'mend the amount');
}

/** Reads numbers and what is worked out of them: `-12.50`, `1,234.50`, `(3 + 4) * 1.19 / 2`. */
export class NumberReader {
  /** The number × 10^scale; NaN where it is in `large`. */
  mantissa = 0;
  large: bigint | undefined;
  scale = 0;
  /** Whether a quotient was cut. */
  cut = false;

  get exact(): Decimal {
    return { mantissa: this.large ?? BigInt(this.mantissa), scale: this.scale };
  }

  /** True where a number can begin. */
  begins(cursor: Cursor): boolean {
    const byte = cursor.peek();
    return isDigit(byte) || byte === MINUS || byte === PLUS || byte === OPEN;
  }

  /** Takes a number, or an expression, off the line and the blanks behind it; throws a Fault. */
  read(cursor: Cursor): void {
    const from = cursor.at;
    const first = cursor.peek();
    this.cut = false;
    if (first === MINUS || first === PLUS) cursor.at += 1;
    if (isDigit(cursor.peek())) {
      this.plain(cursor);
      if (first === MINUS) this.#negate();
      cursor.blanks();
      if (!isOperator(cursor.peek())) return;
    }
    cursor.at = from;
    const { value, cut } = expression(cursor, this);
    if (value.scale > MOST_DECIMALS) {
      throw amountFault(cursor, from, `the number has more than ${MOST_DECIMALS} decimals`);
    }
    this.#set(value);
    this.cut = cut;
  }

  /** Takes digits off the line, without a sign. */
  plain(cursor: Cursor): void {
    const { bytes, end } = cursor;
    const from = cursor.at;
    let at = from;
    let value = 0;
    let count = 0;
    let point = -1;
    let commas = 0;
    for (; at < end; at += 1) {
      const byte = bytes[at] as number;
      if (byte >= ZERO && byte <= NINE) {
        value = value * 10 + (byte - ZERO);
        count += 1;
      } else if (byte === DOT && point < 0) point = at;
      else if (byte === COMMA && point < 0 && isDigit(bytes[at + 1] ?? 0)) commas += 1;
      else break;
    }
    cursor.at = at;
    if (count === 0) throw amountFault(cursor, from, `${shownRest(cursor)} is no number`);
    if (commas > 0 && !/^\d{1,3}(?:,\d{3})+(?:\.|$)/.test(cursor.text(from, Math.min(at, from + 99)))) {
      throw amountFault(cursor, from, `the commas of "${cursor.text(from, Math.min(at, from + 40))}" are misplaced`);
    }
    this.scale = point < 0 ? 0 : at - point - 1;
    if (count > MOST_DIGITS || this.scale > MOST_DECIMALS) {
      throw amountFault(cursor, from, `the number has more than ${MOST_DIGITS} digits or ${MOST_DECIMALS} decimals`);
    }
    this.large = count > EXACT_DIGITS ? BigInt(cursor.text(from, at).replaceAll(/[.,]/g, '')) : undefined;
    this.mantissa = this.large === undefined ? value : Number.NaN;
    if (this.large !== undefined) this.#set(this.exact);
  }

  #negate(): void {
    if (this.large !== undefined) this.#set(negate(this.exact));
    else if (this.mantissa !== 0) this.mantissa = -this.mantissa;
  }

  #set({ mantissa, scale }: Decimal): void {
    const small = mantissa <= BigInt(Number.MAX_SAFE_INTEGER) && mantissa >= BigInt(Number.MIN_SAFE_INTEGER);
    this.mantissa = small ? Number(mantissa) : Number.NaN;
    this.large = small ? undefined : mantissa;
    this.scale = scale;
  }
}

function isOperator(byte: number): boolean {
  return byte === PLUS || byte === MINUS || byte === STAR || byte === SLASH;
}
