import type { JournalReader, Reader, SourceRole } from '../model/source.ts';
import { beancount } from './beancount/reader.ts';
import { bookings } from './bookings/reader.ts';
import { camt } from './camt/reader.ts';
import { csv } from './csv/reader.ts';
import { handoff } from './handoff/reader.ts';
import { journal } from './journal/reader.ts';
import { mt940 } from './mt940/reader.ts';
import { ofx } from './ofx/reader.ts';
import { sheets } from './sheets.ts';
import { quickbooks } from './quickbooks/reader.ts';
import { wave } from './wave/reader.ts';
import { xero } from './xero/reader.ts';
import { page } from './page/reader.ts';
import { qif } from './qif/reader.ts';
import { xlsx } from './xlsx/reader.ts';

/** Every kind of file that can be read. A new one is a file (or folder) of this room and a line here. */
export const readers = [
  // Certain of narrower tables than statements and bookings are: where two are certain, the first is taken.
  ...sheets,
  beancount,
  bookings,
  camt,
  csv,
  handoff,
  journal,
  mt940,
  ofx,
  page,
  qif,
  quickbooks,
  wave,
  xero,
  xlsx,
] as const satisfies readonly Reader[];

/** Large CSV files, read by DuckDB. */
export { storeInBulk } from './csv/bulk.ts';

/** Journals as typed columns, without a portfolio: of hledger or ledger, and of beancount. */
export { readBeancount } from './beancount/beancount.ts';
export { readJournal } from './journal/journal.ts';

export { MAX_BYTES } from './_text.ts';

/** Every problem that a reader can name, with what it means. */
export { codes } from './_codes.ts';

const kindsOf = (role: SourceRole): string[] =>
  readers.filter((reader: Reader) => reader.role === role).map(({ kind }) => kind);

/** The kinds that are read, by what the file is to its entity. */
export const kindsByRole: Readonly<Record<SourceRole, readonly string[]>> = {
  statement: kindsOf('statement'),
  books: kindsOf('books'),
  bookings: kindsOf('bookings'),
  sheet: kindsOf('sheet'),
  handoff: kindsOf('handoff'),
  page: kindsOf('page'),
};

/**
 * The reader for a file, from the kind that its owner declared or else from its first 64 KiB and its name; with a role,
 * only among the readers of that role.
 */
export function readerFor(head: Uint8Array, name: string, kind?: string, role?: SourceRole): Reader | undefined {
  const eligible = readers.filter((reader: Reader) => role === undefined || reader.role === role);
  if (kind !== undefined) return eligible.find((reader) => reader.kind === kind);
  const scored = eligible.map((reader) => ({ reader, score: reader.recognises(head, name) }));
  return scored.toSorted((a, b) => b.score - a.score).find(({ score }) => score > 0)?.reader;
}

/**
 * Double-entry journals in whole, for the statements of a bare one. What is no other kind is read as hledger's and
 * ledger's: its problems, each with its line, say more than that the file is not known.
 */
export const journalReaders: readonly JournalReader[] = [
  beancount,
  { ...journal, recognises: (head, name) => Math.max(0.1, journal.recognises(head, name)) },
];

/** The reader of a journal, found as `readerFor` finds one. */
export function journalReaderFor(head: Uint8Array, name: string, kind?: string): JournalReader | undefined {
  if (kind !== undefined) return journalReaders.find((reader) => reader.kind === kind);
  const scored = journalReaders.map((reader) => ({ reader, score: reader.recognises(head, name) }));
  return scored.toSorted((a, b) => b.score - a.score).find(({ score }) => score > 0)?.reader;
}
