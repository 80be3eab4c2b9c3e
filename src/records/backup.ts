import { open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { Effects } from '../core/effects.ts';
import { EXIT, UserError } from '../core/problem.ts';
import { STORE_TABLES, type Store, type StoreSnapshot } from '../model/store.ts';
import { backupLines, type BackupItem, type Counts } from './backup-format.ts';
import type { RecordCode } from './codes.ts';

export interface BackedUp extends Counts {
  /** Everything is as it was at one instant. */
  readonly exact: boolean;
}

/**
 * Writes everything on record to one file, whole or not at all, which either store can be restored from; its mode is
 * 0600, for it holds what was sent to whom. It is streamed: no more than a page of rows or one blob is held at a time.
 *
 * Of SQLite it is exact: the store as it was when the backup began, whoever writes meanwhile. DynamoDB cannot hold
 * still: each row and blob is whole, a row's blobs are there because they are read after all rows, but what is written
 * meanwhile may be missing, in part also (the row of one step and not that of the next). So take it while nothing is
 * sent, or use DynamoDB's own point-in-time recovery.
 *
 * Throws a UserError when the records cannot be read, or the file cannot be written (`backup-unwritable`).
 */
export async function backUp(store: Store, file: string, effects: Effects): Promise<BackedUp> {
  const snapshot = await store.snapshot?.();
  const exact = snapshot !== undefined;
  let counts: Counts = { rows: 0, blobs: 0 };
  const header = { made: effects.now(), from: store.name, exact };
  try {
    const lines = backupLines(header, itemsOf(snapshot ?? store, store.name), (counted) => (counts = counted));
    await writeWhole(file, lines, effects);
  } finally {
    await snapshot?.close();
  }
  return { ...counts, exact };
}

/** Rows before blobs: what a row names was written before it, so it is there when the blobs are read. */
async function* itemsOf(store: StoreSnapshot, name: string): AsyncGenerator<BackupItem> {
  for (const table of STORE_TABLES) {
    for (let page = await store[table].scan(); ; page = await store[table].scan(page.next)) {
      for (const row of page.rows) {
        if (row.body === undefined) throw damaged(name, table);
        yield { table, ...row, body: row.body };
      }
      if (page.next === undefined) break;
    }
  }
  for (let page = await store.blobs.scan(); ; page = await store.blobs.scan(page.next)) {
    for (const hash of page.hashes) {
      const bytes = await store.blobs.get(hash);
      if (bytes) yield { blob: hash, bytes };
    }
    if (page.next === undefined) break;
  }
}

function damaged(name: string, table: string): UserError {
  const code: RecordCode = 'records-unreadable';
  const message = `${name} cannot be backed up: a row of ${table} was changed and is no JSON; see \`quarterdeck verify\``;
  return new UserError(code, message, { exit: EXIT.failure });
}

/** A file beside it first, on the disk before it takes the name. */
async function writeWhole(path: string, lines: AsyncIterable<string>, effects: Effects): Promise<void> {
  const temporary = `${path}.${Buffer.from(effects.randomBytes(8)).toString('hex')}.tmp`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      // What goes wrong in either ends both, and comes out of the writing.
      await writeFile(
        file,
        pipeline(Readable.from(lines), createGzip(), () => undefined),
      );
      await file.sync();
    } finally {
      await file.close();
    }
    effects.step('backup-written');
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(temporary, { force: true });
    throw told(path, error);
  }
}

/** Until its folder is synced, a power cut can take a new file away. Windows cannot, and need not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function told(path: string, error: unknown): unknown {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return error;
  const code: RecordCode = 'backup-unwritable';
  const message = `${path} cannot be written (${String(error.code)}); check its folder, and the room on the disk`;
  return new UserError(code, message, { exit: EXIT.failure, cause: error });
}
