import type { DecimalMark } from '../../core/money.ts';
import type { Problem } from '../../core/problem.ts';
import type { ReadOptions } from '../../model/source.ts';
import { currencyMissing, NO_CURRENCY, problem, shown } from '../_codes.ts';
import type { DateOrder } from '../_table/dates.ts';
import { chooseDateOrder, DateEvidence, MarkEvidence, type Choice } from '../_table/evidence.ts';
import { lostIn, missingColumns, openText, type Opened } from '../_table/opened.ts';
import { placeIn } from '../_table/place.ts';
import { DELIMITERS, type Start } from '../_table/records.ts';
import { CsvScanner, type CsvRecord } from '../_table/scanner.ts';
import { isEnough, mapColumns, type ColumnMap, type Columns } from './columns.ts';

/** A title and a period may stand above the header, never this much. */
const HEADER_WITHIN = 30;

interface Table {
  readonly delimiter: string;
  readonly header: CsvRecord;
  readonly data: Start;
  readonly map: ColumnMap;
}

/** A sheet of bookings, ready for its records to be read. */
export type Sheet = Opened<Columns>;

function tableWith(text: string, delimiter: string, options: ReadOptions): Table | undefined {
  const scanner = new CsvScanner(text, delimiter);
  let best: Table | undefined;
  for (let seen = 0; seen < HEADER_WITHIN; seen += 1) {
    const header = scanner.next();
    if (!header) break;
    if (header.fault || header.fields.length < 2) continue;
    const table = { delimiter, header, data: scanner.place, map: mapColumns(header.fields, options.booking_columns) };
    if (weight(table) > (best ? weight(best) : 0)) best = table;
  }
  return best;
}

/** How much of a header was understood. */
function weight({ map }: Table): number {
  const whole = isEnough(map.columns) ? 1000 : 0;
  return whole + (whole > 0 && map.missing.length === 0 ? 1000 : 0) + Object.keys(map.columns).length;
}

/** The header that is understood best, under the delimiter declared or any. */
export function findTable(text: string, options: ReadOptions): Table | undefined {
  const wanted = options.delimiter ? [options.delimiter] : DELIMITERS;
  const tables = wanted.flatMap((delimiter) => tableWith(text, delimiter, options) ?? []);
  return tables.toSorted((a, b) => weight(b) - weight(a))[0];
}

interface Survey {
  readonly decimal: Choice<DecimalMark>;
  readonly dateOrder: Choice<DateOrder>;
  readonly problems: readonly Problem[];
}

const DATES = ['service_from', 'service_to', 'leaves', 'booked'] as const;

/** Goes over every record once: date order and decimal mark follow from all of them together. */
function survey(file: string, text: string, table: Table, options: ReadOptions): Survey {
  const { columns } = table.map;
  const dates = DATES.flatMap((field) => {
    const index = columns[field];
    return index === undefined ? [] : [{ index, evidence: new DateEvidence() }];
  });
  const marks = new MarkEvidence();
  const scanner = new CsvScanner(text, table.delimiter, table.data);
  let first: CsvRecord | undefined;
  for (let record = scanner.next(); record; record = scanner.next()) {
    if (record.fault) continue;
    first ??= record;
    for (const { index, evidence } of dates) evidence.add(record.fields[index] ?? '');
    marks.add(record.fields[columns.amount ?? -1] ?? '', false);
  }
  const decimal = marks.choose(options.decimal, table.delimiter === ';');
  const evidence = dates.map((one) => one.evidence);
  const dateOrder = chooseDateOrder(options.date_order, evidence, decimal);
  const at = (index: number | undefined): Problem['at'] => ({
    file,
    ...(first ? placeIn(text, table.delimiter, first, index ?? 0) : { line: table.data.line, column: 1 }),
  });
  const problems = [
    ...(dateOrder.ambiguous ? [ambiguousDates(at(dates[0]?.index), dateOrder.value)] : []),
    ...(decimal.ambiguous ? [ambiguousMark(at(columns.amount), decimal.value)] : []),
  ];
  return { decimal, dateOrder, problems };
}

function ambiguousDates(at: Problem['at'], order: DateOrder): Problem {
  const read = order === 'mdy' ? 'month' : 'day';
  return problem('date-order-ambiguous', at, `the dates are read ${read} first, and nothing in the sheet proves it`, {
    expected: 'at least one day over 12',
    mend: 'declare `date_order: mdy` or `date_order: dmy` under `bookings`',
  });
}

function ambiguousMark(at: Problem['at'], mark: DecimalMark): Problem {
  const message = `amounts are read with "${mark}" for the decimal mark, and nothing in the sheet proves it`;
  return problem('decimal-mark-ambiguous', at, message, {
    expected: 'at least one amount with cents',
    mend: 'declare `decimal: "."` or `decimal: ","` under `bookings`',
  });
}

function noHeader(file: string, table: Table | undefined): Problem {
  const list = table?.header.fields.map(shown).join(', ').slice(0, 400);
  const message = list ? `the nearest to a header names ${list}` : 'no line of this file looks like a header';
  return problem('booking-header-not-found', { file, line: table?.header.line ?? 1, column: 1 }, message, {
    expected: 'a line that names a booking’s reference or customer, and a day of service',
    mend: 'name the columns under `bookings.columns`, such as { reference: Order, service_from: Sails }',
  });
}

const placeOf = (field: string): string => `\`bookings.columns.${field}\` in the portfolio`;

/** The sheet; or, when none of its records can be read, the problems that say why. Never throws. */
export function openSheet(bytes: Uint8Array, file: string, options: ReadOptions): Sheet | readonly Problem[] {
  const decoded = openText(bytes, file, options.encoding);
  if (!('text' in decoded)) return [decoded];
  const { text } = decoded;
  const table = findTable(text, options);
  const missing = table ? missingColumns(file, table.header, table.map.missing, placeOf) : [];
  if (!table || missing.length > 0 || !isEnough(table.map.columns))
    return missing.length > 0 ? missing : [noHeader(file, table)];
  const seen = survey(file, text, table, options);
  const { columns } = table.map;
  const currency = table.map.currency ?? options.currency;
  const unpriced = currency === undefined && columns.currency === undefined && columns.amount !== undefined;
  const { delimiter, header, data } = table;
  return {
    file,
    text,
    encoding: decoded,
    delimiter,
    header,
    data,
    columns,
    decimal: seen.decimal,
    dateOrder: seen.dateOrder,
    currency: currency ?? NO_CURRENCY,
    problems: [
      ...lostIn(file, decoded),
      ...(unpriced ? [currencyMissing({ file, line: header.line, column: 1 })] : []),
      ...seen.problems,
    ],
  };
}
