import { isUtf8 } from 'node:buffer';
import { stat } from 'node:fs/promises';
import type { StoredFacts, Warehouse } from '../../facts/index.ts';
import type { ReadResult, StatementRow } from '../../model/facts.ts';
import type { ReadOptions } from '../../model/source.ts';
import { statementRows } from '../_statements.ts';
import { runningStatements } from '../_table/running.ts';
import { MAX_BYTES } from '../_text.ts';
import { headOf, linesOf, scanBytes } from './bulk-lines.ts';
import { bulkColumns, isSingle, recordsSql } from './bulk-sql.ts';
import { headEvidence, holdsFor } from './bulk-evidence.ts';
import { openCsv, type CsvLayout } from './layout.ts';
import { readRecords } from './reader.ts';
import { describeLayout } from './shown.ts';

/** Bytes: from which size a file is bulk, and how much of it is the head that its layout is told by. */
export interface BulkSizes {
  readonly smallest: number;
  readonly head: number;
}

/** Below the smallest the general reader is done before DuckDB is loaded. */
const SIZES: BulkSizes = { smallest: 256 * 1024, head: 128 * 1024 };

/** A CSV file that the owner named, with its bytes. */
export interface BulkRequest {
  /** Absolute path; DuckDB reads the file itself. */
  readonly path: string;
  /** As problems name it. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly options: ReadOptions;
  readonly sizes?: BulkSizes;
}

/**
 * Reads a large CSV file with DuckDB and stores it under `key`, with the same rows and problems that the general reader
 * would make. Answers undefined, and stores nothing, for a file that is small or not plain enough: quoted line breaks,
 * blank lines, other encodings, anything ambiguous. Those are for the general reader.
 */
export async function storeInBulk(
  warehouse: Warehouse,
  key: string,
  request: BulkRequest,
): Promise<StoredFacts | undefined> {
  const plan = planFor(request);
  if (!plan) return undefined;
  const before = await stat(request.path);
  if (before.size !== request.bytes.length) return undefined;
  return warehouse.storeBulk(key, {
    ...plan,
    kind: 'csv',
    unchanged: async () => {
      const after = await stat(request.path);
      return after.size === before.size && after.mtimeMs === before.mtimeMs;
    },
  });
}

function planFor({ path, file, bytes, options, sizes = SIZES }: BulkRequest) {
  if (bytes.length < sizes.smallest || bytes.length > MAX_BYTES || /[*?[\]{}]/.test(path)) return undefined;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = headOf(buffer, sizes.head);
  const open = openCsv(head, file, options, true);
  const evidence = headEvidence(open, options);
  const { layout } = open;
  if (!evidence || !isSingle(layout) || !isUtf8(buffer) || buffer.includes('\ufffd')) return undefined;
  const scan = scanBytes(buffer, layout.delimiter);
  const quotes = buffer.includes('"');
  const tidy = { ascii: scan.ascii, printable: !scan.controls && !(quotes && layout.delimiter === '\t') };
  const read = bulkColumns({ layout, form: evidence.form, quotes, tidy });
  if (!scan.even || scan.nul || read === undefined) return undefined;
  return {
    columns: read.columns,
    constants: read.constants,
    from: recordsSql(path, layout, read.values),
    records: scan.lines - layout.dataLine + 1,
    lineBase: layout.dataLine,
    layout: describeLayout(layout),
    balances: layout.columns.balance !== undefined,
    statements: (rows: readonly StatementRow[]) => statementRows(runningStatements(rows), file).rows,
    evidence: 'count(CASE WHEN day(date) > 12 THEN 1 END)',
    asides: (records: readonly number[], daysOver12: bigint) => {
      const { texts, ...meant } = readAsides(layout, buffer, records);
      return holdsFor(evidence, { texts, daysOver12 }) ? meant : undefined;
    },
  };
}

/** What the general reader makes of the records that SQL set aside, each alone on its line. */
function readAsides(
  layout: CsvLayout,
  buffer: Buffer,
  records: readonly number[],
): Pick<ReadResult, 'rows' | 'problems'> & { readonly texts: readonly string[] } {
  const numbers = records.map((record) => record + layout.dataLine);
  const texts = linesOf(buffer, numbers);
  const plainLayout = { ...layout, problems: [] };
  const read = numbers.map((line) =>
    readRecords({ layout: plainLayout, text: texts.get(line) ?? '', data: { offset: 0, line } }),
  );
  return {
    rows: read.flatMap(({ rows }) => rows),
    problems: read.flatMap(({ problems }) => problems),
    texts: [...texts.values()],
  };
}
