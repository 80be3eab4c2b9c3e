import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { JournalFiles } from '../../src/app/journal-file.ts';
import { problemText } from '../../src/core/problem.ts';
import { readJournal } from '../../src/sources/index.ts';
import { hasHledger } from './_hledger.ts';
import { hasLedger } from './_ledger.ts';

/*
 * The gallery of journals that are wrong: a folder a case. Ours refuses each, with the words of `expected.txt`, and so do
 * hledger and ledger, but for those that `refused.tsv` names with the reason. UPDATE_ERRORS=1 writes the words anew.
 */

const GALLERY = fileURLToPath(new URL('../errors/journals', import.meta.url));

const cases = readdirSync(GALLERY, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

interface Exception {
  readonly hledger: boolean;
  readonly ledger: boolean;
  readonly why: string;
}

const exceptions = new Map<string, Exception>(
  readFileSync(join(GALLERY, 'refused.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([name = '', hledger, ledger, why = '']) => [
      name,
      { hledger: hledger === 'yes', ledger: ledger === 'yes', why },
    ]),
);

function printed(name: string): string {
  const files = new JournalFiles(join(GALLERY, name));
  const { bytes, name: main } = files.root('main.journal');
  const { problems, transactions } = readJournal(bytes, main, files);
  const lines = problems.map((problem) => `${problem.severity.padEnd(8)}${problemText(problem)}`);
  return [...lines, `transactions: ${transactions.count}`, ''].join('\n');
}

/** The cases that the program takes for right; several run side by side. */
async function taken(program: string, ...args: readonly string[]): Promise<string[]> {
  const refused = await Promise.all(
    cases.map(
      async (name) =>
        new Promise<boolean>((resolve) => {
          execFile(program, ['-f', join(GALLERY, name, 'main.journal'), ...args], (error) => {
            resolve(error !== null);
          });
        }),
    ),
  );
  return cases.filter((_, index) => !refused[index]);
}

describe('what is wrong with a journal', () => {
  test('the exceptions are cases, each with its reason', () => {
    expect([...exceptions.keys()].filter((name) => !cases.includes(name))).toEqual([]);
    for (const { why } of exceptions.values()) expect(why).not.toBe('');
  });

  test.each(cases)('%s', (name) => {
    const file = join(GALLERY, name, 'expected.txt');
    const now = printed(name);
    if (process.env['UPDATE_ERRORS']) writeFileSync(file, now);
    const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (now !== before && !process.env['CI']) writeFileSync(join(GALLERY, name, 'expected-changed.txt'), now);
    expect(now).toBe(before);
    expect(now).toMatch(/^(?:error {3}|warning )\S+:\d+:\d+ {2}[a-z-]+ {2}/m);
  });
});

describe('who refuses it, too', () => {
  test.skipIf(!hasHledger)('hledger', async () => {
    expect(await taken('hledger', 'check')).toEqual(cases.filter((name) => exceptions.get(name)?.hledger === false));
  });

  // It dies of files that include each other, which is to refuse them, too.
  test.skipIf(!hasLedger)('ledger', async () => {
    const theirs = await taken('ledger', '--args-only', 'balance');
    expect(theirs).toEqual(cases.filter((name) => exceptions.get(name)?.ledger === false));
  });
});
