import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { observe, sealedUpTo } from '../../../src/model/dispatch-state.ts';
import type { Table } from '../../../src/model/store.ts';
import { auditChain, openKeyring, readCheckpointHeader, verifyRecords } from '../../../src/records/audit/index.ts';
import { checkpointHeader } from '../../../src/records/audit/checkpoints.ts';
import { openDriver } from '../../../src/records/sqlite/open-driver.ts';
import { temporary } from '../../cli/_quarterdeck.ts';
import { dispatchOf, effectsOf, keep, NOW, openHouse, seal, sentDispatch } from './_audit.ts';
import { placeOf, remove, sealedHouse, write } from './_tampered.ts';

describe('records in which nothing was changed', () => {
  it('have no faults, when there is nothing and when there is much', async () => {
    const house = await openHouse();
    expect(await verifyRecords(house)).toEqual({ entries: 0, faults: [] });
    await seal(house, 1, 120);
    const checkpoint = await house.chain.checkpoint();
    expect(await verifyRecords(house, [checkpoint, checkpoint])).toEqual({ entries: 360, faults: [] });
  });

  it('agree with the checkpoint of an audit copy', async () => {
    const house = await sealedHouse();
    const copies = house.checkpoints.flatMap((one) => readCheckpointHeader(checkpointHeader(one)) ?? []);
    expect(copies).toHaveLength(2);
    expect(await verifyRecords(house, copies)).toEqual({ entries: 12, faults: [] });
  });

  it('have none while others send', async () => {
    const house = await openHouse();
    await seal(house, 1, 2);
    await house.chain.checkpoint();
    let isFirst = true;
    const scan: Table['scan'] = async (next) => {
      // The chain was read already: now dispatch 2 takes a step, and another comes and goes.
      if (isFirst) {
        isFirst = false;
        const heard = { kind: 'delivered', recipients: [], at: NOW + 30 } as const;
        const later = observe({ ...sentDispatch(2), pending: [] }, heard, NOW + 30);
        if (!later) throw new Error('it takes the step');
        await keep(house.store, later, 2);
        await house.chain.append([later]);
        await keep(house.store, sealedUpTo(later, later.step), 2);
        await seal(house, 3, 3);
        await house.chain.checkpoint();
      }
      return house.store.audit.scan(next);
    };
    const store = { ...house.store, audit: { ...house.store.audit, scan } };
    expect(await verifyRecords({ ...house, store })).toEqual({ entries: 10, faults: [] });
  });

  it('have none when a dispatch takes a step between two looks at it', async () => {
    const house = await openHouse();
    await seal(house, 1, 1);
    const chain = auditChain(house);
    let looks = 0;
    const later = observe(
      { ...sentDispatch(1), pending: [] },
      { kind: 'delivered', recipients: [], at: NOW + 30 },
      NOW + 30,
    );
    const get: Table['get'] = async (key, now) => {
      const row = await house.store.audit.get(key, now);
      looks += 1;
      // What was read is old by the time the chain is read on.
      if (looks === 1 && later) {
        await keep(house.store, later, 1);
        await chain.append([later]);
        await keep(house.store, sealedUpTo(later, later.step), 1);
      }
      return row;
    };
    // The scan sees none of it, so it is looked at again.
    const scan: Table['scan'] = async () => ({ rows: [] });
    const store = { ...house.store, audit: { ...house.store.audit, get, scan } };
    expect(await verifyRecords({ ...house, store })).toEqual({ entries: 4, faults: [] });
    expect(looks).toBe(3);
  });
});

describe('the key of a checkpoint', () => {
  it('on another machine is trusted when it is named', async () => {
    const { store, checkpoints, keyring } = await sealedHouse();
    const [key = ''] = keyring.ids('audit');
    const other = await openKeyring(temporary(), effectsOf('another machine'));
    const says = `it was signed by the key ${key}, which is not in the keyring; name it with --key when you know it`;
    expect((await verifyRecords({ store, keyring: other })).faults).toEqual([
      { kind: 'signature', record: 'checkpoint 6', says },
      { kind: 'signature', record: 'checkpoint 12', says },
    ]);
    expect(other.ids('audit')).toEqual([]);
    expect(await verifyRecords({ store, keyring: other, pinned: [key] }, checkpoints)).toEqual({
      entries: 12,
      faults: [],
    });
  });

  it('is none when what is kept under its name is another', async () => {
    const house = await sealedHouse();
    const [key = ''] = house.keyring.ids('audit');
    const foreign = await openKeyring(temporary(), effectsOf('foreign'));
    const { key: other } = foreign.sign('audit', () => '');
    const spki = Buffer.from(foreign.publicKey('audit', other) ?? []).toString('base64');
    await write(house, { partition: 'keys', sort: key, body: { id: key, public: spki } });
    const { faults } = await verifyRecords({ store: house.store, keyring: foreign, pinned: [key] });
    expect(faults.map(({ kind }) => kind)).toEqual(['signature', 'signature']);
    await remove(house, 'keys', key);
    expect((await verifyRecords({ store: house.store, keyring: foreign, pinned: [key] })).faults).toEqual(faults);
  });
});

it.each([
  ['chain', placeOf(4), 'unreadable, entry 4'],
  ['checkpoints', placeOf(6), 'unreadable, checkpoint 6'],
  ['dispatches#2026-04', dispatchOf(2).id, `unreadable, dispatch ${dispatchOf(2).id}`],
])('a byte of %s that breaks its JSON hides nothing else', async (partition, sort, found) => {
  const path = join(temporary(), 'records.sqlite');
  const house = await openHouse(path);
  await seal(house, 1, 2);
  await house.chain.checkpoint();
  await house.store.close();
  const database = await openDriver(path);
  const sql = "UPDATE audit SET body = '}' || substr(body, 2) WHERE partition = ? AND sort = ? RETURNING version";
  expect(database.prepare(sql).all([partition, sort])).toHaveLength(1);
  database.close();
  const again = await openHouse(path);
  const { faults } = await verifyRecords(again);
  expect(faults.map(({ kind, record }) => `${kind}, ${record}`)).toEqual([found]);
  await again.store.close();
});
