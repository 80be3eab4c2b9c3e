import { add, ZERO, type Decimal } from '../../core/decimal.ts';

export function sumOf(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce(add, ZERO);
}
