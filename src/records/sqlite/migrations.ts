import { open, rm } from 'node:fs/promises';
import * as z from 'zod';
import { EXIT, UserError } from '../../core/problem.ts';
import { STORE_TABLES } from '../../model/store.ts';
import type { Driver } from './driver.ts';
import { inTransaction } from './group-commit.ts';
import { KEY_COLUMNS } from './row.ts';

/*
 * How the file came to its present form: forward only, one step a version. A step that was released is never changed;
 * the next one is added below.
 */

/** `QDK1` in the file's header, so that no other program's database is taken for the records. */
const APPLICATION = 0x51444b31;

const headerSchema = z.object({ objects: z.int(), application: z.int(), version: z.int().nonnegative() });
const HEADER = `SELECT (SELECT count(*) FROM sqlite_schema) AS objects, application_id AS application,
  user_version AS version FROM pragma_application_id, pragma_user_version`;

const MIGRATIONS: readonly string[] = [tables(), expiryIndexes()];

const LATEST = MIGRATIONS.length;

/** Version 1: three tables of rows, and the bytes. Few rows wait at a time, so the index of `due` holds only those. */
function tables(): string {
  const rows = STORE_TABLES.map((table) => {
    const { partition, sort } = KEY_COLUMNS[table];
    return `CREATE TABLE ${table} (${partition} TEXT NOT NULL, ${sort} TEXT NOT NULL, version INTEGER NOT NULL,
      body TEXT NOT NULL, due_queue TEXT, due_at INTEGER, expires INTEGER, PRIMARY KEY (${partition}, ${sort}));
      CREATE INDEX ${table}_due ON ${table} (due_queue, due_at) WHERE due_queue IS NOT NULL;`;
  });
  return `${rows.join('\n')} CREATE TABLE blobs (hash TEXT NOT NULL PRIMARY KEY, bytes BLOB NOT NULL);`;
}

/** Version 2: rows that expired are found, and taken away, without reading the others. */
function expiryIndexes(): string {
  return STORE_TABLES.map(
    (table) => `CREATE INDEX ${table}_expires ON ${table} (expires) WHERE expires IS NOT NULL;`,
  ).join('\n');
}

/** Throws a UserError for a file that a newer release wrote, or another program. Changes nothing. */
export function checkOurs(database: Driver, name: string): void {
  const { objects, application, version } = headerOf(database);
  if (objects > 0 && application !== APPLICATION) throw refused(`${name} is the database of another program`);
  if (version <= LATEST) return;
  throw refused(
    `${name} was written by a newer Quarterdeck (form ${version}, and this one knows ${LATEST}); update Quarterdeck`,
  );
}

/**
 * Brings a file to the latest version, in one transaction; what holds rows is first copied beside, as
 * `<path>.before-v<latest>`, for its owner's eyes only.
 */
export async function migrate(database: Driver, path: string): Promise<void> {
  const { version: found } = headerOf(database);
  if (found >= LATEST) return;
  if (found > 0 && hasRows(database)) await copyTo(database, `${path}.before-v${LATEST}`);
  inTransaction(database, () => {
    // Another process may have been faster.
    const { version: from } = headerOf(database);
    if (from >= LATEST) return;
    for (const sql of MIGRATIONS.slice(from)) database.exec(sql);
    database.exec(`PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${LATEST}`);
  });
}

function headerOf(database: Driver): z.output<typeof headerSchema> {
  return headerSchema.parse(database.prepare(HEADER).all([])[0]);
}

function hasRows(database: Driver): boolean {
  return [...STORE_TABLES, 'blobs'].some(
    (table) => database.prepare(`SELECT 1 AS one FROM ${table} LIMIT 1`).all([]).length > 0,
  );
}

/** SQLite copies itself, so that what another process writes meanwhile cannot tear the copy. It wants an empty file. */
async function copyTo(database: Driver, path: string): Promise<void> {
  await rm(path, { force: true });
  const file = await open(path, 'wx', 0o600);
  try {
    database.prepare('VACUUM INTO ?').run([path]);
    await file.sync();
  } finally {
    await file.close();
  }
}

function refused(message: string): UserError {
  return new UserError('records-unreadable', message, { exit: EXIT.failure });
}
