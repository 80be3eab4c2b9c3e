import { describe, expect, test } from 'vitest';
import type { ReadOptions } from '../../../src/model/source.ts';
import { camt } from '../../../src/sources/camt/reader.ts';
import { balancesOf, mismatches, readText, statementsOf } from '../_read.ts';
import { problemsOf, rowsOf } from '../_shown.ts';

const readCamt = (text: string, options?: ReadOptions) => readText(camt, text, options);

/** As German and Swiss banks write version 2: parties flat, status bare, one batch, one reversal, one pending entry. */
const VERSION_2 = `
  <?xml version="1.0" encoding="UTF-8"?>
  <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <BkToCstmrStmt>
  <GrpHdr><MsgId>053D2026-04-30T20:00:00</MsgId><CreDtTm>2026-04-30T20:00:00.0+02:00</CreDtTm></GrpHdr>
  <Stmt>
  <Id>STMT-2026-004</Id><ElctrncSeqNb>4</ElctrncSeqNb>
  <Acct><Id><IBAN>DE02120300000000202051</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>Harbor Bakery GmbH</Nm></Ownr></Acct>
  <Bal><Tp><CdOrPrtry><Cd>PRCD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-03-31</Dt></Dt></Bal>
  <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1182.55</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-04-30</Dt></Dt></Bal>
  <Bal><Tp><CdOrPrtry><Cd>CLAV</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">6182.55</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-04-30</Dt></Dt></Bal>
  <Ntry>
  <Amt Ccy="EUR">240.00</Amt>
  <CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
  <BookgDt><Dt>2026-04-02</Dt></BookgDt><ValDt><Dt>2026-04-01</Dt></ValDt>
  <AcctSvcrRef>2026040200001</AcctSvcrRef>
  <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn><Prtry><Cd>NTRF+166+00931</Cd><Issr>DK</Issr></Prtry></BkTxCd>
  <NtryDtls><TxDtls>
  <Refs><EndToEndId>INV-2031</EndToEndId></Refs>
  <RltdPties><Dbtr><Nm>Café Süd &amp; Co</Nm></Dbtr><DbtrAcct><Id><IBAN>DE75512108001245126199</IBAN></Id></DbtrAcct><UltmtDbtr><Nm>Mara</Nm></UltmtDbtr><Cdtr><Nm>Harbor Bakery GmbH</Nm></Cdtr></RltdPties>
  <RmtInf><Ustrd>Invoice 2031</Ustrd><Ustrd>thank you</Ustrd></RmtInf>
  </TxDtls></NtryDtls>
  <AddtlNtryInf>SEPA GUTSCHRIFT</AddtlNtryInf>
  </Ntry>
  <Ntry>
  <Amt Ccy="EUR">75.45</Amt>
  <CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts>
  <BookgDt><DtTm>2026-04-15T23:30:00-11:00</DtTm></BookgDt>
  <AcctSvcrRef>2026041500007</AcctSvcrRef>
  <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>
  <NtryDtls>
  <Btch><NbOfTxs>2</NbOfTxs></Btch>
  <TxDtls><Refs><EndToEndId>S-1</EndToEndId></Refs><AmtDtls><TxAmt>
    <Amt Ccy="EUR">50.45</Amt>
  </TxAmt></AmtDtls><RltdPties><Cdtr><Nm>Miller</Nm></Cdtr></RltdPties><RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf></TxDtls>
  <TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><AmtDtls><TxAmt>
    <Amt Ccy="EUR">25.00</Amt>
  </TxAmt></AmtDtls><RltdPties><Cdtr><Nm>Dairy</Nm></Cdtr></RltdPties><RmtInf><Ustrd>Milk April</Ustrd></RmtInf></TxDtls>
  </NtryDtls>
  </Ntry>
  <Ntry>
  <Amt Ccy="EUR">18.00</Amt>
  <CdtDbtInd>CRDT</CdtDbtInd><RvslInd>true</RvslInd><Sts>BOOK</Sts>
  <BookgDt><Dt>2026-04-20</Dt></BookgDt>
  <BkTxCd><Prtry><Cd>NRTI</Cd></Prtry></BkTxCd>
  <NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Harbor Bakery GmbH</Nm></Dbtr><Cdtr><Nm>Phone Company</Nm></Cdtr></RltdPties></TxDtls></NtryDtls>
  <AddtlNtryInf>RETOURE</AddtlNtryInf>
  </Ntry>
  <Ntry>
  <Amt Ccy="EUR">99.00</Amt>
  <CdtDbtInd>DBIT</CdtDbtInd><Sts>PDNG</Sts>
  <BookgDt><Dt>2026-05-01</Dt></BookgDt>
  </Ntry>
  </Stmt>
  </BkToCstmrStmt>
  </Document>
`;

