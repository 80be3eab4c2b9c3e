// npm run fuzz -- readers 1000000 [seed]   changed inputs, shared out over all readers
// npm run fuzz -- journals 5000 [seed]     random journals, compared with hledger and ledger
// npm run fuzz -- bytes 100000 [seed]      the property tests of single readers, so many runs each
// The same tests as every day, with more runs. A seed gives the same inputs again.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));

/** @type {Readonly<Record<string, { variable: string, tests: string[] }>>} */
const FORMS = {
  readers: { variable: 'QUARTERDECK_FUZZ_READERS', tests: ['test/fuzz'] },
  journals: { variable: 'QUARTERDECK_FUZZ_JOURNALS', tests: ['test/differential'] },
  bytes: { variable: 'QUARTERDECK_FUZZ', tests: ['test/sources/fuzz.test.ts'] },
};

const [name = '', count = '', seed = '1'] = process.argv.slice(2);
const form = FORMS[name];
if (!form || !/^[1-9]\d*$/.test(count) || !/^\d+$/.test(seed)) {
  console.error(`usage: npm run fuzz -- ${Object.keys(FORMS).join('|')} COUNT [SEED]`);
  process.exit(2);
}
const vitest = join(home, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', '--no-isolate', '--pool=threads', ...form.tests], {
  cwd: home,
  stdio: 'inherit',
  env: { ...process.env, [form.variable]: count, QUARTERDECK_FUZZ_SEED: seed },
});
process.exitCode = status ?? 1;
