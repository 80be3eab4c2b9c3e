import type { BookingField } from '../../model/portfolio.ts';
import type { ReadOptions } from '../../model/source.ts';
import { isCurrency } from '../../core/money.ts';
import { headingKey } from '../_table/heading-key.ts';
import { BOOKING_HEADINGS, type BookingColumn } from './headings.ts';

/** Which column (from 0) holds what. */
export type Columns = Readonly<Partial<Record<BookingColumn, number>>>;

export interface ColumnMap {
  readonly columns: Columns;
  /** Currency that the heading of the amount states: `Total (EUR)`. */
  readonly currency: string | undefined;
  /** What the portfolio names and the sheet does not have. */
  readonly missing: readonly { readonly field: BookingField; readonly column: string }[];
}

/** The order in which fields choose their columns: a column serves one field. */
const ORDER: readonly BookingColumn[] = [
  'reference',
  'first_name',
  'last_name',
  'customer',
  'booked',
  'service_from',
  'leaves',
  'service_to',
  'days',
  'amount',
  'currency',
  'cancelled',
  'status',
];

interface Heading {
  readonly key: string;
  /** Without a currency code or a time zone at its end: `Total (USD)`, `Created (UTC)`. */
  readonly bare: string;
  readonly currency: string | undefined;
}

function readHeading(text: string): Heading {
  const key = headingKey(text);
  const code = key.slice(-3).toUpperCase();
  const suffixed = key.length > 4 && key.at(-4) === ' ' && (isCurrency(code) || code === 'UTC');
  return { key, bare: suffixed ? key.slice(0, -4) : key, currency: suffixed && code !== 'UTC' ? code : undefined };
}

/**
 * Maps a header's columns to fields: what the portfolio declares first, then by their words. A departure without an
 * arrival is the day on which a trip begins.
 */
export function mapColumns(header: readonly string[], declared: ReadOptions['booking_columns']): ColumnMap {
  const headings = header.map(readHeading);
  const columns: Partial<Record<BookingColumn, number>> = {};
  const missing: { field: BookingField; column: string }[] = [];
  for (const [field, column] of Object.entries(declared ?? {}) as [BookingField, string][]) {
    const at = headings.findIndex(({ key }) => key === headingKey(column));
    if (at < 0) missing.push({ field, column });
    else columns[field] = at;
  }
  const taken = new Set(Object.values(columns));
  for (const field of ORDER) {
    if (columns[field] !== undefined) continue;
    const at = firstOf(headings, BOOKING_HEADINGS[field], taken);
    if (at < 0) continue;
    columns[field] = at;
    taken.add(at);
  }
  const { leaves, ...others } = columns;
  const trip = leaves !== undefined && others.service_from === undefined && others.service_to === undefined;
  const mapped = trip ? { ...others, service_from: leaves } : columns;
  return { columns: mapped, currency: headings[mapped.amount ?? -1]?.currency, missing };
}

function firstOf(headings: readonly Heading[], wanted: readonly string[], taken: ReadonlySet<number>): number {
  for (const word of wanted) {
    const at = headings.findIndex(({ key, bare }, index) => !taken.has(index) && (key === word || bare === word));
    if (at >= 0) return at;
  }
  return -1;
}

/** True when a booking can be told and dated: something that names it, and a day of service. */
export function isEnough(columns: Columns): boolean {
  const named = columns.reference ?? columns.customer ?? columns.last_name ?? columns.first_name;
  return named !== undefined && (columns.service_from ?? columns.service_to ?? columns.leaves) !== undefined;
}
