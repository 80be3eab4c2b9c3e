import type { Problem } from '../../core/problem.ts';
import type { ReadResult } from '../../model/facts.ts';
import type { Reader, ReadOptions } from '../../model/source.ts';
import { problem, shown } from '../_codes.ts';
import { headingKey } from '../_table/heading-key.ts';
import { placeAt } from '../_table/place.ts';
import { CsvScanner, MAX_FIELD, type CsvRecord } from '../_table/scanner.ts';
import { decodeText } from '../_text.ts';
import { isEnough } from './columns.ts';
import { isTelling } from './headings.ts';
import { BookingRecord, type Booking } from './record.ts';
import { findTable, openSheet, type Sheet } from './sheet.ts';

/** What statements of accounts have and sheets of bookings have not. */
const OF_STATEMENTS: ReadonlySet<string> = new Set(
  [
    'balance',
    'running balance',
    'debit',
    'credit',
    'net',
    'fee',
    'fees',
    'payee',
    'saldo',
    'soll',
    'haben',
    'solde',
  ].map(headingKey),
);

/**
 * Certain only of a header that names the booking, when it is served, and whose headings no statement has: a sheet of
 * bookings has dates and amounts, too, and none may be taken for the other.
 */
function recognises(head: Uint8Array, name: string): number {
  if (!/\.(?:csv|tsv|tab|txt)$/i.test(name)) return 0;
  const table = findTable(decodeText(head, undefined, true).text, {});
  const fields = table?.header.fields ?? [];
  const known = table !== undefined && isEnough(table.map.columns);
  if (known && fields.some(isTelling) && !fields.some((field) => OF_STATEMENTS.has(headingKey(field)))) return 1;
  // Its owner may have named the columns: whoever asks for bookings alone gets this reader.
  if (/\.txt$/i.test(name)) return 0;
  return known ? 0.2 : 0.1;
}

function isBlank(record: CsvRecord): boolean {
  return record.fault === undefined && record.fields.every((field) => field.trim() === '');
}

function faultOf({ file, text }: Sheet, record: CsvRecord, fault: NonNullable<CsvRecord['fault']>): Problem {
  return problem(fault.code, { file, ...placeAt(text, record, fault.offset) }, 'the record cannot be read', {
    expected: `quotes that are closed, and fields of at most ${MAX_FIELD} characters`,
    mend: 'mend the quotes, or check `delimiter`',
  });
}

/** What makes a record no booking before its cells are looked at. */
function unfit(sheet: Sheet, record: CsvRecord): Problem | undefined {
  const at = { file: sheet.file, line: record.line, column: 1 };
  const { header, columns } = sheet;
  const [label = ''] = record.fields.filter((field) => field.trim() !== '');
  const undated = (['service_from', 'service_to', 'leaves'] as const).every(
    (column) => (record.fields[columns[column] ?? -1] ?? '').trim() === '',
  );
  if (undated && /^(?:grand |sub ?)?(?:totals?|summe|gesamt|totale|totaal|somme|suma)\b/i.test(label.trim())) {
    const advice = { expected: 'a booking', mend: 'nothing to mend if it is a total' };
    return problem('summary-line', at, `${shown(label)} is no booking`, advice);
  }
  const least = header.fields.findLastIndex((heading) => heading.trim() !== '') + 1;
  const most = header.fields.length;
  const long = record.fields.slice(most).some((field) => field.trim() !== '');
  if (record.fields.length >= least && !long) return undefined;
  const message = `the record has ${record.fields.length} ${record.fields.length === 1 ? 'field' : 'fields'}`;
  return problem(long ? 'fields-too-many' : 'fields-too-few', at, message, {
    expected: `${most}, as the header has`,
    mend: 'quote fields that hold the delimiter',
  });
}

/** The bookings of a sheet, and what is wrong with the other records. */
function readSheet(sheet: Sheet): { readonly bookings: readonly Booking[]; readonly problems: readonly Problem[] } {
  const bookings = new Map<string, Booking>();
  const problems: Problem[] = [...sheet.problems];
  const strange = new Set<string>();
  const scanner = new CsvScanner(sheet.text, sheet.delimiter, sheet.data);
  for (let record = scanner.next(); record; record = scanner.next()) {
    if (isBlank(record)) continue;
    const fault = record.fault ? faultOf(sheet, record, record.fault) : unfit(sheet, record);
    if (fault) {
      problems.push(fault);
      continue;
    }
    const reading = new BookingRecord(sheet, record);
    const booking = reading.read();
    problems.push(
      ...reading.problems.filter(
        ({ code, message }) => code !== 'booking-status-unknown' || isNew(strange, message.toLowerCase()),
      ),
    );
    if (!booking) continue;
    const key = booking.reference === '' ? `line ${booking.line}` : `# ${booking.reference.toLowerCase()}`;
    const before = bookings.get(key);
    if (before) problems.push(twice(sheet, booking, before));
    else bookings.set(key, booking);
  }
  return { bookings: [...bookings.values()], problems };
}

/** A word that is not known is named where it stands first. */
function isNew(seen: Set<string>, message: string): boolean {
  return !seen.has(message) && seen.add(message).has(message);
}

function twice(sheet: Sheet, { line, reference }: Booking, before: Booking): Problem {
  const message = `${shown(reference)} is the reference of the booking on line ${before.line}, too`;
  return problem('booking-duplicate', { file: sheet.file, line, column: 1 }, message, {
    expected: 'each booking once',
    mend: 'take out the one that does not hold; until then the first counts',
  });
}

const DELIMITER_NAMES: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

function describeSheet(sheet: Sheet): Readonly<Record<string, string>> {
  const columns = Object.entries(sheet.columns).map(
    ([field, index]) => `${field} = ${sheet.header.fields[index]?.trim() ?? ''}`,
  );
  return {
    encoding: `${sheet.encoding.encoding} (${sheet.encoding.how})`,
    delimiter: DELIMITER_NAMES[sheet.delimiter] ?? sheet.delimiter,
    header_line: String(sheet.header.line),
    decimal: `${sheet.decimal.value} (${sheet.decimal.how})`,
    date_order: `${sheet.dateOrder.value} (${sheet.dateOrder.how})`,
    currency: sheet.currency,
    columns: columns.join(', '),
  };
}

/** Sheets of what customers booked: who, when it is served, for how much. Cancelled bookings are kept with their status. */
export const bookings: Reader = {
  kind: 'bookings',
  role: 'bookings',
  version: 1,
  recognises,
  read(bytes: Uint8Array, name: string, options: ReadOptions): ReadResult {
    const sheet = openSheet(bytes, name, options);
    const nothing = { kind: 'bookings', rows: [], balances: [] };
    if (!('text' in sheet)) return { ...nothing, layout: {}, problems: sheet, tables: { bookings: [] } };
    const { bookings: rows, problems } = readSheet(sheet);
    const table = rows.map((row) => ({ ...row, line: BigInt(row.line) }));
    return { ...nothing, layout: describeSheet(sheet), problems, tables: { bookings: table } };
  },
};
