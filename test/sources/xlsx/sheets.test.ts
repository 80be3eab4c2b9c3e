import { describe, expect, test } from 'vitest';
import type { ReadOptions } from '../../../src/model/source.ts';
import { xlsx } from '../../../src/sources/xlsx/reader.ts';
import { mismatches, statementsOf } from '../_read.ts';
import { problemsOf, rowsOf } from '../_shown.ts';
import { bookParts, STYLES, workbook, zip, type Book, type Cell, type Sheet } from './_workbook.ts';

const read = (bytes: Uint8Array, options: ReadOptions = { currency: 'USD' }) => xlsx.read(bytes, 'april.xlsx', options);
const readBook = (book: Book, options?: ReadOptions) => read(workbook(book), options);
const readRows = (rows: Sheet['rows'], options?: ReadOptions) => readBook({ sheets: [{ rows }] }, options);

const HEADER = ['Date', 'Payee', 'Amount', 'Balance'];
/** 30 April 2026 in the 1900 system. */
const APRIL_30 = 46_142;
const date = (serial: number | string, style: number = STYLES.date): Cell => ({ v: String(serial), s: style });

describe('a bank’s sheet', () => {
  const result = readRows([
    ['Account', 'DE02120300000000202051'],
    [],
    HEADER,
    [date(APRIL_30), 'Bakery, “Süd”', { v: '-4.5', s: STYLES.money }, 95.5],
    [date(APRIL_30 - 1), 'Refund', { v: '1234.5599999999999' }, 100],
    [],
    ['', 'Total', 1230.06],
  ]);

  test('is a table like one in a text: rows by their number in the sheet, dates and numbers as cells', () => {
    expect(rowsOf(result)).toEqual([
      '4 | 2026-04-30 | -4.50 | USD | Bakery, “Süd” | balance 95.50',
      '5 | 2026-04-29 | 1234.56 | USD | Refund | balance 100.00',
    ]);
    expect(problemsOf(result)).toEqual(['7:2 summary-line']);
  });

  test('what people are shown', () => {
    expect(result.layout).toEqual({
      preset: 'bank',
      sheet: 'Sheet1',
      dates: '1900 system',
      header_line: '3',
      decimal: '. (number cells)',
      date_order: 'ymd (year first or month by name)',
      currency: 'USD',
      columns: 'date = Date, amount = Amount, balance = Balance, payee = Payee',
      statements: 'USD 2026-04-28 -1134.56 → 2026-04-30 95.50',
    });
    expect(statementsOf(result)).toEqual([' USD | 2026-04-28 -1134.56 → 2026-04-30 95.50 | lines 4-5']);
    expect(mismatches(result)).toEqual([]);
  });

  test('a provider’s export is known by its headings', () => {
    const stripe = readRows([
      ['id', 'Type', 'Source', 'Amount', 'Fee', 'Net', 'Currency', 'Created (UTC)'],
      ['txn_1', 'charge', 'ch_1', 100, 3.2, 96.8, 'usd', '2026-04-28 17:40'],
    ]);
    expect(stripe.layout['preset']).toBe('stripe');
    expect(rowsOf(stripe)).toEqual([
      '2 | 2026-04-28 | 100.00 | USD |  | fee 3.20 | memo ch_1 | ref txn_1 | type charge',
    ]);
  });
});

describe('dates', () => {
  const day = (cell: Cell, book: Partial<Book> = {}): string | undefined =>
    readBook({ ...book, sheets: [{ rows: [HEADER, [cell, 'x', 1]] }] }).rows[0]?.date;

  test.each([
    ['a built-in format', date(APRIL_30), '2026-04-30'],
    ['a format of one’s own', date(APRIL_30, STYLES.germanDate), '2026-04-30'],
    ['with a time of day', date('46142.999'), '2026-04-30'],
    ['ISO 8601', { v: '2026-04-30T00:00:00', t: 'd' }, '2026-04-30'],
    ['a text', '30 April 2026', '2026-04-30'],
    ['the result of a formula', { f: 'TODAY()', v: String(APRIL_30), s: STYLES.date }, '2026-04-30'],
    ['1 January 1900', date(1), '1900-01-01'],
    ['28 February 1900', date(59), '1900-02-28'],
    ['1 March 1900', date(61), '1900-03-01'],
  ])('%s', (_what, cell, expected) => {
    expect(day(cell)).toBe(expected);
  });

  test('in the 1904 system', () => {
    expect(day(date(APRIL_30 - 1462), { date1904: true })).toBe('2026-04-30');
    expect(day(date(0), { date1904: true })).toBe('1904-01-01');
  });

  test('29 February 1900 is none; nor is a number without a date’s format, or a time', () => {
    const result = readRows([
      HEADER,
      [date(60), 'x', 1],
      [APRIL_30, 'x', 1],
      [date('0.5'), 'x', 1],
      [date(APRIL_30), 'x', 1],
    ]);
    expect(result.rows).toHaveLength(1);
    expect(problemsOf(result)).toEqual(['2:1 date-invalid', '3:1 date-invalid', '4:1 date-invalid']);
  });

  test('texts are read in the order that all of them prove', () => {
    const result = readRows([HEADER, ['02/01/2026', 'x', 1], ['13/01/2026', 'x', 1]]);
    expect(result.rows.map((row) => row.date)).toEqual(['2026-01-02', '2026-01-13']);
  });
});

