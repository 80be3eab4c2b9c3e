import { SaxesParser } from 'saxes';
import type { ReadOptions } from '../model/source.ts';
import { decodeText, type Decoded } from './_text.ts';

/*
 * XML from outside: strictly well-formed, read in one pass. There are no entities but XML's own five, since a document
 * type is refused; so there is nothing that could expand (billion laughs) or be fetched (XXE).
 */

/** Statements are a dozen elements deep. */
const DEEPEST = 64;

/** Offsets are in the text that was given. Names come without their namespace prefix. */
export interface XmlHandler {
  /** `offset` is where the tag's `<` stands. */
  open(name: string, attributes: Readonly<Record<string, string>>, offset: number): void;
  text(value: string): void;
  close(name: string): void;
}

/** Why the rest of a text could not be read. */
export interface XmlFault {
  readonly offset: number;
  readonly message: string;
}

/** Ends the parsing from within a handler: what it says is the fault. */
export class XmlRefusal extends Error {
  override readonly name = 'XmlRefusal';
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Hands a text's elements to the handler, up to the first fault; undefined when there is none. */
export function parseXml(text: string, handler: XmlHandler): XmlFault | undefined {
  const parser = new SaxesParser({ xmlns: false });
  let depth = 0;
  const here = (): number => Math.max(0, Math.min(parser.position, text.length) - 1);
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1;
    const offset = Math.max(0, text.lastIndexOf('<', here()));
    if (depth > DEEPEST) throw new XmlRefusal(`elements stand more than ${DEEPEST} deep`, offset);
    handler.open(localName(name), attributes, offset);
  });
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    handler.close(localName(name));
  });
  parser.on('text', (value) => {
    handler.text(value);
  });
  parser.on('cdata', (value) => {
    handler.text(value);
  });
  parser.on('doctype', () => {
    throw new XmlRefusal('there is a document type (<!DOCTYPE>), which can name entities and files', here());
  });
  parser.on('error', ({ message }) => {
    throw new XmlRefusal(`this is no well-formed XML (${message.replace(/^\d+:\d+: /, '').slice(0, 200)})`, here());
  });
  try {
    parser.write(text).close();
    return undefined;
  } catch (error) {
    if (error instanceof XmlRefusal) return { message: error.message, offset: error.offset };
    throw error;
  }
}

/** Valid UTF-8 is UTF-8, whatever the declaration says; else the declaration decides between the single-byte encodings. */
export function decodeXml(bytes: Uint8Array, options: Pick<ReadOptions, 'encoding'>): Decoded {
  const decoded = decodeText(bytes, options.encoding);
  const latin9 = decoded.encoding === 'windows-1252' && /^<\?xml[^>]{0,100}8859-15["']/i.test(decoded.text);
  return latin9 && decoded.how === 'found' ? { ...decodeText(bytes, 'iso-8859-15'), how: 'found' } : decoded;
}

/** An element with what it holds, kept while it is looked at. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly offset: number;
  readonly children: XmlElement[];
  text: string;
}

/** The first element at a path of names below an element: `first(entry, 'BookgDt', 'Dt')`. */
export function first(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let at = element;
  for (const name of path) at = at?.children.find((child) => child.name === name);
  return at;
}

/** Every element of a name right below an element. */
export function all(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The text of the first element at a path, trimmed; '' when there is none. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string {
  return first(element, ...path)?.text.trim() ?? '';
}
