import { expect, test } from 'vitest';
import { beancountOf, booksOf, problemsOf } from './_beancount.ts';

const paid = (day: string): string => `${day} * "x"\n  Assets:Mine  1 EUR\n  Equity:Opening`;

test.each([
  ['the day that it is opened', '2026-01-05 open Assets:Mine', paid('2026-01-05'), []],
  ['a day before', '2026-01-05 open Assets:Mine', paid('2026-01-04'), ['3:3 account-not-open']],
  ['the day that it is closed', '2026-01-01 open Assets:Mine\n2026-01-05 close Assets:Mine', paid('2026-01-05'), []],
  [
    'a day later',
    '2026-01-01 open Assets:Mine\n2026-01-05 close Assets:Mine',
    paid('2026-01-06'),
    ['4:3 account-not-open'],
  ],
  ['never', '; not opened', paid('2026-01-06'), ['3:3 account-not-open']],
])('%s: an account is open or not', (_, opening, entry, found) => {
  expect(problemsOf(booksOf(`${opening}\n${entry}`))).toEqual(found);
});

test('an account may be closed with a balance; notes, documents and balances may follow', () => {
  const journal = booksOf(`
    2026-01-01 open Assets:Mine
    2026-01-02 * "x"
      Assets:Mine  1 EUR
      Equity:Opening
    2026-01-03 close Assets:Mine
    2026-01-04 note Assets:Mine "closed" #done
    2026-01-04 document Assets:Mine "closing.pdf" ^scan
    2026-01-05 balance Assets:Mine 1 EUR
  `);
  expect(journal.problems).toEqual([]);
});

test('a note or balance before the opening is refused', () => {
  const journal = booksOf(`
    2026-02-01 open Assets:Mine
    2026-01-04 note Assets:Mine "early"
    2026-01-05 balance Assets:Mine 0 EUR
  `);
  expect(problemsOf(journal)).toEqual(['2:1 account-not-open', '3:1 account-not-open']);
});

test('commodities that an account is not opened for: in postings, worked out or not, and in balances', () => {
  const journal = booksOf(`
    2026-01-01 open Assets:Mine EUR, USD
    2026-01-01 open Income:Mine EUR
    2026-01-02 * "x"
      Assets:Mine  1 EUR
      Assets:Mine  1 CHF
      Income:Mine
    2026-01-05 balance Assets:Mine 0 GBP
  `);
  expect(problemsOf(journal)).toEqual(['5:3 account-commodity', '6:3 account-commodity', '7:1 account-commodity']);
});

test('accounts that a plugin opens need no opening', () => {
  for (const plugin of ['beancount.plugins.auto_accounts', 'beancount.plugins.auto']) {
    expect(
      beancountOf(`plugin "${plugin}"\n2026-01-02 * "x"\n  Assets:Mine  1 EUR\n  Equity:Opening`).problems,
    ).toEqual([]);
  }
});

test('an account that is never opened is named once', () => {
  expect(problemsOf(booksOf(`${paid('2026-01-02')}\n${paid('2026-01-03')}`))).toEqual(['2:3 account-not-open']);
});

test('roots are renamed from their line on, and keep their types', () => {
  const journal = beancountOf(`
    option "name_assets" "Aktiva"
    option "name_equity" "Eigenkapital"
    2026-01-01 open Aktiva:Bank:Giro
    2026-01-01 open Eigenkapital:Anfang
    2026-01-02 * "x"
      Aktiva:Bank:Giro  1 EUR
      Eigenkapital:Anfang
  `);
  expect(journal.problems).toEqual([]);
  expect(journal.accounts.map(({ name, type, cash }) => [name, type, cash])).toEqual([
    ['Aktiva:Bank:Giro', 'Assets', true],
    ['Eigenkapital:Anfang', 'Equity', false],
  ]);
  expect(journal.accounts[0]?.declared).toEqual({ file: 'main.beancount', line: 3, column: 1 });
  expect(problemsOf(beancountOf('option "name_assets" "Aktiva"\n2026-01-01 open Assets:Bank'))).toEqual([
    '2:17 account-invalid',
  ]);
  expect(problemsOf(beancountOf('option "name_assets" "aktiva"'))).toEqual(['1:1 option-invalid']);
});
