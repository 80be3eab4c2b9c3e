import type { AuditEntry, Checkpoint } from '../../../src/model/records.ts';
import type { StoredRow, Store, Table } from '../../../src/model/store.ts';
import { entryHash } from '../../../src/records/audit/entries.ts';
import { NOW, openHouse, seal, type House } from './_audit.ts';

/** Four dispatches, three entries each, in a row each; signed after the second and the fourth. */
export interface Sealed extends House {
  readonly checkpoints: readonly [Checkpoint, Checkpoint];
}

export async function sealedHouse(dispatches = 4): Promise<Sealed> {
  const house = await openHouse();
  await seal(house, 1, dispatches / 2);
  const first = await house.chain.checkpoint();
  await seal(house, dispatches / 2 + 1, dispatches);
  return { ...house, checkpoints: [first, await house.chain.checkpoint()] };
}

export const placeOf = (count: number): string => String(count).padStart(12, '0');

export async function rowAt({ store }: House, partition: string, sort: string): Promise<StoredRow> {
  const row = await store.audit.get({ partition, sort }, NOW);
  if (!row) throw new Error(`there is no row ${partition} / ${sort}`);
  return row;
}

/** Writes a row anew, as someone would who can write to the store. */
export async function write(house: House, row: Omit<StoredRow, 'version'>): Promise<void> {
  const there = await house.store.audit.get(row, NOW);
  await house.store.audit.put(row, there?.version ?? 0, NOW);
}

export async function remove(house: House, partition: string, sort: string): Promise<void> {
  const { version } = await rowAt(house, partition, sort);
  await house.store.audit.remove({ partition, sort }, version);
}

/** Changes the entries of the row that begins at a place. */
export async function editRun(
  house: House,
  place: number,
  change: (entries: readonly AuditEntry[]) => readonly unknown[],
): Promise<void> {
  const row = await rowAt(house, 'chain', placeOf(place));
  const { entries } = row.body as { readonly entries: readonly AuditEntry[] };
  await write(house, { partition: row.partition, sort: row.sort, body: { entries: change(entries) } });
}

/** Changes a body, field by field. */
export async function editBody(
  house: House,
  partition: string,
  sort: string,
  change: Readonly<Record<string, unknown>>,
): Promise<void> {
  const row = await rowAt(house, partition, sort);
  await write(house, { partition, sort, body: Object.assign({}, row.body, change) });
}

/** Changes an entry and gives it the hash of what it says then. */
export function rehashed(entry: AuditEntry, change: Partial<AuditEntry>): AuditEntry {
  const content = { ...entry, ...change };
  return { ...content, hash: entryHash(content) };
}

/** The store as it would be read with one row's body replaced. */
export function withBody(store: Store, at: Pick<StoredRow, 'partition' | 'sort'>, body: unknown): Store {
  const seen = (row: StoredRow): StoredRow =>
    row.partition === at.partition && row.sort === at.sort ? { ...row, body } : row;
  const { audit } = store;
  const changed: Table = {
    ...audit,
    get: async (key, now) => {
      const row = await audit.get(key, now);
      return row && seen(row);
    },
    list: async (...given) => (await audit.list(...given)).map(seen),
    scan: async (next) => {
      const page = await audit.scan(next);
      return { ...page, rows: page.rows.map(seen) };
    },
  };
  return { ...store, audit: changed };
}
