import { isUtf8 } from 'node:buffer';
import type { Problem } from '../../core/problem.ts';
import { lostCharacter, problem } from '../_codes.ts';

/** A journal beyond is refused: half a gigabyte is ten million transactions. */
export const MAX_JOURNAL_BYTES = 512 * 1024 * 1024;

/** What keeps bytes from being text: too many of them, NULs, or bytes that UTF-8 does not have. */
export function unreadable(bytes: Uint8Array, name: string): Problem[] {
  const nul = bytes.indexOf(0);
  return [
    ...(nul < 0
      ? []
      : [
          problem('journal-nul', place(bytes, nul, name), 'the file holds a byte that is zero', {
            expected: 'text',
            mend: 'restore the file from a copy; if it is UTF-16, declare `encoding`',
          }),
        ]),
    ...(isUtf8(bytes) ? [] : [lostCharacter(place(bytes, firstBad(bytes), name), 'utf-8')]),
  ];
}

/** Where the first bytes stand that UTF-8 does not have, found by halves: what comes before is valid but for a cut end. */
function firstBad(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (high - low > 8) {
    const middle = boundary(bytes, low + ((high - low) >> 1), low);
    if (middle === low) break;
    if (isUtf8(bytes.subarray(low, middle))) low = middle;
    else high = middle;
  }
  let at = low;
  for (let to = at + 1; to <= Math.min(low + 12, bytes.length); to += 1) if (isUtf8(bytes.subarray(low, to))) at = to;
  return at;
}

/** The beginning of the character that a place is in. */
function boundary(bytes: Uint8Array, at: number, low: number): number {
  let start = at;
  while (start > low && ((bytes[start] ?? 0) & 0xc0) === 0x80 && at - start < 4) start -= 1;
  return start;
}

function place(bytes: Uint8Array, offset: number, file: string): Problem['at'] {
  let line = 1;
  let start = 0;
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) {
    line += 1;
    start = at + 1;
  }
  return { file, line, column: [...new TextDecoder().decode(bytes.subarray(start, offset))].length + 1 };
}
