import { describe, expect, test } from 'vitest';
import { problemsOf, readOfx, rowsOf } from '../_shown.ts';

const SGML = `
  OFXHEADER:100
  DATA:OFXSGML
  VERSION:102
  SECURITY:NONE
  ENCODING:USASCII
  CHARSET:1252
  COMPRESSION:NONE
  OLDFILEUID:NONE
  NEWFILEUID:NONE

  <OFX>
  <SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><DTSERVER>20260501120000<LANGUAGE>ENG</SONRS></SIGNONMSGSRSV1>
  <BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS>
  <STMTRS><CURDEF>USD
  <BANKACCTFROM><BANKID>121000248<ACCTID>0042<ACCTTYPE>CHECKING</BANKACCTFROM>
  <BANKTRANLIST><DTSTART>20260401<DTEND>20260430
  <STMTTRN>
  <TRNTYPE>DEBIT
  <DTPOSTED>20260430235900.000[-8:PST]
  <TRNAMT>-61.20
  <FITID>20260430-1
  <NAME>Shell &amp; Sons
  <MEMO>
  </STMTTRN>
  <STMTTRN><TRNTYPE>CHECK<DTPOSTED>20260429<TRNAMT>-900<FITID>20260429-1<CHECKNUM>1042<NAME>Check</STMTTRN>
  <STMTTRN><TRNTYPE>CREDIT<DTPOSTED>202604281200<TRNAMT>1941,50<FITID>20260428-1<PAYEE><NAME>Stripe<CITY>Dublin</PAYEE></STMTTRN>
  </BANKTRANLIST>
  <LEDGERBAL><BALAMT>10422.11<DTASOF>20260430120000</LEDGERBAL>
  <AVAILBAL><BALAMT>10000.00<DTASOF>20260430120000</AVAILBAL>
  </STMTRS></STMTTRNRS></BANKMSGSRSV1>
  </OFX>
`;

describe('OFX 1.x', () => {
  test('leaves without closing tags; a row carries the line of its amount', () => {
    const result = readOfx(SGML);
    expect(problemsOf(result)).toEqual([]);
    expect(result.layout).toMatchObject({ version: '102', accounts: '1' });
    expect(rowsOf(result)).toEqual([
      '20 | 2026-04-30 | -61.20 | USD | Shell & Sons | ref 20260430-1 | type DEBIT',
      '25 | 2026-04-29 | -900.00 | USD | Check | memo Check 1042 | ref 20260429-1 | type CHECK',
      '26 | 2026-04-28 | 1941.50 | USD | Stripe | ref 20260428-1 | type CREDIT',
    ]);
    expect(result.balances).toEqual([{ line: 28, date: '2026-04-30', amount: 1_042_211n, currency: 'USD' }]);
  });

  test('windows-1252, and UTF-8 under a header that says 1252', () => {
    const text =
      '<OFX><STMTRS><CURDEF>EUR<STMTTRN><DTPOSTED>20260430<TRNAMT>-1.00<NAME>Café 5 €</STMTTRN></STMTRS></OFX>';
    const latin = Buffer.from(`CHARSET:1252\n${text.replace('€', '\u0080')}`, 'latin1');
    expect(readOfx(latin).rows[0]?.payee).toBe('Café 5 €');
    expect(readOfx(Buffer.from(`CHARSET:1252\n${text}`)).rows[0]?.payee).toBe('Café 5 €');
    const latin9 = Buffer.from(`CHARSET:8859-15\n${text.replace('€', '\u00a4')}`, 'latin1');
    expect(readOfx(latin9).rows[0]?.payee).toBe('Café 5 €');
  });

  test('movements whose own closing tags are left out', () => {
    const result = readOfx(`
      <OFX><STMTRS><CURDEF>USD<BANKTRANLIST>
      <STMTTRN><DTPOSTED>20260430<TRNAMT>-1.00<NAME>one
      <STMTTRN><DTPOSTED>20260429<TRNAMT>-2.00<NAME>two
      </BANKTRANLIST></STMTRS></OFX>
    `);
    expect(rowsOf(result)).toEqual(['2 | 2026-04-30 | -1.00 | USD | one', '3 | 2026-04-29 | -2.00 | USD | two']);
  });
});

