import { decimalText } from '../../../src/core/decimal.ts';
import { minorDigits } from '../../../src/core/money.ts';
import type { Cell, ReadResult, Row } from '../../../src/model/facts.ts';
import type { ReadOptions } from '../../../src/model/source.ts';
import type { TableName } from '../../../src/model/tables.ts';
import { readerFor } from '../../../src/sources/index.ts';
import { dedent } from '../_shown.ts';

/** Reads a sheet with the reader that recognises it, or the one of the kind. */
export function readSheet(text: string, options: ReadOptions & { kind?: string } = {}): ReadResult {
  const { kind, ...read } = options;
  const bytes = Buffer.from(dedent(text));
  const reader = readerFor(bytes, 'sheet.csv', kind, 'sheet');
  if (!reader) throw new Error('no reader is certain of the sheet');
  return reader.read(bytes, 'sheet.csv', { currency: 'USD', ...read });
}

export const kindOf = (text: string): string | undefined =>
  readerFor(Buffer.from(dedent(text)), 'sheet.csv', undefined, 'sheet')?.kind;

export const rowsIn = (result: ReadResult, table: TableName): readonly Row[] => [...(result.tables?.[table] ?? [])];

function shown(cell: Cell | undefined, money: boolean, currency: string): string {
  if (cell === null || cell === undefined) return '?';
  if (!money || typeof cell !== 'bigint') return String(cell);
  return decimalText({ mantissa: cell, scale: minorDigits(currency) });
}

/** Rows as `a | b | 12.50`: `?` is not known; names with `$` before them are amounts of the row's currency. */
export function table(result: ReadResult, name: TableName, columns: string): readonly string[] {
  return rowsIn(result, name).map((row) =>
    columns
      .split(' ')
      .map((column) => shown(row[column.replace('$', '')], column.startsWith('$'), String(row['currency'])))
      .join(' | '),
  );
}
