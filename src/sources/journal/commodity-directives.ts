import type { Decimal } from '../../core/decimal.ts';
import type { Position } from '../../core/problem.ts';
import { problem } from '../_codes.ts';
import { COMMA, DOT, isDigit, LF, MINUS, PLUS, QUOTE, SEMICOLON } from '../_ledger/bytes.ts';
import type { Draft } from '../_ledger/draft.ts';
import type { AmountReader } from './amount.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import { readDate } from './dates.ts';
import { passBelow } from './directives-below.ts';
import { Fault } from '../_ledger/fault.ts';
import { exactly, type Amount, type State } from './state.ts';

const READS: ReadonlySet<string> = new Set(['commodity', 'D', 'decimal-mark', 'P', 'C']);
const MARK = 'a decimal mark, such as 1,000.00 or 1000.';

/** Directives about commodities: how they are written, what bare numbers are in, and what they were worth. */
export class CommodityDirectives {
  readonly #draft: Draft;
  readonly #amounts: AmountReader;
  readonly #amount: Amount = { commodity: 0, mantissa: 0, large: undefined, scale: 0 };

  constructor(draft: Draft, amounts: AmountReader) {
    this.#draft = draft;
    this.#amounts = amounts;
  }

  reads(word: string): boolean {
    return READS.has(word);
  }

  /** Reads what stands behind `word`, and its indented lines; throws a Fault. */
  read(word: string, cursor: Cursor, state: State): void {
    const at = cursor.position(cursor.start);
    cursor.blanks();
    if (word === 'commodity') this.#commodity(cursor, state);
    else if (word === 'D') this.#fallback(cursor, state);
    else if (word === 'P') this.#price(cursor, state, at);
    else if (word === 'C') this.#conversion(cursor, state, at);
    else this.#mark(cursor, state);
  }

  /** `commodity $1,000.00`, or the symbol alone with a `format` line below. */
  #commodity(cursor: Cursor, state: State): void {
    if (isAmount(cursor)) {
      this.#format(cursor, state);
      ended(cursor);
      passBelow(cursor, [], []);
      return;
    }
    const symbol = symbolAlone(cursor);
    const id = this.#draft.commodities.idOf(symbol);
    ended(cursor);
    for (cursor.nextLine(); indented(cursor); cursor.nextLine()) {
      if (!cursor.text(cursor.at, cursor.at + 7).startsWith('format ')) continue;
      cursor.at += 'format '.length;
      cursor.blanks();
      const from = cursor.at;
      this.#format(cursor, state, id, from);
    }
  }

  /** The form in which a commodity is declared to be written; it must show a decimal mark, so that it says which one. */
  #format(cursor: Cursor, state: State, of?: number, from = cursor.at, by: 'commodity' | 'D' = 'commodity'): void {
    this.#amounts.read(cursor, { ...state, mark: 0, fallback: undefined }, this.#amount);
    const { commodity, scale } = this.#amount;
    const { mark } = this.#amounts.number;
    if (mark === 0) {
      const mend = 'write 1000. or 1,000.00, so that the mark is seen';
      throw new Fault(
        'commodity-format',
        cursor.position(from),
        'the form of the commodity shows no decimal mark',
        MARK,
        mend,
      );
    }
    if (of !== undefined && of !== commodity) {
      const mend = 'write the same symbol';
      throw new Fault(
        'commodity-format',
        cursor.position(from),
        'the format is of another commodity',
        'the same symbol',
        mend,
      );
    }
    if (this.#amounts.number.ambiguous) this.#doubt(cursor, from, String.fromCharCode(mark));
    this.#draft.commodities.declare(commodity, this.#amounts.style(), scale, by);
  }

  /** `commodity 1,000 A`: to ledger a thousand, to hledger one with three decimals, and so are all amounts below. */
  #doubt(cursor: Cursor, from: number, mark: string): void {
    const written = cursor.text(from, cursor.at).trim();
    const other = mark === ',' ? '.' : ',';
    const message = `"${written}" declares "${mark}" to be the decimal mark, as hledger reads it`;
    const expected = 'a form that shows both marks, or no group';
    const mend = `write 1${mark}000${other}00 or 1${mark}000${other} if it groups thousands, 1000${mark}000 if it does not`;
    this.#draft.problem(problem('amount-ambiguous', cursor.position(from), message, { expected, mend }));
  }

  #fallback(cursor: Cursor, state: State): void {
    this.#format(cursor, state, undefined, cursor.at, 'D');
    state.fallback = { commodity: this.#amount.commodity, mark: this.#amounts.number.mark };
    ended(cursor);
    passBelow(cursor, [], []);
  }

  #mark(cursor: Cursor, state: State): void {
    const at = cursor.at;
    const mark = cursor.peek();
    cursor.at += 1;
    cursor.blanks();
    if ((mark !== DOT && mark !== COMMA) || (!cursor.atEnd() && cursor.peek() !== SEMICOLON)) {
      throw new Fault('journal-syntax', cursor.position(at), 'this is no decimal mark', '. or ,', 'write one of them');
    }
    state.mark = mark;
    passBelow(cursor, [], []);
  }

  /** `P 2026-04-30 [12:00:00] AAPL $1.50` */
  #price(cursor: Cursor, state: State, at: Position): void {
    const day = readDate(cursor, state.year);
    cursor.blanks();
    if (isDigit(cursor.peek()) && cursor.ahead(2) === 58) {
      while (cursor.peek() > 32) cursor.at += 1;
      cursor.blanks();
    }
    const commodity = this.#draft.commodities.idOf(symbolAlone(cursor));
    cursor.blanks();
    this.#amounts.read(cursor, state, this.#amount);
    const price: Decimal = exactly(this.#amount);
    this.#draft.prices.push({ at, day, commodity, price, in: this.#amount.commodity, from: 'directive' });
    ended(cursor);
    passBelow(cursor, [], []);
  }

  /** `C 1.00 Kb = 1024 b`: ledger converts by it when it prints; hledger reads it and leaves it. */
  #conversion(cursor: Cursor, state: State, at: Position): void {
    this.#amounts.read(cursor, state, this.#amount);
    cursor.blanks();
    if (cursor.peek() !== 61)
      throw new Fault('journal-syntax', cursor.position(), 'there is no = here', '=', 'write it');
    cursor.at += 1;
    cursor.blanks();
    this.#amounts.read(cursor, state, this.#amount);
    ended(cursor);
    passBelow(cursor, [], []);
    const advice = { expected: 'amounts in one unit', mend: 'nothing to mend when amounts are not to be converted' };
    this.#draft.problem(problem('journal-not-applied', at, 'the conversion is not applied', advice));
  }
}