describe('OFX 2.x', () => {
  test('XML with declarations, comments, entities, CDATA and empty elements', () => {
    const result = readOfx(`
      <?xml version="1.0" encoding="UTF-8" standalone="no"?>
      <?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
      <OFX>
        <!-- a comment with <STMTTRN> in it -->
        <CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS>
          <CURDEF>USD</CURDEF>
          <CCACCTFROM><ACCTID>4111</ACCTID></CCACCTFROM>
          <BANKTRANLIST>
            <STMTTRN>
              <TRNTYPE>DEBIT</TRNTYPE>
              <DTPOSTED>20260430</DTPOSTED>
              <TRNAMT>-12.50</TRNAMT>
              <FITID>1</FITID>
              <NAME>Fish &#38; Chips &lt;2&gt; &#x20AC;</NAME>
              <MEMO/>
            </STMTTRN>
            <STMTTRN><DTPOSTED>20260429</DTPOSTED><TRNAMT>20.00</TRNAMT><FITID>2</FITID><NAME></NAME><MEMO><![CDATA[R&D <refund>]]></MEMO></STMTTRN>
          </BANKTRANLIST>
          <LEDGERBAL><BALAMT>-310.00</BALAMT><DTASOF>20260430</DTASOF></LEDGERBAL>
        </CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1>
      </OFX>
    `);
    expect(problemsOf(result)).toEqual([]);
    expect(result.layout['version']).toBe('220');
    expect(rowsOf(result)).toEqual([
      '12 | 2026-04-30 | -12.50 | USD | Fish & Chips <2> € | ref 1 | type DEBIT',
      '17 | 2026-04-29 | 20.00 | USD | R&D <refund> | memo R&D <refund> | ref 2',
    ]);
    expect(result.balances).toEqual([{ line: 19, date: '2026-04-30', amount: -31_000n, currency: 'USD' }]);
  });

  test('cash movements of an investment account', () => {
    const result = readOfx(`
      <OFX><INVSTMTRS><CURDEF>USD</CURDEF><INVACCTFROM><BROKERID>b</BROKERID><ACCTID>1</ACCTID></INVACCTFROM><INVTRANLIST>
      <INVBANKTRAN><STMTTRN><TRNTYPE>DEP</TRNTYPE><DTPOSTED>20260430</DTPOSTED><TRNAMT>5.00</TRNAMT><FITID>1</FITID></STMTTRN><SUBACCTFUND>CASH</SUBACCTFUND></INVBANKTRAN>
      </INVTRANLIST></INVSTMTRS></OFX>
    `);
    expect(rowsOf(result)).toEqual(['2 | 2026-04-30 | 5.00 | USD |  | ref 1 | type DEP']);
  });
});

/** A statement around movements. */
const around = (movements: string, currency = '<CURDEF>USD'): string =>
  `<OFX><STMTRS>${currency}\n${movements}\n</STMTRS></OFX>`;

