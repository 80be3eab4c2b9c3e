import { decimalText, isZero, rescale, type Decimal } from '../../core/decimal.ts';
import { trimmed } from '../_ledger/costs.ts';
import { quotient } from './expression.ts';

/** What an account holds of a commodity at one cost, on one day, under one label; or all of it that has no cost. */
export interface Lot {
  readonly commodity: number;
  units: Decimal;
  /** Cost of what is left of it. */
  total: Decimal;
  /** -1 without a cost. */
  readonly costCommodity: number;
  /** Cost of one unit; rounded where it is worked out of a total. */
  readonly unit: Decimal;
  /** The same without zeros at its end: so it is compared quickest. */
  readonly unitText: string;
  readonly date: number;
  readonly label: string | undefined;
  /** Lots with the same are one. */
  readonly key: string;
}

const KEPT = 12;
const NOTHING: Decimal = { mantissa: 0n, scale: 0 };

/** A lot at a cost, of which the total is exact. */
export function lotOf(
  commodity: number,
  units: Decimal,
  cost: { readonly commodity: number; readonly total: Decimal; readonly unit: Decimal | undefined },
  date: number,
  label: string | undefined,
): Lot {
  const unit = cost.unit ?? (isZero(units) ? NOTHING : shareOf(cost.total, units));
  const unitText = textOf(unit);
  const key = `${cost.commodity} ${unitText} ${date} ${label === undefined ? '' : `"${label}`}`;
  return { commodity, units, total: cost.total, costCommodity: cost.commodity, unit, unitText, date, label, key };
}

/** Of one unit; to twelve places where it has no end, so that what is worked out of it stays short. */
function shareOf(total: Decimal, units: Decimal): Decimal {
  const { value, exact } = quotient(total, units);
  return exact ? value : rescale(value, Math.min(value.scale, KEPT));
}

/** Units that are held without a cost. */
export function costless(commodity: number, units: Decimal): Lot {
  return {
    commodity,
    units,
    total: NOTHING,
    costCommodity: -1,
    unit: NOTHING,
    unitText: '',
    date: 0,
    label: undefined,
    key: '',
  };
}

/** A cost of one unit, as lots are compared by. */
export function textOf(unit: Decimal): string {
  return decimalText(trimmed(unit));
}
