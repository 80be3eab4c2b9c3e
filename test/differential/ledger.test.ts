import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { difference } from './_compare.ts';
import { expected, expectedPrices, expectedTotals } from './_expected.ts';
import { writeJournal } from './_hledger.ts';
import { randomJournal } from './_journal.ts';
import { askLedger, hasLedger } from './_ledger.ts';
import { readOurs } from './_ours.ts';

/*
 * Random journals in the syntax that ledger shares with hledger: its balance report, in amounts and at cost, is ours.
 * `npm run fuzz -- journals 5000` makes more. What ledger does otherwise than hledger, ours following hledger, is kept out
 * by the generator, which says so at each place: checks in the order of the file, without the transaction's other postings
 * and without virtual ones; costs rounded to the digits seen so far; gains of lots; one amount left out of a transaction
 * and none of nothing; bare numbers as no commodity; auto rules applied.
 */

const JOURNALS = Number(process.env['QUARTERDECK_FUZZ_JOURNALS'] ?? 20);
const SEED = Number(process.env['QUARTERDECK_FUZZ_SEED'] ?? 1);
const BATCH = 30;

if (!hasLedger) console.warn('ledger is not on this machine: random journals were not compared with it');

test.each(Array.from({ length: Math.ceil(JOURNALS / BATCH) }, (_, index) => index))(
  'batch %i',
  (batch) => {
    const journals = fc.sample(randomJournal('ledger'), { seed: SEED + batch, numRuns: BATCH });
    const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-journals-'));
    try {
      for (const [index, journal] of journals.entries()) {
        const own = join(folder, String(index));
        writeJournal(own, journal);
        const { answer, prices, problems } = readOurs(own);
        expect(problems).toEqual([]);
        expect(prices).toEqual(expectedPrices(journal));
        expect(difference(expected(journal), answer, ['model', 'ours'])).toBe('');
        if (hasLedger) expect(askLedger(own)).toEqual(expectedTotals(journal));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  600_000,
);
