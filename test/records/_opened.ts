import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemEffects, type Effects } from '../../src/core/effects.ts';
import type { AddressHashes } from '../../src/model/records.ts';
import type { Store } from '../../src/model/store.ts';
import { openSqlite } from '../../src/records/sqlite/index.ts';

export const STORE = 'records/records.sqlite';

/** The embedded store, in memory or of a folder, where several may be open at once; closed after the test. */
export async function opened(folder?: string): Promise<Store> {
  const store = await openSqlite(folder === undefined ? ':memory:' : join(folder, STORE), { name: STORE });
  onTestFinished(() => store.close());
  return store;
}

/** Hashes by keys that are named as they are, the one in use first. */
export function hashes(...keys: readonly [string, ...string[]]): AddressHashes {
  const under = (key: string, address: string): string =>
    `${key}:${createHmac('sha256', key).update(address).digest('hex')}`;
  return { now: (address) => under(keys[0], address), all: (address) => keys.map((key) => under(key, address)) };
}

/** A clock that stands, until it is set. */
export function clock(at = '2026-04-30T10:00:00.000Z'): Effects & { set(at: string): void } {
  let now = Date.parse(at);
  return { ...systemEffects, now: () => now, set: (to) => (now = Date.parse(to)) };
}

/** Writes other text where a row holds some, as who tampers with the file would. */
export async function spoil(
  store: Store,
  partition: string,
  nth: number,
  change: (body: string) => string,
): Promise<void> {
  const rows = await store.audit.list(partition, { limit: 100 }, 0);
  const { body, version, ...key } = rows[nth] ?? { partition, sort: '', body: null, version: 0 };
  const text = change(JSON.stringify(body));
  await store.audit.put({ ...key, body: JSON.parse(text) }, version, 0);
}

export async function rowsIn(store: Store, partition: string): Promise<number> {
  return (await store.audit.list(partition, { limit: 1000 }, 0)).length;
}
