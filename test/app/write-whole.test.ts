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

it('writes what comes in pieces, and leaves nothing when their maker fails', async () => {
  const home = folder();
  async function* pieces(fails: boolean): AsyncGenerator<string> {
    yield await Promise.resolve('one ');
    if (fails) throw new Error('the engine stopped');
    yield 'two';
  }
  await writeWhole(join(home, 'books.journal'), pieces(false));
  expect(readFileSync(join(home, 'books.journal'), 'utf8')).toBe('one two');
  await expect(writeWhole(join(home, 'other.journal'), pieces(true))).rejects.toThrow('the engine stopped');
  expect(readdirSync(home)).toEqual(['books.journal']);
});
