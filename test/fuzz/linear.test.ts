import { expect, test } from 'vitest';
import type { Reader } from '../../src/model/source.ts';
import { readers } from '../../src/sources/index.ts';

/*
 * Time grows with the size of a file, not with its square: 75,000 characters of what a reader might go over again and
 * again. Wall time, and so generous: a quadratic reader would take minutes. csv and ofx are in test/sources/fuzz.test.ts.
 */

const SIZE = 75_000;
const PATIENCE_MS = 10_000;

const SHOP = '2024-01-01 x\n  a:b  1\n  b\n\n';
const CAMT = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>';
const MT940 = ':20:X\n:25:1\n:28C:1\n:60F:C260331EUR100,00\n';
const BOOKINGS = 'Booking ID,Created,Customer,Start Date,End Date,Amount,Status\n';
const XERO = 'Date,Journal Number,Account,Account Type,Debit,Credit\n';
const QUICKBOOKS = ',Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance\n';

const thousand = (line: (number: number) => string): string => Array.from({ length: 1000 }, (_, n) => line(n)).join('');

/** What a file begins with, the piece that fills it, and what it ends with. */
type Case = readonly [head: string, piece: string, tail?: string];

const CASES: Readonly<Record<string, readonly Case[]>> = {
  journal: [
    ['', SHOP],
    ['', 'apply account a\n', SHOP.repeat(100)],
    ['', 'apply account a\nend apply account\n', SHOP.repeat(100)],
    ['', 'alias a=b\n', SHOP.repeat(100)],
    ['', 'alias /a/=aa\n', SHOP],
    ['', 'alias /^(a|aa)+$/=b\n', SHOP],
    ['2024-01-01 x\n', '  a  1\n', '  b\n'],
    ['2024-01-01 x\n  a  1', ' A @ 1 B'],
    ['2024-01-01 x\n  a  ', '1,', '\n  b\n'],
    ['2024-01-01 x\n  a  ', '1', '\n  b\n'],
    ['2024-01-01 x\n  ', 'a:', '  1\n  b\n'],
    ['2024-01-01 ', '('],
    ['2024-01-01 x ; ', 'a:b,'],
    ['2024-01-01 x ; ', '['],
    ['', '2024-01-01 x\n  a  1\n  b  = 5\n'],
    ['', '2024-01-01 x\n  a  1 =* 1\n  b\n'],
    [thousand((n) => `2024-01-01 x\n  a  1 C${n}\n  b\n`), '2024-01-01 x\n  a  0 == 3\n'],
    ['2024-01-01 x\n', thousand((n) => `  a${n}  1 C${n}\n`), '  b\n'],
    ['', 'comment\n'],
    ['', '\t'],
    ['account ', 'a:', '\n'],
  ],
  beancount: [
    ['', '2024-01-01 open Assets:A\n'],
    ['', '2024-01-01 * "x"\n  Assets:A  1 USD\n  Assets:B\n'],
    ['', 'pushtag #a\n'],
    ['2024-01-01 * "', '\\"'],
    ['2024-01-01 * "x"\n', '  a: "b"\n'],
    ['2024-01-01 * "x"\n  Assets:A  ', '('],
    ['2024-01-01 * "x"\n  Assets:A  ', '1+', '1 USD\n'],
    ['', '2024-01-01 balance Assets:A 1 USD\n'],
    ['', '2024-01-01 pad Assets:A Equity:B\n'],
    ['', '2024-01-01 * "x"\n  Assets:A  1 X {1 USD}\n  Assets:A  -1 X {}\n'],
  ],
  camt: [
    [CAMT, '<a>'],
    [CAMT, '<Ntry>'],
    [CAMT, '<Ntry><Amt Ccy="EUR">1</Amt></Ntry>', '</Stmt>'],
    [`${CAMT}<Ntry><NtryDtls>`, '<TxDtls><Amt Ccy="EUR">1</Amt></TxDtls>'],
    ['<Document ', 'a="b" ', '>'],
    ['<Document>', '&amp;'],
    ['<!DOCTYPE a [', '<!ENTITY a "b">', ']>'],
  ],
  mt940: [
    [MT940, ':61:2604020402D15,00NTRFNONREF\n'],
    [`${MT940}:61:2604020402D15,00NTRFNONREF\n:86:`, '?20'],
    [`${MT940}:86:`, 'EREF+'],
    [`${MT940}:86:`, '/EREF/'],
    ['', ':20:X\n'],
    ['', '{'],
  ],
  qif: [
    ['!Type:Bank\n', 'D1/1/26\nT1\n^\n'],
    ['!Type:Bank\nD1/1/26\n', 'Sx\n$1\n', '^\n'],
    ['', '!Type:Bank\n'],
    ['!Type:Bank\nD', '1/', '\n^'],
  ],
  bookings: [
    [BOOKINGS, 'J,2026-03-02,B,2026-04-18,2026-04-18,1,Paid\n'],
    [BOOKINGS, ',\n'],
  ],
  page: [
    ['', '<b><p>'],
    ['', '<a href=x>'],
    ['', '<div hidden>'],
    ['<a ', 'a="b" ', '>'],
    ['', '<!--'],
    ['', '<form><button>'],
    ['', '<script>'],
    ['<a href=x>', 'book '],
  ],
  xero: [
    [XERO, '2 Jan 2026,1,A,Bank,1,\n'],
    [XERO, '2 Jan 2026,1,A,Bank,1,1\n'],
  ],
  quickbooks: [
    [QUICKBOOKS, 'Checking,,,,,,,,\n'],
    [QUICKBOOKS, 'Total for Checking,,,,,,,1,\n'],
  ],
  wave: [
    [
      'Transaction ID,Transaction Date,Account Name,Transaction Description,Amount (One column),Account Group,Account Type\n',
      '7,2026-01-31,A,B,1,Assets,x\n',
    ],
  ],
};

const all = Object.entries(CASES).flatMap(([kind, cases]) =>
  cases.map(([head, piece, tail = '']) => ({ kind, head, piece, tail })),
);

test.each(all)('$kind: $piece', ({ kind, head, piece, tail }) => {
  const reader = (readers as readonly Reader[]).find((one) => one.kind === kind);
  const bytes = Buffer.from(head + piece.repeat(Math.ceil(SIZE / piece.length)) + tail);
  const started = performance.now();
  expect(reader?.read(bytes, 'f', { currency: 'USD' }).kind).toBe(kind);
  expect(performance.now() - started).toBeLessThan(PATIENCE_MS);
});
