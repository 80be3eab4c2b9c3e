import { existsSync, mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { prune, touch } from '../../src/facts/prune.ts';

const NOW = Date.parse('2026-04-30T12:00:00Z');
const HOUR = 3600;

function foldersUsed(hoursAgo: readonly number[]): string {
  const parent = mkdtempSync(join(tmpdir(), 'quarterdeck-prune-'));
  hoursAgo.forEach((hours, at) => {
    const folder = join(parent, `journal-${at}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'booked.parquet'), 'x');
    utimesSync(folder, NOW / 1000 - hours * HOUR, NOW / 1000 - hours * HOUR);
  });
  return parent;
}

it('removes what was not used for longest, and keeps the latest six', async () => {
  const parent = foldersUsed([9, 2, 8, 3, 7, 4, 6, 5]);
  expect((await prune(parent, NOW)).toSorted()).toEqual(['journal-0', 'journal-2']);
  expect(readdirSync(parent)).toHaveLength(6);
});

it('keeps what was used within the hour, however many there are', async () => {
  const parent = foldersUsed([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 5]);
  expect(await prune(parent, NOW)).toEqual(['journal-8']);
});

it('takes a use as a use', async () => {
  const parent = foldersUsed([9, 2, 3, 4, 5, 6, 7]);
  await touch(join(parent, 'journal-0'), NOW);
  expect(await prune(parent, NOW)).toEqual(['journal-6']);
  expect(existsSync(join(parent, 'journal-0'))).toBe(true);
});

it('leaves a folder alone that is not there', async () => {
  expect(await prune(join(tmpdir(), 'quarterdeck-none'), NOW)).toEqual([]);
});
