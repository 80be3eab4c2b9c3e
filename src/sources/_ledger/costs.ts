import { divide, multiply, negate, type Decimal } from '../../core/decimal.ts';
import type { JournalCost } from '../../model/journal.ts';
import type { CostDraft } from './draft.ts';

/** What a posting cost, once its amount is known; a total takes the amount's sign, as hledger has it. */
export interface KnownCost {
  readonly commodity: number;
  readonly total: Decimal;
  readonly unit: Decimal | undefined;
  /** Digits that it is written with. */
  readonly digits: number;
}

export function knownCost({ commodity, amount, per }: CostDraft, held: Decimal): KnownCost {
  if (per === 'unit') return { commodity, total: multiply(held, amount), unit: amount, digits: amount.scale };
  const total = held.mantissa < 0n ? negate(amount) : amount;
  return { commodity, total, unit: undefined, digits: amount.scale };
}

/** Digits behind those of the two amounts when a price is worked out of them: beyond what anybody quotes. */
const FINE = 12;

/** The price of one unit, from a total; undefined of nothing. */
export function unitPrice({ total, unit }: KnownCost, held: Decimal): Decimal | undefined {
  if (unit) return unit;
  const price = divide(total, held, total.scale + FINE);
  return price && trimmed(price);
}

/** Without zeros at its end. */
export function trimmed(value: Decimal): Decimal {
  let { mantissa, scale } = value;
  for (; scale > 0 && mantissa % 10n === 0n; scale -= 1) mantissa /= 10n;
  return { mantissa, scale };
}

export function journalCost({ commodity, total, unit }: KnownCost, lot: JournalCost['lot']): JournalCost {
  return { commodity, total, ...(unit ? { unit } : {}), ...(lot ? { lot } : {}) };
}
