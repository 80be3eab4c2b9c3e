import type { IsoDate } from '../core/date.ts';

/** A row of a source for people: its cells as text, without those that are empty, and the day that it is of. */
export interface SourceRow {
  readonly line: number;
  readonly date?: IsoDate;
  readonly cells: Readonly<Record<string, string>>;
}

/** What changed in one source between two snapshots. Rows that only moved to another line did not change. */
export interface SourceChange {
  readonly file: string;
  readonly state: 'added' | 'removed' | 'changed';
  /** The first rows that are new, are gone, or say something else on the same line. */
  readonly added: readonly SourceRow[];
  readonly removed: readonly SourceRow[];
  readonly changed: readonly { readonly before: SourceRow; readonly now: SourceRow }[];
  /** All of them, also those that are not listed. */
  readonly counts: { readonly added: number; readonly removed: number; readonly changed: number };
  /** The earlier rows are no longer stored: that the file changed is known, and not how. */
  readonly unknown?: true;
}

/** A source as a snapshot lists it. */
export interface SnapshotSource {
  readonly file: string;
  /** SHA-256 of its bytes. */
  readonly hash: string;
  /** Names its stored rows. */
  readonly facts: string;
}
