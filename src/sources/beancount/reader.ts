import type { ReadResult } from '../../model/facts.ts';
import type { JournalReader, ReadContext, Reader, ReadOptions } from '../../model/source.ts';
import { journalTables } from '../_ledger/tables.ts';
import { asUtf8 } from '../_ledger/utf8.ts';
import { readBeancount } from './beancount.ts';
import { recognises } from './recognises.ts';

const KIND = 'beancount';
const VERSION = 1;

function read(bytes: Uint8Array, name: string, options: ReadOptions, context?: ReadContext): ReadResult {
  return journalTables(readBeancount(asUtf8(bytes, options.encoding), name, context), options);
}

/** Files of beancount, as the books of an entity. */
export const beancount: Reader & JournalReader = {
  kind: KIND,
  role: 'books',
  version: VERSION,
  recognises,
  read,
  readJournal: readBeancount,
};
