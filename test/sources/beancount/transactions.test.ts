import { expect, test } from 'vitest';
import { understood } from '../journal/_journal.ts';
import { beancountOf, booksOf, problemsOf, readAs } from './_beancount.ts';

test('flag, payee and narration; an elided amount is filled in', () => {
  expect(
    readAs(`
      2026-04-30 * "Café Linde" "Coffee"
        Expenses:Food   4.50 EUR
        Assets:Cash
      2026/5/1 ! "Narration alone"
        ! Assets:Bank   1,234.5 EUR
        Income:Sales   -1234.50 EUR
      2026-05-02 txn
        Assets:Bank     1 EUR ; a comment
        ; one more
        Assets:Cash    -1 EUR
    `),
  ).toEqual([
    '2026-04-30 * Café Linde | Coffee',
    '  Expenses:Food  4.50 EUR',
    '  Assets:Cash  -4.50 EUR',
    '2026-05-01 ! Narration alone',
    '  ! Assets:Bank  1234.50 EUR',
    '  Income:Sales  -1234.50 EUR',
    '2026-05-02 *',
    '  Assets:Bank  1.00 EUR',
    '  Assets:Cash  -1.00 EUR',
  ]);
});

test('an elided amount balances each commodity', () => {
  expect(
    readAs(`
      2026-04-30 * "x"
        Assets:Bank   10 EUR
        Assets:Bank   20 USD
        Equity:Opening
    `),
  ).toEqual([
    '2026-04-30 * x',
    '  Assets:Bank  10 EUR',
    '  Assets:Bank  20 USD',
    '  Equity:Opening  -10 EUR',
    '  Equity:Opening  -20 USD',
  ]);
});

test('words: payee, narration, tags, links, metadata, comments', () => {
  const journal = booksOf(`
    2026-04-30 * "Dock \\"Nord\\"" "two
    lines" #trip ^inv-1 ; head
      #more
      unit: "sloop"
      when: 2026-04-30
      Expenses:Food   4.50 EUR ; posting
        counterparty: "jada" ; behind
        ; below
      Assets:Cash
  `);
  expect(journal.problems).toEqual([]);
  expect(journal.transactionText(0)).toEqual({
    code: '',
    description: 'Dock "Nord" | two\nlines',
    payee: 'Dock "Nord"',
    note: 'two\nlines',
    comment: 'head',
    tags: [
      ['trip', ''],
      ['^inv-1', ''],
      ['more', ''],
      ['unit', 'sloop'],
      ['when', '2026-04-30'],
    ],
  });
  expect(journal.postingText(0)).toEqual({
    comment: 'posting\nbehind\nbelow',
    tags: [['counterparty', 'jada']],
  });
  expect([...journal.postings.line]).toEqual([6, 9]);
});

test.each([
  ['"x" ""', { description: 'x', payee: 'x', note: 'x' }],
  ['"" "x"', { description: 'x', payee: 'x', note: 'x' }],
  ['"x"', { description: 'x', payee: 'x', note: 'x' }],
  ['"p" "n"', { description: 'p | n', payee: 'p', note: 'n' }],
  ['', { description: '', payee: '', note: '' }],
])('%s is read as payee and narration', (strings, words) => {
  const journal = booksOf(`2026-04-30 * ${strings}\n  Assets:Cash  0 EUR`);
  expect(journal.problems).toEqual([]);
  expect(journal.transactionText(0)).toMatchObject(words);
});

test('flags beside * and ! leave the status open', () => {
  for (const flag of ['P', 'S', 'T', 'C', 'U', 'R', 'M', '#', '?', '%', '&']) {
    const journal = booksOf(`2026-04-30 ${flag} "x"\n  ${flag} Assets:Cash  1 EUR\n  Assets:Bank`);
    expect(journal.problems).toEqual([]);
    expect([journal.transactions.status[0], journal.postings.status[0]]).toEqual([0, 0]);
    expect(journal.transactionText(0).description).toBe('x');
  }
});

