import { isoDate, type IsoDate } from '../../core/date.ts';

export type DateOrder = 'ymd' | 'mdy' | 'dmy';
export const DATE_ORDERS = ['mdy', 'dmy', 'ymd'] as const satisfies readonly DateOrder[];

/** A date cell before its order is known: either there is no doubt, or three numbers as they stand. */
export type DateCell =
  | { readonly kind: 'certain'; readonly date: IsoDate | undefined }
  | { readonly kind: 'numbers'; readonly numbers: readonly [string, string, string]; readonly separator: string };

/** A longer cell is no date; no pattern looks at it. */
const LONGEST = 64;
const YEAR_FIRST = /^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})(?!\d)/;
const NUMBERS = /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:\d{4}(?:\d{2})?)?(?!\d)/;
const WEEKDAY = /^\p{L}{2,12}\.?,? (?=\d)/u;
const DAY_MONTH_YEAR =
  /^(\d{1,2})(?:st|nd|rd|th|\.|º)?[-/. ,]{0,2}(?:de )?(\p{L}{3,12})\.?[-/. ,]{0,2}(?:de )?(\d{4}|\d{2})(?!\d)/u;
const MONTH_DAY_YEAR = /^(\p{L}{3,12})\.?[-/. ]{0,2}(\d{1,2})(?:st|nd|rd|th)?[-/, ]{1,2}(\d{4}|\d{2})(?!\d)/u;
const YEAR_MONTH_DAY = /^(\d{4})[-/. ]{1,2}(\p{L}{3,12})[-/. ]{1,2}(\d{1,2})(?!\d)/u;
/** A time of day, with or without seconds, noon marks and zone: told apart so that the day can be taken as written. */
const TIME =
  /^(?:(?:[T ]|, ?| - )\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|[A-Z]{2,5}|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?))?)?$/;

const MONTH_NAMES = [
  'jan januar janvier enero ene gennaio gen januari janv jänner',
  'feb februar february fevrier fev fevr febrero febbraio februari',
  'mar march marz mars marzo mrt maart mrz',
  'apr april avril avr abril abr aprile',
  'may mai mayo maggio mag mei',
  'jun june juni juin junio giu giugno',
  'jul july juli juillet juil julio lug luglio',
  'aug august aout agosto ago augustus',
  'sep sept september septembre septiembre set settembre',
  'oct october okt oktober octobre octubre ott ottobre',
  'nov november novembre noviembre',
  'dec december dez dezember decembre diciembre dic dicembre',
].flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const));
const MONTHS: ReadonlyMap<string, number> = new Map([...MONTH_NAMES, ['january', 1] as const, ['janner', 1] as const]);

function monthNamed(name: string): number {
  return MONTHS.get(name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()) ?? 0;
}

/** Two-digit years: 00–69 are 2000–2069, 70–99 are 1970–1999, as POSIX strptime has it. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length !== 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

function certain(year: string, month: number, day: string, rest: string): DateCell | undefined {
  return TIME.test(rest) ? { kind: 'certain', date: isoDate(fullYear(year), month, Number(day)) } : undefined;
}

function named(text: string): DateCell | undefined {
  const dmy = DAY_MONTH_YEAR.exec(text);
  if (dmy) return certain(dmy[3] ?? '', monthNamed(dmy[2] ?? ''), dmy[1] ?? '', text.slice(dmy[0].length));
  const mdy = MONTH_DAY_YEAR.exec(text);
  if (mdy) return certain(mdy[3] ?? '', monthNamed(mdy[1] ?? ''), mdy[2] ?? '', text.slice(mdy[0].length));
  const ymd = YEAR_MONTH_DAY.exec(text);
  if (ymd) return certain(ymd[1] ?? '', monthNamed(ymd[2] ?? ''), ymd[3] ?? '', text.slice(ymd[0].length));
  return undefined;
}

/**
 * What a cell says of a day. A time of day and a zone after it are passed over: the day is taken as it is written, and
 * never moved to another zone, so that it agrees with the statement on paper. Undefined when it is no date at all; a
 * certain date that the calendar does not have (2026-02-31) is certain and undefined.
 */
export function readDateCell(cell: string): DateCell | undefined {
  const text = cell.trim();
  if (text.length > LONGEST) return undefined;
  const year = YEAR_FIRST.exec(text);
  if (year) return certain(year[1] ?? '', Number(year[3]), year[4] ?? '', text.slice(year[0].length));
  const numbers = NUMBERS.exec(text);
  if (numbers) {
    const [all, first = '', separator = '', second = '', third = ''] = numbers;
    return TIME.test(text.slice(all.length))
      ? { kind: 'numbers', numbers: [first, second, third], separator }
      : undefined;
  }
  const compact = COMPACT.exec(text);
  if (compact) return certain(compact[1] ?? '', Number(compact[2]), compact[3] ?? '', text.slice(compact[0].length));
  return named(text) ?? named(text.replace(WEEKDAY, ''));
}

/** The day of a cell under a date order; undefined when there is none. */
export function resolveDate(cell: DateCell, order: DateOrder): IsoDate | undefined {
  if (cell.kind === 'certain') return cell.date;
  const [first, second, third] = cell.numbers;
  switch (order) {
    case 'mdy':
      return isoDate(fullYear(third), Number(first), Number(second));
    case 'dmy':
      return isoDate(fullYear(third), Number(second), Number(first));
    case 'ymd':
      return third.length === 4 ? undefined : isoDate(fullYear(first.padStart(2, '0')), Number(second), Number(third));
  }
}

/** The day of a cell of text; undefined when it holds none. */
export function parseDate(cell: string, order: DateOrder): IsoDate | undefined {
  const read = readDateCell(cell);
  return read && resolveDate(read, order);
}
