import type { DecimalMark } from '../../core/money.ts';
import type { Problem } from '../../core/problem.ts';
import type { CsvField } from '../../model/portfolio.ts';
import type { ReadOptions } from '../../model/source.ts';
import { currencyMissing, NO_CURRENCY, problem, shown } from '../_codes.ts';
import { readDateCell, type DateOrder } from './dates.ts';
import { findTable, type Table } from './header.ts';
import { headingKey } from './heading-key.ts';
import type { Preset, PresetName } from './presets.ts';
import type { Records, Start } from './records.ts';
import { survey, type Survey } from './survey.ts';

/** Everything about a table that its records are read by. */
export interface TableLayout {
  /** The file as problems name it. */
  readonly file: string;
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
  /** -1 when the file writes what leaves the account without a minus. */
  readonly amountSign: 1 | -1;
  /** What its movements are, where no column says it. */
  readonly says: Preset['says'];
  /** Words of the status column for what counts; undefined for those of banks. */
  readonly settled: readonly string[] | undefined;
  /** The column (from 0) whose ids other exports have, too: the reference where one begins with the prefix. */
  readonly shared: { readonly column: number; readonly prefix: string } | undefined;
  readonly decimal: DecimalMark;
  readonly decimalHow: string;
  readonly dateOrder: DateOrder;
  readonly dateOrderHow: string;
  /** Currency of rows that do not say theirs. */
  readonly currency: string | undefined;
  /** About the file as a whole. One of severity error means that no record can be read. */
  readonly problems: readonly Problem[];
}

export function isRefused(layout: TableLayout): boolean {
  return layout.problems.some(({ severity }) => severity === 'error');
}

/** Before anything was found out. */
export function blankLayout(file: string, options: ReadOptions): Omit<TableLayout, 'problems'> {
  return {
    file,
    headerLine: undefined,
    header: [],
    dataLine: 1,
    fields: { least: 0, most: 0 },
    columns: {},
    direction: undefined,
    preset: options.preset ?? 'bank',
    feeSign: 1,
    amountSign: 1,
    says: undefined,
    settled: undefined,
    shared: undefined,
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

function sharedColumn(header: readonly string[], { shared }: Preset): TableLayout['shared'] {
  const keys = header.map(headingKey);
  const column = shared?.headings.map((heading) => keys.indexOf(heading)).find((index) => index >= 0);
  return shared && column !== undefined ? { column, prefix: shared.prefix } : undefined;
}

function describeTable(
  base: Omit<TableLayout, 'problems'>,
  table: Table,
  seen: Survey,
  options: ReadOptions,
): TableLayout {
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
    headerLine: table.header?.line,
    header,
    dataLine: table.data.line,
    fields: seen.fields,
    columns,
    direction: direction?.[0],
    preset: table.map.preset.name,
    feeSign: table.map.preset.feeSign,
    amountSign: table.map.preset.amountSign ?? 1,
    says: table.map.preset.says,
    settled: table.map.preset.settled,
    shared: sharedColumn(header, table.map.preset),
    decimal: seen.decimal.value,
    decimalHow: seen.decimal.how,
    dateOrder: seen.dateOrder.value,
    dateOrderHow: seen.dateOrder.how,
    currency: unpriced ? NO_CURRENCY : currency,
    problems,
  };
}

/**
 * Finds the header and settles how the records are read, weighed over every record that is given. `table` is undefined
 * when there is none; then the layout's problems say so.
 */
export function layOut(
  file: string,
  ways: readonly Records[],
  start: Start,
  options: ReadOptions,
): { readonly layout: TableLayout; readonly table: Table | undefined } {
  const base = blankLayout(file, options);
  const table = findTable(ways, start, options);
  if (table?.found) return { layout: describeTable(base, table, survey(table, options), options), table };
  const problems = [...(table ? missingColumns(file, table) : []), headerProblem(file, table)];
  const header = table?.header ? { headerLine: table.header.line, header: table.header.fields } : {};
  return { layout: { ...base, ...header, problems }, table: undefined };
}

/** A layout's columns as people are shown them: what was taken for what, and why. */
export function describeColumns(layout: TableLayout): Readonly<Record<string, string>> {
  const columns = Object.entries(layout.columns).map(
    ([field, indexes]) =>
      `${field} = ${indexes.map((index) => layout.header[index]?.trim() || `#${index + 1}`).join(' + ')}`,
  );
  const direction =
    layout.direction === undefined
      ? []
      : [`sign = ${layout.header[layout.direction]?.trim() || `#${layout.direction + 1}`}`];
  return {
    header_line: layout.headerLine === undefined ? 'none' : String(layout.headerLine),
    decimal: `${layout.decimal} (${layout.decimalHow})`,
    date_order: `${layout.dateOrder} (${layout.dateOrderHow})`,
    ...(layout.currency === undefined ? {} : { currency: layout.currency }),
    columns: [...columns, ...direction].join(', '),
  };
}
