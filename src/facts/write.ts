import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Effects } from '../core/effects.ts';
import type { StatementRow } from '../model/facts.ts';
import { sqlText } from '../model/sql.ts';
import type { ColumnType, Engine } from './engine.ts';
import { seal, temporary, type Seal } from './shelf.ts';

/** Columns of a stored file, as they are appended; `date` becomes a DATE on the way out. */
const COLUMNS = {
  line: 'BIGINT',
  date: 'VARCHAR',
  amount: 'BIGINT',
  fee: 'BIGINT',
  currency: 'VARCHAR',
  payee: 'VARCHAR',
  memo: 'VARCHAR',
  reference: 'VARCHAR',
  type: 'VARCHAR',
  balance: 'BIGINT',
} as const satisfies Record<string, ColumnType>;

/** The stored columns with their types, `line` set apart because bulk files work it out. */
export const STORED_COLUMNS = 'date, amount, fee, currency, payee, memo, reference, type, balance';

/** Makes table `name` of statement rows; its columns are those of a stored file. */
export async function tableOfRows(engine: Engine, name: string, rows: readonly StatementRow[]): Promise<void> {
  const columns = Object.entries(COLUMNS).map(([column, type]) => `${column} ${type}`);
  await engine.run(`CREATE OR REPLACE TEMP TABLE ${name} (${columns.join(', ')})`);
  await engine.append(name, Object.values(COLUMNS), [
    rows.map((row) => BigInt(row.line)),
    rows.map((row) => row.date),
    rows.map((row) => row.amount),
    rows.map((row) => row.fee),
    rows.map((row) => row.currency),
    rows.map((row) => row.payee),
    rows.map((row) => row.memo),
    rows.map((row) => row.reference),
    rows.map((row) => row.type),
    rows.map((row) => row.balance ?? null),
  ]);
}

/** SELECT over such a table with the stored types. */
export function storedRows(name: string): string {
  return `SELECT line, CAST(date AS DATE) AS date, ${STORED_COLUMNS.replace('date, ', '')} FROM ${name}`;
}

/** Writes a query's rows as Parquet, whole or not at all, and seals it. `look` may refuse the file before it is named. */
export async function writeParquet(
  engine: Engine,
  path: string,
  query: string,
  effects: Pick<Effects, 'randomBytes'>,
): Promise<{ readonly rows: number; readonly seal: Seal }> {
  await mkdir(dirname(path), { recursive: true });
  const unfinished = temporary(path, effects);
  try {
    const rows = await copy(engine, query, unfinished);
    const sealed = await seal(unfinished);
    await rename(unfinished, path);
    return { rows, seal: sealed };
  } catch (cause) {
    await rm(unfinished, { force: true });
    throw cause;
  }
}

/** Uncompressed on purpose: Parquet's dictionaries do most of the work, and snappy doubles the time to write. */
export function copy(engine: Engine, query: string, path: string): Promise<number> {
  return engine.run(`COPY (${query}) TO ${sqlText(path)} (FORMAT parquet, COMPRESSION uncompressed)`);
}
