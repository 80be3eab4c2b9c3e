import { addDays, daysBetween, type IsoDate } from '../../core/date.ts';
import { decimal } from '../../core/decimal.ts';
import type { Book } from '../../model/book.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate } from '../../model/sql.ts';
import { count, figureId, money } from '../ids.ts';
import type { Invoice } from './invoices.ts';
import { narrow, sumOf, type Slice } from './slice.ts';

/** What is owed by how many days it is past its due day. */
export interface Ageing {
  /** Not due yet; a credit note that is still open is taken off here. */
  readonly current: Figure;
  readonly to30: Figure;
  readonly to60: Figure;
  readonly to90: Figure;
  readonly over90: Figure;
  /** All of it. */
  readonly open: Figure;
}

/** Whose ageing it is: the beginning of the ids and of the labels, and the currency. */
export interface Owed {
  readonly id: string;
  readonly label: string;
  readonly currency: string;
  readonly sent: Slice<Invoice>;
}

/** Days past due from `from` to `to`; credit notes are never past due. */
export function pastDue(sent: Slice<Invoice>, asOf: IsoDate, from: number, to?: number): Slice<Invoice> {
  const latest = addDays(asOf, -from);
  const earliest = to === undefined ? undefined : addDays(asOf, -to);
  return narrow(
    sent,
    ({ owed, due }) => owed > 0n && due <= latest && (earliest === undefined || due >= earliest),
    `owed > 0 AND due <= ${sqlDate(latest)}${earliest === undefined ? '' : ` AND due >= ${sqlDate(earliest)}`}`,
  );
}

const OWED: readonly [string, (invoice: Invoice) => bigint] = ['owed', ({ owed }) => owed];

/** What is owed of the slice. */
export function owedOf(book: Book, { id, label, currency, sent }: Owed): Figure {
  return sumOf(book, { id, label }, money(currency), sent, OWED);
}

/** The ageing schedule of some invoices as of the book's day. */
export function ageing(book: Book, { id, label, currency, sent }: Owed): Ageing {
  const { asOf } = book;
  const part = (name: string, words: string, slice: Slice<Invoice>): Figure =>
    owedOf(book, { id: figureId(id, name), label: `${label}, ${words}`, currency, sent: slice });
  const early = `(due >= ${sqlDate(asOf)} OR owed < 0)`;
  return {
    current: part(
      'current',
      'not due yet',
      narrow(sent, ({ owed, due }) => due >= asOf || owed < 0n, early),
    ),
    to30: part('to-30', '1 to 30 days past due', pastDue(sent, asOf, 1, 30)),
    to60: part('to-60', '31 to 60 days past due', pastDue(sent, asOf, 31, 60)),
    to90: part('to-90', '61 to 90 days past due', pastDue(sent, asOf, 61, 90)),
    over90: part('over-90', 'more than 90 days past due', pastDue(sent, asOf, 91)),
    open: part('open', 'owed by customers', sent),
  };
}

/** Days past due of the one invoice that the slice holds. */
export function daysPastDue(book: Book, { id, label, sent }: Owed): Figure {
  const column = `date_diff('day', due, ${sqlDate(book.asOf)})`;
  return sumOf(book, { id: figureId(id, 'days'), label: `${label}, days past due` }, count('day'), sent, [
    column,
    ({ due }) => BigInt(daysBetween(due, book.asOf)),
  ]);
}

/** Days of sales that DSO looks back on: a quarter. */
const DSO_DAYS = 90;

/** What was invoiced, with tax, in the last 90 days; not known while the invoices on file do not reach so far back. */
export function invoicedLately(book: Book, { id, label, currency, sent }: Owed): Figure {
  const named = { id: figureId(id, 'invoiced'), label: `${label}, invoiced in ${DSO_DAYS} days` };
  const from = addDays(book.asOf, 1 - DSO_DAYS);
  const first = sent.rows.map(({ date }) => date).toSorted()[0];
  if (first === undefined || first > from)
    return book.unknown(named.id, named.label, money(currency), `invoices of less than ${DSO_DAYS} days are on file`);
  const recent = narrow(sent, ({ date }) => date >= from, `date >= ${sqlDate(from)}`);
  return sumOf(book, named, money(currency), recent, ['total', ({ total }) => total]);
}

/** Days sales outstanding: what is owed ÷ what was invoiced in the last 90 days × 90, both with tax. */
export function daysOutstanding(
  book: Book,
  { id, label }: Pick<Owed, 'id' | 'label'>,
  open: Figure,
  invoiced: Figure,
): Figure {
  const days = book.constant('method.dso.days', 'Days that DSO looks back on', count('day'), decimal(DSO_DAYS), 'DSO');
  const times = book.formula(figureId(id, 'dso', 'open'), `${label}, owed × days`, open.unit, 'product', [open, days], {
    text: 'owed × days',
  });
  const words = `${label}, days sales outstanding`;
  return book.formula(figureId(id, 'dso'), words, count('day'), 'quotient', [times, invoiced], {
    text: 'owed × days ÷ invoiced in these days',
  });
}