/** Whether an amount stands here, and no symbol alone: it has a digit before its comment. */
function isAmount(cursor: Cursor): boolean {
  let quoted = false;
  for (let offset = 0; cursor.ahead(offset) !== LF; offset += 1) {
    const byte = cursor.ahead(offset);
    if (byte === QUOTE) quoted = !quoted;
    if (!quoted && byte === SEMICOLON) return false;
    if (!quoted && isDigit(byte)) return true;
  }
  return false;
}

function symbolAlone(cursor: Cursor): string {
  const from = cursor.at;
  const quoted = cursor.peek() === QUOTE;
  if (quoted) cursor.at += 1;
  for (let byte = cursor.peek(); byte !== LF && byte !== SEMICOLON; byte = cursor.peek()) {
    if (quoted ? byte === QUOTE : byte <= 32 || isDigit(byte) || byte === MINUS || byte === PLUS) break;
    cursor.at += 1;
  }
  const symbol = cursor.text(quoted ? from + 1 : from, cursor.at);
  const closed = !quoted || cursor.peek() === QUOTE;
  if (quoted && closed) cursor.at += 1;
  if (symbol !== '' && closed) return symbol;
  throw new Fault(
    'journal-syntax',
    cursor.position(from),
    'there is no commodity here',
    'a symbol such as EUR or "A1"',
    'write it',
  );
}

function indented(cursor: Cursor): boolean {
  if (cursor.at >= cursor.end || (cursor.peek() !== 32 && cursor.peek() !== 9)) return false;
  cursor.blanks();
  return !cursor.atEnd();
}

function ended(cursor: Cursor): void {
  cursor.blanks();
  if (cursor.atEnd() || cursor.peek() === SEMICOLON) return;
  throw new Fault(
    'journal-syntax',
    cursor.position(),
    'more stands on the line than the directive takes',
    'the end of the line',
    'mend the line',
  );
}
