import type { Position, Problem } from '../../core/problem.ts';
import type { ReadResult } from '../../model/facts.ts';
import type { Reader, ReadOptions } from '../../model/source.ts';
import { problem, shown } from '../_codes.ts';
import { describeStatements, statementRows } from '../_statements.ts';
import { describeColumns } from '../_table/layout.ts';
import { runningStatements } from '../_table/running.ts';
import { MAX_BYTES } from '../_text.ts';
import { sheetCells } from './cells.ts';
import { openSheet, readSheet, type OpenSheet } from './sheet.ts';
import { openWorkbook, type SheetPart, type Workbook } from './workbook.ts';
import { ZipFault } from './zip.ts';

interface NamedSheet {
  readonly part: SheetPart;
  readonly sheet: OpenSheet;
}

/** More sheets of movements than this need not be listed. */
const LISTED = 12;

function refused(code: 'file-empty' | 'file-too-large' | 'xlsx-unreadable', at: Position, why: string): ReadResult {
  const expected = code === 'file-too-large' ? `at most ${MAX_BYTES}` : 'an Excel workbook (.xlsx)';
  const mend =
    code === 'file-too-large' ? 'export shorter periods' : 'open it in Excel and save it as .xlsx, or export CSV';
  return { kind: 'xlsx', layout: {}, rows: [], balances: [], problems: [problem(code, at, why, { expected, mend })] };
}

/** The first sheet with a table of movements (else the first), and the others that have one. */
function sheetsOf(book: Workbook, file: string, options: ReadOptions): readonly [NamedSheet | undefined, SheetPart[]] {
  let chosen: NamedSheet | undefined;
  let fallback: NamedSheet | undefined;
  const others: SheetPart[] = [];
  for (const part of book.sheets) {
    const sheet = openSheet(sheetCells(book, part.part), file, options);
    fallback ??= { part, sheet };
    if (sheet.data === undefined) continue;
    if (chosen) others.push(part);
    else chosen = { part, sheet };
  }
  return [chosen ?? fallback, others];
}

function unreadSheets(at: Position, others: readonly SheetPart[]): Problem[] {
  return others.slice(0, LISTED).map(({ name }) =>
    problem('sheet-unread', at, `sheet ${shown(name)} looks like movements, too, and is not read`, {
      expected: 'one sheet of movements a workbook',
      mend: 'save the sheet as a workbook of its own, if its movements are not on the first one',
    }),
  );
}

function hiddenRows(at: Position, count: number): Problem[] {
  if (count === 0) return [];
  const message = `${count} hidden ${count === 1 ? 'row counts' : 'rows count'} like the others`;
  const advice = { expected: 'rows that can be seen', mend: 'nothing to mend if they are movements; else delete them' };
  return [problem('rows-hidden', at, message, advice)];
}

function readBook(bytes: Uint8Array, file: string, options: ReadOptions): ReadResult {
  const at = { file, line: 1, column: 1 };
  const book = openWorkbook(bytes);
  const [chosen, others] = sheetsOf(book, file, options);
  if (!chosen) throw new ZipFault('the workbook has no sheet');
  const { part, sheet } = chosen;
  const { rows, problems, hidden } = readSheet(sheet);
  const statements = runningStatements(rows);
  const spans = statementRows(statements, file);
  const names = `${part.name}${part.hidden ? ' (hidden)' : ''}`;
  const { layout } = sheet;
  const numbers = layout.decimalHow === 'no amount has one' ? { ...layout, decimalHow: 'number cells' } : layout;
  return {
    kind: 'xlsx',
    layout: {
      preset: layout.preset,
      sheet: book.sheets.length > 1 ? `${names} (of ${book.sheets.length})` : names,
      dates: book.is1904 ? '1904 system' : '1900 system',
      ...describeColumns(numbers),
      ...(statements.length > 0 ? { statements: describeStatements(statements) } : {}),
    },
    rows,
    balances: [],
    problems: [...problems, ...hiddenRows(at, hidden), ...unreadSheets(at, others)],
    tables: { statements: spans.rows },
  };
}

function read(bytes: Uint8Array, file: string, options: ReadOptions): ReadResult {
  const at = { file, line: 1, column: 1 };
  if (bytes.length > MAX_BYTES) return refused('file-too-large', at, `the file has ${bytes.length} bytes`);
  if (bytes.length === 0) return refused('file-empty', at, 'the file is empty');
  try {
    return readBook(bytes, file, options);
  } catch (error) {
    if (error instanceof ZipFault) return refused('xlsx-unreadable', at, error.message);
    throw error;
  }
}

/** A ZIP whose first parts are a workbook's; the list of all parts stands at the end, out of sight. */
function recognises(head: Uint8Array, name: string): number {
  const zip = head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
  const named = /\.xls[xm]$/i.test(name);
  if (!zip) return named ? 0.5 : 0;
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('latin1');
  return named || text.includes('xl/') || text.includes('[Content_Types].xml') ? 1 : 0;
}

/**
 * Excel workbooks: the first sheet whose columns are recognised is read like a CSV file of the same table. A row's line
 * is the number of its row in the sheet, a problem's column that of its cell.
 */
export const xlsx: Reader = { kind: 'xlsx', role: 'statement', version: 1, recognises, read };
