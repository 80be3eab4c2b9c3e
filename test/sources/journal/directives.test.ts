import { describe, expect, test } from 'vitest';
import { journalOf, problemsOf, understood } from './_journal.ts';

const entry = '\n2026-04-30 x\n  a  1 X\n  b\n';

/** The accounts of the last transaction under directives. */
function accounts(above: string, ...names: string[]): string[] {
  const postings = names.map((name) => `  ${name}  0\n`).join('');
  const journal = journalOf(Buffer.from(`${above}\n2026-04-30 x\n${postings}`));
  expect(journal.problems).toEqual([]);
  return understood(journal)
    .slice(1)
    .map((line) => line.trim().replace(/ {2}.*/, ''));
}

describe('accounts', () => {
  test('their types by directive, by the nearest above them, else by name', () => {
    const journal = journalOf(`
      account aktiva          ; type: A
      account aktiva:bank     ; type: Cash
      account umsatz
        ; type: R
      account umsatz:skonto  ; type: x
      account equity:exchange  ; type: V
      2026-04-30 x
        aktiva:bank:giro  1
        aktiva:auto  1
        umsatz:eier  1
        umsatz:skonto:bar  1
        assets:wallet  1
        Assets:Savings:old  1
        liabilities:visa  1
        debts:bank  1
        revenues:sales  1
        expense:fuel  1
        anything  -10
    `);
    expect(journal.accounts.map(({ name, type, cash }) => `${name} ${type}${cash ? ' cash' : ''}`)).toEqual([
      'aktiva Assets',
      'aktiva:bank Assets cash',
      'umsatz Income',
      'umsatz:skonto Expenses',
      'equity:exchange Equity',
      'aktiva:bank:giro Assets cash',
      'aktiva:auto Assets',
      'umsatz:eier Income',
      'umsatz:skonto:bar Expenses',
      'assets:wallet Assets',
      'Assets:Savings:old Assets cash',
      'liabilities:visa Liabilities',
      'debts:bank Liabilities',
      'revenues:sales Income',
      'expense:fuel Expenses',
      'anything undefined',
    ]);
    expect(journal.accounts[2]?.declared).toEqual({ file: 'main.journal', line: 3, column: 1 });
  });

  test.each([
    ['account', '1:1 journal-syntax'],
    ['account a  A', '1:1 journal-syntax'],
    ['account a  ; type: Z', '1:1 account-type-invalid'],
  ])('%s is refused', (line, problem) => {
    expect(problemsOf(journalOf(`${line}\n${entry}`))).toEqual([problem]);
  });

  test('lines below a directive that only ledger obeys are named', () => {
    const journal = journalOf('account a\n  note first\n  alias chk\n  default\n  eval x\npayee P\n  alias P2\n');
    expect(problemsOf(journal)).toEqual(
      Array.from({ length: 3 }, () => '1:1 journal-not-applied').concat('6:1 journal-not-applied'),
    );
  });
});

describe('apply account', () => {
  test('puts a parent before each account, inside brackets too', () => {
    const above = 'apply account home\napply account office';
    expect(accounts(above, 'a', '(b)', '[c]')).toEqual(['home:office:a', '(home:office:b)', '[home:office:c]']);
    expect(accounts(`${above}\nend apply account`, 'a')).toEqual(['home:a']);
    expect(accounts(`${above}\nend apply account\nend apply account`, 'a')).toEqual(['a']);
  });

  test.each(['end apply account', 'apply account', 'apply fixed EUR', 'end apply tag', 'end x'])(
    '%s is refused',
    (line) => {
      expect(problemsOf(journalOf(`${line}\n${entry}`))[0]).toMatch(/^1:1 journal-(?:syntax|unsupported)$/);
    },
  );
});

