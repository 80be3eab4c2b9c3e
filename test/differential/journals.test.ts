import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { difference } from './_compare.ts';
import { expected, expectedPrices } from './_expected.ts';
import { askHledger, hasHledger, writeJournal } from './_hledger.ts';
import { randomJournal } from './_journal.ts';
import { readOurs } from './_ours.ts';

/*
 * Random journals, read by three who know nothing of each other: the generator's model, our reader, and hledger. They
 * agree posting by posting and account by account, in amounts and at cost. `npm run fuzz -- journals 5000` makes more.
 */

const JOURNALS = Number(process.env['QUARTERDECK_FUZZ_JOURNALS'] ?? 40);
const SEED = Number(process.env['QUARTERDECK_FUZZ_SEED'] ?? 1);
/** So many journals share three runs of hledger. */
const BATCH = 40;

/** So that a change of the generator does not quietly leave something out. */
const FEATURES: Readonly<Record<string, readonly RegExp[]>> = {
  'an elided amount': [/^\s+[a-z][a-z: ]+$/m],
  'days with dashes, slashes and dots': [/^\d{4}-\d/m, /^\d{4}\/\d/m, /^\d{4}\.\d/m],
  'a day without its year': [/^\d{1,2}[-/.]\d{1,2} /m],
  'a secondary day': [/^\d[-/.\d]+=\d/m],
  "a posting's own day": [/; *date:\d/, /; *\[\d/],
  'status and code': [/^\d\S+ \* \(/m, /^\s+! [a-z]/m],
  'decimal comma and groups': [/\d\.\d{3},\d/, /\d,\d{3}\.\d/, /\d \d{3} \d{3}/],
  'a quoted commodity, a symbol on the left': [/"fund 2"/, /\$-?\d/, /-\$\d/],
  'each form of assertion': [/\d = /, / == /, / =\* /, / ==\* /],
  'an assignment': [/^\s+[a-z][a-z: ]+ {2,}=\*? /m],
  'costs and lots': [/ @ /, / @@ /, /\(@@?\)/, /\{[^}]+\} \[/],
  'virtual postings': [/^\s+\([a-z]/m, /^\s+\[[a-z]/m],
  includes: [/^include .*\*/m, /^include .*\?/m, /^include .*one/m],
  'directives of names': [
    /^account /m,
    /^commodity /m,
    /^ {2}format /m,
    /^alias \//m,
    /^alias [a-z]/m,
    /^apply account /m,
  ],
  'directives of notation': [/^Y ?\d/m, /^payee /m, /^tag /m, /^decimal-mark ,/m, /^P \d/m],
  rules: [/^~ /m, /^= /m],
  'comments on blocks and lines': [/^comment$[^]*^end comment$/m, /^; /m, /^# /m, /^\* /m],
};

if (!hasHledger) console.warn('hledger is not on this machine: random journals were not compared with it');

const batches = Array.from({ length: Math.ceil(JOURNALS / BATCH) }, (_, index) => index);

test.each(batches)(
  'batch %i',
  (batch) => {
    const journals = fc.sample(randomJournal('hledger'), { seed: SEED + batch, numRuns: BATCH });
    const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-journals-'));
    try {
      const meant = journals.map(expected);
      for (const [index, journal] of journals.entries()) {
        const own = join(folder, String(index));
        writeJournal(own, journal);
        const { answer, prices, problems } = readOurs(own);
        expect(problems).toEqual([]);
        expect(prices).toEqual(expectedPrices(journal));
        expect(difference(meant[index], answer, ['model', 'ours'])).toBe('');
      }
      const theirs = hasHledger ? askHledger(folder, journals) : meant;
      for (const [index, one] of theirs.entries()) expect(difference(meant[index], one, ['model', 'hledger'])).toBe('');
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  600_000,
);

test('the journals have what they are meant to try', () => {
  const files = fc.sample(randomJournal('hledger'), { seed: 1, numRuns: 60 }).flatMap((journal) => journal.files);
  const all = files.map(({ text }) => text).join('');
  const missing = Object.entries(FEATURES).filter(([, patterns]) => !patterns.every((pattern) => pattern.test(all)));
  expect(missing).toEqual([]);
});
