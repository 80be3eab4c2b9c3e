import { isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'windows-1252' | 'iso-8859-1' | 'iso-8859-15' | 'utf-16le' | 'utf-16be';

export interface Decoded {
  readonly text: string;
  readonly encoding: Encoding;
  readonly how: 'declared' | 'byte order mark' | 'found';
}

/** Above this a JavaScript string of the text could not be made (V8 allows 2^29 − 24 characters). */
export const MAX_BYTES = 256 * 1024 * 1024;

/** As much as a reader looks at to recognise a file. */
export const HEAD_BYTES = 65_536;

const UTF16_SAMPLE = 4096;

function startsWith(bytes: Uint8Array, ...mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function byteOrderMark(bytes: Uint8Array): Encoding | undefined {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return 'utf-8';
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be';
  return undefined;
}

/** UTF-16 without a mark: in Western text every other byte is NUL, and which one tells the byte order. */
function utf16ByNuls(bytes: Uint8Array): Encoding | undefined {
  const sample = bytes.subarray(0, UTF16_SAMPLE);
  let even = 0;
  let odd = 0;
  sample.forEach((byte, index) => {
    if (byte === 0 && index % 2 === 0) even += 1;
    else if (byte === 0) odd += 1;
  });
  const half = sample.length / 2;
  if (half < 2) return undefined;
  if (odd > half * 0.6 && even < half * 0.1) return 'utf-16le';
  if (even > half * 0.6 && odd < half * 0.1) return 'utf-16be';
  return undefined;
}

/** Cuts off a UTF-8 sequence that the end of a partial read has split (at most three bytes). */
function withoutSplitEnd(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return bytes.subarray(0, bytes.length - back);
    if (byte < 0x80) return bytes;
  }
  return bytes;
}

/** The encoding by mark, by NULs, by being valid UTF-8; else windows-1252, which every byte string is valid in. */
function findEncoding(bytes: Uint8Array, partial: boolean): { encoding: Encoding; how: Decoded['how'] } {
  const marked = byteOrderMark(bytes);
  if (marked) return { encoding: marked, how: 'byte order mark' };
  const utf16 = utf16ByNuls(bytes);
  if (utf16) return { encoding: utf16, how: 'found' };
  const whole = partial ? withoutSplitEnd(bytes) : bytes;
  return { encoding: isUtf8(whole) ? 'utf-8' : 'windows-1252', how: 'found' };
}

/*
 * The single-byte tables are written out because Node's own TextDecoder has read windows-1252 as plain Latin-1 in some
 * versions. Of windows-1252 only 0x80–0x9F differ from Latin-1; its five unassigned bytes are the C1 controls, as the
 * WHATWG has them. What calls itself iso-8859-1 is windows-1252 in practice, and the WHATWG reads it so.
 */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const ISO_8859_15: Readonly<Record<string, string>> = {
  '¤': '€',
  '¦': 'Š',
  '¨': 'š',
  '´': 'Ž',
  '¸': 'ž',
  '¼': 'Œ',
  '½': 'œ',
  '¾': 'Ÿ',
};

function decodeSingleByte(bytes: Uint8Array, encoding: Encoding): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  if (encoding === 'iso-8859-15') return latin1.replaceAll(/[¤¦¨´¸¼½¾]/g, (c) => ISO_8859_15[c] ?? c);
  return latin1.replaceAll(/[\u0080-\u009f]/g, (c) => WINDOWS_1252[c.charCodeAt(0) - 0x80] ?? c);
}

function decodeAs(bytes: Uint8Array, encoding: Encoding): string {
  switch (encoding) {
    case 'utf-8':
      return new TextDecoder('utf-8').decode(bytes);
    case 'utf-16le':
      return new TextDecoder('utf-16le').decode(bytes);
    case 'utf-16be': {
      const swapped = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2))).swap16();
      return new TextDecoder('utf-16le').decode(swapped) + (bytes.length % 2 === 1 ? '\ufffd' : '');
    }
    case 'windows-1252':
    case 'iso-8859-1':
    case 'iso-8859-15':
      return decodeSingleByte(bytes, encoding);
  }
}

/**
 * Bytes as text, without a byte order mark. Never throws: a byte that the encoding does not have becomes U+FFFD.
 * `partial` says that the bytes are the beginning of a longer file, so a character may be cut at their end.
 */
export function decodeText(bytes: Uint8Array, declared?: Encoding, partial = false): Decoded {
  const { encoding, how } = declared
    ? ({ encoding: declared, how: 'declared' } as const)
    : findEncoding(bytes, partial);
  return { text: decodeAs(partial && encoding === 'utf-8' ? withoutSplitEnd(bytes) : bytes, encoding), encoding, how };
}

// eslint-disable-next-line no-control-regex -- control characters are what this line is about
const UNTIDY = /[\u0000-\u001f\u007f-\u00a0\u2028\u2029\u202f\ufeff]| {2}|^ | $/;
// eslint-disable-next-line no-control-regex -- as above
const GAPS = /[\s\u0000-\u001f\u007f-\u009f]+/g;

/** A payee or memo on one line: runs of blanks, line ends and control characters become one space. */
export function tidy(text: string): string {
  return UNTIDY.test(text) ? text.replaceAll(GAPS, ' ').trim() : text;
}

/** Lines and columns (from 1) of offsets in a text. CRLF, LF and CR each end a line. */
export class Lines {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) this.#starts.push(at + 1);
    }
  }

  at(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}

/** Where a character was lost: by this decoding, or before the file was written. */
export function firstLoss(text: string): number | undefined {
  const at = text.indexOf('\ufffd');
  return at < 0 ? undefined : at;
}
