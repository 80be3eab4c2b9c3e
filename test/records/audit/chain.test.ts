import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/problem.ts';
import { sealedUpTo } from '../../../src/model/dispatch-state.ts';
import type { AuditEntry, Checkpoint } from '../../../src/model/records.ts';
import type { Store, Table } from '../../../src/model/store.ts';
import {
  auditChain,
  checkpointHeader,
  openKeyring,
  readCheckpointHeader,
  verifyRecords,
} from '../../../src/records/audit/index.ts';
import { openSqlite } from '../../../src/records/sqlite/index.ts';
import { temporary } from '../../cli/_quarterdeck.ts';
import { dispatchOf, effectsOf, keep, NOW, openHouse, seal, sentDispatch, sha256, type House } from './_audit.ts';

async function rowsOf(store: Store): Promise<readonly (readonly AuditEntry[])[]> {
  const rows = await store.audit.list('chain', { limit: 1000 }, NOW);
  return rows.map(({ body }) => (body as { entries: readonly AuditEntry[] }).entries);
}

const entriesOf = async (store: Store): Promise<readonly AuditEntry[]> => (await rowsOf(store)).flat();

/** `entry: dispatch step`, in short. */
const shown = (entries: readonly AuditEntry[]): readonly string[] =>
  entries.map(({ seq, dispatch, step }) => `${seq}: ${Number(`0x${dispatch.slice(-8)}`)} ${step}`);

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof UserError) return `${error.code}: ${error.message}`;
  throw new Error('it was not refused', { cause: error });
}

