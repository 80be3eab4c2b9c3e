import { multiply, negate, rescale, ZERO, type Decimal } from '../../core/decimal.ts';
import type { Part } from '../_ledger/amounts.ts';
import { trimmed } from '../_ledger/costs.ts';
import { quotient } from './expression.ts';
import { groupsOf, priceOf, weight, type Line } from './line.ts';
import { Refused } from './refused.ts';
import { sumOf } from './sum.ts';
import type { Tolerances } from './tolerances.ts';

/** Digits that a number is kept to which is worked out by a division that never ends. */
const KEPT = 12;

/**
 * Works out the one number that each commodity of a transaction may leave out: an amount, a cost, a price, or the whole
 * of the posting without an amount, whose parts it answers. Throws Refused where there are two, or where none can be
 * found.
 */
export function interpolate(lines: readonly Line[], tolerances: Tolerances): Part[] {
  const auto = lines.find((line) => line.auto);
  const parts: Part[] = [];
  for (const [commodity, group] of groupsOf(lines)) {
    const [one, second] = group.filter(isOpen);
    if (second || (one && auto)) throw twoOpen(second ?? one);
    const rest = negate(sumOf(group.filter((line) => line !== one).map((line) => weight(line) ?? ZERO)));
    if (one) solve(one, rest, tolerances);
    else if (auto) parts.push({ commodity, amount: tolerances.rounded(commodity, rest) });
  }
  return parts.filter(({ amount }) => amount.mantissa !== 0n);
}

/** Whether a number of the posting is to be worked out; a price beside a cost counts, though it weighs nothing. */
function isOpen(line: Line): boolean {
  const price = line.price && (line.price.amount === undefined || line.valued < 0);
  return weight(line) === undefined || Boolean(price);
}

function twoOpen(line: Line | undefined): Refused {
  const message = 'two numbers of the transaction are left out, in postings that balance in one commodity';
  return new Refused('transaction-two-elided', line?.posting, message, 'one at most', 'write one of them');
}

function solve(line: Line, rest: Decimal, tolerances: Tolerances): void {
  if (!line.units) solveUnits(line, rest, tolerances);
  else if (line.cost && !line.known) solveCost(line, line.units, rest);
  else if (line.price && !line.cost) solvePrice(line, line.units, rest);
  else {
    const message = 'the price beside a cost is left out, and nothing tells it';
    throw new Refused('amount-not-implied', line.posting, message, 'a price', 'write the price, or take the @ out');
  }
}

function solveUnits(line: Line, rest: Decimal, tolerances: Tolerances): void {
  const unit = line.cost ? perUnit(line) : line.price?.amount;
  if (!line.cost && !line.price) line.units = tolerances.rounded(line.commodity, rest);
  else {
    if (!unit || unit.mantissa === 0n) throw notImplied(line);
    const { value, exact } = quotient(rest, unit);
    line.units = tolerances.rounded(line.commodity, exact ? value : kept(value));
    line.known = line.cost
      ? { commodity: line.valued, total: exact ? rest : multiply(line.units, unit), unit, digits: unit.scale }
      : priceOf(line);
  }
}

/** The cost of one unit, where it is written as one. */
function perUnit({ cost }: Line): Decimal | undefined {
  return cost && !cost.missing && !cost.total ? cost.per : undefined;
}

/** The cost as a whole is what is left; each unit's, with what is written beside it, follows. */
function solveCost(line: Line, units: Decimal, rest: Decimal): void {
  if (units.mantissa === 0n) throw notImplied(line);
  if (rest.mantissa !== 0n && rest.mantissa < 0n !== units.mantissa < 0n) throw negative(line, 'cost');
  line.known = { commodity: line.valued, total: rest, unit: exactUnit(rest, units), digits: rest.scale };
}

function solvePrice(line: Line, units: Decimal, rest: Decimal): void {
  if (units.mantissa === 0n) throw notImplied(line);
  if (rest.mantissa !== 0n && rest.mantissa < 0n !== units.mantissa < 0n) throw negative(line, 'price');
  line.known = { commodity: line.valued, total: rest, unit: exactUnit(rest, units), digits: rest.scale };
}

function exactUnit(total: Decimal, units: Decimal): Decimal | undefined {
  const { value, exact } = quotient(total, units);
  return exact ? trimmed(value) : undefined;
}

function kept(value: Decimal): Decimal {
  return trimmed(rescale(value, Math.min(value.scale, KEPT)));
}

function notImplied(line: Line): Refused {
  const message = 'the number that is left out does not follow from the others';
  return new Refused('amount-not-implied', line.posting, message, 'numbers that tell it', 'write the number');
}

function negative(line: Line, what: string): Refused {
  const message = `the ${what} that is left out would be negative`;
  return new Refused('amount-not-implied', line.posting, message, `a ${what} that is not`, 'mend an amount');
}
