import type { Position } from '../../core/problem.ts';
import { CR, LF, SPACE, TAB } from './bytes.ts';

const decoder = new TextDecoder();

/** A place in one file's bytes, and the line that it is on. Beyond the end it reads line ends. */
export class Cursor {
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly name: string;
  /** Number of the file among the journal's. */
  readonly file: number;
  at: number;
  line = 1;
  /** Where the line begins. */
  start: number;

  constructor(bytes: Uint8Array, name: string, file: number) {
    // A plain array whatever was passed, so that the loops over it see one kind; a Buffer's slices would be views, too.
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    this.end = bytes.length;
    this.name = name;
    this.file = file;
    this.at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    this.start = this.at;
  }

  peek(): number {
    return this.at < this.end ? (this.bytes[this.at] as number) : LF;
  }

  ahead(offset: number): number {
    const at = this.at + offset;
    return at < this.end ? (this.bytes[at] as number) : LF;
  }

  /** Goes past blanks; a carriage return is one, so that CRLF ends a line like LF. True when there were any. */
  blanks(): boolean {
    const { bytes, end } = this;
    let at = this.at;
    for (; at < end; at += 1) {
      const byte = bytes[at] as number;
      if (byte === SPACE || byte === TAB || byte === CR) continue;
      const wide = byte >= 0xc2 ? wideBlank(bytes, at) : 0;
      if (wide === 0) break;
      at += wide - 1;
    }
    const moved = at > this.at;
    this.at = at;
    return moved;
  }

  /** True on a line end, at the end of the file too. */
  atEnd(): boolean {
    return this.peek() === LF;
  }

  toLineEnd(): void {
    const { bytes, end } = this;
    let at = this.at;
    while (at < end && bytes[at] !== LF) at += 1;
    this.at = at;
  }

  /** Goes to the beginning of the next line. */
  nextLine(): void {
    this.toLineEnd();
    this.at = Math.min(this.at + 1, this.end);
    this.line += 1;
    this.start = this.at;
  }

  /** The rest of the line, without the blanks around it. */
  rest(): string {
    const from = this.at;
    this.toLineEnd();
    return this.text(from, this.at).trim();
  }

  text(from: number, to: number): string {
    return decoder.decode(this.bytes.subarray(from, to));
  }

  /** Line and column, in characters, of a place on this line. */
  position(at: number = this.at): Position {
    const before = this.text(this.start, Math.max(this.start, Math.min(at, this.end)));
    let column = 1;
    for (const _character of before) column += 1;
    return { file: this.name, line: this.line, column };
  }
}

/** The length in bytes of a blank of Unicode that stands here, or 0: U+00A0, U+2000–200A, U+202F, U+205F, U+3000. */
function wideBlank(bytes: Uint8Array, at: number): number {
  const [first, second, third] = [bytes[at], bytes[at + 1], bytes[at + 2]];
  if (first === 0xc2) return second === 0xa0 ? 2 : 0;
  if (first === 0xe2 && second === 0x80) return third === 0xaf || (third ?? 0) <= 0x8a ? 3 : 0;
  if (first === 0xe2 && second === 0x81) return third === 0x9f ? 3 : 0;
  return first === 0xe3 && second === 0x80 && third === 0x80 ? 3 : 0;
}