describe('the audit chain', () => {
  it('holds the steps of dispatches in their order, each with the hash of the one before', async () => {
    const { store, chain, effects } = await openHouse();
    const [first, second] = [sentDispatch(1), sentDispatch(2)];
    await chain.append([first, second]);
    const entries = await entriesOf(store);
    expect(shown(entries)).toEqual(['1: 1 1', '2: 1 2', '3: 1 3', '4: 2 1', '5: 2 2', '6: 2 3']);
    expect(entries.map(({ digest, state, at }) => ({ digest, state, at }))).toEqual(
      [...first.pending, ...second.pending].map(({ digest, state, at }) => ({ digest, state, at })),
    );
    let prev = '0'.repeat(64);
    for (const { hash, ...content } of entries) {
      expect(content.prev).toBe(prev);
      expect(hash).toBe(sha256(JSON.stringify(content)));
      prev = hash;
    }
    expect(effects.steps).toEqual(['chain-appended']);
  });

  it('goes on from what is there, also in another process', async () => {
    const path = join(temporary(), 'records.sqlite');
    const house = await openHouse(path);
    await house.chain.append([sentDispatch(1)]);
    await house.store.close();
    const again = await openHouse(path);
    await again.chain.append([sentDispatch(2)]);
    expect(shown(await entriesOf(again.store))).toHaveLength(6);
    await again.store.close();
  });

  it('adds nothing for dispatches without steps that wait', async () => {
    const { store, chain, effects } = await openHouse();
    await chain.append([]);
    await chain.append([{ ...sentDispatch(1), pending: [] }]);
    expect(await entriesOf(store)).toEqual([]);
    expect(effects.steps).toEqual([]);
  });

  it('does not add again what it has just seen: by itself, after a crash before the clearing, in one call', async () => {
    const { store, chain, keyring, effects } = await openHouse();
    const [first, second] = [sentDispatch(1), sentDispatch(2)];
    await chain.append([first, first]);
    await chain.append([first]);
    await auditChain({ store, keyring, effects }).append([first, second]);
    expect(shown(await entriesOf(store))).toEqual(['1: 1 1', '2: 1 2', '3: 1 3', '4: 2 1', '5: 2 2', '6: 2 3']);
  });

  it('adds what is left of a dispatch when a part was cleared', async () => {
    const { store, chain } = await openHouse();
    await chain.append([dispatchOf(1)]);
    await chain.append([sealedUpTo(sentDispatch(1), 1)]);
    expect(shown(await entriesOf(store))).toEqual(['1: 1 1', '2: 1 2', '3: 1 3']);
  });

  it('is written in rows of at most 200 entries', async () => {
    const { store, chain, effects } = await openHouse();
    await chain.append(Array.from({ length: 150 }, (_, index) => sentDispatch(index)));
    expect((await rowsOf(store)).map(({ length }) => length)).toEqual([200, 200, 50]);
    expect(effects.steps).toEqual(['chain-appended', 'chain-appended', 'chain-appended']);
    expect((await entriesOf(store)).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 450 }, (_, index) => index + 1),
    );
  });

  it('is one without gaps when two workers add to it at once', async () => {
    const path = join(temporary(), 'records.sqlite');
    const [one, two] = [await openHouse(path), await openHouse(path)];
    const numbers = Array.from({ length: 12 }, (_, index) => index);
    await Promise.all(
      numbers.flatMap((number) => {
        const [mine, theirs] = [sentDispatch(number), sentDispatch(100 + number)];
        // Both have the last one: each worker found it with steps that wait.
        const shared = sentDispatch(1000);
        return [one.chain.append([mine, shared]), two.chain.append([theirs, shared])];
      }),
    );
    for (const number of [...numbers, ...numbers.map((other) => 100 + other), 1000])
      await keep(one.store, { ...sentDispatch(number), pending: [] }, number);
    const { entries, faults } = await verifyRecords(one);
    expect(faults).toEqual([]);
    expect(entries).toBeGreaterThanOrEqual(75);
    await Promise.all([one.store.close(), two.store.close()]);
  });

  it('gives up when others are faster for ever', async () => {
    const { store, keyring, effects } = await openHouse();
    const audit: Table = { ...store.audit, put: async () => undefined };
    const chain = auditChain({ store: { audit }, keyring, effects });
    expect(await codeOf(chain.append([sentDispatch(1)]))).toBe(
      'chain-busy: other workers kept adding to the audit chain; what waits is added the next time',
    );
  });

  it('reads its end again after a write of which it did not hear', async () => {
    const { store, keyring, effects } = await openHouse();
    let isLost = true;
    const put: Table['put'] = async (...row) => {
      const version = await store.audit.put(...row);
      if (isLost) throw new Error('the connection broke');
      return version;
    };
    const chain = auditChain({ store: { audit: { ...store.audit, put } }, keyring, effects });
    await expect(chain.append([sentDispatch(1)])).rejects.toThrow('the connection broke');
    isLost = false;
    await chain.append([sentDispatch(1), sentDispatch(2)]);
    expect(shown(await entriesOf(store))).toEqual(['1: 1 1', '2: 1 2', '3: 1 3', '4: 2 1', '5: 2 2', '6: 2 3']);
  });

  it('is not gone on with when its end cannot be read', async () => {
    const { store, chain } = await openHouse();
    await store.audit.put({ partition: 'chain', sort: '000000000001', body: { entries: [] } }, 0, NOW);
    expect(await codeOf(chain.append([sentDispatch(1)]))).toBe(
      'chain-broken: the audit chain’s record at 1 cannot be read; `quarterdeck verify` tells what is wrong',
    );
  });
});

