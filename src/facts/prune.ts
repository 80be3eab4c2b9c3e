import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** Derived journals and answers can be made again from the facts; so many are kept for going back and forth. */
const KEPT = 6;
/** What was touched since may be in use by another process. */
const IDLE_MILLISECONDS = 60 * 60 * 1000;

/** Marks a folder as used now, so that it outlives those that are not. */
export async function touch(folder: string, now: number): Promise<void> {
  await utimes(folder, now / 1000, now / 1000).catch(() => undefined);
}

/**
 * Removes the folders in `parent` that were not used for longest, but for the latest few and those of the last hour.
 * A folder that cannot be removed stays: the next run tries again. Answers the names of what was removed.
 */
export async function prune(parent: string, now: number): Promise<readonly string[]> {
  const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
  const folders = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory())
      .map(async ({ name }) => ({ name, used: await lastUse(join(parent, name)) })),
  );
  const old = folders
    .toSorted((a, b) => b.used - a.used)
    .slice(KEPT)
    .filter(({ used }) => now - used > IDLE_MILLISECONDS);
  await Promise.all(
    old.map(({ name }) => rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined)),
  );
  return old.map(({ name }) => name);
}

async function lastUse(folder: string): Promise<number> {
  return stat(folder).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
}