describe('what a movement can be', () => {
  test('in another currency; or only once in another', () => {
    const result = readOfx(
      around(`<STMTTRN><DTPOSTED>20260430<TRNAMT>-500<CURRENCY><CURRATE>0.0065<CURSYM>JPY</CURRENCY></STMTTRN>
<STMTTRN><DTPOSTED>20260430<TRNAMT>-5.00<ORIGCURRENCY><CURRATE>1.08<CURSYM>EUR</ORIGCURRENCY></STMTTRN>`),
    );
    expect(rowsOf(result)).toEqual(['2 | 2026-04-30 | -500 | JPY | ', '3 | 2026-04-30 | -5.00 | USD | ']);
  });

  test('pending: told, not counted', () => {
    const result = readOfx(around('<STMTTRNP><DTTRAN>20260430<TRNAMT>-5.00<NAME>x</STMTTRNP>'));
    expect(result.rows).toEqual([]);
    expect(problemsOf(result)).toEqual(['2:1 not-settled']);
  });

  test('exported twice under one FITID: counted once, per account', () => {
    const one = '<STMTTRN><DTPOSTED>20260430<TRNAMT>-5.00<FITID>7</STMTTRN>';
    const result = readOfx(around(`${one}\n${one}`));
    expect(result.rows).toHaveLength(1);
    expect(problemsOf(result)).toEqual(['3:48 fitid-duplicate']);
  });

  test('another one under a FITID that was used before: both are money, and the file is said to reuse ids', () => {
    const result = readOfx(
      around(
        '<STMTTRN><DTPOSTED>20260430<TRNAMT>-5.00<FITID>0</STMTTRN>\n<STMTTRN><DTPOSTED>20260430<TRNAMT>-6.00<FITID>0</STMTTRN>',
      ),
    );
    expect(result.rows).toHaveLength(2);
    expect(result.problems).toMatchObject([{ code: 'fitid-reused', severity: 'warning', at: { line: 3 } }]);
  });

  test('of several accounts in one file: read, and said', () => {
    const account = (id: string): string =>
      `<STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>${id}</BANKACCTFROM>\n<STMTTRN><DTPOSTED>20260430<TRNAMT>-5.00<FITID>7</STMTTRN></STMTRS>\n`;
    const result = readOfx(`<OFX>${account('1')}${account('2')}</OFX>`);
    expect(result.rows).toHaveLength(2);
    expect(problemsOf(result)).toEqual(['4:1 several-accounts']);
  });

  test('broken: each fault at its place, the rest is read', () => {
    const result = readOfx(
      around(`<STMTTRN><TRNAMT>-1.00<NAME>no date</STMTTRN>
<STMTTRN><DTPOSTED>20260431<TRNAMT>-1.00</STMTTRN>
<STMTTRN><DTPOSTED>20260430<NAME>no amount</STMTTRN>
<STMTTRN><DTPOSTED>20260430<TRNAMT>12.O0</STMTTRN>
<STMTTRN><DTPOSTED>20260430<TRNAMT>1,234</STMTTRN>
<STMTTRN><DTPOSTED>20260430<TRNAMT>1.00<CURRENCY><CURSYM>ZZZ</CURRENCY></STMTTRN>
<STMTTRN><DTPOSTED>20260430<TRNAMT>0.00<NAME>nothing</STMTTRN>
<LEDGERBAL><BALAMT>many<DTASOF>20260430</LEDGERBAL>`),
    );
    expect(rowsOf(result)).toEqual(['8 | 2026-04-30 | 0.00 | USD | nothing']);
    expect(problemsOf(result)).toEqual([
      '2:1 date-missing',
      '3:20 date-invalid',
      '4:1 amount-missing',
      '5:36 amount-invalid',
      '6:36 amount-precision',
      '7:36 currency-unknown',
      '9:20 amount-invalid',
    ]);
    expect(
      readOfx(around('<STMTTRN><DTPOSTED>20260430<TRNAMT>1,234</STMTTRN>'), { decimal: '.' }).rows[0]?.amount,
    ).toBe(123_400n);
  });
});

describe('a file', () => {
  test('that is cut off gives what is there', () => {
    const result = readOfx('<OFX><STMTRS><CURDEF>USD<STMTTRN><DTPOSTED>20260430<TRNAMT>-1.00<NAME>Caf');
    expect(rowsOf(result)).toEqual(['1 | 2026-04-30 | -1.00 | USD | Caf']);
    expect(problemsOf(result)).toEqual(['1:73 ofx-truncated']);
  });

  test('that is no OFX', () => expect(problemsOf(readOfx('Date,Amount\n'))).toEqual(['1:1 ofx-not-found']));
  test('that is empty', () => expect(problemsOf(readOfx(' \n'))).toEqual(['1:1 file-empty']));

  test('without CURDEF takes the currency of the portfolio', () => {
    const text = around('<STMTTRN><DTPOSTED>20260430<TRNAMT>-1.00</STMTTRN>', '');
    expect(rowsOf(readOfx(text, { currency: 'EUR' }))).toEqual(['2 | 2026-04-30 | -1.00 | EUR | ']);
    expect(problemsOf(readOfx(text))).toEqual(['2:1 currency-missing']);
  });
});