test('headings of org-mode, comments and blank lines are passed; a comment in the first column ends no transaction', () => {
  expect(
    readAs(`
      * Books of 2026
      ** April
      :PROPERTIES:
      #+STARTUP: showall
      ; a comment

      2026-04-30 * "x"
      ; Expenses:Food  9.00 EUR
        Expenses:Food  4.50 EUR
        Assets:Cash
    `),
  ).toEqual(['2026-04-30 * x', '  Expenses:Food  4.50 EUR', '  Assets:Cash  -4.50 EUR']);
});

test('accounts and payees in any script, CRLF and a byte order mark', () => {
  const text =
    '\ufeff2026-01-01 open Assets:Ärzte:日本-9\r\n2026-04-30 * "Öl"\r\n  Assets:Ärzte:日本-9  1 EUR\r\n  Assets:Ärzte:日本-9\r\n';
  const journal = beancountOf(Buffer.from(text));
  expect(journal.problems).toEqual([]);
  expect(understood(journal)).toEqual([
    '2026-04-30 * Öl',
    '  Assets:Ärzte:日本-9  1 EUR',
    '  Assets:Ärzte:日本-9  -1 EUR',
  ]);
});

test('transactions keep the order of the file, whatever their days', () => {
  const journal = booksOf(`
    2026-05-02 * "second"
      Assets:Cash  1 EUR
      Assets:Bank
    2026-05-01 * "first"
      Assets:Cash  1 EUR
      Assets:Bank
  `);
  expect(understood(journal).filter((line) => line.startsWith('2'))).toEqual([
    '2026-05-02 * second',
    '2026-05-01 * first',
  ]);
});

test.each([
  ['2026-13-01 * "x"', '1:1 date-invalid'],
  ['2026-04-30 gift Assets:Cash', '1:12 journal-syntax'],
  ['2026-04-30 * "x" "y" "z"', '1:22 journal-syntax'],
  ['2026-04-30 * "x" | "y"', '1:18 journal-syntax'],
  ['2026-04-30 * "x" and more', '1:18 journal-syntax'],
  ['2026-04-30 * "no end', '1:14 journal-syntax'],
  ['! 2026-04-30 "x"', '1:1 journal-syntax'],
  ['P 2026-04-30 USD 1', '1:1 journal-syntax'],
  ['account Assets:Cash', '1:1 journal-syntax'],
  [';\n  Assets:Cash  1 EUR\n;', '2:3 journal-syntax'],
  ['2026-04-30 * "x"\n  Assets:Cash  1 EUR EUR\n  Assets:Bank', '2:22 journal-syntax'],
  ['2026-04-30 * "x"\n  Assets:Cash  1 EUR\n  #late', '3:3 journal-syntax'],
  ['2026-04-30 * "x"\n  Cash  1 EUR', '2:3 account-invalid'],
  ['2026-04-30 * "x"\n  Assets:cash  1 EUR', '2:3 account-invalid'],
  ['2026-04-30 * "x"\n  Assets:  1 EUR', '2:3 account-invalid'],
  ['2026-04-30 * "x"\n  Vermögen:Kasse  1 EUR', '2:3 account-invalid'],
  ['2026-04-30 * "x"\n  Assets:Cash  1,0 EUR', '2:16 amount-invalid'],
  ['2026-04-30 * "x"\n  Assets:Cash  .5 EUR', '2:16 journal-syntax'],
  ['2026-04-30 * "x"\n  Assets:Cash  1 eur', '2:18 journal-syntax'],
  ['2026-04-30 * "x"\n  Assets:Cash  1 EUR\n\n  Assets:Bank  -1 EUR', '1:1 transaction-unbalanced 4:3 journal-syntax'],
])('%j is refused with its place', (text, found) => {
  expect(problemsOf(booksOf(text)).toSorted().join(' ')).toBe(found);
});

test('what is refused is left out whole, and reading goes on behind it', () => {
  const journal = booksOf(`
    2026-04-30 * "refused"
      Assets:Cash  1 EUR
      Assets:Bank  one EUR
      unit: "x"
    2026-05-01 * "read"
      Assets:Cash  1 EUR
      Assets:Bank
  `);
  expect(problemsOf(journal)).toEqual(['3:16 journal-syntax']);
  expect(understood(journal)[0]).toBe('2026-05-01 * read');
  expect(journal.transactions.count).toBe(1);
});
