import type { ReadOptions } from '../../model/source.ts';
import { decodeText } from '../_text.ts';

/** As UTF-8, where the owner declares another encoding or the file begins with the mark of UTF-16. */
export function asUtf8(bytes: Uint8Array, encoding: ReadOptions['encoding']): Uint8Array {
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!marked && (encoding === undefined || encoding === 'utf-8')) return bytes;
  return new TextEncoder().encode(decodeText(bytes, encoding).text);
}
