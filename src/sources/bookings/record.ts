import { addDays, daysBetween, type IsoDate } from '../../core/date.ts';
import { isCurrency } from '../../core/money.ts';
import type { Problem } from '../../core/problem.ts';
import { NO_CURRENCY, problem, shown, type SourceCode } from '../_codes.ts';
import { DATE_ORDERS, readDateCell, resolveDate } from '../_table/dates.ts';
import { minorOf } from '../_table/minor.ts';
import { placeIn } from '../_table/place.ts';
import type { CsvRecord } from '../_table/scanner.ts';
import { tidy } from '../_text.ts';
import { saysCancelled, statusOf, type BookingColumn, type BookingStatus } from './headings.ts';
import type { Sheet } from './sheet.ts';

/** What one customer booked. Days are whole: the first and the last on which the service is rendered. */
export interface Booking {
  readonly line: number;
  readonly reference: string;
  readonly customer: string;
  readonly booked: IsoDate | null;
  readonly service_from: IsoDate;
  readonly service_to: IsoDate;
  /** The whole price in minor units; null where the sheet does not say. */
  readonly amount: bigint | null;
  readonly currency: string;
  readonly status: BookingStatus;
}

/** Longer than this is a slip of the year; and each day of a service may become a posting. */
const LONGEST_DAYS = 3_660;

/** One record while it is read: its cells, and what is wrong with them. */
export class BookingRecord {
  readonly problems: Problem[] = [];
  readonly #sheet: Sheet;
  readonly #record: CsvRecord;

  constructor(sheet: Sheet, record: CsvRecord) {
    this.#sheet = sheet;
    this.#record = record;
  }

  /** The booking, or undefined when a problem sets it aside. A status that is not known only warns. */
  read(): Booking | undefined {
    const reference = this.#text('reference');
    const customer = this.#customer();
    if (reference === '' && customer === '') {
      return this.#fail('booking-unnamed', 'reference', 'the booking has neither a reference nor a customer', {
        expected: 'one of them',
        mend: 'fill in the reference',
      });
    }
    const service = this.#service();
    const booked = this.#text('booked') === '' ? null : this.#date('booked');
    const currency = this.#currency();
    const amount = currency === undefined ? undefined : this.#amount(currency);
    const status = this.#status();
    if (!service || booked === undefined || currency === undefined || amount === undefined) return undefined;
    const { line } = this.#record;
    return { line, reference, customer, booked, ...service, amount, currency, status };
  }

  #text(column: BookingColumn): string {
    return tidy(this.#record.fields[this.#sheet.columns[column] ?? -1] ?? '');
  }

  #fail(
    code: SourceCode,
    column: BookingColumn,
    message: string,
    advice: { readonly expected: string; readonly mend: string },
  ): undefined {
    const { file, text, delimiter, columns } = this.#sheet;
    const place = placeIn(text, delimiter, this.#record, columns[column] ?? 0);
    this.problems.push(problem(code, { file, ...place }, message, advice));
    return undefined;
  }

  #heading(column: BookingColumn): string {
    return this.#sheet.header.fields[this.#sheet.columns[column] ?? -1]?.trim() ?? column;
  }

  #customer(): string {
    const whole = this.#text('customer');
    return whole === '' ? [this.#text('first_name'), this.#text('last_name')].filter(Boolean).join(' ') : whole;
  }

  #date(column: BookingColumn): IsoDate | undefined {
    const cell = this.#text(column);
    const { value: order } = this.#sheet.dateOrder;
    const read = readDateCell(cell);
    const date = read && resolveDate(read, order);
    if (date !== undefined) return date;
    const fits = read ? DATE_ORDERS.find((other) => resolveDate(read, other) !== undefined) : undefined;
    return this.#fail('date-invalid', column, `${this.#heading(column)} holds ${shown(cell)}`, {
      expected: 'a day that the calendar has',
      mend: fits ? `mend the cell, or declare \`date_order: ${fits}\`` : 'mend the cell',
    });
  }

  /** First and last day of the service; a single day where nothing says how long it takes. */
  #service(): { readonly service_from: IsoDate; readonly service_to: IsoDate } | undefined {
    const first = (['service_from', 'service_to', 'leaves'] as const).find((column) => this.#text(column) !== '');
    if (!first) {
      return this.#fail('date-missing', 'service_from', 'the booking has no day of service', {
        expected: 'the day on which it is served',
        mend: 'fill in the day; take the booking out while it is open',
      });
    }
    const from = this.#date(first);
    const to = from === undefined ? undefined : this.#lastDay(from);
    if (from === undefined || to === undefined) return undefined;
    if (to >= from && daysBetween(from, to) < LONGEST_DAYS) return { service_from: from, service_to: to };
    const message = to < from ? `the service ends on ${to}, before it begins` : `the service lasts until ${to}`;
    return this.#fail('booking-period-invalid', first, message, {
      expected: `a last day from the first on, within ${LONGEST_DAYS} days`,
      mend: 'mend the days',
    });
  }

  /** Who leaves on a day has slept there until then: the last day of service is the one before. */
  #lastDay(from: IsoDate): IsoDate | undefined {
    if (this.#text('service_to') !== '') return this.#date('service_to');
    if (this.#text('leaves') !== '') {
      const leaves = this.#date('leaves');
      return leaves === undefined || leaves <= from ? leaves : addDays(leaves, -1);
    }
    const days = daysIn(this.#text('days'));
    return days === undefined ? from : addDays(from, Math.min(days, LONGEST_DAYS + 1) - 1);
  }

  #currency(): string | undefined {
    const cell = this.#text('currency').toUpperCase();
    const code = cell === '' ? this.#sheet.currency : cell;
    if (isCurrency(code) || (code === NO_CURRENCY && cell === '')) return code;
    return this.#fail('currency-unknown', 'currency', `${shown(code)} is no currency`, {
      expected: 'an ISO 4217 code such as USD',
      mend: 'mend the cell',
    });
  }

  #amount(currency: string): bigint | null | undefined {
    const cell = this.#text('amount');
    if (cell === '') return null;
    const read = minorOf(cell, this.#sheet.decimal.value, currency, this.#heading('amount'));
    if (typeof read !== 'bigint') return this.#fail(read.code, 'amount', read.message, read);
    if (read >= 0n) return read;
    return this.#fail('amount-invalid', 'amount', `${this.#heading('amount')} holds ${shown(cell)}`, {
      expected: 'the price, which is not below zero',
      mend: 'mend the cell; what was given back is a row of the statement',
    });
  }

  #status(): BookingStatus {
    const cell = this.#text('status');
    const status = statusOf(cell);
    if (status === undefined) {
      this.#fail('booking-status-unknown', 'status', `${this.#heading('status')} holds ${shown(cell)}`, {
        expected: 'a word such as confirmed, completed, pending or cancelled',
        mend: 'nothing to mend if the booking stands: it is taken for one that does',
      });
    }
    if (status === 'cancelled' || saysCancelled(this.#text('cancelled'))) return 'cancelled';
    return status ?? '';
  }
}

/** `3`, `3 nights`, `2 days`: whole days; undefined for hours, and for what is no length. */
function daysIn(cell: string): number | undefined {
  const match =
    /^(\d{1,5})(?:[.,]0+)?\s*(?:|d|days?|nights?|tage?|n[äa]chte?|nacht|jours?|nuits?|d[íi]as?|noches?|giorn[oi]|nott[ei]|dag|dagen|nachten)$/iu.exec(
      cell,
    );
  const days = Number(match?.[1] ?? 0);
  return days > 0 ? days : undefined;
}
