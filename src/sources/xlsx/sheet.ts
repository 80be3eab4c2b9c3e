import type { DecimalMark } from '../../core/money.ts';
import type { Problem } from '../../core/problem.ts';
import type { ReadResult, StatementRow } from '../../model/facts.ts';
import type { CsvField } from '../../model/portfolio.ts';
import type { ReadOptions } from '../../model/source.ts';
import { problem } from '../_codes.ts';
import { isRefused, layOut, type TableLayout } from '../_table/layout.ts';
import { interpretRecord } from '../_table/record.ts';
import type { Records, Start } from '../_table/records.ts';
import { MAX_COLUMNS, type CsvRecord } from '../_table/scanner.ts';
import type { CellFault, Merge, SheetCells, SheetRow } from './cells.ts';

const MONEY: ReadonlySet<CsvField> = new Set<CsvField>(['amount', 'debit', 'credit', 'fee', 'net', 'balance']);

const FAULTS: Readonly<Record<CellFault, { message: string; expected: string; mend: string }>> = {
  'formula-without-value': {
    message: 'a formula was never calculated, so nobody knows its value',
    expected: 'a value',
    mend: 'open the workbook in Excel or LibreOffice, let it calculate, and save it',
  },
  'number-inexact': {
    message: 'the number has more than 15 digits, and a workbook cannot say which decimal was meant',
    expected: 'at most 15 significant digits',
    mend: 'round the cell, such as with =ROUND(A1, 2), and save the workbook',
  },
};

/** The rows of a sheet as records. A `Start` counts rows of `rows`. */
class SheetRecords implements Records {
  readonly delimiter = undefined;
  readonly #rows: readonly SheetRow[];
  readonly #fields: (row: SheetRow) => readonly string[];

  constructor(rows: readonly SheetRow[], fields: (row: SheetRow) => readonly string[]) {
    this.#rows = rows;
    this.#fields = fields;
  }

  scan(from: Start): { next(): CsvRecord | undefined; readonly place: Start } {
    const [rows, fields] = [this.#rows, this.#fields];
    let at = from.offset;
    return {
      next(): CsvRecord | undefined {
        const row = rows[at];
        if (!row) return undefined;
        at += 1;
        return { fields: fields(row), line: row.line, start: at - 1 };
      },
      get place(): Start {
        return { offset: at, line: rows[at]?.line ?? (rows.at(-1)?.line ?? 0) + 1 };
      },
    };
  }

  placeOf(record: CsvRecord, index: number): { readonly line: number; readonly column: number } {
    return { line: record.line, column: index + 1 };
  }
}

/** A number cell tells nothing of the decimal mark that texts of the sheet are written with. */
function withoutMarks({ fields, numbers }: SheetRow): readonly string[] {
  if (numbers.length === 0) return fields;
  const plain = [...fields];
  for (const column of numbers) plain[column] = (plain[column] ?? '').replace(/\..*$/, '');
  return plain;
}

/** Number cells written with the mark that the sheet's texts have. */
function withMark({ fields, numbers }: SheetRow, mark: DecimalMark): readonly string[] {
  if (mark === '.' || numbers.length === 0) return fields;
  const written = [...fields];
  for (const column of numbers) written[column] = (written[column] ?? '').replace('.', mark);
  return written;
}

export interface OpenSheet {
  readonly layout: TableLayout;
  readonly rows: readonly SheetRow[];
  readonly merges: readonly Merge[];
  /** Where the data begin, in `rows`; undefined when the sheet holds no table of movements. */
  readonly data: number | undefined;
}

/** Finds the table of a sheet as that of a text is found. */
export function openSheet({ rows, merges }: SheetCells, file: string, options: ReadOptions): OpenSheet {
  const skipped = rows.findIndex(({ line }) => line > (options.skip_lines ?? 0));
  const start = { offset: skipped < 0 ? rows.length : skipped, line: rows[skipped]?.line ?? 1 };
  const { layout, table } = layOut(file, [new SheetRecords(rows, withoutMarks)], start, options);
  return { layout, rows, merges, data: table?.data.offset };
}

/** A fault of a cell that a field is read from sets its row aside. */
function faultsOf({ file, columns }: TableLayout, row: SheetRow): Problem[] {
  const found = [...row.faults].flatMap(([column, code]) => {
    const fields = Object.entries(columns).filter(([, indexes]) => indexes.includes(column));
    // A long id that was typed as a number has lost its end, but no money with it.
    const counts =
      code === 'number-inexact' ? fields.some(([field]) => MONEY.has(field as CsvField)) : fields.length > 0;
    if (!counts) return [];
    const { message, ...advice } = FAULTS[code];
    return [problem(code, { file, line: row.line, column: column + 1 }, message, advice)];
  });
  if (!row.wide) return found;
  const at = { file, line: row.line, column: MAX_COLUMNS + 1 };
  const advice = { expected: `at most ${MAX_COLUMNS}`, mend: 'take what is no part of the table out of the sheet' };
  return [...found, problem('fields-too-many', at, 'the row has too many columns', advice)];
}

/** Cells that are filled in from merged ones: a sheet has fewer rows than this. */
const MOST_FILLED = 1_048_576;

/**
 * A value that is drawn once over several rows, such as a date, is the value of each. Amounts are not: one that is drawn
 * over three rows was not paid three times.
 */
function fillMerged({ rows, merges, layout, data = 0 }: OpenSheet): void {
  const money = new Set(
    Object.entries(layout.columns).flatMap(([field, at]) => (MONEY.has(field as CsvField) ? at : [])),
  );
  const mapped = new Set(Object.values(layout.columns).flat());
  const byLine = new Map(rows.slice(data).map((row) => [row.line, row]));
  let left = MOST_FILLED;
  for (const { top, bottom, left: column } of merges) {
    const value = byLine.get(top + 1)?.fields[column] ?? '';
    if (bottom <= top || value === '' || money.has(column) || !mapped.has(column)) continue;
    for (let line = top + 2; line <= bottom + 1 && left > 0; line += 1, left -= 1) {
      const row = byLine.get(line);
      if (!row) continue;
      while (row.fields.length <= column) row.fields.push('');
      if (row.fields[column] === '') row.fields[column] = value;
    }
  }
}

/** The rows of an open sheet: movements, and what is wrong with the others. */
export function readSheet(sheet: OpenSheet): Pick<ReadResult, 'rows' | 'problems'> & { readonly hidden: number } {
  const { layout, rows: all, data } = sheet;
  const rows: StatementRow[] = [];
  const problems: Problem[] = [...layout.problems];
  if (data === undefined || isRefused(layout)) return { rows, problems, hidden: 0 };
  fillMerged(sheet);
  let hidden = 0;
  for (const row of all.slice(data)) {
    const faults = faultsOf(layout, row);
    const result =
      faults.length > 0
        ? faults
        : interpretRecord(layout, padded(withMark(row, layout.decimal), layout), row.line, (index) => ({
            line: row.line,
            column: index + 1,
          }));
    if (Array.isArray(result)) for (const one of result) problems.push(one);
    else {
      rows.push(result);
      if (row.hidden) hidden += 1;
    }
  }
  return { rows, problems, hidden };
}

/** A sheet does not store the empty cells at the end of a row, so that a row is never too short. */
function padded(fields: readonly string[], { fields: { least } }: TableLayout): readonly string[] {
  if (fields.length >= least) return fields;
  return [...fields, ...Array.from({ length: least - fields.length }, () => '')];
}
