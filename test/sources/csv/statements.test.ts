import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimal, decimalText } from '../../../src/core/decimal.ts';
import { mismatches, statementsOf } from '../_read.ts';
import { readCsv, readOfx } from '../_shown.ts';
import { statement } from '../_drawn.ts';

describe('a table with running balances is a statement', () => {
  test('from the balance before its first row to that after its last', () => {
    const result = readCsv(`
      Date,Description,Amount,Balance
      2026-04-01,one,-4.00,96.00
      2026-04-02,two,10.00,106.00
    `);
    expect(statementsOf(result)).toEqual([' USD | 2026-03-31 100.00 → 2026-04-02 106.00 | lines 2-3']);
    expect(mismatches(result)).toEqual([]);
  });

  test('whichever end stands first', () => {
    const result = readCsv(`
      Date,Description,Amount,Balance
      2026-04-02,two,10.00,106.00
      2026-04-01,one,-4.00,96.00
    `);
    expect(statementsOf(result)).toEqual([' USD | 2026-03-31 100.00 → 2026-04-02 106.00 | lines 2-3']);
  });

  test('within one day the balances tell which row came first', () => {
    const result = readCsv(`
      Date,Description,Amount,Balance
      2026-04-02,three,1.00,107.00
      2026-04-01,one,-4.00,96.00
      2026-04-01,two,10.00,106.00
    `);
    expect(statementsOf(result)).toEqual([' USD | 2026-03-31 100.00 → 2026-04-02 107.00 | lines 2-4']);
    expect(mismatches(result)).toEqual([]);
  });

  test('one day, newest first', () => {
    const result = readCsv(`
      Date,Description,Amount,Balance
      2026-04-01,back to where it was,-7.00,100.00
      2026-04-01,two,-3.00,107.00
      2026-04-01,one,10.00,110.00
    `);
    expect(statementsOf(result)).toEqual([' USD | 2026-03-31 100.00 → 2026-04-01 100.00 | lines 2-4']);
  });

  test('for each currency by itself; fees count', () => {
    const result = readCsv(`
      Date,Payee,Currency,Amount,Fee,Balance
      2026-04-01,one,USD,-4.00,0.50,95.50
      2026-04-01,uno,EUR,7.00,0,7.00
      2026-04-02,two,USD,10.00,0,105.50
    `);
    expect(statementsOf(result)).toEqual([
      ' USD | 2026-03-31 100.00 → 2026-04-02 105.50 | lines 2-4',
      ' EUR | 2026-03-31 0.00 → 2026-04-01 7.00 | lines 3-3',
    ]);
    expect(mismatches(result)).toEqual([]);
  });

  test('rows before the first balance and after the last are no part of it', () => {
    const result = readCsv(`
      Date,Description,Amount,Balance
      2026-04-01,not stated,1.00,
      2026-04-02,one,-4.00,96.00
      2026-04-03,not stated,2.00,
      2026-04-04,two,8.00,106.00
      2026-04-05,not stated,3.00,
    `);
    expect(statementsOf(result)).toEqual([' USD | 2026-04-01 100.00 → 2026-04-04 106.00 | lines 3-5']);
    expect(mismatches(result)).toEqual([]);
  });

  test('a row that is missing is not made up: the statement does not add up', () => {
    const result = readCsv(`
      Date,Description,Amount,Balance
      2026-04-01,one,-4.00,96.00
      2026-04-03,three,1.00,107.00
    `);
    expect(mismatches(result)).toEqual([': 9700 is not 10700']);
  });

  test('without balances there is none', () => {
    expect(readCsv('Date,Payee,Amount\n2026-04-01,x,1.00\n').tables).toBeUndefined();
  });

  test('any order of the rows of a day gives the same statement', () => {
    const shuffled = statement.chain(({ opening, movements }) => {
      let balance = opening;
      const rows = movements.map((one) => ({ ...one, balance: (balance += one.amount) }));
      return fc.tuple(fc.shuffledSubarray(rows, { minLength: rows.length }), fc.boolean()).map(([drawn, newest]) => ({
        opening,
        closing: balance,
        rows: drawn.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0) * (newest ? -1 : 1)),
      }));
    });
    const text = (minor: bigint): string => decimalText(decimal(minor, 2));
    fc.assert(
      fc.property(shuffled, ({ opening, closing, rows }) => {
        const [first, last] = [rows[0]?.date, rows.at(-1)?.date];
        const sums = [first, last].map((day) =>
          rows.filter((row) => row.date === day).reduce((sum, { amount }) => sum + amount, 0n),
        );
        // A day that ends with the balance it began with does not tell where it began.
        fc.pre(rows.length > 0 && sums.every((sum) => sum !== 0n));
        const lines = rows.map(({ date, amount, balance }) => `${date},${text(amount)},${text(balance)}`);
        const result = readCsv(Buffer.from(`Date,Amount,Balance\n${lines.join('\n')}\n`));
        const [found] = [...(result.tables?.statements ?? [])];
        expect(found).toMatchObject({ opening, closing });
        expect(mismatches(result)).toEqual([]);
      }),
    );
  });
});

test('OFX states the end only, of each account', () => {
  const account = (id: string, balance: string): string =>
    `<STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>${id}</BANKACCTFROM>\n<STMTTRN><DTPOSTED>20260430<TRNAMT>-5.00</STMTTRN>\n<LEDGERBAL><BALAMT>${balance}<DTASOF>20260430</LEDGERBAL></STMTRS>\n`;
  expect(statementsOf(readOfx(`<OFX>${account('1', '95.00')}${account('2', '7.00')}</OFX>`))).toEqual([
    '//1 USD | ? → 2026-04-30 95.00 | lines 2-2',
    '//2 USD | ? → 2026-04-30 7.00 | lines 5-5',
  ]);
});
