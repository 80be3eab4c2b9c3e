import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { readerFor, readers } from '../../src/sources/index.ts';

/** So that most of an input is near what a change touches. */
const MOST = 2 * 1024;

/** Where files lie that readers read: the galleries of errors, and the examples' statements and books. */
const FOLDERS = ['test/errors/sources', 'test/errors/journals', 'test/sources', 'test/fuzz/seeds', 'examples'];

/** Valid statements in other encodings, and forms that no file of the folders has. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  csv: [
    'Date,Description,Amount,Balance\n04/30/2026,"Coffee, black",-4.50,100.00\n04/29/2026,Refund,"$1,000.00",104.50\n,Total,1\n',
    'sep=;\r\n"Buchungstag";"Valuta";"Verwendungszweck";"Betrag (EUR)"\r\n"30.04.2026";"30.04.2026";"Bäckerei ""Süd""";"-1.234,50"\r\n',
    'id,Type,Source,Amount,Fee,Net,Currency,Created (UTC)\ntxn_1,charge,ch_1,100.00,3.20,96.80,usd,2026-04-28 17:40\n',
    '"Date","Time","TimeZone","Name","Type","Status","Currency","Gross","Fee","Net","Transaction ID"\n"04/30/2026","09:15:00","PDT","Mara","Payment","Pending","USD","80.00","-3.12","76.88","8AC"\n',
  ],
  ofx: [
    'OFXHEADER:100\nCHARSET:1252\n\n<OFX><STMTRS><CURDEF>USD<BANKACCTFROM><ACCTID>1</BANKACCTFROM>\n<STMTTRN><DTPOSTED>20260430120000.000[-8:PST]<TRNAMT>-61,20<FITID>A1<NAME>Fish &amp; Co<MEMO></STMTTRN>\n<LEDGERBAL><BALAMT>5<DTASOF>20260430</LEDGERBAL></STMTRS></OFX>',
    '<?xml version="1.0"?><?OFX VERSION="220"?><OFX><!-- x --><CCSTMTRS><CURDEF>USD</CURDEF><STMTTRN><DTPOSTED>20260430</DTPOSTED><TRNAMT>-1.00</TRNAMT><CURRENCY><CURSYM>EUR</CURSYM></CURRENCY><MEMO><![CDATA[a<b]]></MEMO></STMTTRN></CCSTMTRS></OFX>',
  ],
};

function* filesIn(folder: string): Generator<string> {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!entry.name.startsWith('.') && entry.name !== 'outbox') yield* filesIn(path);
    } else yield path;
  }
}

/** What inputs of each kind are made from: valid files, and the galleries' own. A large file gives its first lines. */
export function seedsByKind(home: string): ReadonlyMap<string, readonly Buffer[]> {
  const all = new Map<string, Buffer[]>();
  const keep = (kind: string, bytes: Buffer): void => {
    all.set(kind, [...(all.get(kind) ?? []), bytes]);
  };
  for (const [kind, texts] of Object.entries(TEXTS)) {
    for (const text of texts) {
      for (const bytes of [Buffer.from(text), Buffer.from(text, 'latin1'), Buffer.from(`\ufeff${text}`, 'utf16le')])
        keep(kind, bytes);
    }
  }
  for (const path of FOLDERS.flatMap((folder) => [...filesIn(join(home, folder))])) {
    const bytes = readFileSync(path);
    const kind = kindOf(path, bytes);
    if (kind !== undefined) keep(kind, bytes.subarray(0, MOST));
  }
  return all;
}

/** `fuzz/seeds/camt/…` is named for its kind, `input.mt940` ends in it; else the readers say whose it is. */
function kindOf(path: string, bytes: Uint8Array): string | undefined {
  const folder = /\/fuzz\/seeds\/([^/]+)\//.exec(path)?.[1];
  const ending = extname(path).slice(1);
  if (folder !== undefined) return folder;
  if (['ts', 'md', 'txt', 'json', 'yaml', 'mjs'].includes(ending)) return undefined;
  if (readers.some(({ kind }) => kind === ending)) return ending;
  return readerFor(bytes.subarray(0, 65_536), basename(path))?.kind;
}
