import { describe, expect, test } from 'vitest';
import type { ReadOptions } from '../../../src/model/source.ts';
import { mt940 } from '../../../src/sources/mt940/reader.ts';
import { balancesOf, mismatches, readText, statementsOf } from '../_read.ts';
import { problemsOf, rowsOf } from '../_shown.ts';

const readMt940 = (text: string, options?: ReadOptions) => readText(mt940, text, options);

/** A message of one line and its narrative. */
const around = (lines: string, opening = ':60F:C260331EUR100,00', closing = ':62F:C260430EUR0,'): string =>
  `:20:STMT\n:25:10020030/1234567\n:28C:4/1\n${opening}\n${lines}\n${closing}\n-`;
const payeeAndMemo = (narrative: string): string =>
  rowsOf(readMt940(around(`:61:2604300430D10,00NMSCNONREF\n${narrative}`)))[0] ?? '';

describe('a German statement in SWIFT’s blocks', () => {
  const result = readMt940(`
    {1:F01BANKDEFFAXXX0000000000}{2:I940BANKDEFFXXXXN}{4:
    :20:STARTUMSE
    :25:10020030/0001234567
    :28C:00004/001
    :60F:C260331EUR1000,00
    :61:2604010402CR240,00N166NONREF//2026040200001
    :86:166?00SEPA-GUTSCHRIFT?109310?20EREF+INV-2031?21SVWZ+Invoice 2031 thank you
    ?22ABWA+Mara?30BANKDEFF?31DE75512108001245126199?32Café Süd & Co?34000
    :61:2604150415DR75,45N116NONREF
    :86:116?00SEPA-UEBERWEISUNG?109310?20SVWZ+Flour and yeast for ma?21y
    , as ordered?30BANKDEFF?31DE02120300000000202051?32Miller and Sons Wholesale b?33akers
    :61:2604200420RDR18,00N109NONREF
    :86:109?00RUECKLASTSCHRIFT?20KREF+R-7?21SVWZ+No money?32Phone Company
    :61:2604210421RCR2,55N166NONREF
    :86:166?00STORNO?20Booked twice?32Café Süd & Co
    :62F:C260430EUR1180,00
    :64:C260430EUR6180,00
    -}
  `);

  test('a row a movement: the entry date, signs of reversals, names and purposes put together', () => {
    expect(problemsOf(result)).toEqual([]);
    expect(rowsOf(result)).toEqual([
      '6 | 2026-04-02 | 240.00 | EUR | Café Süd & Co | memo Invoice 2031 thank you · for Mara | ref 2026040200001 | type SEPA-GUTSCHRIFT',
      '9 | 2026-04-15 | -75.45 | EUR | Miller and Sons Wholesale bakers | memo Flour and yeast for may, as ordered | type SEPA-UEBERWEISUNG',
      '12 | 2026-04-20 | 18.00 | EUR | Phone Company | memo No money | ref R-7 | type RUECKLASTSCHRIFT',
      '14 | 2026-04-21 | -2.55 | EUR | Café Süd & Co | memo Booked twice | type STORNO',
    ]);
  });

  test('its balances, the booked ones', () => {
    expect(statementsOf(result)).toEqual(['00004/001 EUR | 2026-03-31 1000.00 → 2026-04-30 1180.00 | lines 6-14']);
    expect(mismatches(result)).toEqual([]);
    expect(balancesOf(result)).toEqual(['2026-03-31 1000.00 EUR', '2026-04-30 1180.00 EUR']);
    expect(result.layout).toEqual({
      format: 'MT940',
      encoding: 'utf-8 (found)',
      account: '10020030/0001234567',
      narrative: 'numbered',
      statements: '00004/001 EUR 2026-03-31 1000.00 → 2026-04-30 1180.00',
    });
  });
});

