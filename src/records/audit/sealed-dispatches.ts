import { setImmediate as aTurn } from 'node:timers/promises';
import { sha256 } from '../../core/hash.ts';
import { dispatchSchema, type Dispatch } from '../../model/dispatch.ts';
import type { AuditFault } from '../../model/records.ts';
import type { Key, Store, StoredRow, Table } from '../../model/store.ts';
import { fault } from './faults.ts';
import { AT_NO_TIME, everyRow } from './rows.ts';
import type { Steps } from './steps.ts';

const DISPATCHES = 'dispatches#';
/** Partition of the months that have dispatches: no list shows those of a month that has no row there. */
const MONTHS = 'months';

/** Read at the same time; a message may have some megabytes. */
const AT_ONCE = 8;

/** A dispatch that others keep changing is looked at again. */
const LOOKS = 10;

/** Dispatches lie in partitions of a month each, by their id, which begins with the day: `20260430T…`. */
function keyOf(id: string): Key {
  return { partition: `${DISPATCHES}${monthOf(id)}`, sort: id };
}

const monthOf = (id: string): string => `${id.slice(0, 4)}-${id.slice(4, 6)}`;

export interface Sealed {
  readonly store: Pick<Store, 'audit' | 'blobs'>;
  readonly steps: Steps;
  /** Reads what was added to the chain since; answers whether the chain lacks nothing. */
  readonly goOn: () => Promise<boolean>;
  readonly isWhole: boolean;
  /** Told the bytes of each message that are those which were frozen. */
  readonly message: (bytes: Uint8Array) => void;
}

/**
 * Holds every dispatch against the chain, and its bytes against the dispatch. By a scan, since one that was put into a
 * month that nobody lists would stay hidden. While others send, a dispatch may be further than the chain was when it
 * was read: one that seems wrong is read again, with what the chain has by then, before it is called so.
 */
export async function dispatchFaults(sealed: Sealed): Promise<readonly AuditFault[]> {
  const { steps, isWhole } = sealed;
  const { audit } = sealed.store;
  const faults: AuditFault[] = [];
  const seen = new Set<string>();
  const doubtful = new Set<string>();
  const months = new Set<string>();
  let batch: Promise<AuditFault | undefined>[] = [];
  for await (const row of everyRow(audit)) {
    if (!row.partition.startsWith(DISPATCHES)) continue;
    seen.add(row.sort);
    const read = dispatchIn(row);
    if ('record' in read) faults.push(read);
    else {
      if (steps.check(read, isWhole)) doubtful.add(read.id);
      months.add(monthOf(read.id));
      batch.push(bytesFault(sealed, read));
      if (batch.length >= AT_ONCE) batch = await settle(batch, faults);
    }
  }
  await settle(batch, faults);
  for (const id of steps.dispatches()) if (!seen.has(id)) doubtful.add(id);
  for (const id of doubtful) {
    const found = await lookAgain(sealed, id);
    if (found) faults.push(found);
  }
  return [...faults, ...(await hiddenMonths(audit, months))];
}

/** A month is on record before the first of its dispatches. */
async function hiddenMonths(table: Table, months: Iterable<string>): Promise<readonly AuditFault[]> {
  const faults: AuditFault[] = [];
  for (const month of months) {
    const row = await table.get({ partition: MONTHS, sort: month }, AT_NO_TIME);
    const says = 'it is not among the months, so no list shows its dispatches';
    if (!row) faults.push(fault('deleted', `month ${month}`, says));
    else if (row.expires !== undefined) faults.push(fault('edited', `month ${month}`, 'it was made to expire'));
  }
  return faults;
}

async function settle(batch: readonly Promise<AuditFault | undefined>[], faults: AuditFault[]): Promise<[]> {
  for (const found of await Promise.all(batch)) if (found) faults.push(found);
  // A page of the store holds many dispatches, and each its bytes: others get a turn in between.
  await aTurn();
  return [];
}

/** The dispatch of a row, or what is wrong with the row. */
function dispatchIn({ partition, sort, body, expires }: StoredRow): Dispatch | AuditFault {
  const record = `dispatch ${sort}`;
  const { data } = dispatchSchema.safeParse(body);
  if (!data) return fault('unreadable', record, 'it cannot be read');
  if (data.id !== sort) return fault('reordered', record, `dispatch ${data.id} is in its place`);
  if (keyOf(sort).partition !== partition)
    return fault('reordered', record, `it lies in ${partition}, not in its month`);
  return expires === undefined ? data : fault('edited', record, 'it was made to expire');
}

async function bytesFault({ store, message }: Sealed, dispatch: Dispatch): Promise<AuditFault | undefined> {
  const record = `dispatch ${dispatch.id}`;
  const bytes = await store.blobs.get(dispatch.message);
  if (!bytes) return fault('message', record, `the bytes of its message (${dispatch.message}) are gone`);
  if (sha256(bytes) !== dispatch.message)
    return fault('message', record, `the bytes of its message (${dispatch.message}) are others`);
  message(bytes);
  return undefined;
}

/** The same version before and after the chain was read on: what is said of both holds for one moment. */
async function lookAgain({ store, steps, goOn }: Sealed, id: string): Promise<AuditFault | undefined> {
  const read = (): Promise<StoredRow | undefined> => store.audit.get(keyOf(id), AT_NO_TIME);
  let row = await read();
  for (let look = 1; ; look += 1) {
    const before = row?.version;
    const isWhole = await goOn();
    row = await read();
    if (row?.version !== before && look < LOOKS) continue;
    if (!row) return fault('deleted', `dispatch ${id}`, 'the chain knows it; the records hold it no more');
    const dispatch = dispatchIn(row);
    return 'record' in dispatch ? dispatch : steps.check(dispatch, isWhole);
  }
}