describe('numbers', () => {
  const amount = (...cells: Cell[]): readonly bigint[] =>
    readRows([HEADER, ...cells.map((cell) => [date(APRIL_30), 'x', cell])]).rows.map((row) => row.amount);

  test.each([
    ['1234.5599999999999', 123_456n],
    ['-0.07', -7n],
    ['1.1E3', 110_000n],
    ['1.25E-1', undefined],
    ['5E-2', 5n],
    ['1e2', 10_000n],
    ['9999999999999.99', 999_999_999_999_999n],
    ['-0', 0n],
  ])('%s', (stored, minor) => {
    expect(amount({ v: stored })).toEqual(minor === undefined ? [] : [minor]);
  });

  test('beyond what a double holds exactly are refused; so are more decimals than the currency has', () => {
    const result = readRows([
      HEADER,
      [date(APRIL_30), 'x', { v: '0.30000000000000004' }],
      [date(APRIL_30), 'x', { v: '12345678901234567' }],
      [date(APRIL_30), 'x', 1.005],
      [date(APRIL_30), 'x', { v: 'NaN' }],
    ]);
    expect(result.rows).toEqual([]);
    expect(problemsOf(result)).toEqual([
      '2:3 number-inexact',
      '3:3 number-inexact',
      '4:3 amount-precision',
      '5:3 amount-invalid',
    ]);
  });

  test('a long id that was typed as a number loses no money', () => {
    const rows = [
      ['Date', 'Payee', 'Amount', 'Reference'],
      [date(APRIL_30), 'x', 1, { v: '12345678901234567890' }],
    ];
    expect(readRows(rows).rows).toHaveLength(1);
  });

  test('beside texts with a decimal comma keep their value', () => {
    expect(amount('1.234,56', 1234.5, '7,5', 1.5)).toEqual([123_456n, 123_450n, 750n, 150n]);
  });

  test('a formula that was never calculated and an error are told', () => {
    const result = readRows([
      HEADER,
      [date(APRIL_30), 'x', { f: '1+1' }],
      [date(APRIL_30), 'x', { f: '1/0', v: '#DIV/0!', t: 'e' }],
      [date(APRIL_30), { f: '"a"&"b"', v: 'ab', t: 'str' }, { f: '1+1', v: '2' }],
      [date(APRIL_30), { v: 'inline', t: 'inlineStr' }, 3, { f: '' }],
    ]);
    expect(rowsOf(result)).toEqual(['4 | 2026-04-30 | 2.00 | USD | ab']);
    expect(problemsOf(result)).toEqual([
      '2:3 formula-without-value',
      '3:3 amount-invalid',
      '5:4 formula-without-value',
    ]);
  });
});