describe('field 86', () => {
  test.each([
    [
      'between slashes, as ABN AMRO and others write it; a code may be cut by the end of a line',
      ':86:/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/J\n DE VRIES/REMI/Invoice 12/3 of May/ERE\nF/NOTPROVIDED',
      'J DE VRIES | memo Invoice 12/3 of May | type SEPA OVERBOEKING',
    ],
    [
      'of ING: the other side in one code',
      ':86:/EREF/E-77//CNTP/NL08ABNA9999142181/ABNANL2A/Mara/Haarlem///REMI/USTD//Rent May/',
      'Mara | memo Rent May | ref E-77 | type NMSC',
    ],
    [
      'of Rabobank: who ordered, and what for',
      ':86:/ORDP//NAME/Mara en Zonen/REMI/Factuur 9/ISDT/2026-04-30',
      'Mara en Zonen | memo Factuur 9 | type NMSC',
    ],
    [
      'of Rabobank: whom it was for',
      ':86:/BENM//NAME/Energie/REMI/Termijn/CSID/NL93ZZZ332656790051/MARF/M-1',
      'Energie | memo Termijn | type NMSC',
    ],
    ['plain', ':86:CARD PAYMENT BAKERY', 'CARD PAYMENT BAKERY | type NMSC'],
    [
      'plain, of several lines',
      ':86:Direct debit\nElectricity\nCustomer 4711',
      'Direct debit | memo Direct debit Electricity Customer 4711 | type NMSC',
    ],
    [
      'numbered with another separator',
      ':86:106>00Card>20Shop one>21Shop two>32Market',
      'Market | memo Shop one Shop two | type Card',
    ],
    [
      'numbered, with a separator within the text',
      ':86:106?00Card?20Why? Because?32Market',
      'Market | memo Why? Because | type Card',
    ],
    ['numbered, without a name', ':86:808?00ENTGELT?20Account fee', ' | memo Account fee | type ENTGELT'],
    ['of three digits and no more', ':86:083', '083 | type NMSC'],
  ])('%s', (_way, narrative, expected) => {
    expect(payeeAndMemo(narrative)).toBe(
      expected.startsWith(' |')
        ? `5 | 2026-04-30 | -10.00 | EUR | Account fee${expected}`
        : `5 | 2026-04-30 | -10.00 | EUR | ${expected}`,
    );
  });

  test('that belongs to the statement is no movement’s', () => {
    const result = readMt940(
      around(':61:260430C1,NTRFNONREF\n:86:Mara', undefined, ':62F:C260430EUR101,00\n:86:Have a nice day'),
    );
    expect(rowsOf(result)).toEqual(['5 | 2026-04-30 | 1.00 | EUR | Mara | type NTRF']);
  });
});

describe('field 61', () => {
  test.each([
    ['2604300430D12,5NTRFREF-1', '2026-04-30 | -12.50 | ref REF-1 | type NTRF'],
    ['260430C,05NMSCNONREF', '2026-04-30 | 0.05 | type NMSC'],
    ['260430D1000,NMSC', '2026-04-30 | -1000.00 | type NMSC'],
    ['260430DR12,50FMSCNONREF//B-9', '2026-04-30 | -12.50 | ref B-9 | type FMSC'],
    ['260430RC12,50', '2026-04-30 | -12.50'],
    ['260430D12.50NMSC', '2026-04-30 | -12.50 | type NMSC'],
    ['2512310102C1,NTRF', '2026-01-02 | 1.00 | type NTRF'],
    ['2601021231C1,NTRF', '2025-12-31 | 1.00 | type NTRF'],
    ['2802290229C1,NTRF', '2028-02-29 | 1.00 | type NTRF'],
    ['2604300430C1,NTRFEREF//26120000000001', '2026-04-30 | 1.00 | ref 26120000000001 | type NTRF'],
    ['9912311231C1,NTRF', '1999-12-31 | 1.00 | type NTRF'],
  ])('%s', (line, expected) => {
    const [row = ''] = rowsOf(readMt940(around(`:61:${line}`)));
    expect(row.replace(/^5 \| /, '').replace(' | EUR | ', '')).toBe(expected);
  });

  test('with a second line: it is the text where there is no field 86, and ING’s code is none', () => {
    expect(rowsOf(readMt940(around(':61:260430D1,NMSCNONREF\nATM Main Street')))).toEqual([
      '5 | 2026-04-30 | -1.00 | EUR | ATM Main Street | memo ATM Main Street | type NMSC',
    ]);
    expect(rowsOf(readMt940(around(':61:260430D1,NMSCNONREF\n/TRCD/01016/\n:86:Shop')))).toEqual([
      '5 | 2026-04-30 | -1.00 | EUR | Shop | type NMSC',
    ]);
  });

  test('that is only expected is told and not counted', () => {
    const result = readMt940(around(':61:2604300430EC12,50NMSC'));
    expect(result.rows).toEqual([]);
    expect(problemsOf(result)).toEqual(['5:5 not-settled']);
  });
});

