import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Effects } from '../core/effects.ts';
import type { StatementRow } from '../model/facts.ts';
import { sqlText } from '../model/sql.ts';
import type { ColumnType, Engine } from './engine.ts';
import { seal, type Seal } from './seal.ts';
import { temporary } from './shelf.ts';

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

type StoredColumn = Exclude<keyof typeof COLUMNS, 'line'>;
const STORED = Object.keys(COLUMNS).filter((name) => name !== 'line') as StoredColumn[];

/** The columns of a stored file in their order, for a SELECT; `line` is set apart because bulk files work it out. */
export function storedColumns(constants: Readonly<Record<string, string | null>>): string {
  return STORED.map((name) => {
    const value = constants[name];
    if (value === undefined) return name;
    const literal = COLUMNS[name] === 'VARCHAR' ? sqlText(value ?? '') : (value ?? 'NULL');
    return `CAST(${literal} AS ${COLUMNS[name]}) AS ${name}`;
  }).join(', ');
}

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
  return `SELECT line, ${storedColumns({}).replace('date', 'CAST(date AS DATE) AS date')} FROM ${name}`;
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

/**
 * Written for speed: uncompressed (snappy costs a third more), without Bloom filters, and with dictionaries only where
 * they stay small, since building one for a column of references costs more than it saves.
 */
const PARQUET =
  'FORMAT parquet, COMPRESSION uncompressed, WRITE_BLOOM_FILTER false, STRING_DICTIONARY_PAGE_SIZE_LIMIT 65536';

/** Writes a query's rows to `path`; answers how many. */
export function copy(engine: Engine, query: string, path: string): Promise<number> {
  return engine.run(`COPY (${query}) TO ${sqlText(path)} (${PARQUET})`);
}