describe('rows and sheets', () => {
  const table = (payee: string): Sheet['rows'] => [HEADER, [date(APRIL_30), payee, 1]];

  test('hidden rows count, and are said to', () => {
    const result = readBook({ sheets: [{ rows: [...table('one'), [date(APRIL_30), 'two', 2]], hidden: [1, 3] }] });
    expect(result.rows).toHaveLength(2);
    expect(result.problems.map(({ message }) => message)).toEqual(['1 hidden row counts like the others']);
  });

  test('a date that is drawn over several rows is the date of each; an amount is not', () => {
    const rows = [HEADER, [date(APRIL_30), 'one', 1], [null, 'two', 2], [null, 'three', null], [null, 'four', 4]];
    const result = readBook({ sheets: [{ rows, merges: ['A2:A4', 'C3:C4'] }] });
    expect(rowsOf(result)).toEqual(['2 | 2026-04-30 | 1.00 | USD | one', '3 | 2026-04-30 | 2.00 | USD | two']);
    expect(problemsOf(result)).toEqual(['4:3 amount-missing', '5:1 date-missing']);
  });

  test('the first sheet with movements is read, others with movements are named', () => {
    const result = readBook({
      sheets: [
        { name: 'Notes', rows: [['Call Mara']] },
        { name: 'Old', rows: table('old'), state: 'hidden' },
        { name: 'April', rows: table('april') },
        { name: 'May', rows: table('may') },
      ],
    });
    expect(result.rows.map(({ payee }) => payee)).toEqual(['april']);
    expect(result.layout['sheet']).toBe('April (of 4)');
    expect(result.problems.map(({ message }) => message)).toEqual([
      'sheet "May" looks like movements, too, and is not read',
      'sheet "Old" looks like movements, too, and is not read',
    ]);
  });

  test('columns can be named, lines skipped, the header missing', () => {
    const rows = [
      ['x', 'y', 'z'],
      [date(APRIL_30), 7.5, 'Mara'],
    ];
    const columns = { date: '1', amount: '2', payee: '3' };
    expect(rowsOf(readRows(rows, { currency: 'USD', columns, header: false, skip_lines: 1 }))).toEqual([
      '2 | 2026-04-30 | 7.50 | USD | Mara',
    ]);
  });

  test('a workbook without movements', () => {
    expect(problemsOf(readRows([['Call', 'Mara']]))).toEqual(['1:1 header-not-found']);
  });

  test('nobody says the currency', () => {
    expect(problemsOf(readRows(table('x'), {}))).toEqual(['1:1 currency-missing']);
  });
});

describe('a file that is no sound workbook', () => {
  const parts = bookParts({ sheets: [{ rows: [HEADER, [date(APRIL_30), 'x', 1]] }] });
  const changed = (name: string, change: object): Uint8Array =>
    zip(parts.map((part) => (part.name.endsWith(name) ? { ...part, ...change } : part)));
  const whole = zip(parts);

  test.each([
    ['empty', Buffer.alloc(0), 'file-empty'],
    ['a text', Buffer.from('Date,Amount\n'), 'xlsx-unreadable'],
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'xlsx-unreadable'],
    ['cut off', whole.subarray(0, whole.length - 40), 'xlsx-unreadable'],
    ['a part that is damaged', changed('sheet1.xml', { crc: 7 }), 'xlsx-unreadable'],
    ['a part that says it is smaller', changed('sheet1.xml', { size: 10 }), 'xlsx-unreadable'],
    ['a part that says it is huge', changed('sheet1.xml', { size: 2 ** 31 }), 'xlsx-unreadable'],
    ['a sheet that is no XML', changed('sheet1.xml', { text: '<worksheet><sheetData>' }), 'xlsx-unreadable'],
    [
      'a sheet with a document type',
      changed('sheet1.xml', { text: '<!DOCTYPE a [<!ENTITY b "c">]><a/>' }),
      'xlsx-unreadable',
    ],
    [
      'a bomb that says it is small',
      changed('sheet1.xml', { text: ' '.repeat(10 ** 7), size: 999 }),
      'xlsx-unreadable',
    ],
    ['without a workbook', zip([{ name: 'a.txt', text: 'a' }]), 'xlsx-unreadable'],
    ['without sheets', changed('workbook.xml', { text: '<workbook/>' }), 'xlsx-unreadable'],
  ])('%s', (_what, bytes, code) => {
    const { rows, problems } = read(bytes);
    expect(rows).toEqual([]);
    expect(problems.map((one) => one.code)).toEqual([code]);
  });

  test('parts may be stored as they are', () => {
    expect(read(zip(parts.map((part) => ({ ...part, stored: true })))).rows).toHaveLength(1);
  });

  test('it is recognised by its bytes', () => {
    expect(xlsx.recognises(whole.subarray(0, 65_536), 'download')).toBe(1);
    expect(xlsx.recognises(zip([{ name: 'a.txt', text: 'a' }]), 'photos.zip')).toBe(0);
    expect(xlsx.recognises(Buffer.from('Date,Amount\n'), 'april.xlsx')).toBe(0.5);
  });
});
