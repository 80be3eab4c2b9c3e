import type { Style } from '../_ledger/commodities.ts';
import type { Draft } from '../_ledger/draft.ts';
import { COMMA, DOT, isDigit, LF, MINUS, NINE, OPEN, PLUS, QUOTE, SEMICOLON, ZERO } from '../_ledger/bytes.ts';
import type { Ambiguities } from './ambiguity.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import { Fault } from '../_ledger/fault.ts';
import { NumberReader } from './number.ts';
import type { Amount, State } from './state.ts';

/** Bytes that an unquoted symbol is made of: no digits, no blanks, and none of `" * + - . ; = @ { }`. */
const SYMBOL = new Uint8Array(256);
for (let byte = 0x21; byte < 256; byte += 1) SYMBOL[byte] = byte >= ZERO && byte <= NINE ? 0 : 1;
for (const sign of '"*+-.;=@{}\x7f') SYMBOL[sign.charCodeAt(0)] = 0;

const EXPECTED = 'an amount such as $12.50 or 12.50 EUR';

/** Reads amounts: a number with its commodity left, right or nowhere, signs on either side of the symbol. */
export class AmountReader {
  readonly #draft: Draft;
  readonly #ambiguities: Ambiguities;
  readonly #number = new NumberReader();
  #left = false;
  #spaced = false;

  constructor(draft: Draft, ambiguities: Ambiguities) {
    this.#draft = draft;
    this.#ambiguities = ambiguities;
  }

  /** The separators of the last number, for directives that must show a decimal mark. */
  get number(): NumberReader {
    return this.#number;
  }

  /** Reads the amount that begins here into `amount`; throws a Fault. */
  read(cursor: Cursor, state: State, amount: Amount): void {
    const from = cursor.at;
    let negative = this.#sign(cursor);
    const byte = cursor.peek();
    this.#left = !isDigit(byte) && byte !== DOT && byte !== COMMA;
    this.#spaced = false;
    if (this.#left) {
      amount.commodity = this.#symbol(cursor);
      this.#spaced = cursor.blanks();
      if (this.#sign(cursor)) negative = !negative;
    }
    const digits = cursor.at;
    if (!this.#number.scan(cursor)) this.#refuse(cursor, digits);
    const known = this.#left ? this.#known(amount.commodity, state) : this.#right(cursor, state, amount);
    if (!this.#number.settle(known)) this.#refuse(cursor, digits);
    if (this.#number.ambiguous) this.#ambiguities.note(amount.commodity, this.#number.mark, cursor, digits);
    amount.scale = this.#number.scale;
    const { mantissa, large } = this.#number;
    amount.mantissa = negative && mantissa !== 0 ? -mantissa : mantissa;
    amount.large = large !== undefined && negative ? -large : large;
    if (cursor.at === from) this.#refuse(cursor, from);
  }

  /** How the amount just read is written; the commodity's style is made of the first. */
  style(): Style {
    const { mark, group } = this.#number;
    const shown = mark === COMMA || (mark === 0 && group === DOT) ? ',' : '.';
    return {
      side: this.#left ? 'left' : 'right',
      spaced: this.#spaced,
      mark: shown,
      ...(group === 0 ? {} : { group: String.fromCharCode(group) }),
    };
  }

  /** Remembers how an amount of a posting is written: what shows, and what is balanced, follows it. */
  noteStyle(amount: Amount, state: State): void {
    const { commodities } = this.#draft;
    const { commodity, scale } = amount;
    if (scale > (commodities.digits[commodity] as number)) commodities.digits[commodity] = scale;
    if (this.#number.mark !== 0 && !this.#number.ambiguous && state.mark === 0) {
      this.#ambiguities.clear(commodity, this.#number.mark);
    }
    if (this.#number.group !== 0 || commodities.wantsFirst(commodity)) commodities.seen(commodity, this.style());
  }

  #sign(cursor: Cursor): boolean {
    const byte = cursor.peek();
    if (byte !== MINUS && byte !== PLUS) return false;
    cursor.at += 1;
    cursor.blanks();
    return byte === MINUS;
  }

  #known(commodity: number, state: State): number {
    if (state.mark !== 0) return state.mark;
    const declared = this.#draft.commodities.mark[commodity] as number;
    return declared === 0 ? (state.fallback?.mark ?? 0) : declared;
  }

  /** The symbol behind the number, if there is one; answers the decimal mark that is declared for it. */
  #right(cursor: Cursor, state: State, amount: Amount): number {
    const end = cursor.at;
    this.#spaced = cursor.blanks();
    const byte = cursor.peek();
    if (byte === QUOTE || (SYMBOL[byte] === 1 && byte !== OPEN && byte !== COMMA && byte !== 0x5b)) {
      amount.commodity = this.#symbol(cursor);
      return this.#known(amount.commodity, state);
    }
    cursor.at = end;
    this.#spaced = false;
    amount.commodity = state.fallback?.commodity ?? this.#draft.commodities.idOf('');
    return this.#known(amount.commodity, state);
  }

  #symbol(cursor: Cursor): number {
    const { bytes, end } = cursor;
    const from = cursor.at;
    const first = cursor.peek();
    if (first === QUOTE) return this.#quoted(cursor);
    if (first === OPEN) {
      throw new Fault(
        'journal-unsupported',
        cursor.position(),
        'an amount in parentheses is a value expression of ledger',
        EXPECTED,
        'write the amount that it stands for',
      );
    }
    let at = from;
    while (at < end && SYMBOL[bytes[at] as number] === 1) at += 1;
    if (at === from || first === COMMA) this.#refuse(cursor, from, 'there is no amount here');
    cursor.at = at;
    return this.#draft.commodities.id(bytes, from, at);
  }

  #quoted(cursor: Cursor): number {
    const from = cursor.at + 1;
    for (let offset = 1; ; offset += 1) {
      const byte = cursor.ahead(offset);
      if (byte === LF || byte === SEMICOLON) {
        throw new Fault(
          'amount-invalid',
          cursor.position(),
          'the quote of a commodity is not closed',
          'a closing quote, and no ; before it',
          'close the quote',
        );
      }
      if (byte !== QUOTE) continue;
      cursor.at = from + offset;
      return this.#draft.commodities.id(cursor.bytes, from, from + offset - 1);
    }
  }

  #refuse(cursor: Cursor, from: number, why = this.#number.fault): never {
    throw new Fault('amount-invalid', cursor.position(from), why, EXPECTED, 'mend the amount');
  }
}
