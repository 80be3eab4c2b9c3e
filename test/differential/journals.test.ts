import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { difference } from './_compare.ts';
import { expected } from './_expected.ts';
import { askHledger, hasHledger } from './_hledger.ts';
import { randomJournal } from './_journal.ts';

/*
 * Random journals, read by three who know nothing of each other: the generator's model, our reader, and hledger. They
 * agree posting by posting and account by account, in amounts and at cost. `npm run fuzz -- journals 5000` makes more.
 */

const JOURNALS = Number(process.env['QUARTERDECK_FUZZ_JOURNALS'] ?? 120);
const SEED = Number(process.env['QUARTERDECK_FUZZ_SEED'] ?? 1);
/** So many journals share three runs of hledger. */
const BATCH = 60;

if (!hasHledger) console.warn('hledger is not on this machine: random journals were not compared with it');

const batches = Array.from({ length: Math.ceil(JOURNALS / BATCH) }, (_, index) => index);

test.skipIf(!hasHledger).each(batches)('hledger reads what the model means: batch %i', (batch) => {
  const journals = fc.sample(randomJournal('hledger'), { seed: SEED + batch, numRuns: BATCH });
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-journals-'));
  try {
    const theirs = askHledger(folder, journals);
    for (const [index, journal] of journals.entries()) {
      const theirAnswer = theirs[index];
      if (!theirAnswer) throw new Error('no answer');
      expect(difference(expected(journal), theirAnswer, ['model', 'hledger'])).toBe('');
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
