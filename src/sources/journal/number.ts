import { COMMA, DOT, isDigit, LF, MINUS, NINE, PLUS, SPACE, ZERO } from '../_ledger/bytes.ts';
import type { Cursor } from '../_ledger/cursor.ts';

/** Fifteen digits are a whole number that a double holds exactly; longer ones become bigints. */
const EXACT_DIGITS = 15;
/** Longer numbers are no amounts; the bound keeps powers of ten cheap. */
const MOST_DIGITS = 128;
const MOST_DECIMALS = 64;

/**
 * Reads a number as hledger does: groups by comma, dot or blank, decimal mark either, an exponent where there are no
 * groups. `scan` takes it off the line; `settle` decides, once the commodity is known, what a lone separator means.
 */
export class NumberReader {
  /** The number × 10^scale; NaN where it is in `large`. */
  mantissa = 0;
  large: bigint | undefined;
  scale = 0;
  /** Bytes of its decimal mark and group separator; 0 where it shows none. */
  mark = 0;
  group = 0;
  /** One separator, three digits behind it, and nothing that says what it means: `1,000`. */
  ambiguous = false;
  /** Why it is no number. */
  fault = '';
  #digits = 0;
  #separator = 0;
  #separators = 0;
  #decimal = 0;
  /** Digits behind the last separator. */
  #since = 0;
  #exponent = 0;
  /** Whether the digits before the first separator could be a group: one to three, and no zero first. */
  #groupable = false;
  #text = '';

  /** Takes a number off the line; false, and `fault`, for what is none. */
  scan(cursor: Cursor): boolean {
    const { bytes, end } = cursor;
    const from = cursor.at;
    this.#reset();
    let at = from;
    let value = 0;
    for (; at < end; at += 1) {
      const byte = bytes[at] as number;
      if (byte >= ZERO && byte <= NINE) {
        value = value * 10 + (byte - ZERO);
        this.#digits += 1;
        this.#since += 1;
      } else if (byte === DOT || byte === COMMA || byte === SPACE) {
        const next = at + 1 < end ? (bytes[at + 1] as number) : LF;
        if (byte === SPACE && !isDigit(next)) break;
        if (!this.#separate(byte, isDigit(next), bytes[from] === ZERO)) break;
      } else break;
    }
    cursor.at = at;
    if (this.fault === '' && this.#separator === SPACE && this.#decimal === 0 && this.#since !== 3)
      this.fault = 'blanks stand between digits that are no groups of three';
    if (this.fault === '' && this.#digits === 0) this.fault = 'there is no number';
    if (this.#digits > MOST_DIGITS) this.fault = `the number has more than ${MOST_DIGITS} digits`;
    this.mantissa = value;
    if (this.#digits > EXACT_DIGITS) this.#text = cursor.text(from, at);
    return this.fault === '' && this.#power(cursor);
  }

  #reset(): void {
    this.fault = '';
    this.large = undefined;
    this.#digits = 0;
    this.#separator = 0;
    this.#separators = 0;
    this.#decimal = 0;
    this.#since = 0;
    this.#exponent = 0;
    this.#groupable = false;
  }

  /** Takes a separator in; false ends the number. */
  #separate(byte: number, digitFollows: boolean, zeroLeads: boolean): boolean {
    const lone = this.#digits === 0;
    // hledger takes `5 6` for 56. Only groups of three digits (or of two before them) are read so.
    const group = this.#separator === 0 ? this.#digits <= 3 : this.#since === 3 || (this.#since === 2 && digitFollows);
    if ((this.#separator || byte) === SPACE && !group) {
      this.fault = 'blanks stand between digits that are no groups of three';
      return false;
    }
    if (this.#decimal !== 0 || (lone && byte === SPACE)) {
      this.fault = byte === SPACE ? 'digits follow the number' : 'a second decimal mark';
      return false;
    }
    if (lone || (this.#separator === 0 && !digitFollows)) this.#decimal = byte;
    else if (this.#separator === 0) {
      this.#separator = byte;
      this.#separators = 1;
      this.#groupable = !zeroLeads && this.#digits <= 3;
    } else if (byte === this.#separator) {
      if (!digitFollows) this.fault = 'a separator without digits behind it';
      this.#separators += 1;
    } else if (byte === SPACE) this.fault = 'digits follow the number';
    else this.#decimal = byte;
    this.#since = 0;
    return this.fault === '';
  }

  /** `1E-6`: an exponent stands right behind the digits. */
  #power(cursor: Cursor): boolean {
    if ((cursor.peek() | 32) !== 101) return true;
    let at = 1;
    const sign = cursor.ahead(at);
    if (sign === MINUS || sign === PLUS) at += 1;
    if (!isDigit(cursor.ahead(at))) return true;
    let power = 0;
    for (; isDigit(cursor.ahead(at)); at += 1) power = Math.min(1000, power * 10 + cursor.ahead(at) - ZERO);
    cursor.at += at;
    this.#exponent = sign === MINUS ? -power : power;
    if (power > MOST_DECIMALS) this.fault = `an exponent beyond ${MOST_DECIMALS}`;
    return this.fault === '';
  }

  /** Decides on the separators. `known` is the byte of the decimal mark that a directive declares, or 0. */
  settle(known: number): boolean {
    this.ambiguous = false;
    this.group = 0;
    this.mark = this.#decimal;
    this.scale = this.#decimal === 0 ? 0 : this.#since;
    if (this.#separator !== 0) this.#group(known);
    if (this.#exponent !== 0 && this.group !== 0) {
      this.fault = 'digit groups and an exponent together';
      return false;
    }
    if (this.#digits > EXACT_DIGITS) {
      this.large = BigInt(this.#text.replaceAll(/[., ]/g, ''));
      this.mantissa = Number.NaN;
    }
    if (this.#exponent !== 0) this.#raise();
    if (this.scale > MOST_DECIMALS) this.fault = `the number has more than ${MOST_DECIMALS} decimals`;
    return this.fault === '';
  }

  /** hledger 1.25: a lone comma or dot is the decimal mark unless a directive says that the other one is. */
  #group(known: number): void {
    const open = this.#decimal === 0 && this.#separators === 1 && this.#separator !== SPACE;
    if (!open || (known !== 0 && known !== this.#separator)) {
      this.group = this.#separator;
      return;
    }
    this.mark = this.#separator;
    this.scale = this.#since;
    this.ambiguous = known === 0 && this.#since === 3 && this.#groupable;
  }

  #raise(): void {
    this.scale -= this.#exponent;
    if (this.scale >= 0) return;
    this.large = (this.large ?? BigInt(this.mantissa)) * 10n ** BigInt(-this.scale);
    this.scale = 0;
    this.mantissa = Number.NaN;
    if (this.large <= BigInt(Number.MAX_SAFE_INTEGER)) {
      this.mantissa = Number(this.large);
      this.large = undefined;
    }
  }
}