describe('aliases', () => {
  test('rewrite an account and those below it; the latest goes first and each sees the one before it', () => {
    expect(accounts('alias a=b\nalias b = c', 'a:x', 'ab', 'b')).toEqual(['b:x', 'ab', 'c']);
    expect(accounts('alias b=c\nalias a=b', 'a:x', '(a)')).toEqual(['c:x', '(c)']);
    expect(accounts('alias a=b\nend aliases', 'a')).toEqual(['a']);
    expect(accounts('apply account z\nalias z:a=q', 'a')).toEqual(['q']);
  });

  test('by a pattern: every match, in any case, with its groups', () => {
    expect(accounts(String.raw`alias /^(.+):bank:([^:]+)(.*)/ = \1:\2\3`, 'Assets:Bank:wells fargo:x')).toEqual([
      'Assets:wells fargo:x',
    ]);
    expect(accounts(String.raw`alias /a(.)/=\1\1z`, 'Abc:axaq')).toEqual(['bbzc:xxzqqz']);
    expect(accounts(String.raw`alias /\/x/ = y`, 'a/x')).toEqual(['ay']);
  });

  test.each([
    ['alias a', 'there is no = with an account before it'],
    ['alias = b', 'there is no = with an account before it'],
    ['alias /a = b', 'there is no closing / with an = behind it'],
    ['alias /a(/ = b', 'the pattern is no regular expression'],
    ['alias /a)/ = b', 'the pattern is not run: a parenthesis closes nothing'],
    ['alias /(a+)+$/ = b', 'the pattern is not run: it repeats a group that has a repetition or a choice inside'],
    ['alias /((a*)b)*$/ = b', 'the pattern is not run: it repeats a group that has a repetition or a choice inside'],
    ['alias /^(a|aa)+$/ = b', 'the pattern is not run: it repeats a group that has a repetition or a choice inside'],
    ['alias /^a?a?a?a?a?a?a?aaaaaaa$/ = b', 'the pattern is not run: it has more than 6 optional parts'],
    ['alias /.*a.*b.*c.*d/ = b', 'the pattern is not run: it has more than 3 open repetitions'],
    [String.raw`alias /(a)\1/ = b`, 'the pattern is not run: it refers back to a group within itself'],
    ['alias /(?=a)/ = b', 'the pattern is not run: it has a (? group'],
    [`alias /${'a'.repeat(300)}/ = b`, 'the pattern is not run: it is longer than 200 characters'],
  ])('%s is refused', (line, message) => {
    const [problem] = journalOf(`${line}\n`).problems;
    expect(problem).toMatchObject({ code: 'alias-invalid', message });
  });
});

describe('what directives make without end', () => {
  const shop = '2026-01-01 shop\n    a    1\n    b\n';
  const codesOf = (text: string): string[] => journalOf(text).problems.map(({ code, message }) => `${code} ${message}`);

  test('an alias that doubles a name', () => {
    expect(codesOf(`${'alias /a/ = aa\n'.repeat(60)}${shop}`)).toEqual([
      "account-invalid by the directives above, the account's name has more than 512 characters",
    ]);
  });

  test('aliases, and parents within parents', () => {
    expect(codesOf(`${'alias x = y\n'.repeat(1001)}${shop}`)).toEqual([
      'alias-invalid more than 1000 aliases are in force',
    ]);
    expect(codesOf(`${'apply account p\n'.repeat(101)}${shop}`)).toEqual([
      'journal-syntax more than 100 `apply` are open',
    ]);
  });
});

describe('years', () => {
  test.each(['Y2025', 'Y 2025', 'year 2025', 'apply year 2025'])('%s is the year of dates without one', (line) => {
    expect(understood(journalOf(`${line}\n4/30 x\n`))).toEqual(['2025-04-30 x']);
  });

  test('end with what they are applied to', () => {
    const journal = journalOf('Y2024\napply year 2025\n4/30 x\nend apply year\n4/30 y\n');
    expect(understood(journal)).toEqual(['2025-04-30 x', '2024-04-30 y']);
  });

  test.each(['Y', 'Y20', 'year twenty', 'year 3026'])('%s is refused', (line) => {
    expect(problemsOf(journalOf(`${line}\n`))).toEqual(['1:1 date-invalid']);
  });
});

