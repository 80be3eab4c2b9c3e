import { multiply, parseDecimal } from '../../core/decimal.ts';
import { toMinor } from '../../core/money.ts';
import { numberIn, wordsIn, type Cells, type ReadRecord } from './kind.ts';

/** One line of an invoice: without and with its tax, each null where it cannot be told. */
export interface LineMoney {
  readonly net: bigint | null;
  readonly tax: bigint | null;
  readonly gross: bigint | null;
}

/** Null without a quantity or price; undefined where their product is not a whole number of minor units. */
function product(cells: Cells, currency: string): bigint | null | undefined {
  const quantity = parseDecimal(wordsIn(cells, 'quantity') || '1');
  const unit = parseDecimal(wordsIn(cells, 'unit_amount'));
  return quantity && unit ? toMinor(multiply(quantity, unit), currency) : null;
}

function taxOf(cells: Cells, net: bigint | null, gross: bigint | null): bigint | null {
  if (net !== null && gross !== null) return gross - net;
  const [first, second] = [numberIn(cells, 'line_tax'), numberIn(cells, 'line_tax_2')];
  return first === null && second === null ? null : (first ?? 0n) + (second ?? 0n);
}

/** The money of a line; undefined where quantity times price is not a whole number of minor units. */
export function lineMoney({ cells, currency }: ReadRecord): LineMoney | undefined {
  const stated = numberIn(cells, 'line_amount');
  const gross = numberIn(cells, 'line_total');
  const made = stated === null && gross === null ? product(cells, currency) : null;
  if (made === undefined) return undefined;
  const net = stated ?? made;
  const tax = taxOf(cells, net, gross);
  if (net !== null) return { net, tax, gross: gross ?? net + (tax ?? 0n) };
  return { net: gross === null ? null : gross - (tax ?? 0n), tax, gross };
}

/** The sum; null when one of them is not known. */
export function sumOf(values: readonly (bigint | null)[]): bigint | null {
  return values.reduce<bigint | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0n);
}

/**
 * What is still owed. "Amount due" is what is left in most programs and what was billed in Stripe; together with what
 * was paid, the total tells which.
 */
export function outstandingOf(cells: Cells, total: bigint, status: string): bigint | null {
  const remaining = numberIn(cells, 'remaining');
  if (remaining !== null) return remaining;
  if (status === 'paid' || status === 'void') return 0n;
  const [due, paid] = [numberIn(cells, 'amount_due'), numberIn(cells, 'amount_paid')];
  if (due === null) return paid === null ? null : total - paid;
  if (paid === null) return due;
  const billed = wordsIn(cells, 'id').startsWith('in_') || due + paid !== total;
  return billed ? due - paid : due;
}

/** The status as the export says it, or as what is owed tells it. */
export function statusOf(cells: Cells, total: bigint, outstanding: bigint | null): string {
  const said = wordsIn(cells, 'status');
  if (said !== '') return said;
  // QuickBooks keeps a void invoice with its memo and no amount.
  if (total === 0n && /^voided?\b/i.test(wordsIn(cells, 'description'))) return 'void';
  if (outstanding !== null && total !== 0n) return outstanding === 0n ? 'paid' : 'open';
  return wordsIn(cells, 'paid_on') === '' ? '' : 'paid';
}
