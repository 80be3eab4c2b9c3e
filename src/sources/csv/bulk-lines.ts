import { MAX_FIELD } from '../_table/scanner.ts';

const LF = 10;
const CR = 13;
const DELETE = 127;

/** What one pass over the bytes of a large file tells, without decoding it. */
export interface Scan {
  /** Lines with something on them; blank lines at the end are not counted. */
  readonly lines: number;
  /** Every line ends alike (LF or CRLF), none is blank, and none is longer than a field may be. */
  readonly even: boolean;
  /** Control characters other than line ends (and tabs, where they are the delimiter). */
  readonly controls: boolean;
  readonly nul: boolean;
  /** Nothing beyond ASCII. */
  readonly ascii: boolean;
}

/** Looks at a byte that is no printable ASCII character; `LF` is for `line`. */
class Scanner {
  lines = 0;
  even = true;
  controls = false;
  nul = false;
  ascii = true;
  readonly #bytes: Uint8Array;
  readonly #shortest: number;
  readonly #returns: boolean;
  readonly #allowed: number;
  #start = 0;

  constructor(bytes: Uint8Array, returns: boolean, allowed: number) {
    this.#bytes = bytes;
    this.#returns = returns;
    this.#shortest = returns ? 1 : 0;
    this.#allowed = allowed;
  }

  byte(at: number): void {
    const code = this.#bytes[at] ?? 0;
    if (code >= 32 && code < DELETE) return;
    if (code === LF) this.line(at);
    else if (code === CR) this.even &&= this.#bytes[at + 1] === LF;
    else if (code > DELETE) this.ascii = false;
    else if (code !== this.#allowed) {
      this.controls = true;
      this.nul ||= code === 0;
    }
  }

  /** A line up to `end`, where its LF is, or the end of the text after which only line ends follow. */
  line(end: number, last = false): void {
    const length = end - this.#start;
    if (length > MAX_FIELD || (!last && length <= this.#shortest)) this.even = false;
    if (this.#returns && !last && this.#bytes[end - 1] !== CR) this.even = false;
    this.lines += 1;
    this.#start = end + 1;
  }

  get start(): number {
    return this.#start;
  }
}

/**
 * Goes over the bytes once, four at a time: a word of printable ASCII, and nearly all are, is passed with a few
 * operations (the zero-in-word test of Bit Twiddling Hacks, for bytes below 32, above 127 and equal to 127).
 */
export function scanBytes(bytes: Uint8Array, delimiter: string): Scan {
  const end = withoutBlankEnd(bytes);
  const scanner = new Scanner(bytes, bytes.includes(CR), delimiter === '\t' ? 9 : -1);
  const words = wordsOf(bytes);
  const aligned = words.length * 4 <= end ? words.length : Math.floor(end / 4);
  for (let index = 0; index < aligned; index += 1) {
    const word = words[index] ?? 0;
    const less = ((word - 0x20202020) | 0) & ~word;
    const other = word ^ 0x7f7f7f7f;
    const equal = ((other - 0x01010101) | 0) & ~other;
    if (((less | word | equal) & 0x80808080) === 0) continue;
    for (let at = index * 4; at < index * 4 + 4; at += 1) scanner.byte(at);
  }
  for (let at = aligned * 4; at < end; at += 1) scanner.byte(at);
  if (scanner.start < end) scanner.line(end, true);
  const { lines, even, controls, nul, ascii } = scanner;
  return { lines, even, controls, nul, ascii };
}

function withoutBlankEnd(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === LF || bytes[end - 1] === CR)) end -= 1;
  return end;
}

/** The bytes as words; none where they do not lie on a word's bound. */
function wordsOf({ buffer, byteOffset, length }: Uint8Array): Int32Array {
  return byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, Math.floor(length / 4)) : new Int32Array(0);
}

/** The text of the lines with these numbers (from 1, ascending), without their ends. */
export function linesOf(bytes: Buffer, numbers: readonly number[]): Map<number, string> {
  const wanted = new Map<number, string>();
  const last = numbers.at(-1) ?? 0;
  const asked = new Set(numbers);
  let start = 0;
  for (let line = 1; line <= last && start < bytes.length; line += 1) {
    const found = bytes.indexOf(LF, start);
    const stop = found < 0 ? bytes.length : found;
    if (asked.has(line)) {
      const end = bytes[stop - 1] === CR ? stop - 1 : stop;
      wanted.set(line, bytes.toString('utf8', start, end));
    }
    start = stop + 1;
  }
  return wanted;
}

/** The beginning of a file up to a line's end, at most `most` bytes. */
export function headOf(bytes: Buffer, most: number): Buffer {
  if (bytes.length <= most) return bytes;
  return bytes.subarray(0, bytes.lastIndexOf(LF, most - 1) + 1);
}
