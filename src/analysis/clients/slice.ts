import type { Book } from '../../model/book.ts';
import type { Figure, Unit } from '../../model/figure.ts';
import { sqlText } from '../../model/sql.ts';

/** Rows of a sheet, and the conditions in SQL that select the same rows of `relation`. */
export interface Slice<T> {
  /** A table, or a SELECT in brackets with a name. */
  readonly relation: string;
  readonly rows: readonly T[];
  readonly where: readonly string[];
}

/** The rows of which `test` and `condition` hold: both say the same. */
export function narrow<T>(slice: Slice<T>, test: (row: T) => boolean, condition: string): Slice<T> {
  return { ...slice, rows: slice.rows.filter(test), where: [...slice.where, condition] };
}

interface Named {
  readonly id: string;
  readonly label: string;
}

/** The sum of a column over the rows; `column` and `of` name the same. `date` and `client` are columns of the relation. */
export function sumOf<T>(
  book: Book,
  { id, label }: Named,
  unit: Unit,
  slice: Slice<T>,
  [column, of]: readonly [string, (row: T) => bigint],
): Figure {
  const sum = slice.rows.reduce((total, row) => total + of(row), 0n);
  return book.rows(id, label, unit, sum, { query: queryOf(slice, column), measure: 'amount', sign: 1 });
}

function queryOf<T>({ relation, where }: Slice<T>, amount: string): string {
  return `SELECT date, client AS payee, ${amount} AS amount, file, line, source\nFROM ${relation}\nWHERE ${where.join('\n  AND ')}\nORDER BY date, file, line`;
}

/** Where a row begins. */
export interface Place {
  readonly file: string;
  readonly line: bigint;
}

/** True for these rows and no others. */
export function atPlaces(places: readonly Place[]): string {
  const files = new Map<string, bigint[]>();
  for (const { file, line } of places) files.set(file, [...(files.get(file) ?? []), line]);
  if (files.size === 0) return '1 = 0';
  const each = [...files].map(([file, lines]) => `file = ${sqlText(file)} AND line IN (${lines.join(', ')})`);
  return `(${each.map((one) => `(${one})`).join(' OR ')})`;
}
