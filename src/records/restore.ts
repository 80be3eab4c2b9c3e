import { EXIT, UserError } from '../core/problem.ts';
import { STORE_TABLES, type Store } from '../model/store.ts';
import {
  readBackup,
  type BackupBlob,
  type BackupHeader,
  type BackupItem,
  type BackupRow,
  type Counts,
} from './backup-format.ts';
import type { RecordCode } from './codes.ts';
import { WORK } from './dispatches.ts';
import { OPEN_SENDS } from './sends.ts';

/** Written at a time; a blob may be 40 MB. */
const ROWS_AT_ONCE = 64;
const BLOBS_AT_ONCE = 4;

/** Queues of what goes on by itself. */
const WAITING: readonly string[] = [WORK, OPEN_SENDS];

export interface RestoreOptions {
  /** Into a store that has rows: what is missing is added, and what is there stays as it is. */
  readonly fill?: boolean;
  /**
   * Dispatches that waited wait for ever, until someone looks at them: they may have been sent since the backup. No send
   * that was under way is begun again.
   */
  readonly hold?: boolean;
}

export interface Restored {
  /** When the backup was made, and of which store. */
  readonly made: number;
  readonly from: string;
  readonly exact: boolean;
  /** Rows that were written, and those that were there already. */
  readonly rows: number;
  readonly kept: number;
  readonly blobs: number;
}

/**
 * Writes what a backup holds to a store of either kind, with the due dates and expiries that it had; versions begin at
 * 1 again. Nothing is written before all of the file was read and found whole. A store that has rows is refused unless
 * it is to be filled; that also ends a restore that was broken off, for doing it twice changes nothing. Nobody else may
 * use the store meanwhile. A dispatch that waited when the backup was made waits again, though it may have been sent
 * since: that is for the caller to see to.
 *
 * Throws a UserError: `backup-unreadable`, `records-not-empty`, or what the store says.
 */
export async function restore(
  store: Store,
  path: string,
  { fill = false, hold = false }: RestoreOptions = {},
): Promise<Restored> {
  const { rows, ...checked } = await read(path, () => undefined);
  if (!fill && (await hasRows(store))) throw notEmpty(store.name);
  // The bytes before the rows that name them: a restore that is broken off leaves no dispatch without its message.
  await writeBlobs(store, path);
  const written = await writeRows(store, path, hold);
  const { made, from, exact, blobs } = checked;
  return { made, from, exact, rows: written, kept: rows - written, blobs };
}

async function writeBlobs(store: Store, path: string): Promise<void> {
  const blobs = batches<BackupBlob>(BLOBS_AT_ONCE, ({ blob, bytes }) => store.blobs.put(blob, bytes));
  await read(path, async (item) => {
    if ('blob' in item) await blobs.add(item);
  });
  await blobs.end();
}

/** Answers how many were not there yet. */
async function writeRows(store: Store, path: string, hold: boolean): Promise<number> {
  let written = 0;
  const rows = batches<BackupRow>(ROWS_AT_ONCE, async ({ table, version: _, ...row }) => {
    const due =
      row.due && hold && WAITING.includes(row.due.queue) ? { due: { ...row.due, at: Number.MAX_SAFE_INTEGER } } : {};
    // At instant 0 nothing has expired, so nothing that is there is written over.
    if ((await store[table].put({ ...row, ...due }, 0, 0)) !== undefined) written += 1;
  });
  await read(path, async (item) => {
    if (!('blob' in item)) await rows.add(item);
  });
  await rows.end();
  return written;
}

/** From the first line to the last, checked. */
async function read(path: string, use: (item: BackupItem) => Promise<void> | void): Promise<BackupHeader & Counts> {
  const summaries: (BackupHeader & Counts)[] = [];
  for await (const item of readBackup(path, (summary) => summaries.push(summary))) await use(item);
  const [summary] = summaries;
  if (!summary) throw new Error('A backup ended before its end was told');
  return summary;
}

/** Several at once, so that the store can write them together. */
function batches<T>(
  size: number,
  write: (item: T) => Promise<void>,
): { add(item: T): Promise<void>; end(): Promise<void> } {
  const held: T[] = [];
  const end = async (): Promise<void> => {
    await Promise.all(held.splice(0).map(write));
  };
  return {
    add: async (item) => {
      held.push(item);
      if (held.length === size) await end();
    },
    end,
  };
}

async function hasRows(store: Store): Promise<boolean> {
  for (const table of STORE_TABLES) {
    for (let page = await store[table].scan(); ; page = await store[table].scan(page.next)) {
      if (page.rows.length > 0) return true;
      if (page.next === undefined) break;
    }
  }
  return false;
}

function notEmpty(name: string): UserError {
  const code: RecordCode = 'records-not-empty';
  const message = `${name} has something on record already; restore into an empty store, or add only what is missing: --fill`;
  return new UserError(code, message, { exit: EXIT.failure });
}
