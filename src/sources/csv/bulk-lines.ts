import { MAX_FIELD } from './scanner.ts';

const LF = 10;
const CR = 13;

/** The lines of a large file, counted without decoding it. */
export interface Lines {
  /** Lines with something on them; blank lines at the end are not counted. */
  readonly count: number;
  /** Every line ends alike (LF or CRLF), none is blank, and none is longer than a field may be. */
  readonly even: boolean;
}

/** Goes over the bytes once. Lone CRs and blank lines are for the general reader: `even` is false then. */
export function countLines(bytes: Buffer): Lines {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === LF || bytes[end - 1] === CR)) end -= 1;
  const crlf = bytes.indexOf(CR) >= 0;
  const shortest = crlf ? 1 : 0;
  let count = 0;
  let even = true;
  for (let start = 0; start < end; count += 1) {
    const found = bytes.indexOf(LF, start);
    const stop = found < 0 ? bytes.length : found;
    if (stop - start <= shortest || stop - start > MAX_FIELD) even = false;
    if (crlf && found >= 0 && bytes[found - 1] !== CR) even = false;
    start = stop + 1;
  }
  return { count, even: even && !(crlf && hasLoneReturn(bytes, end)) };
}

/** A CR that no LF follows ends a line, too, and would not have been counted. */
function hasLoneReturn(bytes: Buffer, end: number): boolean {
  for (let at = bytes.indexOf(CR); at >= 0 && at < end; at = bytes.indexOf(CR, at + 1)) {
    if (bytes[at + 1] !== LF) return true;
  }
  return false;
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
