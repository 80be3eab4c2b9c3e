/*
 * OFX in both its dresses: 1.x is SGML whose leaves are never closed (`<TRNAMT>-12.50`), 2.x is XML. One pass, one token
 * at a time, and no pattern that looks back, so time is linear in the text whatever it holds.
 */

export interface OfxToken {
  readonly kind: 'open' | 'close' | 'text';
  /** Tag in upper case, or the text with its entities resolved. */
  readonly value: string;
  /** Offset of `<`, or of the first character of the text that is no blank. */
  readonly offset: number;
}

/** No tag, declaration or attribute list is longer; a `<` that finds no `>` within it is text. */
const LONGEST_TAG = 4096;
const NAME = /[A-Za-z][A-Za-z0-9._-]{0,63}/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function codePoint(entity: string): string | undefined {
  const hex = /^#x([0-9a-f]{1,6})$/i.exec(entity);
  const code = hex ? Number.parseInt(hex[1] ?? '', 16) : Number(entity.slice(1));
  const valid = Number.isInteger(code) && code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return valid ? String.fromCodePoint(code) : undefined;
}

/** `Fish &amp; Chips` → `Fish & Chips`; an unknown entity, or a bare ampersand, stays as it stands. */
function resolveEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,6});/gi, (whole, entity: string) =>
    entity.startsWith('#') ? (codePoint(entity) ?? whole) : (ENTITIES[entity.toLowerCase()] ?? whole),
  );
}

const CDATA = '<![CDATA[';
const PASSED = [
  ['<!--', '-->'],
  ['<?', '?>'],
  ['<!', '>'],
] as const;

export class OfxScanner {
  /** Characters looked at so far: a small multiple of the text's length. */
  scanned = 0;
  readonly #text: string;
  /** Where each string that ends something was seen next: looked up once, however often it is asked for. */
  readonly #seen = new Map<string, number>();
  #at: number;
  #pending: OfxToken | undefined;

  constructor(text: string, from = 0) {
    this.#text = text;
    this.#at = from;
  }

  /** The next token; undefined at the end. Blanks, comments, declarations and processing instructions are passed over. */
  next(): OfxToken | undefined {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending) return pending;
    let text = '';
    let offset = -1;
    while (this.#at < this.#text.length) {
      const start = this.#at;
      if (this.#passed(start)) continue;
      const tag = this.#tag(start);
      if (tag && offset < 0) return tag;
      if (tag) {
        this.#at = start; // the text ends here; its tag is the next token
        this.#pending = undefined;
        break;
      }
      const piece = this.#cdata(start) ?? resolveEntities(this.#run(start));
      if (offset < 0 && piece.trim() !== '') offset = start + piece.length - piece.trimStart().length;
      text += piece;
    }
    return offset < 0 ? undefined : { kind: 'text', value: text.trim(), offset };
  }

  #nextOf(what: string, from: number): number {
    const before = this.#seen.get(what);
    if (before !== undefined && before >= from) return before;
    const found = this.#text.indexOf(what, from);
    const at = found < 0 ? Number.POSITIVE_INFINITY : found;
    this.scanned += (found < 0 ? this.#text.length : found) - from;
    this.#seen.set(what, at);
    return at;
  }

  /** Characters up to the next `<`, at least one. */
  #run(start: number): string {
    this.#at = Math.min(this.#nextOf('<', start + 1), this.#text.length);
    return this.#text.slice(start, this.#at);
  }

  #cdata(start: number): string | undefined {
    if (!this.#text.startsWith(CDATA, start)) return undefined;
    const end = this.#nextOf(']]>', start);
    if (end === Number.POSITIVE_INFINITY) return undefined;
    this.#at = end + 3;
    return this.#text.slice(start + CDATA.length, end);
  }

  /** Goes past a comment, declaration or processing instruction that begins here. */
  #passed(start: number): boolean {
    const second = this.#text[start + 1];
    if (this.#text[start] !== '<' || (second !== '?' && second !== '!') || this.#text.startsWith(CDATA, start))
      return false;
    const [, close = '>'] = PASSED.find(([begin]) => this.#text.startsWith(begin, start)) ?? [];
    const end = this.#nextOf(close, start + 2);
    if (end - start > LONGEST_TAG) return false;
    this.#at = end + close.length;
    return true;
  }

  /** The tag that begins here; undefined when a `<` here is text. */
  #tag(start: number): OfxToken | undefined {
    if (this.#text[start] !== '<') return undefined;
    const closing = this.#text[start + 1] === '/';
    NAME.lastIndex = start + (closing ? 2 : 1);
    const name = NAME.exec(this.#text)?.[0];
    if (name === undefined) return undefined;
    const end = this.#tagEnd(start + (closing ? 2 : 1) + name.length);
    if (end === undefined) return undefined;
    this.scanned += name.length;
    this.#at = end + 1;
    const token: OfxToken = { kind: closing ? 'close' : 'open', value: name.toUpperCase(), offset: start };
    if (!closing && this.#text[end - 1] === '/') this.#pending = { kind: 'close', value: token.value, offset: start };
    return token;
  }

  /** Where a tag's `>` is, attributes passed over; undefined when no tag ends here. */
  #tagEnd(from: number): number | undefined {
    const next = this.#text[from];
    if (next === '>') return from;
    if (next === undefined || !'/ \t\r\n'.includes(next)) return undefined;
    const end = this.#nextOf('>', from);
    return end - from <= LONGEST_TAG && end < this.#nextOf('<', from) ? end : undefined;
  }
}