describe('several statements', () => {
  test('pages follow each other with M balances, which are of no day’s end; a line - ends a message', () => {
    const result = readMt940(`
      ABNANL2A
      940
      ABNANL2A
      :20:ABN AMRO BANK NV
      :25:517852257
      :28:19321/1
      :60F:C260331EUR100,00
      :61:2604010401D40,00NMSC
      :62M:C260401EUR60,00
      -
      ABNANL2A
      940
      ABNANL2A
      :20:ABN AMRO BANK NV
      :25:517852257
      :28:19321/2
      :60M:C260401EUR60,00
      :61:2604010401D70,00NMSC
      :62F:D260401EUR10,00
      -
    `);
    expect(problemsOf(result)).toEqual([]);
    expect(statementsOf(result)).toEqual([
      '19321/1 EUR | 2026-03-31 100.00 → 2026-04-01 60.00 | lines 8-8',
      '19321/2 EUR | 2026-04-01 60.00 → 2026-04-01 -10.00 | lines 18-18',
    ]);
    expect(mismatches(result)).toEqual([]);
    expect(balancesOf(result)).toEqual(['2026-03-31 100.00 EUR', '2026-04-01 -10.00 EUR']);
  });

  test('in one message: an opening balance after a closing one begins another', () => {
    const two = ':60F:C260430EUR60,00\n:61:260501D10,NMSC\n:62F:C260501EUR50,00';
    const result = readMt940(around(':61:260430D40,NMSC', undefined, `:62F:C260430EUR60,00\n${two}`));
    expect(statementsOf(result)).toEqual([
      '4/1 EUR | 2026-03-31 100.00 → 2026-04-30 60.00 | lines 5-5',
      '4/1 EUR | 2026-04-30 60.00 → 2026-05-01 50.00 | lines 8-8',
    ]);
  });

  test('of several accounts: read, and said', () => {
    const other = around(':61:260430D1,NMSC').replace('1234567', '7654321');
    expect(problemsOf(readMt940(`${around(':61:260430D1,NMSC')}\n${other}`))).toEqual(['9:1 several-accounts']);
  });

  test('blocks of two messages on one line', () => {
    const one =
      '{1:F01X}{2:I940X}{4:\n:20:A\n:25:1\n:28C:1\n:60F:C260401EUR0,\n:61:260401C1,NMSC\n:62F:C260401EUR1,\n-}';
    const result = readMt940(one + one.replace('0,', '1,').replace('EUR1,\n-', 'EUR2,\n-'));
    expect(result.rows).toHaveLength(2);
    expect(mismatches(result)).toEqual([]);
  });
});

test('an interim report (MT942) has its currency in field 34F and no balances', () => {
  const result = readMt940(`
    :20:1234567
    :25:21085215/285276
    :28C:5/1
    :34F:USD0,
    :13D:2604301200+0200
    :61:2604300430C7,50NTRFNONREF
    :86:Deposit
    :90D:0USD0,
    :90C:1USD7,50
    -
  `);
  expect(problemsOf(result)).toEqual([]);
  expect(rowsOf(result)).toEqual(['6 | 2026-04-30 | 7.50 | USD | Deposit | type NTRF']);
  expect(result.layout['format']).toBe('MT942');
  expect(statementsOf(result)).toEqual([]);
});

describe('what is wrong', () => {
  test('each fault at its place, the rest is read', () => {
    const result = readMt940(
      around(
        [
          ':61:2604310430D1,00NMSC',
          ':61:2604300430X1,00NMSC',
          ':61:2604300430D1.000,00NMSC',
          ':61:2604300430D1,005NMSC',
          ':61:',
          ':61:2604300430D1,00NMSC',
        ].join('\n'),
      ),
    );
    expect(result.rows).toHaveLength(1);
    expect(problemsOf(result)).toEqual([
      '5:5 date-invalid',
      '6:5 mt940-line-invalid',
      '7:5 mt940-line-invalid',
      '8:16 amount-precision',
      '9:5 mt940-line-invalid',
    ]);
  });

  test('without an opening balance the currency is the portfolio’s, or nobody’s', () => {
    const text = ':20:A\n:61:260430D1,00NMSC\n:61:260430D2,00NMSC';
    expect(problemsOf(readMt940(text))).toEqual(['2:1 currency-missing']);
    expect(rowsOf(readMt940(text, { currency: 'CHF' }))[0]).toBe('2 | 2026-04-30 | -1.00 | CHF |  | type NMSC');
  });

  test('a file that ends before the closing balance', () => {
    expect(problemsOf(readMt940(':20:A\n:60F:C260331EUR1,\n:61:260430D1,00NMSC'))).toEqual(['3:19 mt940-truncated']);
  });
});

test('windows-1252, line ends of all kinds', () => {
  const text = around(':61:260430D1,NMSC\n:86:Bäckerei').replaceAll('\n', '\r\n');
  const { rows } = mt940.read(Buffer.from(text, 'latin1'), 'f', {});
  expect(rows[0]?.payee).toBe('Bäckerei');
  expect(mt940.read(Buffer.from(text.replaceAll('\r\n', '\r')), 'f', {}).rows).toEqual(rows);
});
