import type { DecimalMark } from '../../core/money.ts';
import type { Problem } from '../../core/problem.ts';
import type { CsvField } from '../../model/portfolio.ts';
import type { ReadOptions } from '../../model/source.ts';
import { decodeText, firstLoss, Lines, MAX_BYTES, type Decoded } from '../_text.ts';
import { currencyMissing, lostCharacter, NO_CURRENCY, problem, shown } from '../_codes.ts';
import { readDateCell, type DateOrder } from '../_table/dates.ts';
import { findTable, type Delimiter, type Start, type Table } from './header.ts';
import { survey, type Survey } from './survey.ts';
import type { PresetName } from './presets.ts';

/** Everything about a CSV file that its records are read by. */
export interface CsvLayout {
  /** The file as problems name it. */
  readonly file: string;
  readonly encoding: Decoded['encoding'];
  readonly encodingHow: Decoded['how'];
  readonly delimiter: Delimiter;
  readonly quote: '"';
  /** Line of the header, from 1; undefined where there is none. */
  readonly headerLine: number | undefined;
  /** Headings as they stand; empty where there is no header. */
  readonly header: readonly string[];
  /** Line where records are looked for first, from 1. */
  readonly dataLine: number;
  /** Fields that a record must have; and those it may have (a longer one is fine when the rest is empty). */
  readonly fields: { readonly least: number; readonly most: number };
  /** Which columns (from 0) hold a field; of several, the first that is not empty counts (a memo joins them). */
  readonly columns: Readonly<Partial<Record<CsvField, readonly number[]>>>;
  /** A column of words for debit and credit that gives unsigned amounts their sign. */
  readonly direction: number | undefined;
  readonly preset: PresetName;
  /** 1 when the file writes a cost as a positive fee, -1 when as a negative one. */
  readonly feeSign: 1 | -1;
  readonly decimal: DecimalMark;
  readonly decimalHow: string;
  readonly dateOrder: DateOrder;
  readonly dateOrderHow: string;
  /** Currency of rows that do not say theirs. */
  readonly currency: string | undefined;
  /** About the file as a whole. One of severity error means that no record can be read. */
  readonly problems: readonly Problem[];
}

export interface OpenCsv {
  readonly layout: CsvLayout;
  readonly text: string;
  readonly data: Start;
}

export function isRefused(layout: CsvLayout): boolean {
  return layout.problems.some(({ severity }) => severity === 'error');
}

function skipLines(text: string, count: number, from: Start): Start {
  let { offset, line } = from;
  const ends = /\r\n|\n|\r/g;
  for (let left = count; left > 0; left -= 1) {
    ends.lastIndex = offset;
    const end = ends.exec(text);
    if (!end) return { offset: text.length, line };
    offset = ends.lastIndex;
    line += 1;
  }
  return { offset, line };
}

/** Excel's own first line, `sep=;`. */
function excelSeparator(text: string): Delimiter | undefined {
  const match = /^"?sep=([,;\t|])"?(?=[\r\n]|$)/i.exec(text);
  return match?.[1] as Delimiter | undefined;
}

function unreadable(layout: Omit<CsvLayout, 'problems'>, found: Problem): CsvLayout {
  return { ...layout, problems: [found] };
}

function blankLayout(
  file: string,
  decoded: Pick<Decoded, 'encoding' | 'how'>,
  options: ReadOptions,
): Omit<CsvLayout, 'problems'> {
  return {
    file,
    encoding: decoded.encoding,
    encodingHow: decoded.how,
    delimiter: options.delimiter ?? ',',
    quote: '"',
    headerLine: undefined,
    header: [],
    dataLine: 1,
    fields: { least: 0, most: 0 },
    columns: {},
    direction: undefined,
    preset: options.preset ?? 'bank',
    feeSign: 1,
    decimal: options.decimal ?? '.',
    decimalHow: 'not looked for',
    dateOrder: options.date_order ?? 'ymd',
    dateOrderHow: 'not looked for',
    currency: options.currency,
  };
}

const MEND_COLUMNS =
  'name the columns under `columns`, such as { date: Date, amount: Amount }, or by number with `header: false`';

function headerProblem(file: string, table: Table | undefined): Problem {
  const at = { file, line: table?.header?.line ?? 1, column: 1 };
  const fields = table?.header?.fields ?? [];
  const list = fields.map(shown).join(', ').slice(0, 400);
  const nearest = fields.some((field) => readDateCell(field))
    ? `there are data without a header: ${list}`
    : `the nearest to a header names ${list}`;
  const message = list === '' ? 'no line of this file looks like a header' : nearest;
  const expected = 'a line that names a date column and an amount column (or debit and credit)';
  return problem('header-not-found', at, message, { expected, mend: MEND_COLUMNS });
}

