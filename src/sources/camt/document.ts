import { parseXml, XmlRefusal, type XmlElement, type XmlFault } from '../_xml.ts';

/** A batch of a hundred thousand payments has fewer; each takes some hundred bytes while its entry is looked at. */
const MOST_ELEMENTS = 4_000_000;

/** What a statement (`Stmt`), report (`Rpt`) or notification (`Ntfctn`) is made of, handed over one by one. */
export interface CamtHandler {
  /** A new statement begins. */
  begin(name: string, offset: number): void;
  /** A whole child of the statement: Id, Acct, Bal, Ntry and others. */
  part(element: XmlElement): void;
}

export interface CamtDocument {
  /** `camt.053.001.08`; '' when no namespace says it. */
  readonly version: string;
  readonly fault: XmlFault | undefined;
}

const STATEMENTS: ReadonlySet<string> = new Set(['Stmt', 'Rpt', 'Ntfctn']);
const MESSAGES: ReadonlySet<string> = new Set(['BkToCstmrStmt', 'BkToCstmrAcctRpt', 'BkToCstmrDbtCdtNtfctn']);
/** The namespaces of ISO, and those of national guides that end alike. */
const VERSION = /camt\.05[234]\.\d{3}\.\d{2}/;

/** Walks a text once; only one child of a statement is held at a time, so a year of entries is no tree in memory. */
export function walkCamt(text: string, handler: CamtHandler): CamtDocument {
  const open: XmlElement[] = [];
  const above: string[] = [];
  let version = '';
  let held = 0;
  const fault = parseXml(text, {
    open(name, attributes, offset) {
      if (version === '' && above.length < 3) version = versionOf(attributes);
      const parent = above.at(-1) ?? '';
      if (open.length > 0 || (STATEMENTS.has(parent) && MESSAGES.has(above.at(-2) ?? ''))) {
        held = open.length === 0 ? 1 : held + 1;
        if (held > MOST_ELEMENTS) throw new XmlRefusal(`one entry holds more than ${MOST_ELEMENTS} elements`, offset);
        const element = { name, attributes, offset, children: [], text: '' };
        open.at(-1)?.children.push(element);
        open.push(element);
      } else {
        above.push(name);
        if (STATEMENTS.has(name) && MESSAGES.has(parent)) handler.begin(name, offset);
      }
    },
    text(value) {
      const top = open.at(-1);
      if (top) top.text += value;
    },
    close() {
      const closed = open.pop();
      if (!closed) above.pop();
      else if (open.length === 0) handler.part(closed);
    },
  });
  return { version, fault };
}

function versionOf(attributes: Readonly<Record<string, string>>): string {
  for (const value of Object.values(attributes)) {
    const found = VERSION.exec(value.slice(0, 400))?.[0];
    if (found !== undefined) return found;
  }
  return '';
}