describe('what changes nothing', () => {
  test('payees, tags, default price commodity', () => {
    const journal = journalOf(`payee Chandlery\ntag receipt\nend tag\nN $\n!alias x = y\n${entry}`);
    expect(journal.problems).toEqual([]);
    expect(journal.transactions.count).toBe(1);
  });

  test.each(['payee', 'tag', 'decimal-mark', 'decimal-mark ;', 'P 2026-04-30 AAPL', 'commodity', 'D', 'C 1 X'])(
    '%s is refused',
    (line) => {
      expect(problemsOf(journalOf(`${line}\n${entry}`))[0]).toMatch(/^1:/);
    },
  );

  test('comments and tests in blocks, to the end of the file where they are not closed', () => {
    expect(understood(journalOf(`comment\nfoo\nend comment\ntest x\nbar\nend test\n${entry}`))).toHaveLength(3);
    expect(understood(journalOf(`${entry}\ncomment\nfoo\n2026-05-01 y\n`))).toHaveLength(3);
  });

  test('periodic and auto rules: checked, named, not applied', () => {
    const journal = journalOf(`~ monthly from 2026-01\n  a  1,000.00 X\n  b\n\n= ^expenses\n  (budget)  *-1\n${entry}`);
    expect(problemsOf(journal)).toEqual(['1:1 journal-not-applied', '5:1 journal-not-applied']);
    expect(journal.accounts.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(journal.commodities.find(({ symbol }) => symbol === 'X')?.digits).toBe(0);
    expect(problemsOf(journalOf(`~ monthly\n  a  1 X 2\n${entry}`))).toEqual([
      '1:1 journal-not-applied',
      '2:10 journal-syntax',
    ]);
    expect(problemsOf(journalOf(`~\n  a  1 X\n${entry}`))).toEqual(['1:1 journal-syntax']);
  });

  test('conversions are read and named', () => {
    expect(problemsOf(journalOf('C 1.00 kB = 1024 B\n'))).toEqual(['1:1 journal-not-applied']);
  });
});

describe('of ledger', () => {
  test('apply tag adds its tag to the transactions below', () => {
    const journal = journalOf('apply tag hotel\napply tag project: sloop\n2026-04-30 x\nend apply tag\n2026-04-30 y\n');
    expect(journal.transactionText(0).tags).toEqual([
      ['hotel', ''],
      ['project', 'sloop'],
    ]);
    expect(journal.transactionText(1).tags).toEqual([['hotel', '']]);
  });

  test.each(['bucket assets:cash', 'A assets:cash'])('%s balances transactions with one posting', (line) => {
    expect(understood(journalOf(`${line}\n2026-04-30 x\n  expenses:fuel  5 EUR\n`)).slice(1)).toEqual([
      '  expenses:fuel  5 EUR',
      '  assets:cash  -5 EUR',
    ]);
  });

  test.each([
    ['i 2026-04-30 09:00:00 work', '`i` is a line of a timeclock, and is not read'],
    ['o 2026-04-30 10:00:00', '`o` is a line of a timeclock, and is not read'],
    ['assert x', '`assert` is an expression of ledger, and is not read'],
    ['eval x', '`eval` is an expression of ledger, and is not read'],
    ['define x = 1', '`define` is an expression of ledger, and is not read'],
    ['python\n  import os', '`python` is a piece of Python for ledger, and is not read'],
    ['capture a b', '`capture` is a directive of ledger that books by patterns, and is not read'],
    ['apply fixed EUR 1', '`apply fixed` is a directive of ledger'],
  ])('%j is refused by its name', (line, message) => {
    const journal = journalOf(`${line}\n${entry}`);
    expect(journal.problems).toMatchObject([{ code: 'journal-unsupported', message }]);
    expect(journal.transactions.count).toBe(1);
  });
});
