import { describe, expect, test } from 'vitest';
import { decimalText } from '../../../src/core/decimal.ts';
import { minorDigits } from '../../../src/core/money.ts';
import type { ReadResult, Row } from '../../../src/model/facts.ts';
import type { ReadOptions } from '../../../src/model/source.ts';
import { TABLES } from '../../../src/model/tables.ts';
import { journal } from '../../../src/sources/journal/reader.ts';
import { dedent } from '../_shown.ts';
import { folder } from './_journal.ts';

function read(text: string, options: ReadOptions = {}, files: Readonly<Record<string, string>> = {}): ReadResult {
  return journal.read(Buffer.from(dedent(text)), 'main.journal', options, folder(files));
}

const entries = (result: ReadResult): Row[] => [...(result.tables?.entries ?? [])];

const money = ({ amount, currency }: Row): string =>
  `${decimalText({ mantissa: amount as bigint, scale: minorDigits(String(currency)) })} ${currency}`;

/** `1 2026-04-30 Expenses:Fuel 40.00 USD`, and what is held where that is something else. */
function lines(result: ReadResult): string[] {
  return entries(result).map((row) => {
    const held = row['commodity'] === null ? '' : ` (${row['quantity']} ${row['commodity']})`;
    return `${row['txn']} ${row['date']} ${row['account']} ${money(row)}${held}`;
  });
}

const codes = ({ problems }: ReadResult): string[] => problems.map(({ at, code }) => `${at.line} ${code}`);

