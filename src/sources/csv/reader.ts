import type { Problem } from '../../core/problem.ts';
import type { ReadResult, StatementRow } from '../../model/facts.ts';
import type { Reader, ReadOptions } from '../../model/source.ts';
import { programOf } from '../_books/forms.ts';
import { statementRows } from '../_statements.ts';
import { runningStatements } from '../_table/running.ts';
import { faultOf, isBlank } from '../_table/fault.ts';
import { isRefused } from '../_table/layout.ts';
import { HEAD_BYTES } from '../_text.ts';
import { openCsv, type OpenCsv } from './layout.ts';
import { placeIn } from '../_table/place.ts';
import { interpretRecord } from '../_table/record.ts';
import { CsvScanner } from '../_table/scanner.ts';
import { describeLayout } from './shown.ts';

/** The records of an open file: rows, and what is wrong with the others. */
export function readRecords({ layout, text, data }: OpenCsv): Pick<ReadResult, 'rows' | 'problems'> {
  const rows: StatementRow[] = [];
  const problems: Problem[] = [...layout.problems];
  if (isRefused(layout)) return { rows, problems };
  const scanner = new CsvScanner(text, layout.delimiter, data);
  for (let record = scanner.next(); record; record = scanner.next()) {
    if (isBlank(record)) continue;
    const here = record;
    const result = record.fault
      ? [faultOf(layout.file, text, record, record.fault)]
      : interpretRecord(layout, record.fields, record.line, (index) => placeIn(text, layout.delimiter, here, index));
    if (Array.isArray(result)) problems.push(...result);
    else rows.push(result);
  }
  return { rows, problems };
}

function recognises(head: Uint8Array, name: string): number {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 4096)).toString('latin1');
  if (/<OFX\b|OFXHEADER/i.test(text)) return 0;
  // A general ledger has dates and amounts, too, and is no statement of any one account.
  if (programOf(head)) return 0;
  const { layout } = openCsv(head.subarray(0, HEAD_BYTES), name, {}, true);
  const named = /\.(?:csv|tsv|tab)$/i.test(name);
  if (layout.headerLine !== undefined && layout.columns.date) return named ? 1 : 0.8;
  return named ? 0.6 : 0;
}

/**
 * Tables of movements as banks, Stripe, PayPal and Square export them. A row carries the line where its record begins.
 * A problem about the file as a whole (no header, a column that is not there) means that none of its records is read.
 */
export const csv: Reader = {
  kind: 'csv',
  role: 'statement',
  version: 2,
  recognises,
  read(bytes: Uint8Array, name: string, options: ReadOptions): ReadResult {
    const open = openCsv(bytes, name, options);
    const { rows, problems } = readRecords(open);
    const statements = statementRows(runningStatements(rows), name).rows;
    const tables = statements.length > 0 ? { tables: { statements } } : {};
    return { kind: 'csv', layout: describeLayout(open.layout), rows, balances: [], problems, ...tables };
  },
};
