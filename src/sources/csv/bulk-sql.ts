import { isCurrency, minorDigits } from '../../core/money.ts';
import type { CsvField } from '../../model/portfolio.ts';
import { sqlText } from '../../model/sql.ts';
import { dateSql, isBlankSql, minorSql, tidySql, type DateForm, type Tidiness } from './bulk-cells.ts';
import { SETTLED_WORDS } from '../_table/headings.ts';
import type { CsvLayout } from './layout.ts';

/*
 * The plain part of a record's meaning, in DuckDB's SQL. What `interpretRecord` means by a record is the truth; here
 * only records are read of which every cell is plainly written, so that no doubt is left. For any other record `date`
 * is NULL, and the general reader says what it means. A property test holds the two to each other.
 */

const column = (index: number): string => `c${index}`;

/** The tidy text of the first cell that is not blank. */
function textSql(indexes: readonly number[], known: Tidiness): string {
  const [first, ...rest] = indexes;
  const own = tidySql(column(first ?? 0), true, known);
  if (rest.length === 0) return own;
  return `CASE WHEN ${isBlankSql(column(first ?? 0))} THEN ${textSql(rest, known)} ELSE ${own} END`;
}

/** The id that other exports of the account have, too, where the record has one. */
function referenceSql({ shared }: CsvLayout, own: readonly number[] | undefined, known: Tidiness): string | undefined {
  const text = own && textSql(own, known);
  if (!shared) return text;
  const id = textSql([shared.column], known);
  return `CASE WHEN starts_with(${id}, ${sqlText(shared.prefix)}) THEN ${id} ELSE ${text ?? "''"} END`;
}

function memoSql(indexes: readonly number[], known: Tidiness): string {
  const [only, ...others] = indexes.map((index) => tidySql(column(index), false, known));
  if (others.length === 0) return only ?? "''";
  return `concat_ws(' ', ${[only, ...others].map((text) => `nullif(${text}, '')`).join(', ')})`;
}

interface Parts {
  /** Expressions by the names that later ones use. */
  readonly values: Readonly<Record<string, string>>;
  /** All must hold for a record to be plain. */
  readonly plain: readonly string[];
}

const NOTHING: Parts = { values: {}, plain: [] };

/** The amount, from one column or from debit and credit, of which exactly one is filled. */
function amountParts(layout: CsvLayout, digits: number): Parts {
  const [amount] = layout.columns.amount ?? [];
  if (amount !== undefined) {
    return { values: { moved: minorSql(column(amount), layout, digits) }, plain: ['moved IS NOT NULL'] };
  }
  const [debit, credit] = [layout.columns.debit?.[0], layout.columns.credit?.[0]];
  const side = (index: number | undefined): string => (index === undefined ? "''" : column(index));
  const [out, into] = [side(debit), side(credit)];
  const moved = `CASE WHEN ${out} = '' THEN ${minorSql(into, layout, digits)} WHEN ${into} = '' THEN -abs(${minorSql(out, layout, digits)}) END`;
  return { values: { moved }, plain: ['moved IS NOT NULL'] };
}

function feeParts(layout: CsvLayout, digits: number): Parts {
  const [fee] = layout.columns.fee ?? [];
  if (fee === undefined) return NOTHING;
  const sign = layout.feeSign === 1 ? '' : '-';
  const cost = `CASE WHEN ${column(fee)} = '' THEN 0 ELSE ${sign}(${minorSql(column(fee), layout, digits)}) END`;
  return { values: { cost }, plain: ['cost IS NOT NULL'] };
}

/** A column that may be blank: its value, NULL when blank, and a condition that it is blank or plain. */
function optionalParts(field: 'balance' | 'net', layout: CsvLayout, digits: number): Parts {
  const [index] = layout.columns[field] ?? [];
  if (index === undefined) return NOTHING;
  const value = minorSql(column(index), layout, digits);
  return { values: { [field]: value }, plain: [`(${column(index)} = '' OR ${field} IS NOT NULL)`] };
}

/** Currencies of two digits: others are left to the general reader, row by row. */
function currencyParts(layout: CsvLayout): Parts {
  const [index] = layout.columns.currency ?? [];
  const own = layout.currency === undefined ? 'NULL' : sqlText(layout.currency);
  if (index === undefined) return NOTHING;
  const usual = Intl.supportedValuesOf('currency').filter((code) => minorDigits(code) === 2);
  const fallback = layout.currency !== undefined && minorDigits(layout.currency) === 2 ? own : 'NULL';
  const cell = column(index);
  const code = `CASE WHEN ${cell} = '' THEN ${fallback} WHEN upper(${cell}) IN (${usual.map(sqlText).join(', ')}) THEN upper(${cell}) END`;
  return { values: { code }, plain: ['code IS NOT NULL'] };
}

function statusParts(layout: CsvLayout): Parts {
  const [index] = layout.columns.status ?? [];
  if (index === undefined) return NOTHING;
  const settled = ['', ...SETTLED_WORDS].map(sqlText).join(', ');
  return { values: {}, plain: [`lower(${column(index)}) IN (${settled})`] };
}

