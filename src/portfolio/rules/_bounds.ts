import { compare, isZero, ZERO } from '../../core/decimal.ts';
import type { Problem } from '../../core/problem.ts';
import { problem, shown } from '../codes.ts';
import type { Declaration } from '../tree.ts';

/** An amount whose sign is not asked for. */
export function negative(holder: Declaration | undefined, key: string): Problem[] {
  const found = holder?.get(key);
  const value = found?.decimal();
  if (!found || !value || isZero(value) || compare(value, ZERO) > 0) return [];
  return [
    problem('negative-amount', found.at, `${shown(key)} is below zero`, {
      expected: 'zero or more',
      mend: 'leave the minus sign out',
    }),
  ];
}

/** Two bounds, decimals or days, of which the lower stands above the upper. */
export function crossed(holder: Declaration, lower: string, upper: string): Problem[] {
  const [low, high] = [holder.get(lower), holder.get(upper)];
  if (!low || !high) return [];
  const [least, most] = [low.decimal(), high.decimal()];
  const wrong =
    least && most ? compare(least, most) > 0 : isDay(low) && isDay(high) && (low.text() ?? '') > (high.text() ?? '');
  if (!wrong) return [];
  return [
    problem('bounds-crossed', high.at, `${shown(upper)} lies before ${shown(lower)}`, {
      expected: `${lower} first, then ${upper}`,
    }),
  ];
}

function isDay(found: Declaration): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(found.text() ?? '');
}
