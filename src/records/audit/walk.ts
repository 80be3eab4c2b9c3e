import { auditEntrySchema, type AuditEntry, type AuditFault } from '../../model/records.ts';
import type { StoredRow, Table } from '../../model/store.ts';
import { BEFORE_FIRST, CHAIN, entryHash, runSchema } from './entries.ts';
import { entriesAre, fault } from './faults.ts';
import { rowsOf } from './rows.ts';

/** Told of each entry that stands where it belongs: its hash as it is written and, where that is another, as it should be. */
type Walker = (entry: AuditEntry, hashes: readonly string[]) => void;

const PLACE = /^\d{12}$/;

/** Reads the chain from its first entry to its last, a page at a time, and again what was added since. */
export class Walk {
  readonly faults: AuditFault[] = [];
  /** Entries that are there, whatever is wrong with them. */
  entries = 0;
  readonly #table: Table;
  readonly #walker: Walker;
  #after: string | undefined;
  #seq = 0;
  /** What the next entry may be chained to; nothing is known behind an entry that is not there or cannot be read. */
  #links: readonly string[] | undefined = [BEFORE_FIRST];
  /** A row that cannot be read held any number of entries. */
  #open = false;

  constructor(table: Table, walker: Walker) {
    this.#table = table;
    this.#walker = walker;
  }

  /** The number of the last entry; infinite where it cannot be known, since the last row cannot be read. */
  get last(): number {
    return this.#open ? Infinity : this.#seq;
  }

  async goOn(): Promise<void> {
    let held: StoredRow | undefined;
    for await (const row of rowsOf(this.#table, CHAIN, this.#after)) {
      if (held) this.#row(held, row.sort);
      held = row;
      this.#after = row.sort;
    }
    if (held) this.#row(held);
  }

  #row({ sort, body, expires }: StoredRow, next?: string): void {
    if (!PLACE.test(sort)) {
      this.#says('unreadable', `entry ${JSON.stringify(sort)}`, 'no entry has a place of that name');
      return;
    }
    const place = Number(sort);
    if (expires !== undefined) this.#says('edited', `entry ${place}`, 'it was made to expire');
    this.#begin(place);
    const { data } = runSchema.safeParse(body);
    if (data) this.#run(data.entries, next !== undefined && PLACE.test(next) ? Number(next) : Infinity);
    else {
      this.#says('unreadable', `entry ${place}`, 'it cannot be read, nor can those that were added with it');
      this.#standsFor(place);
      this.#open = true;
    }
  }

  /** A row goes on where the one before it ended. */
  #begin(place: number): void {
    const expected = this.#seq + 1;
    if (place > expected && !this.#open) this.#gap(expected, place - 1);
    if (place < expected) this.#says('reordered', `entry ${place}`, 'another entry has its place');
    if (place !== expected) this.#links = undefined;
    this.#open = false;
    this.#seq = place - 1;
  }

  #run(entries: readonly unknown[], next: number): void {
    for (const [index, raw] of entries.entries()) {
      const expected = this.#seq + 1;
      const { data: entry } = auditEntrySchema.safeParse(raw);
      this.entries += 1;
      if (!entry) {
        this.#says('unreadable', `entry ${expected}`, 'it cannot be read');
        this.#standsFor(expected);
      } else if (entryHash(entry) !== entry.hash) {
        this.#says('edited', `entry ${expected}`, 'its hash is not that of what it says');
        const inPlace = { ...entry, seq: expected };
        this.#accept(inPlace, [entry.hash, entryHash(inPlace)]);
      } else if (entry.seq === expected) this.#accept(entry, [entry.hash]);
      else if (entry.seq > expected && entry.seq < next && !holds(entries.slice(index), expected)) {
        this.#gap(expected, entry.seq - 1);
        this.#links = undefined;
        this.#accept(entry, [entry.hash]);
      } else {
        this.#says('reordered', `entry ${expected}`, `entry ${entry.seq} is in its place`);
        this.#standsFor(expected);
      }
    }
  }

  /** `hashes`: the one that is written and, of an edited entry, the one that it should have. */
  #accept(entry: AuditEntry, hashes: readonly string[]): void {
    const { seq, prev } = entry;
    if (hashes.length === 1 && this.#links && !this.#links.includes(prev)) {
      if (seq === 1) this.#says('edited', 'entry 1', 'it is chained to an entry before the first');
      else this.#says('edited', `entry ${seq - 1}`, `it is not the one that entry ${seq} was chained to`);
    }
    this.#seq = seq;
    this.#links = hashes;
    this.#walker(entry, hashes);
  }

  /** Something stands there of which nothing is known. */
  #standsFor(seq: number): void {
    this.#seq = seq;
    this.#links = undefined;
  }

  #gap(from: number, to: number): void {
    this.#says('deleted', `entry ${from}`, `${entriesAre(from, to)} missing`);
  }

  #says(kind: AuditFault['kind'], record: string, says: string): void {
    this.faults.push(fault(kind, record, says));
  }
}

/** An entry of this number stands further on. */
function holds(entries: readonly unknown[], seq: number): boolean {
  return entries.some((raw) => auditEntrySchema.safeParse(raw).data?.seq === seq);
}
