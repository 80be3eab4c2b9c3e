import { add, multiply, negate, type Decimal } from '../../core/decimal.ts';
import type { KnownCost } from '../_ledger/costs.ts';
import type { CostSpec, PriceSpec } from './declared.ts';
import { quotient } from './expression.ts';

/** A posting while its transaction is booked. */
export interface Line {
  readonly posting: number;
  readonly account: number;
  /** Without an amount: it takes what is left, in every commodity. */
  readonly auto: boolean;
  /** Undefined where it is to be worked out. */
  units: Decimal | undefined;
  /** Whether the number is written. */
  readonly written: boolean;
  /** Digits that it is written with. */
  readonly scale: number;
  /** -1 where it is to be found out. */
  commodity: number;
  readonly cost: CostSpec | undefined;
  readonly price: PriceSpec | undefined;
  /** What cost and price are in; -1 where neither is there, or where it is to be found out. */
  valued: number;
  /** What it cost, once that is known: that is what it weighs. */
  known: KnownCost | undefined;
  /** Whether it was taken off lots. */
  reduced: boolean;
}

/** The commodity that a posting weighs in; -1 where it is to be found out. */
export function weighsIn(line: Line): number {
  return line.cost || line.price ? line.valued : line.commodity;
}

/** Postings by the commodity that they weigh in, once all are found out; without those that have no amount. */
export function groupsOf(lines: readonly Line[]): ReadonlyMap<number, readonly Line[]> {
  const groups = new Map<number, Line[]>();
  for (const line of lines) {
    if (line.auto) continue;
    const commodity = weighsIn(line);
    const group = groups.get(commodity);
    if (group) group.push(line);
    else groups.set(commodity, [line]);
  }
  return groups;
}

/** What a posting weighs in the balance of its transaction; undefined where a number is to be worked out. */
export function weight(line: Line): Decimal | undefined {
  return line.cost || line.price ? line.known?.total : line.units;
}

/** What a cost that is written comes to; undefined where a number is to be worked out. */
export function costOf({ cost, units, valued }: Line): KnownCost | undefined {
  if (!cost || cost.missing || !units || valued < 0) return undefined;
  const digits = Math.max(cost.per?.scale ?? 0, cost.total?.scale ?? 0);
  const each = cost.per ? multiply(units, cost.per) : undefined;
  if (!cost.total) return each && { commodity: valued, total: each, unit: cost.per, digits };
  const whole = units.mantissa < 0n ? negate(cost.total) : cost.total;
  return { commodity: valued, total: each ? add(each, whole) : whole, unit: undefined, digits };
}

/** What a price that is written comes to; undefined where a number is to be worked out. */
export function priceOf({ price, units, valued }: Line): KnownCost | undefined {
  if (!price?.amount || !units || valued < 0) return undefined;
  const { amount, total } = price;
  if (!total) return { commodity: valued, total: multiply(units, amount), unit: amount, digits: amount.scale };
  const whole = units.mantissa < 0n ? negate(amount) : amount;
  return { commodity: valued, total: whole, unit: undefined, digits: amount.scale };
}

/** The cost of one unit that a spec names, to match lots by; undefined where it names none. */
export function unitOf({ per, total, missing }: CostSpec, units: Decimal): Decimal | undefined {
  if (missing) return undefined;
  if (!total) return per;
  const size = units.mantissa < 0n ? negate(units) : units;
  const share = size.mantissa === 0n ? undefined : quotient(total, size).value;
  return share && (per ? add(per, share) : share);
}
