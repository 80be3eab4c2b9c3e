import type { ReadOptions } from '../../model/source.ts';
import { dateForm, type DateForm } from './bulk-cells.ts';
import { mapColumns } from '../_table/columns.ts';
import { readDateCell } from '../_table/dates.ts';
import { IN_WORDS, OUT_WORDS } from '../_table/headings.ts';
import { headingKey } from '../_table/heading-key.ts';
import type { CsvLayout, OpenCsv } from './layout.ts';
import { CsvScanner } from '../_table/scanner.ts';

/*
 * The general reader weighs every record of a file before it settles the layout. The bulk path sees only the head, so
 * it takes a file only when no record of the rest can tip the scales: a plainly written record never does (it is of the
 * head's own form), and the records that are not plain are counted afterwards against what the head proves.
 */

/** The header is looked for, and delimiters are compared, among the first hundred records: the head must hold them. */
const FEWEST = 110;

const MONEY = ['amount', 'debit', 'credit', 'fee', 'net', 'balance'] as const;

export interface HeadEvidence {
  readonly layout: CsvLayout;
  readonly form: DateForm;
  /** Whether the date order was declared. */
  readonly orderDeclared: boolean;
  /** Money cells whose decimal mark is beyond doubt, at least; infinite where it was declared. */
  readonly marks: number;
  readonly moneyColumns: number;
}

/** What the head proves; undefined when it leaves something open. */
export function headEvidence({ layout, text, data }: OpenCsv, options: ReadOptions): HeadEvidence | undefined {
  if (layout.problems.length > 0 || layout.encoding !== 'utf-8' || layout.headerLine === undefined) return undefined;
  if (layout.direction !== undefined || !keepsColumns(layout, options)) return undefined;
  const money = MONEY.flatMap((field) => layout.columns[field] ?? []);
  const [dateColumn = 0] = layout.columns.date ?? [];
  const tally = { records: 0, marks: 0, signed: false, words: false };
  let form: DateForm | undefined;
  const scanner = new CsvScanner(text, layout.delimiter, data);
  for (let record = scanner.next(); record; record = scanner.next()) {
    const { fields } = record;
    tally.records += 1;
    form ??= dateForm(fields[dateColumn] ?? '');
    tally.marks += money.filter((index) => hasMark(fields[index] ?? '', layout)).length;
    tally.signed ||= /[-(\u2212]/.test(fields[layout.columns.amount?.[0] ?? -1] ?? '');
    tally.words ||= isOtherWord(fields[layout.columns.type?.[0] ?? -1] ?? '');
  }
  const settled =
    layout.columns.type === undefined || layout.columns.amount === undefined || tally.signed || tally.words;
  if (!form || tally.records < FEWEST || !settled || !isOrderProven(layout, form, options)) return undefined;
  if (options.decimal === undefined && (tally.marks === 0 || layout.decimalHow !== 'found in the amounts'))
    return undefined;
  return {
    layout,
    form,
    orderDeclared: options.date_order !== undefined,
    marks: options.decimal === undefined ? tally.marks : Number.POSITIVE_INFINITY,
    moneyColumns: money.length,
  };
}

/** Columns that the cells of a file can do away with: a value date called "Valuta", a remark called "Info", words for signs. */
function keepsColumns(layout: CsvLayout, options: ReadOptions): boolean {
  const mapped = mapColumns(layout.header, options).columns;
  const kept = (field: 'currency' | 'status', doubtful: string): boolean => {
    const [index = -1] = mapped[field] ?? [];
    return (
      (mapped[field] === undefined) === (layout.columns[field] === undefined) &&
      headingKey(layout.header[index] ?? '') !== doubtful
    );
  };
  return mapped.direction === undefined && kept('currency', 'valuta') && kept('status', 'info');
}

/** A type such as `charge` settles that the type column gives no signs. */
function isOtherWord(cell: string): boolean {
  const word = cell.trim().toLowerCase();
  return word !== '' && !OUT_WORDS.has(word) && !IN_WORDS.has(word);
}

function hasMark(cell: string, { decimal }: CsvLayout): boolean {
  return (decimal === '.' ? /^-?\d+\.\d{1,2}$/ : /^-?\d+,\d{1,2}$/).test(cell);
}

function isOrderProven({ dateOrderHow }: CsvLayout, form: DateForm, options: ReadOptions): boolean {
  if (options.date_order !== undefined) return form.kind === 'iso' || options.date_order !== 'ymd';
  return (
    dateOrderHow === (form.kind === 'iso' ? 'year first or month by name' : 'the only order in which the dates exist')
  );
}

export interface Asides {
  /** The lines of the records that are not plain. */
  readonly texts: readonly string[];
  /** Plain records whose day of the month is over 12: they exist under one order only. */
  readonly daysOver12: bigint;
}

/** Whether the layout of the head is the layout of the whole file, whatever the records that are not plain say. */
export function holdsFor({ layout, form, orderDeclared, marks, moneyColumns }: HeadEvidence, asides: Asides): boolean {
  const { texts, daysOver12 } = asides;
  if (marks <= texts.length * moneyColumns) return false;
  if (orderDeclared) return true;
  if (form.kind === 'numbers') return daysOver12 > BigInt(texts.length);
  return texts.every((text) => {
    const fields = new CsvScanner(text, layout.delimiter).next()?.fields ?? [];
    return readDateCell(fields[layout.columns.date?.[0] ?? 0] ?? '')?.kind !== 'numbers';
  });
}
