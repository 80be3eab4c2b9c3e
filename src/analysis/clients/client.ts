import type { IsoDate } from '../../core/date.ts';
import { isZero } from '../../core/decimal.ts';
import type { Book } from '../../model/book.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate } from '../../model/sql.ts';
import { distinctSlug, figureId, money, scopeOf } from '../ids.ts';
import { oneOf } from '../sql.ts';
import { ageing, owedOf, pastDue } from './ageing.ts';
import type { Invoice } from './invoices.ts';
import { itemsOf } from './items.ts';
import { yearBegins, type ClientSheets } from './sheets.ts';
import { narrow, sumOf, type Slice } from './slice.ts';
import { isHourly, missingOf, termsOf, type Terms } from './terms.ts';
import { hoursOf, isOld, since, unbilled, withBillable, type Worked } from './time.ts';
import type { Client, ClientBilling, ClientHours, Unbilled } from './types.ts';

/** One client: how the sheets spell it, and what its figures are made with. */
export interface Named {
  readonly key: string;
  readonly name: string;
  /** Every spelling in any of the sheets. */
  readonly spellings: readonly string[];
}

interface Work extends Named {
  readonly book: Book;
  readonly id: string;
  readonly currency: string;
  readonly sheets: ClientSheets;
  readonly terms: Terms;
  /** Its time, and its invoices; undefined where the entity has no such sheet. */
  readonly time: Slice<Worked> | undefined;
  readonly sent: Slice<Invoice> | undefined;
}

/** All that is known of one client. */
export function clientOf(book: Book, sheets: ClientSheets, named: Named): Client {
  const work = workOf(book, sheets, named);
  const { id, terms } = work;
  const hours = hoursFigures(work);
  const open = unbilledOf(work);
  return {
    key: named.key,
    name: named.name,
    id,
    terms,
    missing: sheets.records.agreements > 0n ? missingOf(terms, hours?.last) : [],
    active: isActive(work, open),
    hours,
    unbilled: open,
    billing: billingOf(work, hours),
    items: itemsOf(book, sheets, { id, key: named.key, name: named.name }),
  };
}

/** Worked for or invoiced in twelve months, or with something that is not billed or not paid yet. */
function isActive({ book, time, sent }: Work, open: Unbilled | undefined): boolean {
  const from = yearBegins(book.asOf);
  if (time?.rows.some(({ date }) => date >= from)) return true;
  if (sent?.rows.some(({ date, owed }) => date >= from || owed !== 0n)) return true;
  return open?.hours.value !== undefined && !isZero(open.hours.value);
}

function workOf(book: Book, sheets: ClientSheets, named: Named): Work {
  const { entity, currency } = sheets.of;
  const { key, name, spellings } = named;
  const id = figureId(scopeOf(entity), 'client', distinctSlug(key));
  const own = <T extends { readonly key: string }>(slice: Slice<T>): Slice<T> =>
    narrow(slice, (row) => row.key === key, oneOf('client', spellings));
  const whose = { id, name, entity: entity.id, currency };
  return {
    ...named,
    book,
    id,
    currency,
    sheets,
    terms: termsOf(
      book,
      whose,
      sheets.agreements.filter((row) => row.key === key),
    ),
    time: sheets.records.time_entries > 0n ? own(sheets.worked) : undefined,
    sent: sheets.invoices && own(sheets.invoices.sent),
  };
}

function hoursFigures({ book, id, name, currency, terms, time }: Work): ClientHours | undefined {
  if (!time) return undefined;
  const year = since(time, yearBegins(book.asOf));
  const part = (suffix: readonly string[], words: string, slice: Slice<Worked>): Figure =>
    hoursOf(book, { id: figureId(id, 'hours', ...suffix), label: `${name}, ${words} of twelve months` }, slice);
  const billable = part(['billable'], 'billable hours', withBillable(year, 'yes'));
  const days = time.rows.map(({ date }) => date).toSorted();
  return {
    all: part([], 'hours', year),
    billable,
    notBillable: part(['not-billable'], 'hours that are not billed', withBillable(year, 'no')),
    unsaid: part(['unsaid'], 'hours that may be billable', withBillable(year, '')),
    value:
      terms.rate &&
      worth(book, figureId(id, 'value'), `${name}, billable hours at the agreed rate`, billable, terms.rate, currency),
    first: days[0],
    last: days.at(-1),
  };
}

/** Hours × rate. */
function worth(book: Book, id: string, label: string, hours: Figure, rate: Figure, currency: string): Figure {
  return book.formula(id, label, money(currency), 'product', [hours, rate], { text: 'hours × agreed rate' });
}

function unbilledOf({ book, id, name, currency, terms, time, sent }: Work): Unbilled | undefined {
  if (!time || !isHourly(terms)) return undefined;
  const named = { id: figureId(id, 'unbilled', 'hours'), label: `${name}, unbilled hours` };
  const billable = withBillable(time, 'yes').rows.filter(({ date }) => isOld(date, book.asOf));
  const hours =
    !sent && billable.some(({ invoiced }) => invoiced === '')
      ? book.unknown(
          named.id,
          named.label,
          { kind: 'hours' },
          'neither the time sheet nor any invoice says what was billed',
        )
      : hoursOf(book, named, unbilled(time, book.asOf, lastInvoice(sent)));
  const label = `${name}, unbilled at the agreed rate`;
  return { hours, value: terms.rate && worth(book, figureId(id, 'unbilled'), label, hours, terms.rate, currency) };
}

/** The day of the client's last invoice; a credit note is none. */
function lastInvoice(sent: Slice<Invoice> | undefined): IsoDate {
  const days = (sent?.rows ?? []).filter(({ total }) => total > 0n).map(({ date }) => date);
  return days.toSorted().at(-1) ?? '';
}

function billingOf(work: Work, hours: ClientHours | undefined): ClientBilling | undefined {
  const { book, id, name, currency, sent } = work;
  if (!sent) return undefined;
  const from = yearBegins(book.asOf);
  const year = narrow(sent, ({ date }) => date >= from, `date >= ${sqlDate(from)}`);
  const sum = (part: string, words: string, column: readonly [string, (row: Invoice) => bigint]): Figure =>
    sumOf(book, { id: figureId(id, part), label: `${name}, ${words} in twelve months` }, money(currency), year, column);
  const billed = sum('billed', 'billed', ['net', ({ net }) => net]);
  const owed = { id: figureId(id, 'receivables'), label: `${name} receivables`, currency, sent };
  const late = { ...owed, id: figureId(id, 'overdue'), label: `${name}, past due`, sent: pastDue(sent, book.asOf, 1) };
  return {
    billed,
    collected: sum('collected', 'collected', ['total - owed - lost', ({ total, owed: o, lost }) => total - o - lost]),
    overdue: owedOf(book, late),
    ages: ageing(book, owed),
    realisation:
      hours?.value &&
      book.formula(
        figureId(id, 'realisation'),
        `${name}, realisation`,
        { kind: 'percent' },
        'percent',
        [billed, hours.value],
        {
          text: 'billed ÷ billable hours at the agreed rate',
        },
      ),
    effectiveRate:
      hours &&
      book.formula(
        figureId(id, 'effective-rate'),
        `${name}, effective rate`,
        money(currency),
        'quotient',
        [billed, hours.all],
        {
          text: 'billed ÷ hours',
        },
      ),
  };
}
