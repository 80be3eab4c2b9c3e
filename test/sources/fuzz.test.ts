import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reader, ReadOptions } from '../../src/model/source.ts';
import { csv } from '../../src/sources/csv/reader.ts';
import { OfxScanner } from '../../src/sources/ofx/scanner.ts';
import { ofx } from '../../src/sources/ofx/reader.ts';

/*
 * Bytes that were a statement before something happened to them. A reader never throws, and every problem has a place
 * inside the file. QUARTERDECK_FUZZ=100000 makes a long run of it.
 */

const RUNS = Number(process.env['QUARTERDECK_FUZZ'] ?? 400);

const seeds = [
  'Date,Description,Amount,Balance\n04/30/2026,"Coffee, black",-4.50,100.00\n04/29/2026,Refund,"$1,000.00",104.50\n,Total,1\n',
  'sep=;\r\n"Buchungstag";"Valuta";"Verwendungszweck";"Betrag (EUR)"\r\n"30.04.2026";"30.04.2026";"Bäckerei ""Süd""";"-1.234,50"\r\n',
  'id,Type,Source,Amount,Fee,Net,Currency,Created (UTC)\ntxn_1,charge,ch_1,100.00,3.20,96.80,usd,2026-04-28 17:40\n',
  '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","Transaction ID"\n"04/30/2026","09:15:00","PDT","Mara","Payment","Pending","USD","80.00","-3.12","76.88","8AC"\n',
  'OFXHEADER:100\nCHARSET:1252\n\n<OFX><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>1</BANKACCTFROM>\n<STMTTRN><DTPOSTED>20260430120000.000[-8:PST]<TRNAMT>-61,20<FITID>A1<NAME>Fish &amp; Co<MEMO></STMTTRN>\n<LEDGERBAL><BALAMT>5<DTASOF>20260430</LEDGERBAL></STMTRS></OFX>',
  '<?xml version="1.0"?><?OFX VERSION="220"?><OFX><!-- x --><CCSTMTRS><CURDEF>USD</CURDEF><STMTTRN><DTPOSTED>20260430</DTPOSTED><TRNAMT>-1.00</TRNAMT><CURRENCY><CURSYM>EUR</CURSYM></CURRENCY><MEMO><![CDATA[a<b]]></MEMO></STMTTRN></CCSTMTRS></OFX>',
].flatMap((text) => [Buffer.from(text), Buffer.from(text, 'latin1'), Buffer.from(`\ufeff${text}`, 'utf16le')]);

type Change = (bytes: Buffer) => Buffer;

const place = fc.nat(2000);
const tokens = [
  '"',
  '""',
  ',',
  ';',
  '\n',
  '\r',
  '\0',
  '<',
  '>',
  '</',
  '<STMTTRN>',
  '<!--',
  '<?',
  '<![CDATA[',
  '&#x110000;',
  '\ufeff',
  '9'.repeat(90),
  '31/02/2026',
  '<OFX>',
  '-',
  '(',
];

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(place, fc.nat(7)).map(([at, bit]): Change => (bytes) => {
    const flipped = Buffer.from(bytes);
    const index = at % Math.max(1, flipped.length);
    if (flipped.length > 0) flipped[index] = (flipped[index] ?? 0) ^ (1 << bit);
    return flipped;
  }),
  place.map(
    (at): Change =>
      (bytes) =>
        bytes.subarray(0, at % (bytes.length + 1)),
  ),
  place.map(
    (at): Change =>
      (bytes) =>
        bytes.subarray(at % (bytes.length + 1)),
  ),
  fc.tuple(place, fc.constantFrom(...tokens)).map(([at, token]): Change => (bytes) => {
    const index = at % (bytes.length + 1);
    return Buffer.concat([bytes.subarray(0, index), Buffer.from(token), bytes.subarray(index)]);
  }),
  fc.tuple(place, place, place, fc.constantFrom(...seeds)).map(([at, from, size, other]): Change => (bytes) => {
    const index = at % (bytes.length + 1);
    const begin = from % other.length;
    return Buffer.concat([bytes.subarray(0, index), other.subarray(begin, begin + (size % 80)), bytes.subarray(index)]);
  }),
  fc.tuple(place, place, fc.nat(3)).map(([from, size, times]): Change => (bytes) => {
    const begin = from % (bytes.length + 1);
    return Buffer.concat([bytes, ...Array.from({ length: times }, () => bytes.subarray(begin, begin + (size % 60)))]);
  }),
);

