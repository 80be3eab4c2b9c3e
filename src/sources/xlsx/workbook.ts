import { decodeText } from '../_text.ts';
import { parseXml } from '../_xml.ts';
import { dateStyles } from './formats.ts';
import { Zip, ZipFault } from './zip.ts';

export interface SheetPart {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

/** A workbook's sheets, and what their cells refer to. */
export interface Workbook {
  /** In the order of their tabs, hidden ones last. */
  readonly sheets: readonly SheetPart[];
  readonly strings: readonly string[];
  /** Whether the style with an index shows dates. */
  readonly dates: readonly boolean[];
  readonly is1904: boolean;
  xml(part: string): string;
}

/** Texts that differ; more would not fit in memory with the rows. */
const MOST_STRINGS = 4_000_000;
/** More sheets than a person would make of an account. */
const MOST_SHEETS = 256;

function xmlOf(zip: Zip, part: string): string {
  return decodeText(zip.read(part)).text;
}

interface Relation {
  readonly type: string;
  readonly target: string;
}

/** Where a part's relations lead, by their ids. Targets are relative to the part's folder, or absolute. */
function relations(zip: Zip, part: string): ReadonlyMap<string, Relation> {
  const slash = part.lastIndexOf('/');
  const [folder, name] = [part.slice(0, slash + 1), part.slice(slash + 1)];
  const file = `${folder}_rels/${name}.rels`;
  const found = new Map<string, Relation>();
  if (!zip.has(file)) return found;
  walk(xmlOf(zip, file), (element, attributes) => {
    if (element !== 'Relationship') return;
    const { Id: id = '', Type: type = '', Target: target = '' } = attributes;
    found.set(id, { type: type.slice(type.lastIndexOf('/') + 1), target: resolved(folder, target) });
  });
  return found;
}

function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps = folder.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/** Goes over the opening tags of a part that must be well-formed. */
function walk(xml: string, open: (name: string, attributes: Readonly<Record<string, string>>) => void): void {
  const fault = parseXml(xml, { open, text() {}, close() {} });
  if (fault) throw new ZipFault(`a part of the workbook cannot be read: ${fault.message}`);
}

/** Texts of cells by number; reading aids (phonetic runs) are no part of them. */
function sharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let text = '';
  let within = false;
  let aside = 0;
  const fault = parseXml(xml, {
    open(name) {
      if (name === 'si') text = '';
      if (name === 't') within = true;
      if (name === 'rPh') aside += 1;
    },
    text(value) {
      if (within && aside === 0) text += value;
    },
    close(name) {
      if (name === 'si') {
        if (strings.length >= MOST_STRINGS) throw new ZipFault(`the workbook has more than ${MOST_STRINGS} texts`);
        strings.push(text);
      }
      if (name === 't') within = false;
      if (name === 'rPh') aside -= 1;
    },
  });
  if (fault) throw new ZipFault(`the texts of the workbook cannot be read: ${fault.message}`);
  return strings;
}

/** Opens a workbook; throws a ZipFault when it is none. */
export function openWorkbook(bytes: Uint8Array): Workbook {
  const zip = new Zip(bytes);
  const main =
    [...relations(zip, '').values()].find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const links = relations(zip, main);
  const sheets: SheetPart[] = [];
  let is1904 = false;
  walk(xmlOf(zip, main), (name, attributes) => {
    if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
    if (name !== 'sheet' || sheets.length >= MOST_SHEETS) return;
    const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1] ?? '';
    const link = links.get(id);
    if (link?.type !== 'worksheet') return; // a chart has no cells
    const hidden = (attributes['state'] ?? 'visible') !== 'visible';
    sheets.push({ name: attributes['name'] ?? '', part: link.target, hidden });
  });
  const linked = (type: string): string | undefined => {
    const part = [...links.values()].find((link) => link.type === type)?.target;
    return part !== undefined && zip.has(part) ? xmlOf(zip, part) : undefined;
  };
  const [strings, styles] = [linked('sharedStrings'), linked('styles')];
  return {
    sheets: [...sheets.filter(({ hidden }) => !hidden), ...sheets.filter(({ hidden }) => hidden)],
    strings: strings === undefined ? [] : sharedStrings(strings),
    dates: styles === undefined ? [] : dateStyles(styles),
    is1904,
    xml: (part) => xmlOf(zip, part),
  };
}
