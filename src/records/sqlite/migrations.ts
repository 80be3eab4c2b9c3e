import * as z from 'zod';
import { copyFile } from 'node:fs/promises';
import { EXIT, UserError } from '../../core/problem.ts';
import { STORE_TABLES } from '../../model/store.ts';
import type { Driver } from './driver.ts';
import { inTransaction } from './group-commit.ts';
import { KEY_COLUMNS } from './row.ts';

/*
 * How the file came to its present form: forward only, one step a version. A step that was released is never changed;
 * the next one is added below.
 */

const versionSchema = z.object({ user_version: z.int().nonnegative() });

const MIGRATIONS: readonly { readonly version: number; readonly sql: () => string }[] = [
  { version: 1, sql: tables },
  { version: 2, sql: expiryIndexes },
];

export const LATEST = MIGRATIONS.length;

/** Three tables of rows, and the bytes. Few rows wait at a time, so the index holds only those. */
function tables(): string {
  const rows = STORE_TABLES.map((table) => {
    const { partition, sort } = KEY_COLUMNS[table];
    return `CREATE TABLE ${table} (${partition} TEXT NOT NULL, ${sort} TEXT NOT NULL, version INTEGER NOT NULL,
      body TEXT NOT NULL, due_queue TEXT, due_at INTEGER, expires INTEGER, PRIMARY KEY (${partition}, ${sort}));
      CREATE INDEX ${table}_due ON ${table} (due_queue, due_at) WHERE due_queue IS NOT NULL;`;
  });
  return `${rows.join('\n')} CREATE TABLE blobs (hash TEXT NOT NULL PRIMARY KEY, bytes BLOB NOT NULL);`;
}

/** So that rows that expired are found, and taken away, without reading the others. */
function expiryIndexes(): string {
  return STORE_TABLES.map(
    (table) => `CREATE INDEX ${table}_expires ON ${table} (expires) WHERE expires IS NOT NULL;`,
  ).join('\n');
}

/**
 * Brings a file to the latest version, in one transaction; one that holds something already is first copied beside, as
 * `<path>.before-v<latest>`. Throws a UserError for a file that a newer release wrote.
 */
export async function migrate(database: Driver, path: string, name: string): Promise<void> {
  const found = versionOf(database);
  if (found > LATEST) throw tooNew(name, found);
  if (found === LATEST) return;
  if (found > 0) {
    // What is in the write-ahead log is no part of the copy otherwise.
    database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all([]);
    await copyFile(path, `${path}.before-v${LATEST}`);
  }
  inTransaction(database, () => {
    // Another process may have been faster.
    const from = versionOf(database);
    for (const { version, sql } of MIGRATIONS) if (version > from) database.exec(sql());
    database.exec(`PRAGMA user_version = ${Math.max(from, LATEST)}`);
  });
}

function versionOf(database: Driver): number {
  return versionSchema.parse(database.prepare('PRAGMA user_version').all([])[0]).user_version;
}

function tooNew(name: string, found: number): UserError {
  const message = `${name} was written by a newer Quarterdeck (its version is ${found}, this one knows ${LATEST}); update Quarterdeck`;
  return new UserError('records-unreadable', message, { exit: EXIT.failure });
}