describe('camt.053', () => {
  const result = readCamt(VERSION_2);

  test('a row a movement, with the line of its amount; a batch by its details; the booking day as it is written', () => {
    expect(rowsOf(result)).toEqual([
      '12 | 2026-04-02 | 240.00 | EUR | Café Süd & Co | memo Invoice 2031 thank you · for Mara · INV-2031 | ref 2026040200001 | type PMNT-RCDT-ESCT',
      '33 | 2026-04-15 | -50.45 | EUR | Miller | memo RF18539007547034 · S-1 | ref 2026041500007 | type PMNT-ICDT-ESCT',
      '36 | 2026-04-15 | -25.00 | EUR | Dairy | memo Milk April | ref 2026041500007 | type PMNT-ICDT-ESCT',
      '41 | 2026-04-20 | 18.00 | EUR | Phone Company | memo RETOURE | type NRTI reversal',
    ]);
  });

  test('what is not booked is told and not counted', () => {
    expect(problemsOf(result)).toEqual(['48:1 not-settled']);
  });

  test('booked balances; available ones are none that movements sum to', () => {
    expect(statementsOf(result)).toEqual(['STMT-2026-004 EUR | 2026-03-31 1000.00 → 2026-04-30 1182.55 | lines 12-41']);
    expect(mismatches(result)).toEqual([]);
    expect(balancesOf(result)).toEqual(['2026-03-31 1000.00 EUR', '2026-04-30 1182.55 EUR']);
  });

  test('what people are shown', () => {
    expect(result.layout).toEqual({
      version: 'camt.053.001.02',
      encoding: 'utf-8 (found)',
      account: 'DE02120300000000202051',
      statements: 'STMT-2026-004 EUR 2026-03-31 1000.00 → 2026-04-30 1182.55',
    });
  });
});

/** A document of version `version` around the inside of a statement. */
const around = (inside: string, version = '053.001.08'): string => {
  const [message, part] = {
    '2': ['BkToCstmrAcctRpt', 'Rpt'],
    '3': ['BkToCstmrStmt', 'Stmt'],
    '4': ['BkToCstmrDbtCdtNtfctn', 'Ntfctn'],
  }[version[2] ?? '3'] ?? ['', ''];
  return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.${version}"><${message}><${part}>\n${inside}\n</${part}></${message}></Document>`;
};
const entry = (inside: string, amount = '<Amt Ccy="EUR">10.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>'): string =>
  `<Ntry>${amount}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-04-30</Dt></BookgDt>${inside}</Ntry>`;
