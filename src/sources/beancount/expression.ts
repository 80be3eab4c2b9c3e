import { add, divide, isZero, multiply, negate, rescale, subtract, type Decimal } from '../../core/decimal.ts';
import { CLOSE, isDigit, MINUS, OPEN, PLUS, SLASH, STAR } from '../_ledger/bytes.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import { Fault } from '../_ledger/fault.ts';
import { shownRest } from './tokens.ts';

/** Reads the digits that begin at the cursor. */
interface Digits {
  plain(cursor: Cursor): void;
  readonly exact: Decimal;
}

const DEEPEST = 64;
/** Digits behind the point that are kept while a quotient without end is worked with, and in the end. */
const WORKING = 28;
const KEPT = 12;
/** Products have the digits of both factors; nobody needs more. */
const MOST_DIGITS = 10n ** 96n;

class Expression {
  readonly #cursor: Cursor;
  readonly #digits: Digits;
  #depth = 0;
  cut = false;

  constructor(cursor: Cursor, digits: Digits) {
    this.#cursor = cursor;
    this.#digits = digits;
  }

  sum(): Decimal {
    let value = this.#product();
    for (;;) {
      const sign = this.#cursor.peek();
      if (sign !== PLUS && sign !== MINUS) return value;
      this.#pass();
      const next = this.#product();
      value = sign === PLUS ? add(value, next) : subtract(value, next);
    }
  }

  #product(): Decimal {
    let value = this.#signed();
    for (;;) {
      const sign = this.#cursor.peek();
      if (sign !== STAR && sign !== SLASH) return value;
      const at = this.#cursor.at;
      this.#pass();
      const next = this.#signed();
      value = sign === STAR ? multiply(value, next) : this.#quotient(value, next, at);
      if (value.scale > WORKING) value = rescale(value, WORKING);
      if (value.mantissa > MOST_DIGITS || value.mantissa < -MOST_DIGITS)
        throw this.#fault('the number is too large', at);
    }
  }

  #signed(): Decimal {
    let negative = false;
    for (let sign = this.#cursor.peek(); sign === MINUS || sign === PLUS; sign = this.#cursor.peek()) {
      if (sign === MINUS) negative = !negative;
      this.#pass();
    }
    const value = this.#atom();
    return negative ? negate(value) : value;
  }

  #atom(): Decimal {
    const cursor = this.#cursor;
    if (isDigit(cursor.peek())) {
      this.#digits.plain(cursor);
      cursor.blanks();
      return this.#digits.exact;
    }
    if (cursor.peek() !== OPEN) throw this.#fault(`${shownRest(cursor)} is no number`, cursor.at);
    if (this.#depth >= DEEPEST) throw this.#fault(`parentheses ${DEEPEST} deep`, cursor.at);
    this.#depth += 1;
    this.#pass();
    const value = this.sum();
    if (cursor.peek() !== CLOSE) throw this.#fault('a parenthesis is not closed', cursor.at);
    this.#pass();
    this.#depth -= 1;
    return value;
  }

  #quotient(a: Decimal, b: Decimal, at: number): Decimal {
    if (isZero(b)) throw this.#fault('a division by zero', at);
    const { value, exact } = quotient(a, b);
    if (!exact) this.cut = true;
    return value;
  }

  #pass(): void {
    this.#cursor.at += 1;
    this.#cursor.blanks();
  }

  #fault(message: string, at: number): Fault {
    const expected = 'an amount such as 12.50 or (3 + 4) * 1.19';
    return new Fault('amount-invalid', this.#cursor.position(at), message, expected, 'mend the amount');
  }
}

/**
 * The number that the expression which begins here stands for, with + - * / and parentheses, exact; a quotient whose
 * digits never end is worked with to 28 places and kept to 12, half-even (`cut`). The cursor goes behind it.
 */
export function expression(cursor: Cursor, digits: Digits): { value: Decimal; cut: boolean } {
  const one = new Expression(cursor, digits);
  const value = one.sum();
  return { value: one.cut && value.scale > KEPT ? rescale(value, KEPT) : value, cut: one.cut };
}

/**
 * a / b with as many digits as it has, at least those that a has more than b (so that 100.00 / 4 is 25.00); to 28 places
 * where they never end.
 */
export function quotient(a: Decimal, b: Decimal): { value: Decimal; exact: boolean } {
  const least = Math.max(0, a.scale - b.scale);
  const rounded = divide(a, b, WORKING) ?? a;
  if (compareProducts(rounded, b, a)) return { value: shortest(rounded, least), exact: true };
  return { value: rounded, exact: false };
}

function compareProducts(value: Decimal, b: Decimal, a: Decimal): boolean {
  return isZero(subtract(multiply(value, b), a));
}

/** Without zeros at its end beyond `least` digits. */
function shortest(value: Decimal, least: number): Decimal {
  let { mantissa, scale } = value;
  for (; scale > least && mantissa % 10n === 0n; scale -= 1) mantissa /= 10n;
  return scale < least ? rescale(value, least) : { mantissa, scale };
}
