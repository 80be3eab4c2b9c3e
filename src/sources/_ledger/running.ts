import { add, type Decimal } from '../../core/decimal.ts';
import { SAFE } from './amounts.ts';
import type { Draft } from './draft.ts';

const NOTHING: Decimal = { mantissa: 0n, scale: 0 };
/** Above it balances are kept in a map: 32 MB of doubles. */
const DENSE = 1 << 22;

/** The balance of each account in each commodity while postings go by, exact. */
export class Running {
  readonly #draft: Draft;
  readonly #width: number;
  readonly #dense: Float64Array | undefined;
  /** Balances that a double does not hold, or that are finer than their commodity's scale. */
  readonly #exact = new Map<number, Decimal>();
  readonly #below = new Map<number, readonly number[]>();

  constructor(draft: Draft) {
    this.#draft = draft;
    this.#width = Math.max(1, draft.commodities.count);
    const size = this.#width * draft.accounts.count;
    this.#dense = size <= DENSE ? new Float64Array(size) : undefined;
  }

  of(account: number, commodity: number): Decimal {
    const key = account * this.#width + commodity;
    const exact = this.#exact.get(key);
    if (exact) return exact;
    const mantissa = this.#dense?.[key] ?? 0;
    return mantissa === 0
      ? NOTHING
      : { mantissa: BigInt(mantissa), scale: this.#draft.commodities.scale[commodity] ?? 0 };
  }

  add(account: number, commodity: number, amount: Decimal): void {
    this.#exact.set(account * this.#width + commodity, add(this.of(account, commodity), amount));
  }

  /** Adds a mantissa of the commodity's scale. */
  addMantissa(account: number, commodity: number, mantissa: number): void {
    const key = account * this.#width + commodity;
    const sum = (this.#dense?.[key] ?? Number.NaN) + mantissa;
    if (this.#dense && sum >= -SAFE && sum <= SAFE && (this.#exact.size === 0 || !this.#exact.has(key))) {
      this.#dense[key] = sum;
    } else
      this.add(account, commodity, {
        mantissa: BigInt(mantissa),
        scale: this.#draft.commodities.scale[commodity] ?? 0,
      });
  }

  /** The account itself and, when asked for, those below it. */
  total(account: number, commodity: number, inclusive: boolean): Decimal {
    const own = this.of(account, commodity);
    if (!inclusive) return own;
    return this.#under(account).reduce((sum, one) => add(sum, this.of(one, commodity)), own);
  }

  #under(account: number): readonly number[] {
    let found = this.#below.get(account);
    if (!found) {
      const { names } = this.#draft.accounts;
      const start = `${names[account]}:`;
      found = names.flatMap((name, id) => (name.startsWith(start) ? [id] : []));
      this.#below.set(account, found);
    }
    return found;
  }
}
