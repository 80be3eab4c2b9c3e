import type { CsvLayout } from './layout.ts';

/*
 * Cells in DuckDB's SQL: each expression gives the value of a plainly written cell, and NULL for any other. `LIKE`
 * decides where it can, since it costs a tenth of a regular expression.
 */

/** How a file writes its dates. */
export type DateForm = { readonly kind: 'iso' } | { readonly kind: 'numbers'; readonly separator: string };

const TIME = '([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?)';

/** The form of a date cell; undefined for one that is left to the general reader. */
export function dateForm(cell: string): DateForm | undefined {
  if (/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?$/.test(cell)) return { kind: 'iso' };
  const separator = /^\d{1,2}([-/.])\d{1,2}\1\d{4}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?$/.exec(cell)?.[1];
  return separator === undefined ? undefined : { kind: 'numbers', separator };
}

/** A DATE. LIKE fixes where an ISO date's separators stand; TRY_CAST then takes digits only (and blanks at the end). */
export function dateSql(cell: string, form: DateForm, layout: CsvLayout): string {
  if (form.kind === 'iso') {
    return `CASE WHEN ${cell} LIKE '____-__-__' THEN TRY_CAST(${cell} AS DATE)
      WHEN regexp_full_match(${cell}, '[0-9]{4}-[0-9]{2}-[0-9]{2}${TIME}') THEN TRY_CAST(left(${cell}, 10) AS DATE) END`;
  }
  const { separator } = form;
  const mark = separator === '.' ? '\\.' : separator;
  const [month, day] = layout.dateOrder === 'mdy' ? [1, 4] : [4, 1];
  const part = (from: number, length: number): string => `substr(${cell}, ${from}, ${length})`;
  const padded = `TRY_CAST(${part(7, 4)} || '-' || ${part(month, 2)} || '-' || ${part(day, 2)} AS DATE)`;
  const format = (layout.dateOrder === 'mdy' ? ['%m', '%d', '%Y'] : ['%d', '%m', '%Y']).join(separator);
  const general = `CAST(try_strptime(regexp_extract(${cell}, '^[^T ]+'), '${format}') AS DATE)`;
  return `CASE WHEN regexp_full_match(${cell}, '[0-9]{2}${mark}[0-9]{2}${mark}[0-9]{4}') THEN ${padded}
    WHEN regexp_full_match(${cell}, '[0-9]{1,2}${mark}[0-9]{1,2}${mark}[0-9]{4}${TIME}?') THEN ${general} END`;
}

/** Whole digits of an amount: with the two decimals and the factor of a hundred it stays within 64 bits, exactly. */
const WHOLE = 11;

/** Minor units as BIGINT by exact decimals, or NULL for a cell that is not plainly an amount. */
export function minorSql(cell: string, layout: CsvLayout, digits: number): string {
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

/** What is known of a file's text beforehand. */
export interface Tidiness {
  readonly ascii: boolean;
  /** No control characters anywhere. */
  readonly printable: boolean;
}

/** SQL that a cell is nothing but blanks, to JavaScript's trim. */
export function isBlankSql(cell: string): string {
  return `regexp_full_match(${cell}, '[${BLANKS}]*')`;
}

/** `tidy` of _text.ts, with `trim` before it. Nearly all text is ASCII that needs nothing. */
export function tidySql(cell: string, trim: boolean, known: Tidiness): string {
  const body = trim ? `regexp_replace(${cell}, '^[${BLANKS}]+|[${BLANKS}]+$', '', 'g')` : cell;
  const tidied = `trim(regexp_replace(${body}, '[${BLANKS}\\x{00}-\\x{1f}\\x{7f}-\\x{9f}]+', ' ', 'g'))`;
  const general = `CASE WHEN regexp_matches(${body}, '${UNTIDY}') THEN ${tidied} ELSE ${body} END`;
  if (!known.printable) return general;
  const ascii = known.ascii ? '' : ` AND strlen(${cell}) = length(${cell})`;
  return `CASE WHEN ${cell} NOT LIKE '%  %' AND ${cell} NOT LIKE ' %' AND ${cell} NOT LIKE '% '${ascii} THEN ${cell} ELSE ${general} END`;
}
