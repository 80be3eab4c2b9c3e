import { describe, expect, test } from 'vitest';
import { decimalText } from '../../../src/core/decimal.ts';
import { dayOf, understood } from '../journal/_journal.ts';
import { beancountOf, booksOf, problemsOf } from './_beancount.ts';

test('directives that book nothing are read to their ends', () => {
  const journal = booksOf(`
    2026-01-01 commodity EUR
      name: "Euro"
    2026-01-02 event "place" "Berlin; Mitte"
    2026-01-03 query "big" "
      SELECT account
    " ; comment
    2026-01-04 custom "budget" Assets:Cash "monthly" 10.00 EUR TRUE 2026-01-01 ; comment
    2026-01-05 note Assets:Cash "x"
    2026-01-06 document Assets:Cash "/x.pdf" #scan ^link
    2026-01-07 * "the end"
      Assets:Cash  1 EUR
      Assets:Bank
  `);
  expect(journal.problems).toEqual([]);
  expect(journal.transactions.count).toBe(1);
});

test('prices', () => {
  const { prices, commodities } = booksOf(`
    2026-01-02 price ACME 10.50 EUR
      source: "x"
    2026-01-03 price ACME 21/2 USD
  `);
  expect(
    prices.map(({ day, commodity, price, in: into, from }) =>
      [dayOf(day), commodities[commodity]?.symbol, decimalText(price), commodities[into]?.symbol, from].join(' '),
    ),
  ).toEqual(['2026-01-02 ACME 10.50 EUR directive', '2026-01-03 ACME 10.5 USD directive']);
});

test.each([
  ['2026-01-01 open', '1:16 journal-syntax'],
  ['2026-01-01 open Assets:X EUR USD', '1:30 journal-syntax'],
  ['2026-01-01 open Assets:X "CHEAP"', '1:26 option-invalid'],
  ['2026-01-01 close Assets:Cash 1', '1:30 journal-syntax'],
  ['2026-01-01 balance Assets:Cash 0', '1:33 journal-syntax'],
  ['2026-01-01 balance Assets:Cash EUR', '1:32 amount-invalid'],
  ['2026-01-01 balance Assets:Cash 0 ~ -1 EUR', '1:36 amount-invalid'],
  ['2026-01-01 pad Assets:Cash', '1:27 journal-syntax'],
  ['2026-01-01 pad Assets:Cash Equity:Opening 5 EUR', '1:43 journal-syntax'],
  ['2026-01-01 price ACME -1 EUR', '1:23 amount-invalid'],
  ['2026-01-01 note Assets:Cash', '1:28 journal-syntax'],
  ['2026-01-01 event "x"', '1:21 journal-syntax'],
  ['2026-01-01 commodity euro', '1:22 journal-syntax'],
  ['2026-01-01 custom', '1:18 journal-syntax'],
  ['2026-01-01 commodity EUR\n  no metadata', '2:3 journal-syntax'],
])('%s is refused', (line, found) => {
  expect(problemsOf(booksOf(line))).toEqual([found]);
});

describe('options and plugins', () => {
  test('what changes nothing here is passed; what is not known is named', () => {
    const journal = booksOf(`
      option "title" "Books"
      option "operating_currency" "EUR"
      option "render_commas" "TRUE"
      option "account_rounding" "Rounding"
      option "inferred_tolerance_default" "EUR"
      option "inferred_tolerance_multiplier" "-1"
      option "infer_tolerance_from_cost" "perhaps"
      option "booking_method" "BEST"
      option "colour" "green"
    `);
    expect(problemsOf(journal)).toEqual([
      '4:1 journal-not-applied',
      '5:1 option-invalid',
      '6:1 option-invalid',
      '7:1 option-invalid',
      '8:1 option-invalid',
      '9:1 option-invalid',
    ]);
  });

  test('a booking method for all accounts', () => {
    const journal = booksOf(`
      option "booking_method" "FIFO"
      2026-01-02 * "buy"
        Assets:Depot  1 ACME {1 EUR}
        Assets:Depot  1 ACME {2 EUR}
        Assets:Bank  -3 EUR
      2026-01-03 * "sell"
        Assets:Depot  -1 ACME {}
        Assets:Bank   1 EUR
    `);
    expect(journal.problems).toEqual([]);
  });

  test('plugins are named as not run, but for those that only check', () => {
    const journal = booksOf(`
      plugin "beancount.plugins.check_commodity"
      plugin "beancount.plugins.implicit_prices" "x"
      plugin "beancount.plugins.forecast"
      plugin "my.own" "with a setting"
    `);
    expect(problemsOf(journal)).toEqual(['3:1 journal-not-applied', '4:1 journal-not-applied']);
    expect(journal.problems.every(({ severity }) => severity === 'warning')).toBe(true);
  });
});

