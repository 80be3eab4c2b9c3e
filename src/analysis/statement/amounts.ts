import { add, isZero, negate, subtract, ZERO, type Decimal } from '../../core/decimal.ts';
import type { Amounts } from '../../model/statement.ts';

/* Arithmetic of amounts in several commodities: each is added to its own kind only, and nil is no entry. */

export const NIL: Amounts = new Map();

function combined(a: Amounts, b: Amounts, combine: (x: Decimal, y: Decimal) => Decimal): Amounts {
  if (b.size === 0) return a;
  const result = new Map(a);
  for (const [commodity, amount] of b) {
    const value = combine(result.get(commodity) ?? ZERO, amount);
    if (isZero(value)) result.delete(commodity);
    else result.set(commodity, value);
  }
  return result;
}

export function plus(a: Amounts, b: Amounts): Amounts {
  return combined(a, b, add);
}

function minus(a: Amounts, b: Amounts): Amounts {
  return combined(a, b, subtract);
}

export function negated(a: Amounts): Amounts {
  return new Map([...a].map(([commodity, amount]) => [commodity, negate(amount)] as const));
}

export function total(all: readonly Amounts[]): Amounts {
  return all.reduce(plus, NIL);
}

/** Column by column: amounts of one line plus those of another. */
export function plusEach(a: readonly Amounts[], b: readonly Amounts[]): readonly Amounts[] {
  return a.map((amounts, at) => plus(amounts, b[at] ?? NIL));
}

export function minusEach(a: readonly Amounts[], b: readonly Amounts[]): readonly Amounts[] {
  return a.map((amounts, at) => minus(amounts, b[at] ?? NIL));
}

export function isNil(each: readonly Amounts[]): boolean {
  return each.every(({ size }) => size === 0);
}
