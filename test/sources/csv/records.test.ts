import { describe, expect, test } from 'vitest';
import { detectLayout } from '../../../src/sources/csv/layout.ts';
import { interpretRecord } from '../../../src/sources/_table/record.ts';
import { placeOf, problemsOf, readCsv, rowsOf } from '../_shown.ts';

describe('a record that cannot be a row is told with line and column, and reading goes on', () => {
  test('dates and amounts', () => {
    const result = readCsv(`
      Date,Payee,Amount
      2026-04-30,Coffee,-4.50
      ,No date,1.00
      2026-02-31,No such day,1.00
      2026-04-30,No amount,
      2026-04-30,Letters,12.5O
      2026-04-30,Half a cent,1.005
      2026-04-30,Nothing,0.00
      2026-04-30,Huge,99999999999999999999
      2026-04-30,Euros,€5.00
      2026-04-30,Coffee,-4.50
      2026-04-30,Coffee,-4.50
    `);
    expect(problemsOf(result)).toEqual([
      '3:1 date-missing',
      '4:1 date-invalid',
      '5:22 amount-missing',
      '6:20 amount-invalid',
      '7:24 amount-precision',
      '9:17 amount-too-large',
      '10:18 currency-conflict',
    ]);
    expect(rowsOf(result)).toEqual([
      '2 | 2026-04-30 | -4.50 | USD | Coffee',
      '8 | 2026-04-30 | 0.00 | USD | Nothing',
      '11 | 2026-04-30 | -4.50 | USD | Coffee',
      '12 | 2026-04-30 | -4.50 | USD | Coffee',
    ]);
  });

  test('one record can have several', () => {
    expect(problemsOf(readCsv('Date,Payee,Amount,Balance\nsoon,x,much,low\n2026-04-30,x,1.00,2.00\n'))).toEqual([
      '2:1 date-invalid',
      '2:8 amount-invalid',
      '2:13 amount-invalid',
    ]);
  });

  test('too few and too many fields; empty ones at the end are fine', () => {
    const result = readCsv(`
      Date,Payee,Amount,Note
      2026-04-30,Coffee
      2026-04-30,Joe, Inc,-4.50,x
      2026-04-30,Tea,-2.00,x,,,
      2026-04-30,Jam,-3.00,
    `);
    expect(problemsOf(result)).toEqual(['2:1 fields-too-few', '3:27 fields-too-many']);
    expect(result.rows.map(({ line }) => line)).toEqual([4, 5]);
  });

  test('totals and balances among the rows', () => {
    const result = readCsv(`
      Date,Payee,Amount,Balance
      Opening balance,,,100.00
      2026-04-30,Coffee,-4.50,95.50
      ,,,
      Total,,-4.50,
      Closing balance: 95.50
    `);
    expect(result.rows).toHaveLength(1);
    expect(problemsOf(result)).toEqual(['2:1 summary-line', '5:1 summary-line', '6:1 summary-line']);
    expect(result.problems.every(({ severity }) => severity === 'warning')).toBe(true);
  });

  test('a currency column: unknown and empty', () => {
    const result = readCsv(
      'Date,Amount,Currency\n2026-04-30,1.00,usd\n2026-04-30,1,jpy\n2026-04-30,1.00,ZZZ\n2026-04-30,1.00,\n',
      {},
    );
    expect(rowsOf(result)).toEqual(['2 | 2026-04-30 | 1.00 | USD | ', '3 | 2026-04-30 | 1 | JPY | ']);
    expect(problemsOf(result)).toEqual(['4:17 currency-unknown', '5:17 currency-unknown']);
  });

  test('no currency anywhere: read with two digits, in no currency, and said once', () => {
    const result = readCsv('Date,Amount\n2026-04-30,1.00\n2026-04-29,2.00\n', {});
    expect(rowsOf(result)).toEqual(['2 | 2026-04-30 | 1.00 | XXX | ', '3 | 2026-04-29 | 2.00 | XXX | ']);
    expect(problemsOf(result)).toEqual(['1:1 currency-missing']);
  });
});

describe('debit and credit columns', () => {
  test('a debit is money out whatever its sign; a credit stands as it is', () => {
    const result = readCsv(`
      Date,Payee,Debit,Credit
      2026-04-30,plain,4.50,
      2026-04-30,signed,-4.50,
      2026-04-30,in,,10.00
      2026-04-30,zero beside,0.00,10.00
      2026-04-30,both zero,0.00,0.00
      2026-04-30,both,1.00,2.00
      2026-04-30,neither,,
    `);
    expect(result.rows.map(({ payee, amount }) => [payee, amount])).toEqual([
      ['plain', -450n],
      ['signed', -450n],
      ['in', 1000n],
      ['zero beside', 1000n],
      ['both zero', 0n],
    ]);
    expect(problemsOf(result)).toEqual(['7:17 amount-two-sided', '8:20 amount-missing']);
  });
});

describe('the line is the one where the record begins', () => {
  test('with quoted line ends, blank lines and every kind of line end', () => {
    const text =
      'Date,Payee,Amount\r\n\r\n2026-04-30,"two\r\nlines",1.00\r\n2026-04-29,"a ""quote""",2.00\n\n2026-04-28,"x\ny\nz",bad\r2026-04-27,last,4.00';
    const result = readCsv(Buffer.from(text));
    expect(rowsOf(result)).toEqual([
      '3 | 2026-04-30 | 1.00 | USD | two lines',
      '5 | 2026-04-29 | 2.00 | USD | a "quote"',
      '10 | 2026-04-27 | 4.00 | USD | last',
    ]);
    expect(problemsOf(result)).toEqual(['9:4 amount-invalid']);
  });

  test('an unclosed quote costs its own line only', () => {
    const result = readCsv(`
      Date,Payee,Amount
      2026-04-30,"Coffee,-4.50
      2026-04-29,"Tea, green",-2.00
      2026-04-28,Jam,-3.00
    `);
    expect(problemsOf(result)).toEqual(['2:12 quote-unclosed']);
    expect(result.rows.map(({ line }) => line)).toEqual([3, 4]);
  });
});

test('the bulk reader asks the same place for the meaning of a record', () => {
  const bytes = Buffer.from('Date,Payee,Amount\n2026-04-30,Coffee,-4.50\n2026-04-31,Tea,x\n');
  const layout = detectLayout(bytes, 'bank.csv', { currency: 'USD' });
  expect(layout).toMatchObject({
    delimiter: ',',
    headerLine: 1,
    dataLine: 2,
    columns: { date: [0], amount: [2], payee: [1] },
    dateOrder: 'ymd',
    decimal: '.',
  });
  expect(interpretRecord(layout, ['2026-04-30', 'Coffee', '-4.50'], 2)).toMatchObject({ line: 2, amount: -450n });
  const problems = interpretRecord(layout, ['2026-04-31', 'Tea', 'x'], 3);
  expect(Array.isArray(problems) && problems.map(placeOf)).toEqual(['3:1 date-invalid', '3:16 amount-invalid']);
});

test('the beginning of a file gives its layout, even cut within a character', () => {
  const bytes = Buffer.from('Date;Payee;Amount\n30.04.2026;Café;1,00\n30.04.2026;Café;1,00');
  const cut = bytes.subarray(0, bytes.indexOf('Café') + 4);
  expect(detectLayout(cut, 'bank.csv', { currency: 'EUR' }, true)).toMatchObject({
    encoding: 'utf-8',
    delimiter: ';',
    dateOrder: 'dmy',
  });
});
