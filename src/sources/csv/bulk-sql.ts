import { isCurrency, minorDigits } from '../../core/money.ts';
import { sqlText } from '../../model/sql.ts';
import type { CsvField } from '../../model/portfolio.ts';
import { SETTLED_WORDS } from './headings.ts';
import type { CsvLayout } from './layout.ts';

/*
 * The plain part of a record's meaning, in DuckDB's SQL. What `interpretRecord` means by a record is the truth; here
 * only records are read of which every cell is plainly written, so that no doubt is left. For any other record `date`
 * is NULL, and the general reader says what it means. A property test holds the two to each other.
 */

/** How a file writes its dates. */
export type DateForm = { readonly kind: 'iso' } | { readonly kind: 'numbers'; readonly separator: string };

const TIME = '([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?';

/** The form of a date cell; undefined for one that is left to the general reader. */
export function dateForm(cell: string): DateForm | undefined {
  if (/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?$/.test(cell)) return { kind: 'iso' };
  const separator = /^\d{1,2}([-/.])\d{1,2}\1\d{4}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?$/.exec(cell)?.[1];
  return separator === undefined ? undefined : { kind: 'numbers', separator };
}

/** A DATE, or NULL for a cell that is not plainly one. */
function dateSql(cell: string, form: DateForm, layout: CsvLayout): string {
  if (form.kind === 'iso') {
    return `CASE WHEN regexp_full_match(${cell}, '[0-9]{4}-[0-9]{2}-[0-9]{2}${TIME}') THEN TRY_CAST(left(${cell}, 10) AS DATE) END`;
  }
  const separator = form.separator === '.' ? '\\.' : form.separator;
  const pattern = `[0-9]{1,2}${separator}[0-9]{1,2}${separator}[0-9]{4}${TIME}`;
  const order = layout.dateOrder === 'mdy' ? ['%m', '%d'] : ['%d', '%m'];
  const format = [...order, '%Y'].join(form.separator);
  const day = `regexp_extract(${cell}, '^[^T ]+')`;
  const padded = layout.dateOrder === 'mdy' ? [1, 4] : [4, 1];
  const fast = `TRY_CAST(substr(${cell}, 7, 4) || '-' || substr(${cell}, ${padded[0]}, 2) || '-' || substr(${cell}, ${padded[1]}, 2) AS DATE)`;
  return `CASE WHEN NOT regexp_full_match(${cell}, '${pattern}') THEN NULL
    WHEN substr(${cell}, 3, 1) = ${sqlText(form.separator)} AND substr(${cell}, 6, 1) = ${sqlText(form.separator)} THEN ${fast}
    ELSE CAST(try_strptime(${day}, '${format}') AS DATE) END`;
}

/** Whole digits of an amount: with the two decimals and the factor of a hundred it stays within 64 bits, exactly. */
const WHOLE = 11;

/** Minor units as BIGINT by exact decimals, or NULL for a cell that is not plainly an amount. */
function minorSql(cell: string, layout: CsvLayout, digits: number): string {
  const [mark, group] = layout.decimal === '.' ? ['\\.', ','] : [',', '\\.'];
  const fraction = digits === 0 ? '' : `(${mark}[0-9]{1,${digits}})?`;
  const plain = `regexp_full_match(${cell}, '-?[0-9]{1,${WHOLE}}${fraction}')`;
  const grouped = `regexp_full_match(${cell}, '-?[1-9][0-9]{0,2}(${group}[0-9]{3}){1,3}${fraction}')`;
  const dotted = (text: string): string => (layout.decimal === '.' ? text : `replace(${text}, ',', '.')`);
  const ungrouped = `replace(${cell}, '${layout.decimal === '.' ? ',' : '.'}', '')`;
  const minor = (text: string): string =>
    `CAST(TRY_CAST(${text} AS DECIMAL(${WHOLE + digits}, ${digits})) * ${10 ** digits} AS BIGINT)`;
  return `CASE WHEN ${plain} THEN ${minor(dotted(cell))} WHEN ${grouped} THEN ${minor(dotted(ungrouped))} END`;
}

/** What JavaScript's trim takes off, and what `tidy` makes one space of. */
const BLANKS =
  '\\t\\n\\x{0b}\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}';
const UNTIDY = '[\\x{00}-\\x{1f}\\x{7f}-\\x{a0}\\x{2028}\\x{2029}\\x{202f}\\x{feff}]| {2}|^ | $';
const TIDY_ASCII = '([!-~]+( [!-~]+)*)?';

function trimmed(cell: string): string {
  return `regexp_replace(${cell}, '^[${BLANKS}]+|[${BLANKS}]+$', '', 'g')`;
}

/** `tidy` of _text.ts. Nearly all text is plain ASCII that needs nothing. */
function tidySql(cell: string, trim: boolean): string {
  const body = trim ? trimmed(cell) : cell;
  const tidied = `trim(regexp_replace(${body}, '[${BLANKS}\\x{00}-\\x{1f}\\x{7f}-\\x{9f}]+', ' ', 'g'))`;
  return `CASE WHEN regexp_full_match(${cell}, '${TIDY_ASCII}') THEN ${cell}
    WHEN regexp_matches(${body}, '${UNTIDY}') THEN ${tidied} ELSE ${body} END`;
}

const column = (index: number): string => `c${index}`;

/** The tidy text of the first cell that is not blank. */
function textSql(indexes: readonly number[] | undefined): string {
  if (!indexes || indexes.length === 0) return "''";
  const last = tidySql(column(indexes.at(-1) ?? 0), true);
  return indexes
    .slice(0, -1)
    .reduceRight(
      (rest, index) =>
        `CASE WHEN regexp_full_match(${column(index)}, '[${BLANKS}]*') THEN ${rest} ELSE ${tidySql(column(index), true)} END`,
      last,
    );
}

