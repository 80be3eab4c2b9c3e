import { add, divide, multiply, negate, subtract, type Decimal } from '../../core/decimal.ts';
import type { KnownCost } from './costs.ts';

/** A posting of a transaction, as far as an implied conversion goes. */
export interface Held {
  readonly posting: number;
  readonly commodity: number;
  readonly amount: Decimal;
  readonly cost: KnownCost | undefined;
}

const FINE = 12;

/**
 * Exactly two commodities, none of them with a cost, of opposite signs: the first one written is held at what the other
 * makes of it (hledger 1.25, "Implicit conversion"). Answers the costs by posting; they sum to the other, exactly.
 */
export function impliedCosts(
  held: readonly Held[],
  sums: readonly { commodity: number; amount: Decimal; costed: boolean }[],
): Map<number, KnownCost> {
  const costs = new Map<number, KnownCost>();
  const [one, two, third] = sums;
  if (!one || !two || third || one.costed || two.costed) return costs;
  if (one.amount.mantissa < 0n === two.amount.mantissa < 0n) return costs;
  const first = held.find(({ commodity }) => commodity === one.commodity || commodity === two.commodity);
  const [from, to] = first?.commodity === one.commodity ? [one, two] : [two, one];
  const priced = held.filter(({ commodity, cost }) => commodity === from.commodity && !cost);
  let left = negate(to.amount);
  priced.forEach(({ posting, amount }, index) => {
    const share = index === priced.length - 1 ? left : shareOf(amount, from.amount, to.amount);
    left = subtract(left, share);
    costs.set(posting, { commodity: to.commodity, total: share, unit: undefined, digits: to.amount.scale });
  });
  return costs;
}

function shareOf(amount: Decimal, from: Decimal, to: Decimal): Decimal {
  const share = divide(multiply(negate(to), amount), from, to.scale + FINE);
  return share ?? add(to, negate(to));
}
