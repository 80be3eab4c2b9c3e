import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Driver } from '../../src/records/sqlite/driver.ts';
import { openDriver } from '../../src/records/sqlite/open-driver.ts';

/** Which of the two drivers this runtime has. */
export const DRIVERS: readonly Driver['name'][] = process.getBuiltinModule('node:sqlite')
  ? ['node:sqlite', 'libsql']
  : ['libsql'];

/** A path below a folder of its own, gone afterwards. */
export async function withPath<T>(use: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-records-'));
  try {
    return await use(join(folder, 'records/records.sqlite'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A connection past the store: what another program would do to the file. Where the store goes on, by its own driver:
 * of two libraries in one process the one that closes lets go of the other's locks, too (POSIX has them by process).
 */
export async function past<T>(path: string, act: (database: Driver) => T, driver?: Driver['name']): Promise<T> {
  const database = await openDriver(path, driver);
  try {
    return act(database);
  } finally {
    database.close();
  }
}

/** What this process has open below a folder: on Linux, where a process sees that. */
export function openFilesIn(folder: string): readonly string[] {
  return readdirSync('/proc/self/fd')
    .flatMap((number) => {
      try {
        return [readlinkSync(`/proc/self/fd/${number}`)];
      } catch {
        // It was open while the folder was read.
        return [];
      }
    })
    .filter((file) => file.startsWith(folder))
    .toSorted();
}