describe('what is pushed', () => {
  test('is on the transactions up to where it is popped', () => {
    const journal = booksOf(`
      pushtag #trip
      pushmeta unit: "sloop"
      2026-01-02 * "x" #own
        Assets:Cash  1 EUR
        Assets:Bank
      poptag #trip
      popmeta unit:
      2026-01-03 * "y"
        Assets:Cash  1 EUR
        Assets:Bank
    `);
    expect(journal.problems).toEqual([]);
    expect(journal.transactionText(0).tags).toEqual([
      ['own', ''],
      ['trip', ''],
      ['unit', 'sloop'],
    ]);
    expect(journal.transactionText(1).tags).toEqual([]);
  });

  test.each([
    ['pushtag trip', '1:9 journal-syntax'],
    ['pushtag #a #b', '1:14 journal-syntax'],
    ['pushmeta 5', '1:10 journal-syntax'],
    ['popmeta unit:', '1:1 stack-unbalanced'],
    ['pushmeta unit: "x"', '1:1 stack-unbalanced'],
    [`${'pushtag #a\n'.repeat(101)}${'poptag #a\n'.repeat(100)}`, '101:1 stack-unbalanced'],
  ])('%s is refused', (line, found) => {
    expect(problemsOf(booksOf(line))).toEqual([found]);
  });
});

describe('include', () => {
  const month = (day: string): string => `${day} * "included"\n  Assets:Cash  1 EUR\n  Assets:Bank\n`;

  test('files and patterns; tags that are pushed stay outside', () => {
    const journal = booksOf(
      `
      pushtag #outer
      include "2026/*.beancount"
      poptag #outer
    `,
      { '2026/01.beancount': month('2026-01-02'), '2026/02.beancount': month('2026-02-02') },
    );
    expect(journal.problems).toEqual([]);
    expect(understood(journal).filter((line) => line.startsWith('2'))).toEqual([
      '2026-01-02 * included',
      '2026-02-02 * included',
    ]);
    expect(journal.transactionText(0).tags).toEqual([]);
    expect(journal.files.map(({ name }) => name)).toEqual(['main.beancount', '2026/01.beancount', '2026/02.beancount']);
  });

  test('a file counts once; one that is not there, and a circle, are problems', () => {
    const journal = booksOf(
      `
      include "a.beancount"
      include "a.beancount"
      include "none.beancount"
      include "none*.beancount"
      include ""
    `,
      { 'a.beancount': `${month('2026-01-02')}include "a.beancount"` },
    );
    expect(journal.transactions.count).toBe(1);
    expect(problemsOf(journal)).toEqual([
      'a.beancount:4:1 include-refused',
      '2:1 include-refused',
      '3:1 include-missing',
      '4:1 include-missing',
      '5:1 journal-syntax',
    ]);
  });

  test('options of an included file that balancing depends on have no effect, and say so', () => {
    const journal = booksOf('include "a.beancount"', {
      'a.beancount': 'option "inferred_tolerance_multiplier" "9"\noption "operating_currency" "EUR"',
    });
    expect(problemsOf(journal)).toEqual(['a.beancount:1:1 journal-not-applied']);
  });

  test('roots that are renamed are so in the files below', () => {
    const journal = beancountOf('option "name_assets" "Aktiva"\ninclude "a.beancount"', {
      'a.beancount': '2026-01-01 open Aktiva:Bank',
    });
    expect(journal.problems).toEqual([]);
  });
});
