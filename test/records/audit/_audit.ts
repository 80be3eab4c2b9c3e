import { createHash } from 'node:crypto';
import { accept, claim, queue } from '../../../src/model/dispatch-state.ts';
import type { Dispatch } from '../../../src/model/dispatch.ts';
import type { Store } from '../../../src/model/store.ts';
import { auditChain, openKeyring, type Keyring } from '../../../src/records/audit/index.ts';
import { makeKeys } from '../../../src/records/audit/key-material.ts';
import { openSqlite } from '../../../src/records/sqlite/index.ts';

export const NOW = Date.UTC(2026, 3, 30, 15);

/** A clock that goes on by a second a look, and randomness of a seed. */
export function effectsOf(seed: string, env: Readonly<Record<string, string>> = {}) {
  let [looks, drawn] = [0, 0];
  const steps: string[] = [];
  return {
    env,
    steps,
    now: () => NOW + 1000 * (looks += 1),
    step: (name: string) => void steps.push(name),
    randomBytes: (count: number) =>
      new Uint8Array(
        createHash('shake256', { outputLength: count })
          .update(`${seed} ${(drawn += 1)}`)
          .digest(),
      ),
  };
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const bytesOf = (number: number, head = ''): Uint8Array =>
  new TextEncoder().encode(`Subject: message ${number}\r\n${head}\r\nHello\r\n`);

/** The `number`th dispatch of a day, as it is after its first step; `head` are more lines of its message's head. */
export function dispatchOf(number: number, head = ''): Dispatch {
  const message = createHash('sha256').update(bytesOf(number, head)).digest('hex');
  const fresh = {
    id: `20260430T150000Z-cfo-${number.toString(16).padStart(8, '0')}`,
    batch: 'batch-1',
    report: 'cfo',
    period: '2026-04-30',
    snapshot: sha256('snapshot'),
    subject: `Report ${number}`,
    by: 'cli:ann',
    transport: 'outbox',
    from: 'reports@example.com',
    message,
    size: bytesOf(number, head).length,
    recipients: [{ address: `reader-${number}@example.com`, role: 'to' as const, state: 'queued' as const }],
    queued: NOW,
    generation: 12,
    notBefore: NOW,
    expires: NOW + 86_400_000,
  };
  return queue(fresh, NOW);
}

/** Sent: three steps, all of which wait for the chain. */
export function sentDispatch(number: number): Dispatch {
  const claimed = claim(dispatchOf(number), 'worker-1', NOW + 10, NOW + 60_000);
  const sent = claimed && accept(claimed, { outcome: 'accepted', receipt: `outbox/${number}.eml` }, NOW + 20);
  if (!sent) throw new Error('the state machine does not take these steps');
  return sent;
}

export const keyOf = (dispatch: Pick<Dispatch, 'id'>) => ({ partition: 'dispatches#2026-04', sort: dispatch.id });

/** Puts a dispatch on record as the store keeps it, with its bytes and its month. */
export async function keep(store: Store, dispatch: Dispatch, number: number, head = ''): Promise<void> {
  await store.blobs.put(dispatch.message, bytesOf(number, head));
  await store.audit.put({ partition: 'months', sort: '2026-04', body: { month: '2026-04' } }, 0, NOW);
  const there = await store.audit.get(keyOf(dispatch), NOW);
  await store.audit.put({ ...keyOf(dispatch), body: dispatch }, there?.version ?? 0, NOW);
}

export interface House {
  readonly store: Store;
  readonly keyring: Keyring;
  readonly effects: ReturnType<typeof effectsOf>;
  readonly chain: ReturnType<typeof auditChain>;
}

/** Records over SQLite, with keys from the environment. */
export async function openHouse(path = ':memory:'): Promise<House> {
  const keys = Buffer.from(JSON.stringify(makeKeys(effectsOf('keys')))).toString('base64');
  const effects = effectsOf('house', { QUARTERDECK_KEYS: keys });
  const store = await openSqlite(path);
  const keyring = await openKeyring('', effects);
  return { store, keyring, effects, chain: auditChain({ store, keyring, effects }) };
}

/** Dispatches `from` … `to`, sent, in the chain a row each, and nothing waiting. */
export async function seal({ store, chain }: House, from: number, to: number): Promise<void> {
  for (let number = from; number <= to; number += 1) {
    const sent = sentDispatch(number);
    await chain.append([sent]);
    await keep(store, { ...sent, pending: [] }, number);
  }
}
