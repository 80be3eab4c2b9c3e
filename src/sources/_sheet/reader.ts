import type { Problem } from '../../core/problem.ts';
import type { ReadResult } from '../../model/facts.ts';
import type { Reader, ReadOptions } from '../../model/source.ts';
import { faultOf, isBlank } from '../_table/fault.ts';
import { CsvScanner, type CsvRecord } from '../_table/scanner.ts';
import { tidy } from '../_text.ts';
import { Fit } from './fit.ts';
import type { Gather, ReadRecord, SheetKind } from './kind.ts';
import { hasMoney, openSheet, type Sheet } from './open.ts';
import { sheetKindOf } from './recognise.ts';
import { RecordReader } from './record.ts';
import { gatherRows } from './rows.ts';

interface Found {
  readonly records: ReadRecord[];
  readonly problems: Problem[];
  readonly unread: Set<string>;
}

/** The records of a sheet, and what is wrong with the other lines. */
function readRecords(sheet: Sheet, reader: RecordReader): Found {
  const { records, problems, unread }: Found = { records: [], problems: [], unread: new Set() };
  const fit = new Fit(sheet);
  const { section, key = '' } = sheet.kind;
  const miss = ({ fields }: CsvRecord): unknown =>
    unread.add(tidy(fields[sheet.columns.get(key) ?? -1] ?? '').toLowerCase());
  const scanner = new CsvScanner(sheet.text, sheet.delimiter, sheet.data);
  for (let record = scanner.next(); record; record = scanner.next()) {
    if (isBlank(record)) continue;
    const unfit = record.fault ? faultOf(sheet.file, sheet.text, record, record.fault) : fit.check(record);
    if (unfit === 'section') continue;
    if (unfit) {
      problems.push(unfit);
      miss(record);
      continue;
    }
    const read = reader.read(record);
    const inherits = section !== undefined && fit.section !== '' && !sheet.columns.has(section);
    if (!read) miss(record);
    else records.push(inherits ? { ...read, cells: { ...read.cells, [section]: fit.section } } : read);
  }
  return { records, problems, unread };
}

const DELIMITERS: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

function describe(sheet: Sheet): Readonly<Record<string, string>> {
  const columns = [...sheet.columns].map(([field, index]) => `${field} = ${sheet.header.fields[index]?.trim() ?? ''}`);
  return {
    encoding: `${sheet.encoding.encoding} (${sheet.encoding.how})`,
    delimiter: DELIMITERS[sheet.delimiter] ?? sheet.delimiter,
    header_line: String(sheet.header.line),
    decimal: `${sheet.decimal.value} (${sheet.decimal.how})`,
    date_order: `${sheet.dateOrder.value} (${sheet.dateOrder.how})`,
    ...(hasMoney(sheet.kind) ? { currency: sheet.currency } : {}),
    columns: columns.join(', '),
  };
}

const inOrder = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);

/** The reader of a kind of sheet: each record becomes a row of the kind's table, or a problem with its place. */
export function sheetReader(kind: SheetKind): Reader {
  const gather: Gather = kind.gather ?? ((records, tell) => gatherRows(kind, records, tell));
  return {
    kind: kind.kind,
    role: 'sheet',
    version: 1,
    recognises: (head) => (sheetKindOf(head) === kind.kind ? 1 : 0),
    read(bytes: Uint8Array, name: string, options: ReadOptions): ReadResult {
      const sheet = openSheet(kind, bytes, name, options);
      const nothing = { kind: kind.kind, rows: [], balances: [] };
      if (!('text' in sheet)) return { ...nothing, layout: {}, problems: sheet, tables: { [kind.table]: [] } };
      const reader = new RecordReader(sheet);
      const { records, problems, unread } = readRecords(sheet, reader);
      const gathered = gather(records, reader.tell, unread);
      const found = inOrder([...problems, ...reader.problems, ...gathered.problems]);
      return {
        ...nothing,
        layout: describe(sheet),
        problems: [...sheet.problems, ...found],
        tables: gathered.tables,
      };
    },
  };
}
