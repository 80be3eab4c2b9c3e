import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { copyOf, quarterdeck, temporary } from './_quarterdeck.ts';

const hasHledger = spawnSync('hledger', ['--version']).status === 0;
if (!hasHledger) console.warn('hledger is not on this machine: the exported journal was not checked by it');

const folder = copyOf('bakery-group');
const file = join(temporary(), 'books.journal');

it('export journal writes one entity’s books whole, and prints the same', async () => {
  const ran = await quarterdeck(['-C', folder, 'export', 'journal', '--entity', 'lindenhof', '--out', file]);
  expect(ran).toMatchObject({ exit: 0, out: '', err: '' });
  const printed = await quarterdeck(['-C', folder, 'export', 'journal', '--entity', 'lindenhof']);
  expect(printed.out).toBe(readFileSync(file, 'utf8'));
  expect(printed.out).toContain('file: buecher/lindenhof/2024.journal');
  expect(printed.out).not.toContain('Ofenplan');
});

// That the income statement is ours, month by month, is test/render/journal-examples.test.ts.
it.skipIf(!hasHledger)('hledger accepts it under its strict checks', () => {
  const check = spawnSync('hledger', ['-f', file, 'check', '--strict', 'ordereddates'], { encoding: 'utf8' });
  expect(check).toMatchObject({ status: 0, stderr: '' });
});

it('export says what it can write, and which entities there are', async () => {
  expect((await quarterdeck(['-C', folder, 'export', 'ledger'])).err).toContain('"journal"');
  const wrong = await quarterdeck(['-C', folder, 'export', 'journal', '--entity', 'bakery']);
  expect(wrong).toMatchObject({ exit: 2, out: '' });
  expect(wrong.err).toContain('lindenhof');
});
