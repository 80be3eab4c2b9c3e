/*
 * RFC 4180 with what banks make of it. Written out rather than taken from csv-parse, because receipts and problems need
 * the line where a record begins and the place of each field, and because an unclosed quote must cost its own line only
 * (docs/decisions/2026-11-21-csv-scanner.md). A differential test holds it to csv-parse.
 */

/** A longer field is a file read with the wrong delimiter or quote, not a memo. */
export const MAX_FIELD = 65_536;
/** No bank's export has more columns; what has is not a table of movements. */
export const MAX_COLUMNS = 512;

export interface CsvRecord {
  readonly fields: readonly string[];
  /** Line where the record begins, from 1. */
  readonly line: number;
  /** Offset in the text where that line begins. */
  readonly start: number;
  /** Set when the record could not be read as one; `offset` is where the trouble begins. */
  readonly fault?: { readonly code: 'quote-unclosed' | 'field-too-long' | 'fields-too-many'; readonly offset: number };
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;

interface Quoted {
  readonly value: string;
  /** Offset just past the closing quote and the blanks after it. */
  readonly end: number;
  readonly lines: number;
}

/**
 * Reads a text record by record, in linear time. Blank lines are passed over. CRLF, LF and CR each end a line. A quote
 * inside an unquoted field, or one that closes nothing on its own line (`"Joe "The Man" Smith"`), is taken literally.
 */
export class CsvScanner {
  /** Characters looked at so far, those of a given-up quoted field included: at most twice the text. */
  scanned = 0;
  readonly #text: string;
  readonly #delimiter: number;
  #at: number;
  #line: number;

  constructor(
    text: string,
    delimiter: string,
    from: { readonly offset: number; readonly line: number } = { offset: 0, line: 1 },
  ) {
    this.#text = text;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#at = from.offset;
    this.#line = from.line;
  }

  /** Where the next record is looked for. */
  get place(): { readonly offset: number; readonly line: number } {
    return { offset: this.#at, line: this.#line };
  }

  /**
   * The next record; undefined at the end of the text. `starts` is filled with the offset in the text where each field
   * begins (its quote, where it has one): asked for only when a problem is to be told.
   */
  next(starts?: number[]): CsvRecord | undefined {
    while (this.#passLineEnd()) continue;
    if (this.#at >= this.#text.length) return undefined;
    const [line, start] = [this.#line, this.#at];
    const fields: string[] = [];
    let fault: CsvRecord['fault'];
    for (let more = true; more;) {
      const begin = this.#at;
      const opening = this.#opening(begin);
      const field = opening === undefined ? this.#unquoted(begin) : this.#quotedOrLineEnd(opening);
      if (field === undefined) {
        fault ??= { code: 'quote-unclosed', offset: opening ?? begin };
        break;
      }
      if (field.length > MAX_FIELD) fault ??= { code: 'field-too-long', offset: begin };
      if (fields.length === MAX_COLUMNS) fault ??= { code: 'fields-too-many', offset: begin };
      else {
        fields.push(field);
        starts?.push(opening ?? begin);
      }
      more = this.#text.charCodeAt(this.#at) === this.#delimiter;
      if (more) this.#at += 1;
    }
    this.#passLineEnd();
    return fault ? { fields, line, start, fault } : { fields, line, start };
  }

  #passLineEnd(): boolean {
    const code = this.#text.charCodeAt(this.#at);
    if (code !== LF && code !== CR) return false;
    this.#at += code === CR && this.#text.charCodeAt(this.#at + 1) === LF ? 2 : 1;
    this.#line += 1;
    return true;
  }

  /** Where a quoted field opens at `from`, past blanks; undefined for an unquoted one. */
  #opening(from: number): number | undefined {
    let at = from;
    while (this.#text.charCodeAt(at) === SPACE && this.#delimiter !== SPACE) at += 1;
    return this.#text.charCodeAt(at) === QUOTE ? at : undefined;
  }

  #endOfLine(from: number): number {
    let at = from;
    for (; at < this.#text.length; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code === LF || code === CR) break;
    }
    return at;
  }

  #unquoted(from: number): string {
    const { length } = this.#text;
    let at = from;
    for (; at < length; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code === this.#delimiter || code === LF || code === CR) break;
    }
    this.scanned += at - from;
    this.#at = at;
    return this.#text.slice(from, at);
  }

  /** The quoted field; when it is never closed, undefined, and reading goes on at the next line. */
  #quotedOrLineEnd(opening: number): string | undefined {
    const quoted = this.#quoted(opening);
    if (quoted) {
      this.#at = quoted.end;
      this.#line += quoted.lines;
      return quoted.value;
    }
    this.#at = this.#endOfLine(opening);
    this.scanned += this.#at - opening;
    return undefined;
  }

  /**
   * Given up are: no closing quote at all; one on a later line that neither a delimiter nor a line end follows (it
   * opens another field); one further than MAX_FIELD. Between a given-up opening and where it was given up every run of
   * quotes is even, so no field that begins in between is given up in its turn: that is why the whole stays linear.
   */
  #quoted(opening: number): Quoted | undefined {
    let lines = 0;
    let stray = false;
    for (let at = opening + 1; ;) {
      const quote = this.#text.indexOf('"', at);
      this.scanned += (quote < 0 ? this.#text.length : quote) - at + 1;
      if (quote < 0) return undefined;
      lines += this.#lineEnds(at, quote);
      if (lines > 0 && (stray || quote - opening > MAX_FIELD)) return undefined;
      if (this.#text.charCodeAt(quote + 1) === QUOTE) {
        at = quote + 2;
        continue;
      }
      const end = this.#closing(quote + 1);
      if (end !== undefined) {
        const body = this.#text.slice(opening + 1, quote);
        return { value: body.includes('""') ? body.replaceAll('""', '"') : body, end, lines };
      }
      if (lines > 0) return undefined;
      stray = true;
      at = quote + 1;
    }
  }

  /** Past a closing quote: where the delimiter or line end is; undefined when something else follows. */
  #closing(from: number): number | undefined {
    let at = from;
    while (this.#text.charCodeAt(at) === SPACE) at += 1;
    if (at >= this.#text.length) return at;
    const code = this.#text.charCodeAt(at);
    return code === this.#delimiter || code === LF || code === CR ? at : undefined;
  }

  #lineEnds(from: number, to: number): number {
    let lines = 0;
    for (let at = from; at < to; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code === LF || (code === CR && this.#text.charCodeAt(at + 1) !== LF)) lines += 1;
    }
    return lines;
  }
}
