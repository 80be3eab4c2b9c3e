import { describe, expect, test } from 'vitest';
import type { ReadOptions } from '../../../src/model/source.ts';
import { qif } from '../../../src/sources/qif/reader.ts';
import { balancesOf, readText } from '../_read.ts';
import { problemsOf, rowsOf } from '../_shown.ts';

const readQif = (text: string, options: ReadOptions = { currency: 'USD' }) => readText(qif, text, options);

describe('an account as Quicken exports it', () => {
  const result = readQif(`
    !Option:AutoSwitch
    !Account
    NChecking
    TBank
    ^
    NOld savings
    TBank
    ^
    !Clear:AutoSwitch
    !Type:Cat
    NGroceries
    DFood
    E
    ^
    !Account
    NChecking
    TBank
    ^
    !Type:Bank
    D1/ 1'26
    T1,000.00
    CX
    POpening Balance
    L[Checking]
    ^
    D1/ 1'26
    U-42.00
    T-42.00
    N1042
    PMarket
    MWeekly
    AMarket Street 1
    LGroceries
    SGroceries
    Ebread
    $-30.00
    SHousehold
    $-12.00
    ^
    D1/20'26
    T-500.00
    C*
    PTo savings
    L[Savings]/Boat
    ^
  `);

  test('a row a record; category and transfer are its type, splits stand in the memo', () => {
    expect(problemsOf(result)).toEqual([]);
    expect(rowsOf(result)).toEqual([
      '26 | 2026-01-01 | -42.00 | USD | Market | memo Weekly · Groceries -30.00 (bread); Household -12.00 | ref 1042 | type Groceries',
      '40 | 2026-01-20 | -500.00 | USD | To savings | type [Savings]/Boat',
    ]);
  });

  test('the opening balance is a balance and no movement; it is of the day before the first of them', () => {
    expect(balancesOf(result)).toEqual(['2025-12-31 1000.00 USD']);
  });

  test('what people are shown', () => {
    expect(result.layout).toEqual({
      encoding: 'utf-8 (found)',
      account: 'Checking',
      decimal: '. (found in the amounts)',
      date_order: 'mdy (the only order in which the dates exist)',
      lists: '!Type:Cat (1): names only',
    });
  });
});

/** Records of a bank account, one a line, fields between bars. */
const bank = (...records: string[]): string =>
  `!Type:Bank\n${records.map((record) => `${record.replaceAll('|', '\n')}\n^`).join('\n')}\n`;
const dates = (text: string, options?: ReadOptions): readonly string[] =>
  readQif(text, options).rows.map(({ date }) => date);

describe('dates', () => {
  test.each([
    ["1/ 2'26", '2026-01-02'],
    ["1/2' 6", '2006-01-02'],
    ['01/02/2026', '2026-01-02'],
    ['1/2/26', '2026-01-02'],
    ['2026-01-02', '2026-01-02'],
    ['12/31/99', '1999-12-31'],
    ["12/31'2026", '2026-12-31'],
  ])('%s', (text, date) => {
    expect(dates(bank(`D${text}|T1.00`), { currency: 'USD', date_order: 'mdy' })).toEqual([date]);
  });

  test('the order is worked out from all of them', () => {
    expect(dates(bank("D2/1'26|T1.00", "D13/1'26|T1.00"))).toEqual(['2026-01-02', '2026-01-13']);
    expect(dates(bank('D02.01.2026|T1,00', 'D03.01.2026|T1,00'))).toEqual(['2026-01-02', '2026-01-03']);
  });

  test('that prove nothing are a guess that is said, and an option settles it', () => {
    const text = bank('D01/02/2026|T1.00');
    expect(problemsOf(readQif(text))).toEqual(['2:2 date-order-ambiguous']);
    expect(problemsOf(readQif(text, { currency: 'USD', date_order: 'dmy' }))).toEqual([]);
    expect(dates(text, { currency: 'USD', date_order: 'dmy' })).toEqual(['2026-02-01']);
  });
});

