import { closeSync, constants, openSync } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import type { Store, StoreSnapshot, StoreTable, Table } from '../../model/store.ts';
import { sqliteBlobs } from './blobs.ts';
import type { Driver } from './driver.ts';
import { openDriver } from './open-driver.ts';
import { groupCommit, type GroupCommit } from './group-commit.ts';
import { checkOurs, migrate } from './migrations.ts';
import { BUSY_TIMEOUT, reading, unopened, unwritable } from './problems.ts';
import { sqliteTable } from './table.ts';

export interface SqliteOptions {
  /** For people; the path where it is not given. */
  readonly name?: string;
  /** Node's own where there is one, libsql elsewhere; tests ask for either. */
  readonly driver?: Driver['name'];
}

const MEMORY = ':memory:';

/**
 * The embedded store: one file, made with its folders where it is not there yet, readable by its owner only; `:memory:`
 * for a store that ends with the process. An answered write is on the disk (WAL, synchronous=FULL). Throws a UserError
 * (`records-unwritable`, `records-unreadable`) when the file cannot be used.
 */
export async function openSqlite(path: string, { name = path, driver }: SqliteOptions = {}): Promise<Store> {
  if (path !== MEMORY) await makeFile(path, name);
  const database = await connect(path, name, driver, async (opened) => {
    checkOurs(opened, name);
    opened.prepare('PRAGMA journal_mode = WAL').all([]);
    opened.exec('PRAGMA synchronous = FULL');
    await migrate(opened, path);
  });
  const writes = groupCommit(database, name);
  let closed = false;
  return {
    name,
    ...roomsOf(database, writes, name),
    state: stateOf(database, writes, name),
    ...(path !== MEMORY && { snapshot: () => openSnapshot(path, name, database.name) }),
    close: async () => {
      if (closed) return;
      closed = true;
      writes.close();
      foldLog(database);
      database.close();
    },
  };
}

function roomsOf(database: Driver, writes: GroupCommit, name: string): Omit<Store, 'name' | 'snapshot' | 'close'> {
  const table = (of: StoreTable): Table => sqliteTable(database, writes, name, of);
  return {
    audit: table('audit'),
    dashboard: table('dashboard'),
    auth: table('auth'),
    blobs: sqliteBlobs(database, writes, name),
  };
}

/**
 * Others' commits, which SQLite counts in `data_version`, and our own, which it does not (sqlite.org, PRAGMA
 * data_version). Neither ever falls, so their sum is the same only when both are.
 */
function stateOf(database: Driver, writes: GroupCommit, name: string): () => number {
  const others = database.prepare('PRAGMA data_version');
  return () => reading(name, () => versionSchema.parse(others.get([])).data_version) + writes.count();
}

const versionSchema = z.object({ data_version: z.int() });

/** A connection of its own in one long read: under WAL it sees the file as it was, whoever writes meanwhile. */
async function openSnapshot(path: string, name: string, driver: Driver['name']): Promise<StoreSnapshot> {
  const database = await connect(path, name, driver, (opened) => {
    opened.exec('PRAGMA query_only = 1; BEGIN');
    // BEGIN alone reads nothing: the first reading fixes what is seen.
    opened.prepare('SELECT count(*) AS objects FROM sqlite_schema').all([]);
  });
  return { ...roomsOf(database, groupCommit(database, name), name), close: async () => database.close() };
}

/**
 * Made by us and not by SQLite, so that it is nobody else's to read; its companions (-wal, -shm) take the same mode. One
 * that is there is not opened: closing it would let go of every lock that this process has on it (POSIX), and another
 * process would take the log away under a connection that goes on.
 */
async function makeFile(path: string, name: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    // At once: between the two nobody here can connect to it.
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    const trouble = isThere(error) ? await troubleWith(path) : error;
    if (trouble !== undefined) throw unwritable(name, trouble);
  }
}

const isThere = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** Why what is there cannot be written. */
async function troubleWith(path: string): Promise<unknown> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
    const isFolder = (await stat(path)).isDirectory();
    return isFolder ? Object.assign(new Error('a folder'), { code: 'EISDIR' }) : undefined;
  } catch (error) {
    return error;
  }
}

async function connect(
  path: string,
  name: string,
  wanted: Driver['name'] | undefined,
  prepare: (database: Driver) => Promise<void> | void,
): Promise<Driver> {
  let database: Driver | undefined;
  try {
    database = await openDriver(path, wanted);
    database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
    await prepare(database);
    return database;
  } catch (error) {
    database?.close();
    throw unopened(name, error);
  }
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