const bytes = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom(...seeds), fc.array(change, { maxLength: 8 }))
      .map(([seed, changes]) => changes.reduce<Buffer>((all, apply) => apply(all), seed)),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array)) },
);

const options: fc.Arbitrary<ReadOptions> = fc.record(
  {
    currency: fc.constantFrom('USD', 'JPY', 'EUR'),
    delimiter: fc.constantFrom<NonNullable<ReadOptions['delimiter']>>(',', ';', '\t', '|'),
    encoding: fc.constantFrom<NonNullable<ReadOptions['encoding']>>(
      'utf-8',
      'windows-1252',
      'iso-8859-15',
      'utf-16le',
      'utf-16be',
    ),
    header: fc.boolean(),
    skip_lines: fc.nat(4),
    preset: fc.constantFrom<NonNullable<ReadOptions['preset']>>('stripe', 'paypal', 'square', 'bank'),
    columns: fc.constantFrom(
      { date: '1', amount: '3' },
      { date: 'Date', amount: ['Amount', '2'] },
      { amount: '999' },
      {},
    ),
  },
  { requiredKeys: [] },
);

/** The longest that the file's text can be, in lines and in characters of a line. */
function check(reader: Reader, data: Buffer, how: ReadOptions): void {
  const score = reader.recognises(data, 'f.bin');
  expect(score >= 0 && score <= 1).toBe(true);
  const { rows, balances, problems } = reader.read(data, 'f.bin', how);
  const lines = data.filter((byte) => byte === 10 || byte === 13).length + 1;
  for (const { at, message } of problems) {
    expect(at.file).toBe('f.bin');
    expect(at.line).toBeGreaterThanOrEqual(1);
    expect(at.line).toBeLessThanOrEqual(lines);
    expect(at.column).toBeGreaterThanOrEqual(1);
    expect(at.column).toBeLessThanOrEqual(data.length + 1);
    expect(message.length).toBeLessThan(1000);
  }
  for (const { line, date, amount } of [...rows, ...balances]) {
    expect(line >= 1 && line <= lines).toBe(true);
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(amount < 2n ** 63n && amount >= -(2n ** 63n)).toBe(true);
  }
}

describe('changed bytes', () => {
  test.each([
    ['csv', csv],
    ['ofx', ofx],
  ] as const)(
    '%s',
    (_kind, reader) => {
      fc.assert(
        fc.property(bytes, options, (data, how) => {
          check(reader, data, how);
        }),
        { numRuns: RUNS },
      );
    },
    3_600_000,
  );
});

describe('linear time', () => {
  const soup = fc.string({
    unit: fc.constantFrom(
      '<',
      '>',
      '/',
      '?',
      '!',
      '--',
      '<!--',
      '<?',
      '?>',
      '<![CDATA[',
      ']]>',
      '<A',
      '<A ',
      '</A>',
      '&amp;',
      'x',
      ' ',
      '\n',
    ),
    maxLength: 300,
  });
  const scanned = (text: string): number => {
    const scanner = new OfxScanner(text);
    let count = 0;
    while (scanner.next()) count += 1;
    expect(count).toBeLessThanOrEqual(text.length);
    return scanner.scanned;
  };

  test('the OFX scanner looks at each character a few times at most', () => {
    fc.assert(
      fc.property(soup, (text) => {
        expect(scanned(text)).toBeLessThanOrEqual(text.length * 8 + 10);
      }),
      { numRuns: RUNS },
    );
    for (const piece of [
      '<',
      '<A ',
      '<?',
      '<!',
      '<!--',
      '<![CDATA[',
      '</',
      '<A>',
      '<A/>',
      '<A <B',
      '&',
      '<!-- >',
      '<? > ',
    ]) {
      expect(scanned(piece.repeat(20_000))).toBeLessThanOrEqual(piece.length * 20_000 * 8);
    }
  });

  // Wall time, and so generous: a quadratic reader would take minutes over these.
  test.each([
    '"',
    '"\n',
    'Date,Amount\n',
    '<OFX>',
    '<STMTTRN>',
    '<OFX><STMTTRN><TRNAMT>',
    '<STATUS>',
    '\n',
    ' ',
    '\u00a0',
    '1,',
    ',',
    '(((',
    '2026-04-30,"a""\n',
    '-',
  ])('150,000 characters of %j', (piece) => {
    const text = piece.repeat(150_000 / piece.length);
    const started = performance.now();
    for (const reader of [csv, ofx]) {
      for (const head of ['', 'Date,Amount\n', '<OFX><STMTRS><CURDEF>USD']) {
        reader.read(Buffer.from(head + text), 'f', { currency: 'USD' });
      }
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
