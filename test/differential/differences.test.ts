import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { hasHledger } from './_hledger.ts';
import { readOurs } from './_ours.ts';

/*
 * Where ours and hledger 1.25 are known to differ, each with the smallest journal that shows it and the reason. The
 * generator keeps away from these. A row that no longer holds fails: then hledger or ours has changed.
 */

interface Difference {
  readonly why: string;
  /** Postings of a transaction on 2024-01-02; further lines as they stand. */
  readonly journal: string;
  /** Balances; or the code of the problem where the journal is refused. */
  readonly ours: readonly string[] | string;
  /** What `hledger balance` prints; 'refused' where it does not read it. */
  readonly hledger: readonly string[] | 'refused';
}

const DIFFERENCES: Readonly<Record<string, Difference>> = {
  'costs beside an assignment': {
    why: 'hledger 1.25 forgets the costs of a transaction that assigns a balance anywhere in it.',
    journal: '2024-01-02 x\n    a    4 Y @ 5 X\n    b\n    [c]    = 3 A\n    [d]\n',
    ours: ['a  Y 4', 'b  X -20', 'c  A 3', 'd  A -3'],
    hledger: ['4 Y  a', '-4 Y  b', '3 A  c', '-3 A  d'],
  },
  'assigning with the accounts below': {
    why: 'For `=*` hledger 1.25 takes other commodities of the accounts below for something to be taken out.',
    journal: '2024-01-02 x\n    a:s    7 B\n    b\n\n2024-01-03 y\n    a    =* 3 A\n    c\n',
    ours: ['a  A 3', 'a:s  B 7', 'b  B -7', 'c  A -3'],
    hledger: ['3 A', '-7 B  a', '7 B  a:s', '-7 B  b', '-3 A', '7 B  c'],
  },
  'a virtual cost of a bare number': {
    why: 'hledger 1.25 does not read `(@@)` behind a number without a commodity.',
    journal: '2024-01-02 x\n    a    4 (@@) 5 X\n    b\n',
    ours: ['a   4', 'b  X -5'],
    hledger: 'refused',
  },
  'the note of a lot': {
    why: 'hledger 1.25 does not read ledger’s `(note)`; a later one does.',
    journal: '2024-01-02 x\n    a    4 Y {$5} (first) @ $5\n    b\n',
    ours: ['a  Y 4', 'b  $ -20'],
    hledger: 'refused',
  },
  'the word year': {
    why: 'hledger 1.25 knows `Y` only; ledger and a later hledger read `year`.',
    journal: 'year 2024\n01-02 x\n    a    4 A\n    b\n',
    ours: ['a  A 4', 'b  A -4'],
    hledger: 'refused',
  },
  'an implied cost of several postings': {
    why: 'hledger rounds the price of one unit to two digits; ours shares out the cost exactly. The amounts are the same.',
    journal: '2024-01-02 x\n    a    10 A\n    b    -20 B\n    c    5 A\n',
    ours: ['a  A 10', 'b  B -20', 'c  A 5'],
    hledger: ['10 A  a', '-20 B  b', '5 A  c'],
  },
  'one tab between account and amount': {
    why: 'ledger ends the account there, hledger takes it for a part of the name. Ours asks, lest one of them is meant.',
    journal: '2024-01-02 x\n    a\t4 A\n    b    -4 A\n',
    ours: 'account-invalid',
    hledger: ['4 A  a 4 A', '-4 A  b'],
  },
  'a day without a year': {
    why: 'hledger takes the year in which it runs: the books would move with the calendar.',
    journal: '01-02 x\n    a    4 A\n    b\n',
    ours: 'date-year-missing',
    hledger: ['4 A  a', '-4 A  b'],
  },
};

const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-journals-'));
const file = join(folder, 'main.journal');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function hledger(journal: string): readonly string[] | 'refused' {
  writeFileSync(file, journal);
  const args = ['-f', file, 'balance', '--flat', '--no-total'];
  const { status, stdout } = spawnSync('hledger', args, { encoding: 'utf8' });
  return status === 0
    ? stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.trim())
    : 'refused';
}

function ours(journal: string): readonly string[] | string {
  writeFileSync(file, journal);
  const { answer, problems } = readOurs(folder);
  const [problem] = problems;
  return problem === undefined ? answer.balances : (problem.split('  ')[1] ?? '');
}

describe.each(Object.entries(DIFFERENCES))('%s', (_name, { why, journal, ours: own, hledger: theirs }) => {
  test(`ours: ${why}`, () => {
    expect(ours(journal)).toEqual(own);
  });

  test.skipIf(!hasHledger)('hledger', () => {
    expect(hledger(journal)).toEqual(theirs);
  });
});
