import type { ReadResult } from './facts.ts';
import type { Journal } from './journal.ts';
import type { SourceRole } from './role.ts';
import type { BookingsSpec, BooksSpec, SheetSpec, SourceSpec } from './portfolio.ts';

export type { SourceRole };

/** How the owner said a file is to be read. */
export interface ReadOptions extends Pick<
  SourceSpec,
  'preset' | 'columns' | 'delimiter' | 'decimal' | 'date_order' | 'encoding' | 'header' | 'skip_lines' | 'currency'
> {
  /** Books: which account of theirs is which of the five types' accounts. */
  readonly accounts?: BooksSpec['accounts'] | undefined;
  /** Books: entities that an account or a payee stands for. */
  readonly counterparties?: BooksSpec['counterparties'] | undefined;
  /** Bookings: which column holds which field. */
  readonly booking_columns?: BookingsSpec['columns'] | undefined;
  /** Sheets: which column holds which field. */
  readonly sheet_columns?: SheetSpec['columns'] | undefined;
  /** Pages: the file's web address. */
  readonly url?: string | undefined;
}

/** A file that another one includes. */
export interface Included {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What a reader may ask for while it reads. */
export interface ReadContext {
  /**
   * The files that `pattern` (a path or a glob, relative to the file `from`) stands for, in the order of their names.
   * Throws a UserError for one that is not there, lies outside the folder, or is too large.
   */
  include(pattern: string, from: string): readonly Included[];
}

/** One kind of file. A reader never throws for bad bytes: what it cannot read is a problem with its place. */
export interface Reader {
  readonly kind: string;
  readonly role: SourceRole;
  /** Raised whenever the same bytes would give other rows, so that stored facts are read anew. */
  readonly version: number;
  /** 0 (not mine) to 1 (certain), from the first 64 KiB and the file's name. */
  recognises(head: Uint8Array, name: string): number;
  /** `name` is the file as problems should name it. */
  read(bytes: Uint8Array, name: string, options: ReadOptions, context?: ReadContext): ReadResult;
}

/** A reader of double-entry journals: its file as columns, beside the tables that `read` makes of them. */
export interface JournalReader extends Pick<Reader, 'kind' | 'version' | 'recognises'> {
  readJournal(bytes: Uint8Array, name: string, context?: ReadContext): Journal;
}
