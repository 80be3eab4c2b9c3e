import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { incomeLines } from '../../src/analysis/months.ts';
import { readLedger } from '../../src/analysis/ledger.ts';
import { openWorkspace } from '../../src/app/workspace.ts';
import { decimalText } from '../../src/core/decimal.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { moneyDecimal } from '../../src/core/money.ts';
import { copyOf, quarterdeck, temporary } from './_quarterdeck.ts';

const hasHledger = spawnSync('hledger', ['--version']).status === 0;
if (!hasHledger) console.warn('hledger is not on this machine: the journal was not compared with it');

/** `entity|account|currency|month` → amount, as hledger adds up a journal; the account's own sign. */
function hledgerIncome(journal: string, entity: string): Map<string, string> {
  const options = ['-M', '-N', '-O', 'csv', '--layout=bare', '^Income:', '^Expenses:'];
  const csv = execFileSync('hledger', ['-f', journal, 'balance', ...options], { encoding: 'utf8' });
  const [header = [], ...rows] = parse(csv) as string[][];
  const found = new Map<string, string>();
  for (const [account = '', currency = '', ...amounts] of rows) {
    amounts.forEach((amount, index) => {
      if (/^-?0(?:\.0+)?$/.test(amount)) return;
      const own = account.startsWith('Income') ? (amount.startsWith('-') ? amount.slice(1) : `-${amount}`) : amount;
      found.set([entity, account, currency, header[index + 2]].join('|'), own);
    });
  }
  return found;
}

describe.each(['san-diego', 'bakery-group'])('export journal of %s', (example) => {
  it.skipIf(!hasHledger)(
    'is accepted by hledger, and its income statement is ours, month by month',
    { timeout: 120_000 },
    async () => {
      const folder = copyOf(example);
      const whole = join(temporary(), 'whole.journal');
      expect(await quarterdeck(['-C', folder, 'export', 'journal', '--out', whole])).toMatchObject({
        exit: 0,
        out: '',
        err: '',
      });
      expect(
        spawnSync('hledger', ['-f', whole, 'check', '--strict', 'ordereddates'], { encoding: 'utf8' }),
      ).toMatchObject({ status: 0, stderr: '' });

      const workspace = await openWorkspace({ from: folder, effects: systemEffects });
      const ours = new Map<string, string>();
      const entities = workspace.declared.portfolio.entities.map(({ id }) => id);
      for (const line of incomeLines(await readLedger(workspace.facts, '2199-12-31'))) {
        if (line.amount === 0n) continue;
        const amount = decimalText(moneyDecimal({ minor: line.amount, currency: line.currency }));
        ours.set([line.entity, line.account, line.currency, line.month].join('|'), amount);
      }
      await workspace.close();

      const theirs = new Map<string, string>();
      const journal = join(temporary(), 'one.journal');
      for (const entity of entities) {
        const { out } = await quarterdeck(['-C', folder, 'export', 'journal', '--entity', entity, '--out', journal]);
        expect(out).toBe('');
        for (const [key, amount] of hledgerIncome(journal, entity)) theirs.set(key, amount);
      }
      expect(ours.size).toBeGreaterThan(300);
      expect(Object.fromEntries(theirs)).toEqual(Object.fromEntries(ours));
      expect([...hledgerIncome(whole, '')].length).toBeGreaterThan(300);
    },
  );
});

it('export says which entities there are, and prints the journal as it is written to a file', async () => {
  const folder = copyOf('bakery-group');
  const wrong = await quarterdeck(['-C', folder, 'export', 'journal', '--entity', 'bakery']);
  expect(wrong).toMatchObject({ exit: 2, out: '' });
  expect(wrong.err).toContain('lindenhof');
  expect((await quarterdeck(['-C', folder, 'export', 'ledger'])).exit).toBe(2);
  const file = join(temporary(), 'books.journal');
  await quarterdeck(['-C', folder, 'export', 'journal', '--entity', 'lindenhof', '--out', file]);
  const printed = await quarterdeck(['-C', folder, 'export', 'journal', '--entity', 'lindenhof']);
  expect(printed.out).toBe(readFileSync(file, 'utf8'));
  expect(printed.out).toContain('file: konten/lindenhof-2024.csv');
  rmSync(file);
});