const balance = (code: string, amount: string, date = '2026-04-30', sign = 'CRDT'): string =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${sign}</CdtDbtInd><Dt><Dt>${date}</Dt></Dt></Bal>`;
const details = (inside: string): string => `<NtryDtls><TxDtls>${inside}</TxDtls></NtryDtls>`;

describe('every message and version', () => {
  const versions = ['052', '053', '054'].flatMap((message) =>
    Array.from({ length: 13 }, (_, index) => `${message}.001.${String(index + 1).padStart(2, '0')}`),
  );

  test.each(versions)('camt.%s', (version) => {
    const text = around(entry(''), version);
    expect(camt.recognises(Buffer.from(text), 'download')).toBe(1);
    const result = readCamt(text);
    expect(result.layout['version']).toBe(`camt.${version}`);
    expect(rowsOf(result)).toEqual(['2 | 2026-04-30 | -10.00 | EUR | ']);
  });

  test('parties and status as versions 8 and later have them', () => {
    const parties =
      '<RltdPties><Dbtr><Pty><Nm>Mara</Nm></Pty></Dbtr><Cdtr><Pty><Nm>Landlord</Nm></Pty></Cdtr><UltmtCdtr><Pty><Nm>City</Nm></Pty></UltmtCdtr></RltdPties>';
    expect(rowsOf(readCamt(around(entry(details(parties)))))).toEqual([
      '2 | 2026-04-30 | -10.00 | EUR | Landlord | memo for City',
    ]);
  });

  test('details right below the entry and the balance type bare, as version 1 has them', () => {
    const first =
      '<Bal><Tp><Cd>OPBD</Cd></Tp><Amt Ccy="EUR">30</Amt><CdtDbtInd>DBIT</CdtDbtInd><Dt><Dt>2026-04-30</Dt></Dt></Bal>';
    const text = around(
      `${first}\n${balance('CLBD', '40', '2026-04-30', 'DBIT')}\n${entry('<TxDtls><RmtInf><Ustrd>Rent</Ustrd></RmtInf></TxDtls>')}`,
      '053.001.01',
    );
    const result = readCamt(text);
    expect(rowsOf(result)).toEqual(['4 | 2026-04-30 | -10.00 | EUR | Rent | memo Rent']);
    expect(statementsOf(result)).toEqual([' EUR | 2026-04-30 -30.00 → 2026-04-30 -40.00 | lines 4-4']);
    // The opening is dated by the first day of movements, so it is of the day before.
    expect(balancesOf(result)).toEqual(['2026-04-29 -30.00 EUR', '2026-04-30 -40.00 EUR']);
  });

  test('a namespace prefix on every tag', () => {
    const text = around(entry(''))
      .replaceAll(/<(\/?)(?=[A-Z])/g, '<$1ns2:')
      .replace('xmlns=', 'xmlns:ns2=');
    expect(rowsOf(readCamt(text))).toEqual(['2 | 2026-04-30 | -10.00 | EUR | ']);
  });
});

describe('a batch', () => {
  const part = (amount: string, name: string, sign = ''): string =>
    `<TxDtls><Amt Ccy="EUR">${amount}</Amt>${sign}<RltdPties><Cdtr><Nm>${name}</Nm></Cdtr></RltdPties></TxDtls>`;
  const batch = (...parts: string[]): string => around(entry(`<NtryDtls>${parts.join('\n')}</NtryDtls>`));

  test('is a row a detail where they sum to the entry, one that goes the other way included', () => {
    const back = part('2.00', 'Refund', '<CdtDbtInd>CRDT</CdtDbtInd>');
    expect(rowsOf(readCamt(batch(part('8.00', 'one'), part('4.00', 'two'), back)))).toEqual([
      '2 | 2026-04-30 | -8.00 | EUR | one',
      '3 | 2026-04-30 | -4.00 | EUR | two',
      '4 | 2026-04-30 | 2.00 | EUR | ',
    ]);
  });

  test('is one row where they do not, where one has no amount, or where one is in another currency', () => {
    const whole = ['2 | 2026-04-30 | -10.00 | EUR | 2 transactions | memo 2 transactions'];
    expect(rowsOf(readCamt(batch(part('8.00', 'one'), part('4.00', 'two'))))).toEqual(whole);
    expect(rowsOf(readCamt(batch(part('8.00', 'one'), '<TxDtls/>')))).toEqual(whole);
    expect(rowsOf(readCamt(batch(part('8.00', 'one'), part('2.00', 'two').replace('EUR', 'CHF'))))).toEqual(whole);
  });

  test('without details says how many it holds', () => {
    const text = around(
      entry('<NtryDtls><Btch><NbOfTxs>17</NbOfTxs></Btch></NtryDtls><AddtlNtryInf>Payroll</AddtlNtryInf>'),
    );
    expect(rowsOf(readCamt(text))).toEqual([
      '2 | 2026-04-30 | -10.00 | EUR | Payroll | memo Payroll · 17 transactions',
    ]);
  });
});

describe('what a movement tells besides', () => {
  test('a charge that is within the amount is a fee; the account moves by both', () => {
    const charge = (included: string): string =>
      `<Chrgs><Rcrd><Amt Ccy="EUR">0.50</Amt><CdtDbtInd>DBIT</CdtDbtInd><ChrgInclInd>${included}</ChrgInclInd></Rcrd></Chrgs>`;
    const credit = '<Amt Ccy="EUR">97.50</Amt><CdtDbtInd>CRDT</CdtDbtInd>';
    expect(rowsOf(readCamt(around(entry(charge('true')))))).toEqual(['2 | 2026-04-30 | -9.50 | EUR |  | fee 0.50']);
    expect(rowsOf(readCamt(around(entry(charge('true'), credit))))).toEqual([
      '2 | 2026-04-30 | 98.00 | EUR |  | fee 0.50',
    ]);
    expect(rowsOf(readCamt(around(entry(charge('false')))))).toEqual([
      '2 | 2026-04-30 | -10.00 | EUR | charges EUR 0.50 | memo charges EUR 0.50',
    ]);
  });

  test('a charge of an entry and its one detail is one; one of a batch is no part of any row', () => {
    const charge = '<Chrgs><Rcrd><Amt Ccy="EUR">0.50</Amt><ChrgInclInd>true</ChrgInclInd></Rcrd></Chrgs>';
    const one = `<TxDtls><Amt Ccy="EUR">10.00</Amt>${charge}</TxDtls>`;
    expect(rowsOf(readCamt(around(entry(`${charge}<NtryDtls>${one}</NtryDtls>`))))).toEqual([
      '2 | 2026-04-30 | -9.50 | EUR |  | fee 0.50',
    ]);
    const half = '<TxDtls><Amt Ccy="EUR">5.00</Amt></TxDtls>';
    expect(rowsOf(readCamt(around(entry(`${charge}<NtryDtls>${half}${half}</NtryDtls>`))))).toEqual([
      '2 | 2026-04-30 | -5.00 | EUR | ',
      '2 | 2026-04-30 | -5.00 | EUR | ',
    ]);
  });

  test('an amount that was ordered in another currency, with its rate', () => {
    const amounts =
      '<AmtDtls><InstdAmt><Amt Ccy="USD">11.80</Amt><CcyXchg><SrcCcy>USD</SrcCcy><TrgtCcy>EUR</TrgtCcy><XchgRate>1.18</XchgRate></CcyXchg></InstdAmt><TxAmt><Amt Ccy="EUR">10.00</Amt></TxAmt></AmtDtls>';
    const text = around(entry(details(`${amounts}<RltdPties><Cdtr><Nm>Shop</Nm></Cdtr></RltdPties>`)));
    expect(rowsOf(readCamt(text))).toEqual(['2 | 2026-04-30 | -10.00 | EUR | Shop | memo USD 11.80 at 1.18']);
  });

  test('the other account where there is no name; the own account is never the counterparty', () => {
    const own = '<Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id><Ccy>EUR</Ccy></Acct>';
    const accounts =
      '<RltdPties><DbtrAcct><Id><Othr><Id>0042</Id></Othr></Id></DbtrAcct><Cdtr><Nm>Us</Nm></Cdtr><CdtrAcct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></CdtrAcct></RltdPties>';
    expect(rowsOf(readCamt(around(`${own}${entry(details(accounts))}`)))).toEqual([
      '2 | 2026-04-30 | -10.00 | EUR | 0042',
    ]);
  });

  test('the value date where there is no booking date; yen without decimals', () => {
    const text = around(
      '<Ntry><Amt Ccy="JPY">500</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><ValDt><Dt>2026-04-28+09:00</Dt></ValDt></Ntry>',
    );
    expect(rowsOf(readCamt(text))).toEqual(['2 | 2026-04-28 | 500 | JPY | ']);
  });
});

describe('several statements', () => {
  const one = (id: string, from: string, to: string, amount: string): string =>
    `<Stmt><Id>${id}</Id>\n${balance('OPBD', from)}${balance('CLBD', to)}\n${entry('', `<Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>`)}\n</Stmt>`;
  const file = (...statements: string[]): string =>
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>\n${statements.join('\n')}\n</BkToCstmrStmt></Document>`;

  test('each with its own lines', () => {
    const result = readCamt(file(one('A', '0', '5', '5'), one('B', '7', '8', '1')));
    expect(statementsOf(result)).toEqual([
      'A EUR | 2026-04-30 0.00 → 2026-04-30 5.00 | lines 4-4',
      'B EUR | 2026-04-30 7.00 → 2026-04-30 8.00 | lines 8-8',
    ]);
    expect(mismatches(result)).toEqual([]);
  });

  test('on one line become one where they follow each other, and cannot be compared where they do not', () => {
    const flat = (text: string): string => text.replaceAll('\n', '');
    const chained = readCamt(flat(file(one('A', '0', '5', '5'), one('B', '5', '6', '1'))));
    expect(statementsOf(chained)).toEqual(['A to B EUR | 2026-04-30 0.00 → 2026-04-30 6.00 | lines 1-1']);
    expect(mismatches(chained)).toEqual([]);
    const loose = readCamt(flat(file(one('A', '0', '5', '5'), one('B', '7', '8', '1'))));
    expect(statementsOf(loose)).toEqual([]);
    expect(problemsOf(loose)).toEqual(['1:1 statement-lines-shared']);
  });

  test('of several accounts: read, and said once', () => {
    const account = (iban: string): string => `<Acct><Id><IBAN>${iban}</IBAN></Id></Acct>`;
    const text = file(...['1', '2', '3'].map((id) => `<Stmt>${account(id)}${entry('')}</Stmt>`));
    expect(problemsOf(readCamt(text))).toEqual(['3:7 several-accounts']);
  });

  test('pages of one: interim balances are of no day’s end', () => {
    const page = (id: string, first: string, last: string): string =>
      `<Stmt><Id>${id}</Id>\n${first}${last}\n${entry('')}\n</Stmt>`;
    const result = readCamt(
      file(
        page('1', balance('OPBD', '30'), balance('ITBD', '20')),
        page('2', balance('ITBD', '20'), balance('ITBD', '10')),
        page('3', balance('ITBD', '10'), balance('CLBD', '0')),
      ),
    );
    expect(statementsOf(result)).toEqual([
      '1 EUR | 2026-04-30 30.00 → 2026-04-30 20.00 | lines 4-4',
      '2 EUR | 2026-04-30 20.00 → 2026-04-30 10.00 | lines 8-8',
      '3 EUR | 2026-04-30 10.00 → 2026-04-30 0.00 | lines 12-12',
    ]);
    expect(balancesOf(result)).toEqual(['2026-04-29 30.00 EUR', '2026-04-30 0.00 EUR']);
  });
});

