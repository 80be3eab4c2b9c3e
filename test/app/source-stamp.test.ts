import { createHash } from 'node:crypto';
import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceBytes, sourceStamp } from '../../src/app/read-file.ts';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const file = (text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'quarterdeck-')), 'bank.csv');
  writeFileSync(path, text);
  return path;
};

describe('the stamp of a source file', () => {
  it.each([0, 1, 1_048_575, 1_048_576, 1_048_577, 2_500_000])('holds the hash of all of its %i bytes', async (size) => {
    const text = 'x'.repeat(size);
    expect(await sourceStamp(file(text), 'bank.csv')).toMatchObject({ hash: hashOf(text), size });
  });

  it('is kept with the bytes of a file that did not change', async () => {
    const path = file('one');
    const before = await sourceStamp(path, 'bank.csv');
    const { bytes, stamp } = await sourceBytes(path, 'bank.csv', before);
    expect(stamp).toBe(before);
    expect(Buffer.from(bytes).toString()).toBe('one');
  });

  it('is made anew when the file changed between the hash and the reading', async () => {
    const path = file('one');
    const before = await sourceStamp(path, 'bank.csv');
    writeFileSync(path, 'two');
    utimesSync(path, 1_800_000_000, 1_800_000_000);
    expect((await sourceBytes(path, 'bank.csv', before)).stamp.hash).toBe(hashOf('two'));
  });
});
