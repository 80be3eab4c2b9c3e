import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { writeWhole } from '../../src/app/write-whole.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'quarterdeck-'));

it('writes the file and leaves nothing beside it', async () => {
  const home = folder();
  writeFileSync(join(home, 'report.txt'), 'old');
  await writeWhole(join(home, 'report.txt'), 'new');
  expect(readFileSync(join(home, 'report.txt'), 'utf8')).toBe('new');
  expect(readdirSync(home)).toEqual(['report.txt']);
});

it('says why it cannot, and leaves nothing behind', async () => {
  const home = folder();
  await expect(writeWhole(join(home, 'none', 'report.txt'), 'new')).rejects.toThrow(/cannot be written \(ENOENT\)/);
  await expect(writeWhole(home, 'new')).rejects.toThrow(/cannot be written/);
  expect(readdirSync(home)).toEqual([]);
});
