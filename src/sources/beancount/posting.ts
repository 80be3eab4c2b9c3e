import { AT, BANG, HASH, LF, OPEN_BRACE, PERCENT, SEMICOLON, SPACE, STAR, TAB } from '../_ledger/bytes.ts';
import { ELIDED } from '../_ledger/columns.ts';
import type { Cursor } from '../_ledger/cursor.ts';
import type { Draft } from '../_ledger/draft.ts';
import { Fault } from '../_ledger/fault.ts';
import type { AccountNames } from './account-names.ts';
import { CostReader } from './cost-spec.ts';
import type { CostSpec, Declared, PostingSpec, PriceSpec } from './declared.ts';
import { NumberReader } from './number.ts';
import type { State } from './state.ts';
import { endLine, shownRest, symbolEnd, syntax } from './tokens.ts';

/** Has an entry among the specs. */
export const SPECIFIED = 4;
/** Is computed by a pad. */
export const PADDED = 8;

const STYLE = { side: 'right', spaced: true, mark: '.' } as const;

/** Flags beside `*` and `!`: beancount's programs write them, and nothing is booked by them. */
const FLAGS = new Set([HASH, 38, 63, PERCENT, ...new TextEncoder().encode('PSTCURM')]);

/** The flag that stands here, as a status; undefined where none does. */
export function flagHere(cursor: Cursor): number | undefined {
  const byte = cursor.peek();
  if (byte === STAR) return 2;
  if (byte === BANG) return 1;
  const next = cursor.ahead(1);
  return FLAGS.has(byte) && (next === SPACE || next === TAB || next === LF || next === 13) ? 0 : undefined;
}

/** Reads posting lines into the draft. */
export class PostingReader {
  readonly #draft: Draft;
  readonly #declared: Declared;
  readonly #names: AccountNames;
  readonly #number = new NumberReader();
  readonly #costs: CostReader;

  constructor(draft: Draft, declared: Declared, names: AccountNames) {
    this.#draft = draft;
    this.#declared = declared;
    this.#names = names;
    this.#costs = new CostReader(draft, this.#number);
  }

  /** Reads the posting that begins here, up to its comment or the end of its line; throws a Fault. */
  read(cursor: Cursor, state: State, transaction: number, day: number): void {
    const status = flagHere(cursor);
    if (status !== undefined) {
      cursor.at += 1;
      cursor.blanks();
    }
    const account = this.#names.read(cursor, state.roots);
    cursor.blanks();
    const posting = this.add(cursor, transaction, day, account);
    this.#draft.postings.status[posting] = status ?? 0;
    const byte = cursor.peek();
    if (byte === LF || byte === SEMICOLON) this.#draft.postings.flags[posting] = ELIDED;
    else this.#amount(cursor, posting);
    endLine(cursor, 'an amount such as 12.50 EUR, a cost, a price, or the end of the line');
  }

  /** Adds a posting of nothing on the line where the cursor is. */
  add(cursor: Cursor, transaction: number, day: number, account: number): number {
    const { postings } = this.#draft;
    postings.reserve();
    const posting = postings.count;
    postings.count += 1;
    postings.transaction[posting] = transaction;
    postings.account[posting] = account;
    postings.commodity[posting] = 0;
    postings.mantissa[posting] = 0;
    postings.scale[posting] = 0;
    postings.line[posting] = cursor.line;
    postings.offset[posting] = cursor.start;
    postings.day[posting] = day;
    postings.status[posting] = 0;
    postings.kind[posting] = 0;
    postings.cost[posting] = -1;
    postings.flags[posting] = 0;
    return posting;
  }

  #amount(cursor: Cursor, posting: number): void {
    const number = this.#number.begins(cursor);
    if (number) this.#digits(cursor, posting);
    const end = symbolEnd(cursor);
    const symbol = end > cursor.at;
    if (symbol) this.#symbol(cursor, posting, end, number && !this.#number.cut);
    else this.#draft.postings.commodity[posting] = this.#draft.commodities.idOf('');
    if (!number && !symbol) throw syntax(cursor, `${shownRest(cursor)} is no amount`, 'an amount such as 12.50 EUR');
    const cost = cursor.peek() === OPEN_BRACE ? this.#costs.cost(cursor) : undefined;
    const from = cursor.at;
    const price = cursor.peek() === AT ? this.#costs.price(cursor) : undefined;
    if (number && symbol && !cost && !price) return;
    if (price) checkPrice(price, cost, number, cursor, from);
    const spec: PostingSpec = { number, commodity: symbol, cost, price };
    this.#declared.specs.set(posting, spec);
    this.#draft.postings.flags[posting] = SPECIFIED;
  }

  #digits(cursor: Cursor, posting: number): void {
    const { postings } = this.#draft;
    this.#number.read(cursor);
    postings.mantissa[posting] = this.#number.mantissa;
    postings.scale[posting] = this.#number.scale;
    if (this.#number.large !== undefined) postings.large.set(posting, this.#number.large);
  }

  #symbol(cursor: Cursor, posting: number, end: number, shows: boolean): void {
    const { postings, commodities } = this.#draft;
    const commodity = commodities.id(cursor.bytes, cursor.at, end);
    postings.commodity[posting] = commodity;
    const scale = postings.scale[posting] as number;
    if (shows && scale > (commodities.digits[commodity] as number)) commodities.digits[commodity] = scale;
    if (commodities.wantsFirst(commodity)) commodities.seen(commodity, STYLE);
    cursor.at = end;
    cursor.blanks();
  }
}

/** A price is in the commodity of the cost beside it; and a price of the whole is one of a number that is written. */
function checkPrice(price: PriceSpec, cost: CostSpec | undefined, number: boolean, cursor: Cursor, from: number): void {
  if (price.total && !number) {
    const message = 'a price of the whole posting, whose number is to be worked out';
    const expected = 'a price of one unit, with @';
    throw new Fault('amount-not-implied', cursor.position(from), message, expected, 'write the number');
  }
  if (price.commodity < 0 || !cost || cost.commodity < 0 || price.commodity === cost.commodity) return;
  const message = 'cost and price are in two commodities';
  throw new Fault('amount-invalid', cursor.position(from), message, 'one commodity for both', 'mend one of them');
}