describe('entries', () => {
  test('are postings below the five types, in minor units', () => {
    const result = read(`
      2026-04-30 * Fuel dock | diesel  ; one-off:
        expenses:fuel  40.5 USD  ; unit: sloop, counterparty: jada
        ! assets:bank:checking
      2026-04-30 Sale
        Assets:Cash  $100
        revenues:charters
    `);
    expect(result.problems).toEqual([]);
    expect(lines(result)).toEqual([
      '1 2026-04-30 Expenses:fuel 40.50 USD',
      '1 2026-04-30 Assets:bank:checking -40.50 USD',
      '2 2026-04-30 Assets:Cash 100.00 USD',
      '2 2026-04-30 Income:charters -100.00 USD',
    ]);
    expect(entries(result)[0]).toEqual({
      part: 0n,
      line: 2n,
      txn: 1n,
      date: '2026-04-30',
      account: 'Expenses:fuel',
      amount: 4050n,
      currency: 'USD',
      commodity: null,
      quantity: null,
      payee: 'Fuel dock',
      memo: 'diesel',
      status: 'cleared',
      cash: 0n,
      tags: ',unit,counterparty,one-off,',
      unit: 'sloop',
      counterparty: 'jada',
    });
    expect(entries(result)[1]).toMatchObject({ status: 'pending', cash: 1n, tags: ',one-off,', unit: null });
    expect(Object.keys(entries(result)[0] ?? {}).toSorted()).toEqual(Object.keys(TABLES.entries).toSorted());
  });

  test('can be asked for again', () => {
    const result = read('2026-04-30 x\n  expenses:a  1 USD\n  assets:b\n');
    expect(entries(result)).toEqual(entries(result));
  });

  test('stand where the owner says: by name, by the longest beginning, else by type', () => {
    const text = `
      account Kasse  ; type: C
      2026-04-30 x
        Aufwand:Büro:Papier  1.00 EUR
        Aufwand:Büro  1.00 EUR
        Kasse  -3.00 EUR
        Sonstiges:Porto  1.00 EUR
    `;
    const options = { accounts: { Aufwand: 'Expenses', 'Aufwand:Büro': 'Expenses:Office' } };
    const result = read(text, options);
    expect(lines(result).map((line) => line.slice('1 2026-04-30 '.length))).toEqual([
      'Expenses:Office:Papier 1.00 EUR',
      'Expenses:Office 1.00 EUR',
      'Assets:Kasse -3.00 EUR',
      'Equity:Unclassified:Sonstiges:Porto 1.00 EUR',
    ]);
    expect(entries(result).map(({ cash }) => cash)).toEqual([0n, 0n, 1n, 0n]);
    expect(codes(result)).toEqual(['6 account-unplaced']);
    expect(result.problems[0]?.mend).toContain('"Sonstiges:Porto": "Expenses:Sonstiges:Porto"');
  });

  test('have the entity that an account or a payee stands for; a tag goes first', () => {
    const text = `
      2026-04-30 Smithers Events
        assets:due from:smithers:rent  5 USD
        income:rent
      2026-04-30 Smithers Events
        assets:bank  5 USD
        income:rent  ; counterparty: rentals
    `;
    const result = read(text, {
      counterparties: { 'assets:due from:smithers': 'smithers', 'Smithers Events': 'events' },
    });
    expect(entries(result).map(({ counterparty }) => counterparty)).toEqual([
      'smithers',
      'events',
      'events',
      'rentals',
    ]);
  });

  test('are in the currency that the portfolio says where they are bare', () => {
    const text = '2026-04-30 x\n  expenses:a  1.5\n  assets:b\n';
    expect(lines(read(text, { currency: 'JPY' })).length).toBe(2);
    expect(lines(read(text, { currency: 'EUR' }))[0]).toBe('1 2026-04-30 Expenses:a 1.50 EUR');
    expect(codes(read(text))).toEqual(['2 commodity-no-currency']);
  });

  test('leave out what balances nothing, and say so', () => {
    const result = read(
      '2026-04-30 x\n  expenses:a  1 EUR\n  assets:b\n  (budget)  -1 EUR\n  [assets:c]  1 EUR\n  [assets:d]\n',
    );
    expect(lines(result).map((line) => line.split(' ')[2])).toEqual(['Expenses:a', 'Assets:b', 'Assets:c', 'Assets:d']);
    expect(codes(result)).toEqual(['4 posting-unbalanced-virtual']);
  });

  test('of included files say which file they are of', () => {
    const result = read('include a.journal\n', {}, { 'a.journal': '2026-04-30 x\n  expenses:a  1 EUR\n  assets:b\n' });
    expect(entries(result).map(({ part, line }) => [part, line])).toEqual([
      [1n, 2n],
      [1n, 3n],
    ]);
    expect(result.parts).toEqual([{ name: 'a.journal', hash: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });
});

describe('at cost', () => {
  test('what was held stays known, by the code where it is a currency', () => {
    const result = read(`
      2026-04-30 x
        assets:broker  10 ACME @ €2.50
        assets:wise  €100 @@ $110
        assets:bank  €-25.00
        assets:bank  -$110
    `);
    expect(result.problems).toEqual([]);
    expect(lines(result).map((line) => line.slice('1 2026-04-30 '.length))).toEqual([
      'Assets:broker 25.00 EUR (10 ACME)',
      'Assets:wise 110.00 USD (100.00 EUR)',
      'Assets:bank -25.00 EUR',
      'Assets:bank -110.00 USD',
    ]);
  });

  test('rounds half to even, and what is left goes to a posting with a cost', () => {
    const result = read(`
      2026-04-30 x
        assets:broker  3 ACME @ 0.33333 EUR
        assets:bank  -1.00 EUR
      2026-04-30 y
        assets:broker  1 ACME @ 0.125 EUR
        assets:broker  1 ACME @ 0.125 EUR
        assets:bank
    `);
    expect(lines(result).map((line) => line.slice('1 2026-04-30 '.length))).toEqual([
      'Assets:broker 1.00 EUR (3 ACME)',
      'Assets:bank -1.00 EUR',
      'Assets:broker 0.13 EUR (1 ACME)',
      'Assets:broker 0.12 EUR (1 ACME)',
      'Assets:bank -0.25 EUR',
    ]);
  });

  test('a commodity that is no currency and has no cost leaves its transaction out, by name', () => {
    const result = read(`
      2026-04-30 Grant
        assets:broker  10 ACME
        equity:founders
      2026-04-30 Split
        assets:broker  -10 ACME
        assets:broker  20 BETA @ 0.5 ACME
        equity:founders  0 EUR
      2026-04-30 x
        expenses:a  1 EUR
        assets:b
    `);
    expect(lines(result)).toEqual(['1 2026-04-30 Expenses:a 1.00 EUR', '1 2026-04-30 Assets:b -1.00 EUR']);
    expect(result.problems.map(({ message }) => message)).toEqual([
      '"ACME" is no currency and has no cost here, so the transactions of 4 postings are left out',
    ]);
  });

  test('amounts finer than the minor unit are rounded so that the transaction stays zero', () => {
    const result = read('2026-04-30 x\n  expenses:a  1.006 EUR\n  expenses:b  1.006 EUR\n  assets:b\n');
    expect(entries(result).map(({ amount }) => amount)).toEqual([100n, 101n, -201n]);
  });
});

test('amounts beyond 18 digits of minor units leave their transaction out', () => {
  const result = read(`
    2026-04-30 x
      expenses:a  12345678901234567.89 EUR
      assets:b
    2026-04-30 y
      expenses:a  9999999999999999.99 EUR
      assets:b
    2026-04-30 z
      expenses:a  9 ACME @@ 99999999999999999 EUR
      assets:b  0 EUR
      assets:b
  `);
  expect(codes(result)).toEqual([2, 3, 8, 10].map((line) => `${line} amount-too-large`));
  expect(entries(result).map(({ amount }) => amount)).toEqual([999_999_999_999_999_999n, -999_999_999_999_999_999n]);
});

test('prices: those that the journal states in currencies', () => {
  const result = read('P 2026-04-30 ACME 2.5 EUR\nP 2026-04-30 € $1.10\nP 2026-04-30 EUR 3 ACME\n');
  expect([...(result.tables?.prices ?? [])]).toEqual([
    { part: 0n, line: 1n, date: '2026-04-30', commodity: 'ACME', currency: 'EUR', price: '2.5' },
    { part: 0n, line: 2n, date: '2026-04-30', commodity: 'EUR', currency: 'USD', price: '1.10' },
  ]);
});

test('assertions: balances in currencies, and what the books hold', () => {
  const result = read(
    '2026-04-30 x\n  assets:a  1 EUR = 1 EUR\n  assets:a  5 ACME = 5 ACME\n  assets:b  -1 EUR = -2 EUR\n  assets:c  -5 ACME\n',
  );
  expect([...(result.tables?.assertions ?? [])]).toEqual([
    { part: 0n, line: 2n, date: '2026-04-30', account: 'Assets:a', currency: 'EUR', stated: 100n, books: 100n },
    { part: 0n, line: 4n, date: '2026-04-30', account: 'Assets:b', currency: 'EUR', stated: -200n, books: -100n },
  ]);
});

test('other encodings are read when they are declared or marked', () => {
  const text = '2026-04-30 Bäckerei\n  expenses:brötchen  1 EUR\n  assets:b\n';
  const first = (bytes: Uint8Array, options: ReadOptions = {}): unknown =>
    [...(journal.read(bytes, 'm', options).tables?.entries ?? [])][0];
  const expected = { account: 'Expenses:brötchen', payee: 'Bäckerei' };
  expect(first(Buffer.from(text, 'latin1'), { encoding: 'iso-8859-1' })).toMatchObject(expected);
  expect(first(Buffer.from(`\ufeff${text}`, 'utf16le'))).toMatchObject(expected);
});

describe('recognises', () => {
  const score = (text: string, name = 'books.txt'): number => journal.recognises(Buffer.from(text), name);

  test.each([
    '2026-04-30 Coffee\n  expenses:coffee  4.50 USD\n  assets:cash\n',
    '; my books\n\n2026/4/30=2026/5/1 * (1) "Coffee"\n    ; a comment\n\texpenses\t\t1\n\tassets\n',
    'account assets:bank\r\n\r\n2026.04.30 x\r\n  a  1\r\n  b\r\n',
  ])('%j', (text) => {
    expect(score(text)).toBe(0.9);
    expect(score(text, 'books.journal')).toBe(1);
  });

  test('a file of directives, and one by its name alone', () => {
    expect(score('include 2025.journal\ninclude 2026.journal\n', 'all.journal')).toBe(0.9);
    expect(score('include 2025.journal\n')).toBe(0.3);
    expect(score('', 'empty.journal')).toBe(0.5);
    expect(score('', 'empty.txt')).toBe(0);
  });

  test.each([
    'Date,Payee,Amount\n2026-04-30,Coffee,-4.50\n',
    '2026-04-30;Coffee;-4.50\n2026-04-29;Fuel;-40.00\n',
    '2026-04-30 Coffee -4.50\n2026-04-29 Fuel -40.00\n',
    '<OFX><STMTRS>\n2026-04-30 x\n',
    'option "title" "x"\n2026-04-30 * "Coffee"\n  Expenses:Coffee  4.50 USD\n  Assets:Cash\n',
    '2026-01-01 open Assets:Cash\n\n2026-04-30 x\n  a  1\n  b\n',
    '2026-04-30 * "Cafe" "Coffee"\n  Expenses:Coffee  4.50 USD\n  Assets:Cash\n',
    'include "2025.beancount"\n',
    'the 2026 = report\n',
  ])('not %j', (text) => {
    expect(score(text)).toBe(0);
  });
});
