import { describe, expect, test } from 'vitest';
import { readJournal } from '../../../src/sources/index.ts';
import { journalOf, problemsOf, understood } from './_journal.ts';

const coffee = '2026-04-30 Coffee\n  coffee  4.50\n  cash\n';

describe('include', () => {
  test('reads files where they are included, and says which file a transaction is of', () => {
    const journal = journalOf(`include 2025.journal\n\n2026-01-01 After\ninclude "more/*.journal"  \n`, {
      '2025.journal': '2025-12-31 Before\n',
      'more/b.journal': '2026-02-02 Second\n',
      'more/a.journal': '2026-02-01 First\n',
    });
    expect(journal.problems).toEqual([]);
    expect(understood(journal)).toEqual([
      '2025-12-31 Before',
      '2026-01-01 After',
      '2026-02-01 First',
      '2026-02-02 Second',
    ]);
    expect(journal.files.map(({ name }) => name)).toEqual([
      'main.journal',
      '2025.journal',
      'more/a.journal',
      'more/b.journal',
    ]);
    expect([...journal.transactions.file]).toEqual([1, 0, 2, 3]);
    expect(journal.transactionText(2).description).toBe('First');
  });

  test('directives hold in the files that are included, and what these change ends with them', () => {
    const inner =
      'alias coffee = tea\napply account inner\nD $1,000.00\nY2025\ndecimal-mark ,\n4-30 In\n  coffee  1,000\n  cash\n';
    const journal = journalOf(`Y2026\napply account outer\ninclude in.journal\n4-30 Out\n  coffee  1,000\n  cash\n`, {
      'in.journal': inner,
    });
    expect(understood(journal)).toEqual([
      '2025-04-30 In',
      '  outer:inner:coffee  1.000 $',
      '  outer:inner:cash  -1.000 $',
      '2026-04-30 Out',
      '  outer:coffee  1.000',
      '  outer:cash  -1.000',
    ]);
  });

  test('forms of commodities hold from there on, as in hledger', () => {
    const journal = journalOf('include c.journal\n2026-04-30 x\n  a  1.000 EUR\n  b\n', {
      'c.journal': 'commodity 1.000,00 EUR\n',
    });
    expect(understood(journal)[1]).toBe('  a  1000 EUR');
  });

  test('errors name the file that they are in', () => {
    const journal = journalOf(`include a.journal\n${coffee}`, { 'a.journal': '; x\n\nnonsense\n' });
    expect(problemsOf(journal)).toEqual(['a.journal:3:1 journal-syntax']);
    expect(journal.transactions.count).toBe(1);
  });

  test.each([
    ['include nowhere.journal', '1:1 include-missing'],
    ['include none/*.journal', '1:1 include-missing'],
    ['include', '1:1 journal-syntax'],
    ['include timedot:hours.timedot', '1:1 journal-unsupported'],
    ['include bank.csv', '1:1 journal-unsupported'],
    ['include main.journal', '1:1 include-refused'],
    ['include loop.journal', 'loop.journal:1:1 include-refused'],
  ])('%s is refused', (line, problem) => {
    const files = {
      'main.journal': '',
      'loop.journal': 'include back.journal\n',
      'back.journal': 'include loop.journal\n',
    };
    const journal = journalOf(`${line}\n${coffee}`, files);
    expect(problemsOf(journal).map((one) => one.replace('back.journal', 'loop.journal'))).toEqual([problem]);
    expect(journal.transactions.count).toBe(1);
  });

  test('a glob does not match the file that it stands in', () => {
    const journal = journalOf('include *.journal\n', { 'main.journal': coffee, 'other.journal': coffee });
    expect(journal.problems).toEqual([]);
    expect(journal.transactions.count).toBe(1);
  });

  test('files that include the same files over and over end somewhere', () => {
    const files = Object.fromEntries(
      Array.from(
        { length: 40 },
        (_, level) => [`${level}.journal`, `include ${level + 1}.journal\n`.repeat(2)] as const,
      ),
    );
    const journal = journalOf('include 0.journal\n', { ...files, '40.journal': '' });
    expect(journal.files.length).toBe(10_000);
    expect(problemsOf(journal)[0]).toMatch(/include-refused$/);
  });

  test('needs a folder', () => {
    expect(problemsOf(readJournal(Buffer.from('include a.journal\n'), 'main.journal'))).toEqual([
      '1:1 include-missing',
    ]);
  });
});
