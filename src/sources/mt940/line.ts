import { isoDate, type IsoDate } from '../../core/date.ts';
import { shown } from '../_codes.ts';
import { tidy } from '../_text.ts';
import { markOf, type Values } from '../_values.ts';
import type { Field } from './fields.ts';

/** A statement line (`:61:`). */
export interface StatementLine {
  /** The entry date, by which a statement adds up; the value date where the bank gives no other. */
  readonly date: IsoDate;
  readonly amount: bigint;
  /** True for money that is only expected (EC, ED). */
  readonly expected: boolean;
  /** `NTRF`; '' when there is none. */
  readonly type: string;
  /** The bank's reference, else the owner's. */
  readonly reference: string;
  /** The second line, where there is one. */
  readonly details: string;
}

/** Value date, entry date, mark, third letter of the currency, amount, type and references (SWIFT's field 61). */
const LINE =
  /^(\d{2})(\d{2})(\d{2})(?:(\d{2})(\d{2}))?(RC|RD|EC|ED|C|D)([A-Z])?(\d{1,15}[.,]?\d{0,6}|[.,]\d{1,6})(?![\d.,])([A-Z][A-Z0-9]{3})?(.*)$/;
/** No reference at all, or the name of the one in field 86. */
const NO_REFERENCE = /^(?:NONREF|NOREF|NOTPROVIDED|EREF|MARF|PREF|KREF)?$/i;

/** Two digits of a year; there was no MT940 before 1980. */
export function fullYear(digits: string): number {
  const year = Number(digits);
  return year >= 80 ? 1900 + year : 2000 + year;
}

/** The day of an entry that is written without its year: the one nearest to the value date. */
function entryDay(value: IsoDate, month: number, day: number): IsoDate | undefined {
  const year = Number(value.slice(0, 4));
  const distance = (date: IsoDate): number => Math.abs(Date.parse(date) - Date.parse(value));
  return [year, year - 1, year + 1]
    .flatMap((one) => isoDate(one, month, day) ?? [])
    .toSorted((a, b) => distance(a) - distance(b))[0];
}

/** Reads a `:61:`; undefined after a problem. */
export function readLine(field: Field, currency: string, values: Values): StatementLine | undefined {
  const [text = '', ...more] = field.lines;
  const match = LINE.exec(text.trimEnd());
  if (!match) {
    return values.fail('mt940-line-invalid', field.value, `:61: is ${shown(text)}`, {
      expected: 'value date, entry date, C or D, and an amount: 2604300430D12,50NTRFNONREF',
      mend: 'download the statement again, or mend the line',
    });
  }
  const [, year = '', month = '', day = '', entryMonth, entryDayText, mark = '', , digits = '', type = '', rest = ''] =
    match;
  const value = isoDate(fullYear(year), Number(month), Number(day));
  const entered = entryMonth !== undefined && entryDayText !== undefined;
  const date = value && (entered ? entryDay(value, Number(entryMonth), Number(entryDayText)) : value);
  if (!date) {
    const written = text.slice(0, entered ? 10 : 6);
    return values.fail('date-invalid', field.value, `:61: begins with ${shown(written)}`, {
      expected: 'a day that the calendar has, as YYMMDD, and the entry date as MMDD',
      mend: 'mend the date',
    });
  }
  const offset = field.value + text.indexOf(digits, 6);
  const minor = values.amount({ name: ':61:', text: digits, offset }, currency, markOf(digits));
  if (minor === undefined) return undefined;
  const [own = '', ...bank] = rest.split('//');
  const references = [bank.join('//'), own].map((reference) => tidy(reference));
  return {
    date,
    amount: isDebit(mark) ? -minor : minor,
    expected: mark.startsWith('E'),
    type,
    reference: references.find((reference) => !NO_REFERENCE.test(reference)) ?? '',
    details: tidy(more.join(' ')),
  };
}

/** A debit, a credit that is taken back (RC), or an expected debit. */
function isDebit(mark: string): boolean {
  return mark === 'D' || mark === 'RC' || mark === 'ED';
}
