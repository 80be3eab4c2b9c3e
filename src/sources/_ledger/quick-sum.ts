import { POWERS, SAFE, type Amounts } from './amounts.ts';
import type { Draft } from './draft.ts';

/**
 * The sum of a transaction's postings at cost, while it is in one commodity and doubles hold it and its terms exactly:
 * nearly every transaction. Used again for each, so that none costs an object.
 */
export class QuickSum {
  readonly #draft: Draft;
  readonly #amounts: Amounts;
  /** Digits to balance by, or -1 where only costs tell them. */
  readonly #digits: Int16Array;
  #commodity = -1;
  #mantissa = 0;
  #scale = 0;

  constructor(draft: Draft, amounts: Amounts) {
    this.#draft = draft;
    this.#amounts = amounts;
    const { commodities } = draft;
    this.#digits = Int16Array.from({ length: commodities.count }, (_, id) => commodities.balancingDigits(id) ?? -1);
  }

  clear(): void {
    this.#commodity = -1;
    this.#mantissa = 0;
    this.#scale = 0;
  }

  /** Adds a posting; false when it takes more than a double to do so. */
  add(posting: number): boolean {
    const { postings, costs, commodities } = this.#draft;
    const commodity = postings.commodity[posting] as number;
    const mantissa = postings.mantissa[posting] as number;
    const scale = commodities.scale[commodity] as number;
    const cost = postings.cost[posting] as number;
    if (cost < 0) return this.#term(commodity, mantissa, scale);
    const written = costs[cost];
    if (!written) return false;
    const price = Number(written.amount.mantissa);
    // A mantissa beyond a double is NaN here, and has no sign.
    if (!safe(price) || !safe(mantissa)) return false;
    const total = written.per === 'unit' ? mantissa * price : mantissa < 0 ? -price : price;
    return this.#term(
      written.commodity,
      total,
      written.per === 'unit' ? scale + written.amount.scale : written.amount.scale,
    );
  }

  #term(commodity: number, mantissa: number, scale: number): boolean {
    if (this.#commodity < 0) {
      this.#commodity = commodity;
      this.#scale = scale;
    } else if (this.#commodity !== commodity) return false;
    let term = mantissa;
    if (scale < this.#scale) term *= POWERS[this.#scale - scale] ?? Number.NaN;
    else if (scale > this.#scale) {
      this.#mantissa *= POWERS[scale - this.#scale] ?? Number.NaN;
      this.#scale = scale;
    }
    const sum = this.#mantissa + term;
    // A product or a sum that passes the limit on its way may be off, and so may one whose terms did.
    const exact = safe(term) && safe(this.#mantissa) && safe(sum);
    this.#mantissa = sum;
    return exact;
  }

  /** hledger: not more than half of the last digit that shows. */
  looksZero(): boolean {
    if (this.#mantissa === 0) return true;
    const finer = this.#scale - (this.#digits[this.#commodity] as number);
    return this.#digits[this.#commodity] !== -1 && finer > 0 && Math.abs(this.#mantissa) * 2 <= (POWERS[finer] ?? 0);
  }

  /** Gives a posting without an amount what is left; false when there is nothing to go by. */
  fills(posting: number): boolean {
    if (this.#commodity < 0) return false;
    const { postings, commodities } = this.#draft;
    const left = this.#mantissa === 0 ? 0 : -this.#mantissa;
    if (this.#scale === commodities.scale[this.#commodity]) {
      postings.commodity[posting] = this.#commodity;
      postings.mantissa[posting] = left;
    } else this.#amounts.set(posting, this.#commodity, { mantissa: BigInt(left), scale: this.#scale });
    return true;
  }
}

function safe(value: number): boolean {
  return value >= -SAFE && value <= SAFE;
}
