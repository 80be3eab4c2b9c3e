import * as z from 'zod';
import type { ListOptions, StoredRow, StoreTable, Table } from '../../model/store.ts';
import type { Driver, Value } from './driver.ts';
import type { GroupCommit } from './group-commit.ts';
import { reading } from './problems.ts';
import { behindPrefix, columnsOf, KEY_COLUMNS, sameRows, storedRow } from './row.ts';

/** Rows of a page of `scan`; a body may be a megabyte. */
const SCAN_PAGE = 64;

/** Expired rows are kept for a day, and then taken away a few at a time by whoever writes rows that expire. */
const KEEP_EXPIRED = 24 * 60 * 60 * 1000;

const versionSchema = z.object({ version: z.int().positive() });
const placeSchema = z.object({ place: z.int() });

/** One table of the store. Its writes go through the group commit; reads are answered at once. */
export function sqliteTable(database: Driver, writes: GroupCommit, name: string, table: StoreTable): Table {
  const sql = statements(table);
  const prepared = lazily(database);
  const same = sameRows();
  const rows = (query: string, values: readonly Value[], rowOf = storedRow): readonly StoredRow[] =>
    reading(name, () => prepared(query).all(values).map(rowOf));
  return {
    get: async ({ partition, sort }, now) => {
      const row = reading(name, () => prepared(sql.get).get([partition, sort, now]));
      return row === undefined || row === null ? undefined : reading(name, () => storedRow(row));
    },
    put: async (row, over, now) => {
      const { partition, sort } = row;
      const columns = columnsOf(row);
      return writes.write(() => {
        const written =
          over === 0
            ? prepared(sql.insert).get([partition, sort, ...columns, now])
            : prepared(sql.update).get([...columns, partition, sort, over, now]);
        if (row.expires !== undefined) prepared(sql.sweep).run([now - KEEP_EXPIRED]);
        return written === undefined || written === null ? undefined : versionSchema.parse(written).version;
      });
    },
    remove: async ({ partition, sort }, over) =>
      writes.write(() => prepared(sql.remove).run([partition, sort, over]) > 0),
    list: async (partition, options, now) => {
      const { where, values, order } = range(sql.sort, options);
      const query = `${sql.list}${where} ORDER BY ${sql.sort} ${order} LIMIT ?`;
      return rows(query, [partition, now, ...values, options.limit], same);
    },
    due: async (queue, until, limit) => rows(sql.due, [queue, until, limit]),
    scan: async (next = '0') => {
      const found = reading(name, () => prepared(sql.scan).all([Number(next), SCAN_PAGE]));
      const page = reading(name, () => found.map(storedRow));
      if (found.length < SCAN_PAGE) return { rows: page };
      return { rows: page, next: String(placeSchema.parse(found.at(-1)).place) };
    },
  };
}

/** Statements by their text, prepared when they are first needed. */
function lazily(database: Driver): (sql: string) => ReturnType<Driver['prepare']> {
  const known = new Map<string, ReturnType<Driver['prepare']>>();
  return (sql) => {
    const statement = known.get(sql) ?? database.prepare(sql);
    known.set(sql, statement);
    return statement;
  };
}

function statements(table: StoreTable): Readonly<Record<StatementName, string>> {
  const { partition, sort } = KEY_COLUMNS[table];
  const columns = `${partition} AS partition, ${sort} AS sort, version, body, due_queue, due_at, expires`;
  const select = `SELECT ${columns} FROM ${table}`;
  const alive = '(expires IS NULL OR expires > ?)';
  return {
    sort,
    get: `${select} WHERE ${partition} = ? AND ${sort} = ? AND ${alive}`,
    // The version of a row that expired goes on: who read it before then cannot write over its successor.
    insert: `INSERT INTO ${table} (${partition}, ${sort}, version, body, due_queue, due_at, expires)
      VALUES (?, ?, 1, ?, ?, ?, ?) ON CONFLICT (${partition}, ${sort}) DO UPDATE SET version = version + 1,
      body = excluded.body, due_queue = excluded.due_queue, due_at = excluded.due_at, expires = excluded.expires
      WHERE ${table}.expires <= ? RETURNING version`,
    update: `UPDATE ${table} SET version = version + 1, body = ?, due_queue = ?, due_at = ?, expires = ?
      WHERE ${partition} = ? AND ${sort} = ? AND version = ? AND ${alive} RETURNING version`,
    remove: `DELETE FROM ${table} WHERE ${partition} = ? AND ${sort} = ? AND version = ?`,
    list: `${select} WHERE ${partition} = ? AND ${alive}`,
    due: `${select} WHERE due_queue = ? AND due_at <= ? ORDER BY due_at LIMIT ?`,
    scan: `SELECT rowid AS place, ${columns} FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ?`,
    sweep: `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE expires <= ? LIMIT 4)`,
  };
}

type StatementName = 'sort' | 'get' | 'insert' | 'update' | 'remove' | 'list' | 'due' | 'scan' | 'sweep';

function range(
  sort: string,
  { order = 'rising', after, prefix }: ListOptions,
): { readonly where: string; readonly values: readonly Value[]; readonly order: 'ASC' | 'DESC' } {
  const rising = order === 'rising';
  const bounds: [string, string | undefined][] = [
    [rising ? '>' : '<', after],
    ['>=', prefix],
    ['<', prefix === undefined ? undefined : behindPrefix(prefix)],
  ];
  const set = bounds.flatMap(([compare, value]) => (value === undefined ? [] : [{ compare, value }]));
  return {
    where: set.map(({ compare }) => ` AND ${sort} ${compare} ?`).join(''),
    values: set.map(({ value }) => value),
    order: rising ? 'ASC' : 'DESC',
  };
}
