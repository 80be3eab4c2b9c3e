import { decimal, parseDecimal, type Decimal } from '../../core/decimal.ts';
import type { AccountType } from '../../model/journal.ts';

export const BOOKING_METHODS = ['STRICT', 'STRICT_WITH_SIZE', 'FIFO', 'LIFO', 'HIFO', 'NONE', 'AVERAGE'] as const;
export type BookingMethod = (typeof BOOKING_METHODS)[number];

export function bookingMethod(name: string): BookingMethod | undefined {
  return BOOKING_METHODS.find((method) => method === name);
}

/** What the first level of an account is called, by type. */
export type Roots = Readonly<Record<AccountType, string>>;

export const ROOTS: Roots = {
  Assets: 'Assets',
  Liabilities: 'Liabilities',
  Equity: 'Equity',
  Income: 'Income',
  Expenses: 'Expenses',
};

export const ROOT_OPTIONS: ReadonlyMap<string, AccountType> = new Map([
  ['name_assets', 'Assets'],
  ['name_liabilities', 'Liabilities'],
  ['name_equity', 'Equity'],
  ['name_income', 'Income'],
  ['name_expenses', 'Expenses'],
]);

/** Options about what beancount shows, runs or closes books with: nothing that is read here depends on them. */
export const HARMLESS_OPTIONS: ReadonlySet<string> = new Set([
  'title',
  'operating_currency',
  'account_previous_balances',
  'account_previous_earnings',
  'account_previous_conversions',
  'account_current_earnings',
  'account_current_conversions',
  'account_unrealized_gains',
  'conversion_currency',
  'documents',
  'display_precision',
  'render_commas',
  'long_string_maxlines',
  'insert_pythonpath',
  'plugin_processing_mode',
  'allow_pipe_separator',
  'allow_deprecated_none_for_tags_and_links',
]);

const HALF = decimal(5, 1);

/** The options that balancing depends on. */
export class Options {
  multiplier: Decimal = HALF;
  fromCost = false;
  booking: BookingMethod = 'STRICT';
  /** Least tolerance by symbol; `*` is that of all others. */
  readonly tolerances = new Map<string, Decimal>();

  /** Sets an option; what it should have been, where the value is none. Undefined for options that are not among these. */
  set(name: string, value: string): 'set' | { readonly expected: string } | undefined {
    switch (name) {
      case 'inferred_tolerance_multiplier':
      case 'tolerance_multiplier':
        return this.#multiplier(value);
      case 'inferred_tolerance_default':
        return this.#tolerance(value);
      case 'infer_tolerance_from_cost':
        this.fromCost = /^(?:true|yes|1)$/i.test(value);
        return this.fromCost || /^(?:false|no|0)$/i.test(value) ? 'set' : { expected: 'TRUE or FALSE' };
      case 'booking_method':
        return this.#booking(value);
      default:
        return undefined;
    }
  }

  #multiplier(value: string): 'set' | { readonly expected: string } {
    const multiplier = short(value);
    if (!multiplier || multiplier.mantissa < 0n) return { expected: 'a number such as 0.5' };
    this.multiplier = multiplier;
    return 'set';
  }

  #tolerance(value: string): 'set' | { readonly expected: string } {
    const colon = value.indexOf(':');
    const tolerance = colon > 0 ? short(value.slice(colon + 1).trim()) : undefined;
    if (!tolerance || tolerance.mantissa < 0n) return { expected: 'a commodity and a number, such as USD:0.005' };
    this.tolerances.set(value.slice(0, colon).trim(), tolerance);
    return 'set';
  }

  #booking(value: string): 'set' | { readonly expected: string } {
    const method = bookingMethod(value);
    if (!method) return { expected: BOOKING_METHODS.join(', ') };
    this.booking = method;
    return 'set';
  }
}

/** A number of a length that a person would write. */
function short(text: string): Decimal | undefined {
  return text.length <= 24 ? parseDecimal(text) : undefined;
}
