import { add, compare, negate, type Decimal } from '../../core/decimal.ts';
import type { Lot } from './lot.ts';
import type { Inventory } from './lots.ts';
import type { BookingMethod } from './options.ts';

/** What a reduction takes off a lot; units are of the reduction's sign. */
export interface Taken {
  readonly lot: Lot;
  readonly units: Decimal;
  /** What was paid for them, with the units' sign. */
  readonly cost: Decimal;
}

/** Why a reduction is not booked. */
export type Refusal = 'none' | 'short' | 'ambiguous' | 'unsupported';

/**
 * Takes `units` off the lots that match, by the booking method of the account: STRICT asks for one lot, or for all that
 * match; the others say which come first.
 */
export function reduce(
  inventory: Inventory,
  matches: readonly Lot[],
  units: Decimal,
  method: BookingMethod,
): readonly Taken[] | Refusal {
  if (matches.length === 0) return 'none';
  const ordered = inTurn(matches, units, method);
  if (typeof ordered === 'string') return ordered;
  const taken: Taken[] = [];
  let wanted = negate(units);
  for (const lot of ordered) {
    if (wanted.mantissa === 0n) break;
    if (lot.units.mantissa < 0n !== wanted.mantissa < 0n) continue;
    const part = smaller(lot.units, wanted);
    taken.push({ lot, units: negate(part), cost: negate(inventory.take(lot, part)) });
    wanted = add(wanted, negate(part));
  }
  return wanted.mantissa === 0n ? taken : 'short';
}

/** Lots in the order in which they go; those of one day in the order in which they came. */
function inTurn(matches: readonly Lot[], units: Decimal, method: BookingMethod): readonly Lot[] | Refusal {
  switch (method) {
    case 'FIFO':
      return matches.toSorted((a, b) => a.date - b.date);
    case 'LIFO':
      return matches.toSorted((a, b) => b.date - a.date);
    case 'HIFO':
      return matches.toSorted((a, b) => compare(b.unit, a.unit));
    case 'AVERAGE':
      return 'unsupported';
    default:
      return strictly(matches, units, method);
  }
}

function strictly(matches: readonly Lot[], units: Decimal, method: BookingMethod): readonly Lot[] | Refusal {
  if (matches.length === 1) return matches;
  const all = matches.reduce((sum, lot) => add(sum, lot.units), { mantissa: 0n, scale: 0 });
  if (compare(all, negate(units)) === 0) return matches;
  const sized = matches.filter((lot) => compare(lot.units, negate(units)) === 0);
  const first = sized.toSorted((a, b) => a.date - b.date)[0];
  return method === 'STRICT_WITH_SIZE' && first ? [first] : 'ambiguous';
}

/** The one nearer to zero, of two with one sign. */
function smaller(a: Decimal, b: Decimal): Decimal {
  const order = compare(a, b);
  return a.mantissa < 0n ? (order > 0 ? a : b) : order < 0 ? a : b;
}
