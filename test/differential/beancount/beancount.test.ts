import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomBooks } from './_books.ts';
import { askBeancount, hasBeancount } from './_oracle.ts';
import { differences, readOurs } from './_ours.ts';
import { HEAD, READ, REFUSED } from './_refused.ts';

/*
 * Random books of beancount, and a gallery of entries that it refuses or reads, by our reader and by beancount itself
 * where `bean-check` is on the machine: by account and day they agree, in amounts and at cost.
 * `npm run fuzz -- journals 5000` makes more.
 */

const BOOKS = Number(process.env['QUARTERDECK_FUZZ_JOURNALS'] ?? 100);
const SEED = Number(process.env['QUARTERDECK_FUZZ_SEED'] ?? 1);

if (!hasBeancount) console.warn('beancount is not on this machine: random books were not compared with it');

/** Writes files, and hands their paths over. */
function within<T>(texts: readonly string[], use: (paths: readonly string[]) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-beancount-'));
  try {
    const paths = texts.map((text, at) => {
      const path = join(folder, `${at}.beancount`);
      writeFileSync(path, text);
      return path;
    });
    return use(paths);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('random books are read without a problem, and beancount reads the same', { timeout: 3_600_000 }, () => {
  const texts = fc.sample(randomBooks, { seed: SEED, numRuns: BOOKS });
  within(texts, (paths) => {
    const ours = paths.map(readOurs);
    for (const [at, { errors }] of ours.entries()) expect([texts[at], errors]).toEqual([texts[at], []]);
    const theirs = hasBeancount ? askBeancount(paths) : ours;
    for (const [at, { errors, sums }] of theirs.entries()) {
      expect([texts[at], errors]).toEqual([texts[at], []]);
      expect([texts[at], differences(ours[at]?.sums ?? {}, sums)]).toEqual([texts[at], []]);
    }
  });
});

test('what beancount refuses is refused, and what it reads is read', { timeout: 600_000 }, () => {
  const texts = [...REFUSED, ...READ].map((entry) => `${HEAD}${entry}`);
  within(texts, (paths) => {
    const ours = paths.map(readOurs);
    const theirs = hasBeancount ? askBeancount(paths) : ours;
    for (const [at, text] of texts.entries()) {
      const refused = at < REFUSED.length;
      expect([text, (ours[at]?.errors.length ?? 0) > 0]).toEqual([text, refused]);
      expect([text, (theirs[at]?.errors.length ?? 0) > 0]).toEqual([text, refused]);
    }
  });
});
