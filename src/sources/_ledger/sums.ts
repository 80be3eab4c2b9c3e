import { add, isZero, type Decimal } from '../../core/decimal.ts';
import type { Part } from './amounts.ts';
import type { Commodities } from './commodities.ts';

/** Sums by commodity. */
export class Sums {
  readonly #byCommodity = new Map<number, Decimal>();

  add(commodity: number, amount: Decimal): void {
    const before = this.#byCommodity.get(commodity);
    this.#byCommodity.set(commodity, before ? add(before, amount) : amount);
  }

  of(commodity: number): Decimal {
    return this.#byCommodity.get(commodity) ?? { mantissa: 0n, scale: 0 };
  }

  get commodities(): number[] {
    return [...this.#byCommodity.keys()];
  }

  /** Those that are not zero, by symbol: the order in which hledger shows them. */
  nonZero(commodities: Commodities): Part[] {
    return [...this.#byCommodity]
      .filter(([, amount]) => !isZero(amount))
      .map(([commodity, amount]) => ({ commodity, amount, symbol: commodities.symbol(commodity) }))
      .toSorted((a, b) => (a.symbol < b.symbol ? -1 : 1))
      .map(({ commodity, amount }) => ({ commodity, amount }));
  }
}
