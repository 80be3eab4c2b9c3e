import { workingDay } from './calendar.mjs';

/**
 * One movement as the generator means it. Amounts are whole cents. `book` is the truth that the portfolio's rules must
 * find: the ledger account of the other half, or 'transfer', or 'uncategorised' (no rule may match it).
 * @typedef {{
 *   date: string, amount: number, fee: number, payee: string, memo: string, type: string, reference: string,
 *   book: string, tags: readonly string[], pair: string, balance: number, extra: Readonly<Record<string, string>>,
 * }} Row
 * @typedef {{ book: string, memo?: string, type?: string, reference?: string, fee?: number, tags?: readonly string[],
 *   pair?: string, extra?: Readonly<Record<string, string>>, anyDay?: boolean }} Booking
 * @typedef {{ entity: string, account: string, currency: string, opening: number }} About
 */

/** The account of one bank, card or payment provider, and all that moved on it. */
export class Statement {
  /** @param {About} about */
  constructor(about) {
    this.about = about;
    /** @type {Row[]} */
    this.added = [];
  }

  /**
   * Adds a movement; positive is money in. Bank rows fall on working days unless `anyDay` is set.
   * @param {string} date @param {number} amount @param {string} payee @param {Booking} booking
   */
  post(date, amount, payee, booking) {
    const { book, memo = '', type = '', reference = '', fee = 0, tags = [], pair = '', extra = {} } = booking;
    const on = booking.anyDay ? date : workingDay(date);
    this.added.push({ date: on, amount, fee, payee, memo, type, reference, book, tags, pair, balance: 0, extra });
    return on;
  }

  /** Every row by date, with the balance after it; rows after `asOf` have not happened yet. @param {string} asOf */
  rows(asOf) {
    let balance = this.about.opening;
    return this.added
      .filter((row) => row.date <= asOf)
      .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
      .map((row) => {
        balance += row.amount - row.fee;
        return { ...row, balance };
      });
  }
}

let pairs = 0;

/**
 * Moves money between two of the owner's own accounts: a row on each, days apart, and no revenue or cost.
 * @param {{ from: Statement, to: Statement, on: string, days?: number, amount: number, out: string, in: string,
 *   outType?: string, inType?: string, outReference?: string }} move
 */
export function transfer(move) {
  const pair = `T${++pairs}`;
  const { from, to, on, amount, days = 0, outType = '', inType = '', outReference = '' } = move;
  const left = from.post(on, -amount, move.out, { book: 'transfer', pair, type: outType, reference: outReference });
  const later = new Date(Date.parse(`${left}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
  to.post(later, amount, move.in, { book: 'transfer', pair, type: inType });
}

/** Starts the numbering of pairs again, so that every run gives the same. */
export function resetPairs() {
  pairs = 0;
}
