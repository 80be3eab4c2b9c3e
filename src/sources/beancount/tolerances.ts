import { add, compare, decimal, multiply, negate, rescale, type Decimal } from '../../core/decimal.ts';
import type { Commodities } from '../_ledger/commodities.ts';
import { trimmed } from '../_ledger/costs.ts';
import type { Options } from './options.ts';

const MOST = decimal(5, 1);
/** A tolerance with more digits than a person would choose is not rounded to. */
const CHOSEN = 10_000n;

/** A posting as far as tolerances go: its number as written, and what it is valued at. */
export interface Written {
  readonly commodity: number;
  /** Digits behind the point that its number is written with; 0 says nothing. */
  readonly scale: number;
  /** Price or cost of one unit, with its commodity. */
  readonly values: readonly { readonly commodity: number; readonly unit: Decimal }[];
}

/** How far a transaction may be from zero in each commodity: from its own numbers, and from the options. */
export class Tolerances {
  readonly #byCommodity = new Map<number, Decimal>();
  readonly #commodities: Commodities;
  readonly #options: Options;

  constructor(options: Options, commodities: Commodities, written: readonly Written[]) {
    this.#options = options;
    this.#commodities = commodities;
    const valued = new Map<number, Decimal>();
    for (const { commodity, scale, values } of written) {
      if (scale === 0) continue;
      const tolerance = multiply(decimal(1, scale), options.multiplier);
      this.#widen(commodity, tolerance);
      if (!options.fromCost) continue;
      for (const value of values) {
        const one = least(multiply(tolerance, value.unit), MOST);
        const before = valued.get(value.commodity);
        valued.set(value.commodity, before ? add(before, one) : one);
      }
    }
    for (const [commodity, tolerance] of valued) this.#widen(commodity, tolerance);
  }

  #widen(commodity: number, tolerance: Decimal): void {
    const before = this.#byCommodity.get(commodity);
    if (!before || compare(tolerance, before) > 0) this.#byCommodity.set(commodity, tolerance);
  }

  of(commodity: number): Decimal | undefined {
    const own = this.#byCommodity.get(commodity);
    const { tolerances } = this.#options;
    const least = tolerances.get(this.#commodities.symbol(commodity)) ?? (own ? undefined : tolerances.get('*'));
    if (!own || !least) return own ?? least;
    return compare(own, least) > 0 ? own : least;
  }

  allows(commodity: number, residue: Decimal): boolean {
    const tolerance = this.of(commodity);
    const size = residue.mantissa < 0n ? negate(residue) : residue;
    return size.mantissa === 0n || (tolerance !== undefined && compare(size, tolerance) <= 0);
  }

  /** An amount that was worked out, rounded half-even to the digit that the tolerance is about. */
  rounded(commodity: number, amount: Decimal): Decimal {
    const tolerance = this.of(commodity);
    if (!tolerance || tolerance.mantissa === 0n) return amount;
    const digit = trimmed(multiply(tolerance, decimal(2)));
    return digit.mantissa < CHOSEN && digit.scale < amount.scale ? rescale(amount, digit.scale) : amount;
  }
}

/** How far a balance may be from what is asserted: twice what a posting may. */
export function balanceTolerance(amount: Decimal, { multiplier }: Options): Decimal {
  return amount.scale === 0 ? decimal(0) : multiply(decimal(2, amount.scale), multiplier);
}

function least(a: Decimal, b: Decimal): Decimal {
  return compare(a, b) < 0 ? a : b;
}
