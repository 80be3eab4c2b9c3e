import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Store, StoreTable, Table } from '../../model/store.ts';
import { openDriver, type Driver } from './driver.ts';
import { groupCommit } from './group-commit.ts';
import { migrate } from './migrations.ts';
import { BUSY_TIMEOUT, unreadable, unwritable } from './problems.ts';
import { sqliteBlobs } from './blobs.ts';
import { sqliteTable } from './table.ts';

export interface SqliteOptions {
  /** For people; the path where it is not given. */
  readonly name?: string;
  /** Node's own where there is one, libsql elsewhere; tests ask for either. */
  readonly driver?: Driver['name'];
}

/**
 * The embedded store: one file, made with its folders where it is not there yet, readable by its owner only; `:memory:`
 * for a store that ends with the process. An answered write is on the disk (WAL, synchronous=FULL). Throws a UserError
 * (`records-unwritable`, `records-unreadable`) when the file cannot be used.
 */
export async function openSqlite(path: string, { name = path, driver }: SqliteOptions = {}): Promise<Store> {
  if (path !== ':memory:') await makeFile(path, name);
  const database = await connect(path, name, driver);
  try {
    prepare(database);
    await migrate(database, path, name);
  } catch (error) {
    database.close();
    throw unreadable(name, error);
  }
  const writes = groupCommit(database, name);
  const table = (of: StoreTable): Table => sqliteTable(database, writes, name, of);
  return {
    name,
    audit: table('audit'),
    dashboard: table('dashboard'),
    auth: table('auth'),
    blobs: sqliteBlobs(database, writes, name),
    close: async () => {
      writes.close();
      foldLog(database);
      database.close();
    },
  };
}

/** Made by us and not by SQLite, so that it is nobody else's to read; its companions (-wal, -shm) take the same mode. */
async function makeFile(path: string, name: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await (await open(path, 'a', 0o600)).close();
  } catch (error) {
    throw unwritable(name, error);
  }
}

async function connect(path: string, name: string, driver: Driver['name'] | undefined): Promise<Driver> {
  try {
    return await openDriver(path, driver);
  } catch (error) {
    throw unreadable(name, error);
  }
}

function prepare(database: Driver): void {
  database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
  database.prepare('PRAGMA journal_mode = WAL').all([]);
  database.exec('PRAGMA synchronous = FULL');
}

/** The file alone holds everything then, unless another process has it open. libsql does not do so on closing. */
function foldLog(database: Driver): void {
  database.exec('PRAGMA busy_timeout = 0');
  try {
    database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all([]);
  } catch {
    // Nothing is lost: the log stays beside the file, and whoever opens it next reads on there.
  }
}
