import type { ReadResult } from '../../model/facts.ts';
import type { JournalReader, ReadContext, Reader, ReadOptions } from '../../model/source.ts';
import { journalTables } from '../_ledger/tables.ts';
import { asUtf8 } from '../_ledger/utf8.ts';
import { readJournal } from './journal.ts';
import { recognises } from './recognises.ts';

const KIND = 'journal';
const VERSION = 1;

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