function memoSql(indexes: readonly number[] | undefined): string {
  if (!indexes || indexes.length === 0) return "''";
  if (indexes.length === 1) return tidySql(column(indexes[0] ?? 0), false);
  return `concat_ws(' ', ${indexes.map((index) => `nullif(${tidySql(column(index), false)}, '')`).join(', ')})`;
}

interface Parts {
  /** Expressions by the names that later ones use. */
  readonly values: Readonly<Record<string, string>>;
  /** All must hold for a record to be plain. */
  readonly plain: readonly string[];
}

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
  if (fee === undefined) return { values: { cost: 'CAST(0 AS BIGINT)' }, plain: [] };
  const sign = layout.feeSign === 1 ? '' : '-';
  const cost = `CASE WHEN ${column(fee)} = '' THEN 0 ELSE ${sign}(${minorSql(column(fee), layout, digits)}) END`;
  return { values: { cost }, plain: ['cost IS NOT NULL'] };
}

/** A column that may be blank: its value, NULL when blank, and a condition that it is blank or plain. */
function optionalParts(field: 'balance' | 'net', layout: CsvLayout, digits: number): Parts {
  const [index] = layout.columns[field] ?? [];
  if (index === undefined) return { values: { [field]: 'CAST(NULL AS BIGINT)' }, plain: [] };
  const value = minorSql(column(index), layout, digits);
  return { values: { [field]: value }, plain: [`(${column(index)} = '' OR ${field} IS NOT NULL)`] };
}

/** Currencies of two digits: others are left to the general reader, row by row. */
function currencyParts(layout: CsvLayout): Parts {
  const [index] = layout.columns.currency ?? [];
  const own = layout.currency === undefined ? 'NULL' : sqlText(layout.currency);
  if (index === undefined) return { values: { code: own }, plain: [] };
  const usual = Intl.supportedValuesOf('currency').filter((code) => minorDigits(code) === 2);
  const fallback = layout.currency !== undefined && minorDigits(layout.currency) === 2 ? own : 'NULL';
  const cell = column(index);
  const code = `CASE WHEN ${cell} = '' THEN ${fallback} WHEN upper(${cell}) IN (${usual.map(sqlText).join(', ')}) THEN upper(${cell}) END`;
  return { values: { code }, plain: ['code IS NOT NULL'] };
}

function statusParts(layout: CsvLayout): Parts {
  const [index] = layout.columns.status ?? [];
  if (index === undefined) return { values: {}, plain: [] };
  const settled = ['', ...SETTLED_WORDS].map(sqlText).join(', ');
  return { values: {}, plain: [`lower(${column(index)}) IN (${settled})`] };
}

/** A cell with a quote in it was quoted within quotes, or not as RFC 4180 has it: readers differ there. */
function quoteParts(columns: number, quotes: boolean): Parts {
  const plain = quotes ? Array.from({ length: columns }, (_, index) => `strpos(${column(index)}, '"') = 0`) : [];
  return { values: {}, plain };
}

export interface BulkFile {
  /** Absolute path. */
  readonly path: string;
  readonly layout: CsvLayout;
  readonly form: DateForm;
  /** Whether the file holds a quote anywhere. */
  readonly quotes: boolean;
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

export function isSingle({ columns }: CsvLayout): boolean {
  return SINGLE.every((field) => (columns[field]?.length ?? 1) === 1);
}

/** Digits of every amount in the file; undefined where they cannot be known beforehand. */
function digitsOf({ columns, currency }: CsvLayout): number | undefined {
  if (columns.currency) return 2;
  return currency !== undefined && isCurrency(currency) && minorDigits(currency) <= 3
    ? minorDigits(currency)
    : undefined;
}

/** SELECT of a file's records in their order, in the columns of a stored file; undefined when SQL cannot read it. */
export function bulkSelect({ path, layout, form, quotes }: BulkFile): string | undefined {
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
    { values: {}, plain: layout.columns.net ? ['(net IS NULL OR moved - cost = net)'] : [] },
  ];
  const values = Object.assign(
    { day: dateSql(column(date), form, layout) },
    ...parts.map((part) => part.values),
  ) as Record<string, string>;
  const plain = ["day BETWEEN DATE '1900-01-01' AND DATE '2199-12-31'", ...parts.flatMap((part) => part.plain)];
  const { payee, memo, reference, type } = layout.columns;
  return `SELECT CASE WHEN ${plain.join(' AND ')} THEN day END AS date, moved AS amount, cost AS fee, code AS currency,
      ${textSql(payee)} AS payee, ${memoSql(memo)} AS memo, ${textSql(reference)} AS reference, ${textSql(type)} AS type, balance
    FROM (SELECT *, ${Object.entries(values)
      .map(([name, sql]) => `${sql} AS ${name}`)
      .join(',\n')} FROM ${csvTable(path, layout)})`;
}

/** The records as text, nothing guessed: every option that DuckDB would detect is told. */
function csvTable(path: string, layout: CsvLayout): string {
  const names = layout.header.map((_, index) => column(index));
  const types = names.map((name) => `'${name}': 'VARCHAR'`).join(', ');
  const delimiter = layout.delimiter === '\t' ? '\\t' : layout.delimiter;
  return `(SELECT ${names.map((name) => `coalesce(${name}, '') AS ${name}`).join(', ')} FROM read_csv(${sqlText(path)},
    columns = {${types}}, auto_detect = false, header = false, skip = ${layout.dataLine - 1}, delim = '${delimiter}',
    quote = '"', escape = '"', strict_mode = true, null_padding = false, compression = 'none', encoding = 'utf-8'))`;
}
