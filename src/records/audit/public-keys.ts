import * as z from 'zod';
import type { Table } from '../../model/store.ts';
import { pairId } from './key-material.ts';
import type { Keyring } from './keyring.ts';

/** Partition of the audit table; `sort` is the key's id. */
const KEYS = 'keys';

const keyRowSchema = z.strictObject({ id: z.string(), public: z.base64().max(500) });

/**
 * Keeps a public key beside what it signed, so that another machine can check it. That makes nobody trust it: a key is
 * trusted because the keyring has it, or because someone named its id.
 */
export async function keepPublicKey(table: Table, keyring: Keyring, id: string, now: number): Promise<void> {
  const spki = keyring.publicKey('audit', id);
  if (!spki) return;
  const body = { id, public: Buffer.from(spki).toString('base64') };
  // One that is there already stays.
  await table.put({ partition: KEYS, sort: id, body }, 0, now);
}

/** Public keys of the audit that may be trusted, by their id: SPKI, DER. */
export function trustedKeys(
  table: Table,
  keyring: Pick<Keyring, 'publicKey'>,
  pinned: readonly string[],
): (id: string) => Promise<Uint8Array | undefined> {
  const known = new Map<string, Uint8Array | undefined>();
  return async (id) => {
    if (!known.has(id)) known.set(id, keyring.publicKey('audit', id) ?? (await keptKey(table, id, pinned)));
    return known.get(id);
  };
}

async function keptKey(table: Table, id: string, pinned: readonly string[]): Promise<Uint8Array | undefined> {
  if (!pinned.includes(id)) return undefined;
  const row = await table.get({ partition: KEYS, sort: id }, 0);
  const { data } = keyRowSchema.safeParse(row?.body);
  const spki = data && Buffer.from(data.public, 'base64');
  return spki && pairId(spki) === id ? spki : undefined;
}
