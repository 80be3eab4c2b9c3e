import { crc32, deflateRawSync } from 'node:zlib';

/*
 * The tests' own writer of workbooks: small, and able to write what a library would not (formulas without values, hidden
 * rows, parts that lie about their size).
 */

/** A text, a number as it is, or a cell with what XML says of it: value, formula, type, style. */
export type Cell =
  | string
  | number
  | null
  | { readonly v?: string; readonly f?: string; readonly t?: string; readonly s?: number };

export interface Sheet {
  readonly name?: string;
  readonly state?: string;
  /** From row 1; an empty list is a row that the sheet does not store. */
  readonly rows: readonly (readonly Cell[])[];
  readonly hidden?: readonly number[];
  readonly merges?: readonly string[];
}

export interface Book {
  readonly sheets: readonly Sheet[];
  readonly date1904?: boolean;
}

/** Styles by their index: general, a built-in date, a date of the bank's own, money, a time span. */
export const STYLES = { date: 1, germanDate: 2, money: 3, elapsed: 4 } as const;

export interface Part {
  readonly name: string;
  readonly text: string;
  /** What the list of parts says, where that is not so. */
  readonly size?: number;
  readonly crc?: number;
  readonly stored?: boolean;
}

/** A ZIP of parts. */
export function zip(parts: readonly Part[]): Buffer {
  const bodies: Buffer[] = [];
  const entries: Buffer[] = [];
  let offset = 0;
  for (const { name, text, stored = false, ...said } of parts) {
    const raw = Buffer.from(text);
    const packed = stored ? raw : deflateRawSync(raw);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(stored ? 0 : 8, 8);
    local.writeUInt32LE(said.crc ?? crc32(raw), 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(said.size ?? raw.length, 22);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    local.copy(entry, 10, 8, 28);
    entry.writeUInt32LE(offset, 42);
    bodies.push(local, Buffer.from(name), packed);
    entries.push(entry, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const list = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, list, end]);
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function letters(column: number): string {
  const rest = Math.floor(column / 26);
  return `${rest > 0 ? letters(rest - 1) : ''}${String.fromCharCode(65 + (column % 26))}`;
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

function cellXml(cell: Cell, reference: string, strings: string[]): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') {
    strings.push(cell);
    return `<c r="${reference}" t="s"><v>${strings.length - 1}</v></c>`;
  }
  const { v, f, t, s } = cell;
  const attributes = `${s === undefined ? '' : ` s="${s}"`}${t === undefined ? '' : ` t="${t}"`}`;
  const formula = f === undefined ? '' : `<f>${escaped(f)}</f>`;
  const value = v === undefined ? '' : t === 'inlineStr' ? `<is><t>${escaped(v)}</t></is>` : `<v>${escaped(v)}</v>`;
  return `<c r="${reference}"${attributes}>${formula}${value}</c>`;
}

function sheetXml({ rows, hidden = [], merges = [] }: Sheet, strings: string[]): string {
  const lines = rows.flatMap((cells, index) => {
    if (cells.length === 0) return [];
    const body = cells.map((cell, column) => cellXml(cell, `${letters(column)}${index + 1}`, strings)).join('');
    return [`<row r="${index + 1}"${hidden.includes(index + 1) ? ' hidden="1"' : ''}>${body}</row>`];
  });
  const merged = merges.map((reference) => `<mergeCell ref="${reference}"/>`).join('');
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${lines.join('\n')}</sheetData>${merged === '' ? '' : `<mergeCells>${merged}</mergeCells>`}</worksheet>`;
}

const FORMATS = [0, 14, 164, 165, 46].map((id) => `<xf numFmtId="${id}"/>`).join('');
const STYLES_XML = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/><numFmt numFmtId="165" formatCode="#,##0.00&quot; USD&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${FORMATS}</cellXfs></styleSheet>`;

/** The parts of a workbook, for tests that change one. */
export function bookParts({ sheets, date1904 = false }: Book): Part[] {
  const strings: string[] = [];
  const parts = sheets.map((sheet, index) => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    text: sheetXml(sheet, strings),
  }));
  const list = sheets
    .map(
      ({ name, state }, index) =>
        `<sheet name="${escaped(name ?? `Sheet${index + 1}`)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
    )
    .join('');
  const link = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const links = [
    ...sheets.map((_, index) => link(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)),
    link('s', 'sharedStrings', 'sharedStrings.xml'),
    link('f', 'styles', '/xl/styles.xml'),
  ].join('');
  return [
    { name: '[Content_Types].xml', text: `${HEAD}<Types/>` },
    {
      name: '_rels/.rels',
      text: `${HEAD}<Relationships xmlns="${PACKAGE}">${link('w', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      text: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${list}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', text: `${HEAD}<Relationships xmlns="${PACKAGE}">${links}</Relationships>` },
    { name: 'xl/styles.xml', text: STYLES_XML },
    {
      name: 'xl/sharedStrings.xml',
      text: `${HEAD}<sst xmlns="${MAIN}">${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    },
    ...parts,
  ];
}

/** A workbook of sheets. */
export function workbook(book: Book): Buffer {
  return zip(bookParts(book));
}
