import { plain } from './text.mjs';

/** @typedef {import('./statement.mjs').Row} Row */
/** @typedef {{ rows: readonly Row[], currency: string, account: string, closing: number, asOf: string }} OfxStatement */

/** @param {string} text */
function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** @param {string} date */
function stamp(date) {
  return `${date.replaceAll('-', '')}120000[-8:PST]`;
}

/** @param {Row} row */
function kind(row) {
  return row.type || (row.amount < 0 ? 'DEBIT' : 'CREDIT');
}

const SGML_HEADER = ['OFXHEADER:100', 'DATA:OFXSGML', 'VERSION:102', 'SECURITY:NONE', 'ENCODING:USASCII', 'CHARSET:1252', 'COMPRESSION:NONE', 'OLDFILEUID:NONE', 'NEWFILEUID:NONE', ''];

/**
 * OFX 1.02: SGML, where leaves are never closed; a QFX file adds the INTU.BID line. Empty MEMO tags are kept, as banks write them.
 * @param {OfxStatement} statement
 */
export function ofxSgml(statement, quicken = false) {
  const { rows, currency, account, closing, asOf } = statement;
  const transactions = rows.flatMap((row) => [
    '<STMTTRN>',
    `<TRNTYPE>${kind(row)}`,
    `<DTPOSTED>${stamp(row.date)}`,
    `<TRNAMT>${plain(row.amount)}`,
    `<FITID>${row.reference}`,
    `<NAME>${escape(row.payee)}`,
    `<MEMO>${escape(row.memo)}`,
    '</STMTTRN>',
  ]);
  const lines = [
    ...SGML_HEADER,
    '<OFX>',
    '<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS>',
    `<DTSERVER>${stamp(asOf)}<LANGUAGE>ENG`,
    ...(quicken ? ['<INTU.BID>99999'] : []),
    '</SONRS></SIGNONMSGSRSV1>',
    '<BANKMSGSRSV1><STMTTRNRS><TRNUID>0<STATUS><CODE>0<SEVERITY>INFO</STATUS>',
    `<STMTRS><CURDEF>${currency}<BANKACCTFROM><BANKID>000000000<ACCTID>${account}<ACCTTYPE>CHECKING</BANKACCTFROM>`,
    `<BANKTRANLIST><DTSTART>${stamp(rows[0]?.date ?? asOf)}<DTEND>${stamp(asOf)}`,
    ...transactions,
    '</BANKTRANLIST>',
    `<LEDGERBAL><BALAMT>${plain(closing)}<DTASOF>${stamp(asOf)}</LEDGERBAL>`,
    '</STMTRS></STMTTRNRS></BANKMSGSRSV1>',
    '</OFX>',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** OFX 2.1.1: XML, indented, self-closed and missing leaves alike. @param {OfxStatement} statement */
export function ofxXml(statement) {
  const { rows, currency, account, closing, asOf } = statement;
  const transactions = rows.map((row) => {
    const memo = row.memo === '' ? '<MEMO/>' : `<MEMO>${escape(row.memo)}</MEMO>`;
    return [
      '          <STMTTRN>',
      `            <TRNTYPE>${kind(row)}</TRNTYPE><DTPOSTED>${row.date.replaceAll('-', '')}</DTPOSTED>`,
      `            <TRNAMT>${plain(row.amount)}</TRNAMT><FITID>${row.reference}</FITID>`,
      `            <NAME>${escape(row.payee)}</NAME>${memo}`,
      '          </STMTTRN>',
    ].join('\n');
  });
  return `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>
<OFX>
  <SIGNONMSGSRSV1><SONRS><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS><DTSERVER>${stamp(asOf)}</DTSERVER><LANGUAGE>ENG</LANGUAGE></SONRS></SIGNONMSGSRSV1>
  <BANKMSGSRSV1>
    <STMTTRNRS>
      <TRNUID>0</TRNUID><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>
      <STMTRS>
        <CURDEF>${currency}</CURDEF>
        <BANKACCTFROM><BANKID>000000000</BANKID><ACCTID>${account}</ACCTID><ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM>
        <BANKTRANLIST>
          <DTSTART>${(rows[0]?.date ?? asOf).replaceAll('-', '')}</DTSTART><DTEND>${asOf.replaceAll('-', '')}</DTEND>
${transactions.join('\n')}
        </BANKTRANLIST>
        <LEDGERBAL><BALAMT>${plain(closing)}</BALAMT><DTASOF>${stamp(asOf)}</DTASOF></LEDGERBAL>
      </STMTRS>
    </STMTTRNRS>
  </BANKMSGSRSV1>
</OFX>
`;
}
