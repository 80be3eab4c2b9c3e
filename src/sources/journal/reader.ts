import type { ReadResult } from '../../model/facts.ts';
import type { JournalReader, ReadContext, Reader, ReadOptions } from '../../model/source.ts';
import { journalTables } from '../_ledger/tables.ts';
import { decodeText } from '../_text.ts';
import { readJournal } from './journal.ts';
import { recognises } from './recognises.ts';

const KIND = 'journal';
const VERSION = 1;

/** As UTF-8, where the owner declares another encoding or the file begins with the mark of UTF-16. */
function asUtf8(bytes: Uint8Array, encoding: ReadOptions['encoding']): Uint8Array {
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (!marked && (encoding === undefined || encoding === 'utf-8')) return bytes;
  return new TextEncoder().encode(decodeText(bytes, encoding).text);
}

function read(bytes: Uint8Array, name: string, options: ReadOptions, context?: ReadContext): ReadResult {
  return journalTables(readJournal(asUtf8(bytes, options.encoding), name, context), options);
}

/** Journals of hledger and ledger, as the books of an entity. */
export const journal: Reader & JournalReader = {
  kind: KIND,
  role: 'books',
  version: VERSION,
  recognises,
  read,
  readJournal,
};