describe('amounts', () => {
  const amounts = (...texts: string[]): readonly bigint[] =>
    readQif(bank(...texts.map((text) => `D2026-01-31|T${text}`))).rows.map(({ amount }) => amount);

  test('with either decimal mark, of which all amounts tell', () => {
    expect(amounts('-1,234.56', '7', '1,234')).toEqual([-123_456n, 700n, 123_400n]);
    expect(amounts('-1.234,56', '7', '1.234')).toEqual([-123_456n, 700n, 123_400n]);
  });

  test('that could be read with both are a guess that is said', () => {
    expect(problemsOf(readQif(bank('D2026-01-31|T1,234')))).toEqual(['3:2 decimal-mark-ambiguous']);
  });

  test('in U where there is no T', () => {
    expect(rowsOf(readQif(bank('D2026-01-31|U-5.00|Px')))).toEqual(['2 | 2026-01-31 | -5.00 | USD | x']);
  });
});

describe('sections', () => {
  test.each(['Bank', 'Cash', 'CCard', 'Oth A', 'Oth L', 'bank '])('!Type:%s', (type) => {
    expect(rowsOf(readQif(`!Type:${type}\nD2026-01-31\nT-5.00\nPx\n^\n`))).toEqual([
      '2 | 2026-01-31 | -5.00 | USD | x',
    ]);
  });

  test('of investments are refused by name, once each, and the others are read', () => {
    const text = `!Type:Invst\nD2026-01-31\nNBuy\n^\nD2026-01-30\nNBuy\n^\n!Type:Security\nNFund\n^\n${bank('D2026-01-31|T1.00')}`;
    const result = readQif(text);
    expect(result.rows).toHaveLength(1);
    expect(result.problems.map(({ message }) => message)).toEqual([
      'section "!Type:Invst" is not read (2 records)',
      'section "!Type:Security" is not read (1 record)',
    ]);
  });

  test('of several accounts: read, and said', () => {
    const account = (name: string): string => `!Account\nN${name}\n^\n${bank('D2026-01-31|T1.00')}`;
    const result = readQif(account('Checking') + account('Savings'));
    expect(result.rows).toHaveLength(2);
    expect(problemsOf(result)).toEqual(['12:1 several-accounts']);
    expect(result.layout['account']).toBe('Checking, Savings');
  });

  test('records before any header', () => {
    expect(problemsOf(readQif('D2026-01-31\nT1.00\n^\n'))).toEqual(['1:1 qif-section-unsupported']);
  });
});

describe('what is wrong', () => {
  test('each fault at its place, the rest is read', () => {
    const result = readQif(
      bank(
        'T1.00|Pno date',
        'D2026-02-31|T1.00',
        'D2026-01-31|Pno amount',
        'D2026-01-31|Tmany',
        'D2026-01-31|T1.005',
        'D2026-01-31|T0.00|Pnothing',
      ),
    );
    expect(rowsOf(result)).toEqual(['17 | 2026-01-31 | 0.00 | USD | nothing']);
    expect(problemsOf(result)).toEqual([
      '2:1 date-missing',
      '5:2 date-invalid',
      '8:1 amount-missing',
      '12:2 amount-invalid',
      '15:2 amount-precision',
    ]);
  });

  test('splits that do not add up are said; the movement counts', () => {
    const result = readQif(bank('D2026-01-31|T-42.00|Px|SA|$-30.00|SB|$-11.00'));
    expect(result.rows[0]?.amount).toBe(-4200n);
    expect(problemsOf(result)).toEqual(['6:1 qif-splits-mismatch']);
  });

  test('a record that the file’s end cuts counts, but not where a number may be cut', () => {
    const cut = readQif('!Type:Bank\nD2026-01-31\nT-42.00\nPMark', { currency: 'USD' });
    expect(cut.rows).toHaveLength(1);
    const within = qif.read(Buffer.from('!Type:Bank\nD2026-01-31\nT-4'), 'f', { currency: 'USD' });
    expect(within.rows).toEqual([]);
    expect(problemsOf(within)).toEqual(['2:1 qif-truncated']);
  });

  test('nobody says the currency', () => {
    expect(problemsOf(readQif(bank('D2026-01-31|T1.00'), {}))).toEqual(['2:1 currency-missing']);
  });
});
