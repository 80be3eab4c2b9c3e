import type { Problem } from '../../core/problem.ts';
import type { Cell } from '../../model/facts.ts';
import type { SHEETS } from '../../model/sheets.ts';
import type { TableRows } from '../../model/tables.ts';
import type { SourceCode } from '../_codes.ts';
import type { CsvRecord } from '../_table/scanner.ts';
import type { Field } from './field.ts';

/** Values of a record by field. A field without a column has none. */
export type Cells = Readonly<Record<string, Cell>>;

/** A record that was read. */
export interface ReadRecord {
  readonly record: CsvRecord;
  readonly cells: Cells;
  /** Of the record's amounts. */
  readonly currency: string;
}

export interface Gathered {
  readonly tables: TableRows;
  readonly problems: readonly Problem[];
}

/** Names a problem at a field of a record. */
export type Tell = (
  code: SourceCode,
  at: { readonly record: CsvRecord; readonly field: string },
  message: string,
  advice: { readonly expected: string; readonly mend: string },
) => Problem;

/** `unread`: the keys, in lower case, of the records that a problem sets aside. */
export type Gather = (records: readonly ReadRecord[], tell: Tell, unread: ReadonlySet<string>) => Gathered;

export type SheetTable = keyof typeof SHEETS;

/** What a kind of sheet is: its fields, by what it is recognised, and how its records become rows. */
export interface SheetKind {
  readonly kind: string;
  readonly table: SheetTable;
  /** What a record is, for messages: `a unit`. */
  readonly record: string;
  /** In the order in which they choose their columns: a column serves one field. */
  readonly fields: Readonly<Record<string, Field>>;
  /** Of each list of fields the header must have one. */
  readonly columns: readonly (readonly string[])[];
  /** Of each list of fields a record must have one filled. */
  readonly cells: readonly (readonly string[])[];
  /** The kind is certain when all fields of one of these lists have a column … */
  readonly tells: readonly (readonly string[])[];
  /** … or the header has one of these headings, which no other table has (keys). */
  readonly telling?: readonly string[];
  /** Headings that the kind never has: a table with one of them is another (keys). */
  readonly never?: readonly string[];
  /** The field that names a record: a second one of the same name is set aside. */
  readonly key?: string;
  /** Pairs of days, the second of which is never before the first. */
  readonly spans?: readonly (readonly [string, string])[];
  /** The field that lines above the records fill in, where a report is in sections: the customer. */
  readonly section?: string;
  /** Columns of the table that do not simply hold what the fields of the same names do. */
  readonly row?: (cells: Cells) => Cells;
  /** How records become tables, where one record is not one row. */
  readonly gather?: Gather;
}

/** A cell of words; '' where there are none. */
export function wordsIn(cells: Cells, field: string): string {
  const cell = cells[field];
  return typeof cell === 'string' ? cell : '';
}

/** A cell of a number; null where it is not known. */
export function numberIn(cells: Cells, field: string): bigint | null {
  const cell = cells[field];
  return typeof cell === 'bigint' ? cell : null;
}

/** The first of several fields with words. */
export function firstWords(cells: Cells, ...fields: readonly string[]): string {
  return fields.map((field) => wordsIn(cells, field)).find((found) => found !== '') ?? '';
}
