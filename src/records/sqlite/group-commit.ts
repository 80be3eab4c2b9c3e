import type { Driver } from './driver.ts';
import { unwritable } from './problems.ts';

/** Writes of one transaction at most, so that a flood of them does not hold up everything else. */
const GROUP = 500;

interface Waiting {
  /** Runs inside the transaction; what it answers is told after the commit. */
  readonly work: () => void;
  readonly done: () => void;
  readonly fail: (error: unknown) => void;
}

export interface GroupCommit {
  /** Does a write with all others that were asked for in this turn of the event loop. */
  write<T>(work: () => T): Promise<T>;
  /** How many transactions there were, the failed ones among them: counted before anyone is answered. */
  count(): number;
  /** What waits is committed now; afterwards every write is refused. */
  close(): void;
}

/**
 * Writes of one turn of the event loop in one transaction, so that they share one fsync. Each is answered on its own,
 * after the commit: one that finds another version fails nobody else. Where the transaction fails all of them are told
 * the same UserError, and nothing of them was written.
 */
export function groupCommit(database: Driver, name: string): GroupCommit {
  const waiting: Waiting[] = [];
  let closed = false;
  let count = 0;
  const commit = (): void => {
    const group = waiting.splice(0, GROUP);
    if (group.length === 0) return;
    if (waiting.length > 0) setImmediate(commit);
    count += 1;
    try {
      inTransaction(database, () => {
        for (const { work } of group) work();
      });
    } catch (error) {
      const told = unwritable(name, error);
      for (const { fail } of group) fail(told);
      return;
    }
    for (const { done } of group) done();
  };
  return {
    write: <T>(work: () => T): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        if (closed) throw new Error(`${name} is closed`);
        let answer: () => void = () => undefined;
        const worked = (): void => {
          const result = work();
          answer = () => resolve(result);
        };
        waiting.push({ work: worked, done: () => answer(), fail: reject });
        if (waiting.length === 1) setImmediate(commit);
      }),
    count: () => count,
    close: () => {
      closed = true;
      while (waiting.length > 0) commit();
    },
  };
}

/** All or nothing. `IMMEDIATE` takes the lock before anything is read, so that what was read still holds. */
export function inTransaction(database: Driver, work: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

function rollBack(database: Driver): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // SQLite has rolled back by itself, as it does when the disk is full; the first error is the one to tell.
  }
}