describe('a checkpoint', () => {
  it('is signed over the head, once, and kept with the public key', async () => {
    const house = await openHouse();
    const { store, chain, keyring, effects } = house;
    expect(await chain.latest()).toBeUndefined();
    await seal(house, 1, 2);
    const made = await chain.checkpoint();
    const [key = ''] = keyring.ids('audit');
    expect(made).toMatchObject({ count: 6, head: (await entriesOf(store)).at(-1)?.hash, key });
    expect(await chain.checkpoint()).toEqual(made);
    expect(await chain.latest()).toEqual(made);
    expect(effects.steps.filter((step) => step === 'checkpoint-signed')).toHaveLength(1);
    const kept = await store.audit.list('keys', { limit: 9 }, NOW);
    expect(kept.map(({ sort }) => sort)).toEqual([key]);
    await seal(house, 3, 3);
    expect((await chain.checkpoint()).count).toBe(9);
    const all = await store.audit.list('checkpoints', { limit: 9 }, NOW);
    expect(all.map(({ sort }) => sort)).toEqual(['000000000006', '000000000009']);
  });

  it('can be signed over nothing yet', async () => {
    const { chain } = await openHouse();
    expect(await chain.checkpoint()).toMatchObject({ count: 0, head: '0'.repeat(64) });
  });

  it('is the same for two workers who sign the same head', async () => {
    const house = await openHouse();
    await seal(house, 1, 1);
    const other = auditChain(house);
    const [one, two] = await Promise.all([house.chain.checkpoint(), other.checkpoint()]);
    expect(two).toEqual(one);
    expect((await verifyRecords(house)).faults).toEqual([]);
  });

  it('holds after a rotation, under the key that signed it', async () => {
    const { store, effects } = await openHouse();
    const keyring = await openKeyring(temporary(), effectsOf('rotated'));
    const house = { store, effects, keyring, chain: auditChain({ store, effects, keyring }) };
    await seal(house, 1, 1);
    const before = await house.chain.checkpoint();
    const made = await house.keyring.rotate('audit');
    expect(await house.chain.latest()).toEqual(before);
    await seal(house, 2, 2);
    expect((await house.chain.checkpoint()).key).toBe(made);
    expect((await verifyRecords(house)).faults).toEqual([]);
  });

  it.each<[string, (house: House) => Promise<void>, string]>([
    [
      'was cut off',
      (house) => removed(house, 'chain', '000000000004'),
      'the audit chain (3 entries) is not the one that checkpoint 6 was signed over',
    ],
    ['was replaced', replaced, 'the audit chain (6 entries) is not the one that checkpoint 6 was signed over'],
  ])('is not signed over a chain that %s', async (_, change, says) => {
    const house = await openHouse();
    await seal(house, 1, 2);
    await house.chain.checkpoint();
    await change(house);
    expect(await codeOf(auditChain(house).checkpoint())).toBe(
      `chain-broken: ${says}; \`quarterdeck verify\` tells what is wrong`,
    );
  });

  it('does not take the place of one that nobody of us signed', async () => {
    const house = await openHouse();
    await seal(house, 1, 1);
    const forged = { count: 3, head: 'f'.repeat(64), at: NOW, key: '0123456789abcdef', signature: 'x' };
    await house.store.audit.put({ partition: 'checkpoints', sort: '000000000003', body: forged }, 0, NOW);
    expect(await house.chain.latest()).toBeUndefined();
    expect(await codeOf(house.chain.checkpoint())).toContain('checkpoint 3 is on record already');
  });
});

async function removed({ store }: House, partition: string, sort: string): Promise<void> {
  const row = await store.audit.get({ partition, sort }, NOW);
  await store.audit.remove({ partition, sort }, row?.version ?? 0);
}

/** The second dispatch's entries make room for a third's, in a chain that holds in itself. */
async function replaced(house: House): Promise<void> {
  await removed(house, 'chain', '000000000004');
  await auditChain(house).append([sentDispatch(3)]);
}

describe('a checkpoint in a header', () => {
  const checkpoint: Checkpoint = {
    count: 123_456,
    head: sha256('head'),
    at: NOW,
    key: '0123456789abcdef',
    signature: generateKeyPairSync('ed25519')
      .publicKey.export({ format: 'der', type: 'spki' })
      .toString('base64url')
      .padEnd(86, 'A')
      .slice(0, 86),
  };
  const header = checkpointHeader(checkpoint);

  it('is read back, folded or not', () => {
    expect(header).toMatch(/^[\x20-\x7e]{1,399}$/);
    expect(readCheckpointHeader(header)).toEqual(checkpoint);
    expect(readCheckpointHeader(` ${header.replaceAll('; ', ';\r\n\t')}\r\n`)).toEqual(checkpoint);
  });

  it.each([
    ['nothing', ''],
    ['half of it', header.slice(0, 120)],
    ['more than it', `${header}; more=1`],
    ['another order', header.split('; ').toReversed().join('; ')],
    ['a count that is none', header.replace('count=1', 'count=-1')],
    ['something endless', `${' '.repeat(1000)}${header}`],
  ])('is none when it is %s', (_, text) => {
    expect(readCheckpointHeader(text)).toBeUndefined();
  });
});

it('a store that is opened again sees the same chain', async () => {
  const path = join(temporary(), 'records.sqlite');
  const house = await openHouse(path);
  await seal(house, 1, 1);
  const made = await house.chain.checkpoint();
  await house.store.close();
  const store = await openSqlite(path);
  expect(await auditChain({ ...house, store }).latest()).toEqual(made);
  await store.close();
});