function missingColumns(file: string, table: Table): Problem[] {
  const line = table.header?.line ?? 1;
  return table.map.missing.map(({ field, column }) =>
    problem('column-unknown', { file, line, column: 1 }, `column ${shown(column)} for ${field} is not in this file`, {
      expected: table.header
        ? `one of ${table.header.fields.map(shown).join(', ').slice(0, 400)}`
        : 'a number from 1, since the file has no header',
      mend: `mend \`columns.${field}\` in the portfolio`,
    }),
  );
}

function surveyProblems(file: string, table: Table, { dateOrder, decimal, firstDate, firstAmount }: Survey): Problem[] {
  const found: Problem[] = [];
  const start = { line: table.data.line, column: 1 };
  if (dateOrder.ambiguous) {
    const at = { file, ...(firstDate?.at ?? start) };
    const message = `the dates, such as ${shown(firstDate?.cell ?? '')}, are read ${dateOrder.value === 'mdy' ? 'month' : 'day'} first, and nothing in the file proves it`;
    found.push(
      problem('date-order-ambiguous', at, message, {
        expected: 'at least one day over 12',
        mend: 'declare `date_order: mdy` or `date_order: dmy`',
      }),
    );
  }
  if (decimal.ambiguous) {
    const at = { file, ...(firstAmount?.at ?? start) };
    const message = `amounts, such as ${shown(firstAmount?.cell ?? '')}, are read with "${decimal.value}" for the decimal mark, and nothing in the file proves it`;
    found.push(
      problem('decimal-mark-ambiguous', at, message, {
        expected: 'at least one amount with cents',
        mend: 'declare `decimal: "."` or `decimal: ","`',
      }),
    );
  }
  return found;
}

function describeTable(base: Omit<CsvLayout, 'problems'>, table: Table, seen: Survey, options: ReadOptions): CsvLayout {
  const { file } = base;
  const header = table.header?.fields ?? [];
  const currency = table.map.currency ?? options.currency;
  const { direction, ...columns } = seen.columns;
  const at = { file, line: table.header?.line ?? table.data.line, column: 1 };
  const unpriced = currency === undefined && columns.currency === undefined;
  const problems = [
    ...missingColumns(file, table),
    ...(unpriced ? [currencyMissing(at)] : []),
    ...surveyProblems(file, table, seen),
  ];
  return {
    ...base,
    delimiter: table.delimiter,
    headerLine: table.header?.line,
    header,
    dataLine: table.data.line,
    fields: seen.fields,
    columns,
    direction: direction?.[0],
    preset: table.map.preset.name,
    feeSign: table.map.preset.feeSign,
    decimal: seen.decimal.value,
    decimalHow: seen.decimal.how,
    dateOrder: seen.dateOrder.value,
    dateOrderHow: seen.dateOrder.how,
    currency: unpriced ? NO_CURRENCY : currency,
    problems,
  };
}

/** A CSV file's text and layout, ready for its records to be read. Never throws. */
export function openCsv(bytes: Uint8Array, file: string, options: ReadOptions, partial = false): OpenCsv {
  const nowhere = { offset: 0, line: 1 };
  const at = { file, line: 1, column: 1 };
  if (bytes.length > MAX_BYTES) {
    const base = blankLayout(file, { encoding: options.encoding ?? 'utf-8', how: 'found' }, options);
    const found = problem('file-too-large', at, `the file has ${bytes.length} bytes`, {
      expected: `at most ${MAX_BYTES}`,
      mend: 'export shorter periods',
    });
    return { layout: unreadable(base, found), text: '', data: nowhere };
  }
  const decoded = decodeText(bytes, options.encoding, partial);
  const { text } = decoded;
  const lost = firstLoss(text);
  const losses = lost === undefined ? [] : [lostCharacter({ file, ...new Lines(text).at(lost) }, decoded.encoding)];
  const base = blankLayout(file, decoded, options);
  if (text.trim() === '') {
    const found = problem('file-empty', at, 'the file is empty', {
      expected: 'a header and records',
      mend: 'export it again',
    });
    return { layout: unreadable(base, found), text, data: nowhere };
  }
  const separator = options.delimiter ?? excelSeparator(text);
  const start = skipLines(
    text,
    (options.skip_lines ?? 0) + (excelSeparator(text) && !options.skip_lines ? 1 : 0),
    nowhere,
  );
  const table = findTable(text, start, separator ? { ...options, delimiter: separator } : options);
  if (!table?.found) {
    const problems = [...(table ? missingColumns(file, table) : []), headerProblem(file, table)];
    const header = table?.header ? { headerLine: table.header.line, header: table.header.fields } : {};
    return { layout: { ...base, ...header, problems }, text, data: start };
  }
  const layout = describeTable(base, table, survey(text, table, options), options);
  return { layout: { ...layout, problems: [...losses, ...layout.problems] }, text, data: table.data };
}

/**
 * The layout of a CSV file from its bytes: the whole file, or (`partial`) its beginning. Date order and decimal mark are
 * weighed over every record that is given, so the whole file tells more than its beginning.
 */
export function detectLayout(bytes: Uint8Array, file: string, options: ReadOptions, partial = false): CsvLayout {
  return openCsv(bytes, file, options, partial).layout;
}