test('an intraday report closes nothing with an interim balance; a notification has no balances', () => {
  const report = readCamt(around(`${balance('OPBD', '30')}${balance('ITBD', '20')}${entry('')}`, '052.001.08'));
  expect(statementsOf(report)).toEqual([' EUR | 2026-04-30 30.00 → ? | lines 2-2']);
  const notification = readCamt(around(entry(''), '054.001.08'));
  expect(notification.rows).toHaveLength(1);
  expect(statementsOf(notification)).toEqual([]);
});

describe('what is wrong', () => {
  test('each fault at its place, the rest is read', () => {
    const result = readCamt(
      around(
        [
          entry('', '<Amt Ccy="EUR">1,000.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>').replace('1,000', '1,0'),
          entry('', '<Amt Ccy="EUR">1.005</Amt><CdtDbtInd>DBIT</CdtDbtInd>'),
          entry('', '<Amt Ccy="ZZZ">1</Amt><CdtDbtInd>DBIT</CdtDbtInd>'),
          entry('', '<Amt Ccy="EUR">1</Amt>'),
          entry('').replace('2026-04-30', '2026-04-31'),
          '<Ntry><CdtDbtInd>DBIT</CdtDbtInd><Sts>BOOK</Sts></Ntry>',
          entry(''),
          balance('CLBD', 'many'),
        ].join('\n'),
      ),
      { currency: 'EUR' },
    );
    expect(rowsOf(result)).toEqual(['8 | 2026-04-30 | -10.00 | EUR | ']);
    expect(problemsOf(result)).toEqual([
      '2:7 amount-invalid',
      '3:7 amount-precision',
      '4:7 currency-unknown',
      '5:1 sign-missing',
      '6:93 date-invalid',
      '7:1 date-missing',
      '7:1 amount-missing',
      '9:51 amount-invalid',
    ]);
  });

  test('a file that is cut off keeps what stands before the cut', () => {
    const text = around(`${entry('')}\n${entry('')}`);
    const result = readCamt(text.slice(0, text.length - 90));
    expect(result.rows).toHaveLength(1);
    expect(result.problems.map(({ code }) => code)).toEqual(['xml-unreadable']);
  });

  test('an amount without a currency is in that of the account, else of the portfolio, else said', () => {
    const bare = entry('', '<Amt>1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>');
    expect(rowsOf(readCamt(around(`<Acct><Ccy>CHF</Ccy></Acct>${bare}`), { currency: 'EUR' }))).toEqual([
      '2 | 2026-04-30 | 1.00 | CHF | ',
    ]);
    expect(rowsOf(readCamt(around(bare), { currency: 'EUR' }))).toEqual(['2 | 2026-04-30 | 1.00 | EUR | ']);
    expect(problemsOf(readCamt(around(`${bare}\n${bare}`)))).toEqual(['2:1 currency-missing']);
  });

  test.each([
    ['a document type', '<!DOCTYPE Document [<!ENTITY a "x">]><Document/>'],
    ['an entity of its own', around(entry('<AddtlNtryInf>&a;</AddtlNtryInf>'))],
    ['elements without end', '<a>'.repeat(100_000)],
    ['two roots', '<a/><b/>'],
  ])('%s: refused', (_what, text) => {
    const { rows, problems } = camt.read(Buffer.from(text), 'f', {});
    expect(rows).toEqual([]);
    expect(problems.map(({ code }) => code)).toContain('xml-unreadable');
  });

  test('latin letters in an older encoding', () => {
    const text = `<?xml version="1.0" encoding="ISO-8859-15"?>${around(entry('<AddtlNtryInf>Bäckerei ¤</AddtlNtryInf>'))}`;
    expect(camt.read(Buffer.from(text, 'latin1'), 'f', {}).rows[0]?.payee).toBe('Bäckerei €');
  });
});
