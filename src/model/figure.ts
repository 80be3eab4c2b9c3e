import type { Decimal } from '../core/decimal.ts';
import type { IsoDate } from '../core/date.ts';
import type { Position } from '../core/problem.ts';

/** What a figure counts. A currency's figure is in major units with the currency's digits: 123.45 USD. */
export type Unit =
  | { readonly kind: 'money'; readonly currency: string }
  | { readonly kind: 'count'; readonly of: string }
  | { readonly kind: 'months' }
  | { readonly kind: 'weeks' }
  | { readonly kind: 'hours' }
  | { readonly kind: 'percent' }
  | { readonly kind: 'ratio' }
  | { readonly kind: 'rate'; readonly from: string; readonly to: string };

/**
 * How a node is recomputed from its inputs, in their order. `quotient` and `ceiling` divide the first by the second;
 * `percent` is 100 × first / second; `percent-of` is first × second / 100; `negate` takes one; `minimum`, `maximum`, `sum`, `product` take any number;
 * `difference` takes the later ones from the first; `first-below` is the 1-based place, among the inputs after the
 * first, of the first one that is below the first (0 when none is).
 */
export type Operation =
  | 'sum'
  | 'difference'
  | 'product'
  | 'quotient'
  | 'ceiling'
  | 'percent'
  | 'percent-of'
  | 'negate'
  | 'minimum'
  | 'maximum'
  | 'mean'
  | 'first-below';

/** Rows of the snapshot: the figure is `sign` × the sum of their `amount` column (or their number). */
export interface RowsReceipt {
  readonly kind: 'rows';
  /** SELECT over the fact tables that gives the rows, each with `amount`, `file`, `line` and `source` (content hash). */
  readonly query: string;
  readonly measure: 'amount' | 'rows';
  readonly sign: 1 | -1;
}

/** A named formula over other figures of the same book. */
export interface FormulaReceipt {
  readonly kind: 'formula';
  readonly operation: Operation;
  /** Figure ids. */
  readonly inputs: readonly string[];
  /** The formula in words or symbols, for a reader: `cash ÷ monthly burn`. */
  readonly text: string;
}

/** A value that the owner declared in the portfolio. */
export interface AssumptionReceipt {
  readonly kind: 'assumption';
  readonly at: Position;
  readonly text: string;
}

/** A constant of the method, the same for every portfolio: the limit of a check, the weeks of a forecast. */
export interface MethodReceipt {
  readonly kind: 'method';
  readonly text: string;
}

/** What an earlier report said, as it was recorded when that was sent. */
export interface RecordReceipt {
  readonly kind: 'record';
  readonly at: Position;
  readonly text: string;
}

export type Receipt = RowsReceipt | FormulaReceipt | AssumptionReceipt | MethodReceipt | RecordReceipt;

/** A figure is never a bare number. `value` undefined means not known, with the reason; it is never zero then. */
export interface Figure {
  /** Names what is measured, not where it is shown: `group.burn.high`, `jada.revenue.2026-03`. */
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
  readonly asOf: IsoDate;
  readonly value: Decimal | undefined;
  /** Why the value is not known. */
  readonly unknown?: string;
  readonly receipt: Receipt;
}