/** A cell with a quote in it was quoted within quotes, or not as RFC 4180 has it: readers differ there. */
function quoteParts(columns: number, quotes: boolean): Parts {
  const plain = quotes ? Array.from({ length: columns }, (_, index) => `strpos(${column(index)}, '"') = 0`) : [];
  return { values: {}, plain };
}

export interface BulkFile {
  readonly layout: CsvLayout;
  readonly form: DateForm;
  /** Whether the file holds a quote anywhere. */
  readonly quotes: boolean;
  readonly tidy: Tidiness;
}

/** Fields that are read from their first column only; with several, the general reader looks for one that is filled. */
const SINGLE: readonly CsvField[] = [
  'date',
  'amount',
  'debit',
  'credit',
  'fee',
  'net',
  'balance',
  'currency',
  'status',
];

/** A provider's own words and signs are for the general reader, too: such files are small. */
export function isSingle({ columns, amountSign, says, settled }: CsvLayout): boolean {
  if (amountSign === -1 || says || settled) return false;
  return SINGLE.every((field) => (columns[field]?.length ?? 1) === 1);
}

/** Digits of every amount in the file; undefined where they cannot be known beforehand. */
function digitsOf({ columns, currency }: CsvLayout): number | undefined {
  if (columns.currency) return 2;
  return currency !== undefined && isCurrency(currency) && minorDigits(currency) <= 3
    ? minorDigits(currency)
    : undefined;
}

/** The stored columns of a file's records. */
export interface BulkColumns {
  /** SQL over a record; `date` is NULL for one that is not plain. */
  readonly columns: Readonly<Record<string, string>>;
  /** Columns that hold one value throughout. */
  readonly constants: Readonly<Record<string, string | null>>;
  /** What the columns' SQL refers to, over the cells. */
  readonly values: Readonly<Record<string, string>>;
}

/** How SQL reads a file's records; undefined when it cannot. */
export function bulkColumns({ layout, form, quotes, tidy }: BulkFile): BulkColumns | undefined {
  const digits = digitsOf(layout);
  const [date] = layout.columns.date ?? [];
  if (digits === undefined || date === undefined) return undefined;
  const parts = [
    amountParts(layout, digits),
    feeParts(layout, digits),
    optionalParts('balance', layout, digits),
    optionalParts('net', layout, digits),
    currencyParts(layout),
    statusParts(layout),
    quoteParts(layout.header.length, quotes),
  ];
  const { payee, memo, reference, type, net, fee, balance, currency } = layout.columns;
  const mismatch = net ? [`(net IS NULL OR moved - ${fee ? 'cost' : '0'} = net)`] : [];
  const plain = [CALENDAR, ...parts.flatMap((part) => part.plain), ...mismatch];
  const known: Record<string, [sql: string | undefined, constant: string | null]> = {
    fee: [fee && 'cost', '0'],
    currency: [currency && 'code', layout.currency ?? ''],
    payee: [payee && textSql(payee, tidy), ''],
    memo: [memo && memoSql(memo, tidy), ''],
    reference: [referenceSql(layout, reference, tidy), ''],
    type: [type && textSql(type, tidy), ''],
    balance: [balance && 'balance', null],
  };
  const columns: Record<string, string> = { date: `CASE WHEN ${plain.join(' AND ')} THEN day END`, amount: 'moved' };
  const constants: Record<string, string | null> = {};
  for (const [name, [sql, constant]] of Object.entries(known)) {
    if (sql === undefined) constants[name] = constant;
    else columns[name] = sql;
  }
  const values = Object.assign(
    {},
    { day: dateSql(column(date), form, layout) },
    ...parts.map((part) => part.values),
  ) as BulkColumns['values'];
  return { columns, constants, values };
}

/** Days that the general reader takes, too (core/date.ts). */
const CALENDAR = "day BETWEEN DATE '1900-01-01' AND DATE '2199-12-31'";

/** The records with the values beside their cells; nothing is guessed: every option that DuckDB would detect is told. */
export function recordsSql(path: string, layout: CsvLayout, values: BulkColumns['values']): string {
  const names = layout.header.map((_, index) => column(index));
  const types = names.map((name) => `'${name}': 'VARCHAR'`).join(', ');
  const delimiter = layout.delimiter === '\t' ? '\\t' : layout.delimiter;
  const named = Object.entries(values).map(([name, sql]) => `${sql} AS ${name}`);
  return `(SELECT *, ${named.join(',\n')} FROM read_csv(${sqlText(path)}, columns = {${types}},
    force_not_null = [${names.map(sqlText).join(', ')}], auto_detect = false, header = false,
    skip = ${layout.dataLine - 1}, delim = '${delimiter}', quote = '"', escape = '"', strict_mode = true,
    null_padding = false, compression = 'none', encoding = 'utf-8'))`;
}
