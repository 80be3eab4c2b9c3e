import type { Driver, Value } from './driver.ts';

/*
 * Node's own SQLite (nodejs.org/api/sqlite.html): from 22.13 on without a flag. The parts that are used; its types come
 * with those of Node 22, and this builds against Node 20.
 */

interface NodeStatement {
  run(...values: readonly Value[]): { readonly changes: number | bigint };
  get(...values: readonly Value[]): unknown;
  all(...values: readonly Value[]): readonly unknown[];
}

interface NodeDatabase {
  exec(sql: string): void;
  prepare(sql: string): NodeStatement;
  close(): void;
}

interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => NodeDatabase;
}

/** Undefined where the runtime has none. */
export function openNodeSqlite(path: string): Driver | undefined {
  const sqlite = quietly(() => process.getBuiltinModule('node:sqlite'));
  if (!isSqlite(sqlite)) return undefined;
  const database = new sqlite.DatabaseSync(path);
  return {
    name: 'node:sqlite',
    exec: (sql) => database.exec(sql),
    prepare: (sql) => {
      const statement = database.prepare(sql);
      return {
        run: (values) => Number(statement.run(...values).changes),
        get: (values) => statement.get(...values),
        all: (values) => statement.all(...values),
      };
    },
    close: () => database.close(),
  };
}

function isSqlite(module: object | undefined): module is NodeSqlite {
  return module !== undefined && 'DatabaseSync' in module;
}

/**
 * Node 22 warns on loading that its SQLite is experimental. That is said in the decision record, not to whoever sends a
 * report; every other warning passes. Loading is synchronous, so nobody else sees the change.
 */
function quietly<T>(load: () => T): T {
  // eslint-disable-next-line typescript/unbound-method -- it is put back as it was, and called on process
  const { emitWarning } = process;
  const filtered = (...given: unknown[]): void => {
    if (!/SQLite is an experimental feature/.test(String(given[0]))) Reflect.apply(emitWarning, process, given);
  };
  process.emitWarning = filtered;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
