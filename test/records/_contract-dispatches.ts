import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import type { Dispatch } from '../../src/model/dispatch.ts';
import { accept, claim, end, fail, raise, sealedUpTo } from '../../src/model/dispatch-state.ts';
import type { DispatchRecords, Kept } from '../../src/model/records.ts';
import type { Store } from '../../src/model/store.ts';
import { dispatchRecords } from '../../src/records/dispatches.ts';
import { dispatchOf, HOUR, MESSAGE, NOW } from './_dispatch.ts';
import { effects, many, must, own, ownId, type Effort } from './_own.ts';
import { stepped, steps } from './_steps.ts';

const refused = { class: 'permanent', code: 'refused', message: 'the server refused it' } as const;
const lost = { class: 'unknown', code: 'reset', message: 'the connection was reset' } as const;

export function dispatches(of: () => Store, { crowd, runs }: Effort): void {
  const records = (): DispatchRecords => dispatchRecords(of(), effects);
  const add = (more: Parameters<typeof dispatchOf>[0] = {}): Promise<Kept<Dispatch>> =>
    records().add(dispatchOf({ id: ownId(), ...more }), MESSAGE);

  it('are answered as they were added, with their bytes', async () => {
    const dispatch = dispatchOf({ id: ownId() });
    expect(await records().get(dispatch.id)).toBeUndefined();
    expect(await records().add(dispatch, MESSAGE)).toEqual({ record: dispatch, version: 1 });
    expect(await records().get(dispatch.id)).toEqual({ record: dispatch, version: 1 });
    expect(Buffer.from((await records().bytes(dispatch)) ?? [])).toEqual(MESSAGE);
  });

  it('freeze the bytes before they write the dispatch', async () => {
    const message = Buffer.from('another message');
    const dispatch = dispatchOf({ id: ownId(), message: sha256(message) });
    const crashing = { now: effects.now, step: (name: string) => expect.fail(name) };
    await expect(dispatchRecords(of(), crashing).add(dispatch, message)).rejects.toThrow('frozen');
    expect(await records().get(dispatch.id)).toBeUndefined();
    expect(Buffer.from((await records().bytes(dispatch)) ?? [])).toEqual(message);
  });

  it('stay as they are when one of that id is added again', async () => {
    const { record } = await add();
    const other = dispatchOf({ id: record.id, subject: 'Another' });
    expect((await records().add(other, MESSAGE)).record.subject).toBe('Cash');
    const ids = await many(2, async () => (await records().add(other, MESSAGE)).version);
    expect(ids).toEqual([1, 1]);
  });

  it.each(['', 'x', '20261122T090000Z-cfo-000000', '../etc/passwd'])('know none called %j', async (id) => {
    expect(await records().get(id)).toBeUndefined();
    expect(await records().change(id, (one) => one)).toBeUndefined();
  });

  it('are claimed by one of two workers', async () => {
    const kept = await add();
    const claims = await many(2, async (worker) => {
      const next = claim(kept.record, `worker-${worker}`, NOW, NOW + HOUR);
      return records().replace(kept, must(next));
    });
    expect(claims.filter((one) => one !== undefined)).toHaveLength(1);
    expect((await records().get(kept.record.id))?.record.attempts).toBe(1);
  });

  it('take every change of many who change them at once', async () => {
    const { record } = await add();
    await many(crowd, () => records().change(record.id, (one) => ({ ...one, generation: one.generation + 1 })));
    const expected = { record: { generation: record.generation + crowd }, version: 1 + crowd };
    expect(await records().get(record.id)).toMatchObject(expected);
  });

  it('are left alone by a change that does not apply', async () => {
    const kept = await add();
    expect(await records().change(kept.record.id, () => undefined)).toEqual(kept);
    expect(await records().get(kept.record.id)).toEqual(kept);
  });

  it('are found by the receipt of their provider, once they were accepted', async () => {
    const receipt = `ses ${own()} ${'long '.repeat(300)}`;
    const { record } = await add();
    expect(await records().byReceipt(receipt)).toBeUndefined();
    await records().change(record.id, (one) => claim(one, 'w', NOW, NOW + 1));
    await records().change(record.id, (one) => accept(one, { outcome: 'accepted', receipt }, NOW));
    expect(await records().byReceipt(receipt)).toBe(record.id);
  });

  it('are found by a receipt though the worker went down before it could write them', async () => {
    const receipt = `ses ${own()}`;
    const { record } = await add();
    const claimed = await records().change(record.id, (one) => claim(one, 'w', NOW, NOW + 1));
    const crashing = { now: effects.now, step: (name: string) => expect.fail(name) };
    const next = must(accept(must(claimed?.record), { outcome: 'accepted', receipt }, NOW));
    const write = dispatchRecords(of(), crashing).replace({ record: must(claimed?.record), version: 2 }, next);
    await expect(write).rejects.toThrow('receipt-noted');
    expect((await records().get(record.id))?.record.state).toBe('sending');
    expect(await records().byReceipt(receipt)).toBe(record.id);
  });

  it('are due when their state says so', async () => {
    const at = NOW - 1000 * HOUR;
    const due = async (dispatch: Dispatch, until: number): Promise<boolean> =>
      (await records().due(until, 1000)).some(({ record }) => record.id === dispatch.id);
    const sealing = async ({ id }: Dispatch): Promise<boolean> =>
      (await records().unsealed(1000)).some(({ record }) => record.id === id);
    const { record: queued } = await add({ notBefore: at });
    const write = async (next: Dispatch | undefined): Promise<Dispatch> => {
      const kept = await records().change(queued.id, () => must(next));
      return must(kept?.record);
    };
    expect([await due(queued, at - 1), await due(queued, at)]).toEqual([false, true]);
    expect(await records().nextDue()).toBe(at);

    const sending = await write(claim(queued, 'w', at, at + 10));
    expect([await due(sending, at + 9), await due(sending, at + 10)]).toEqual([false, true]);
    const unknown = await write(fail(sending, 'w', lost, at + 1, at + 20));
    expect([await due(unknown, at + 19), await due(unknown, at + 20)]).toEqual([false, true]);
    expect(await sealing(unknown)).toBe(false);

    const raised = await write(raise(unknown, 'someone must look', at + 20));
    expect([await due(raised, NOW), await sealing(raised)]).toEqual([false, true]);
    const ended = await write(end(raised, refused, at + 30));
    expect([await due(ended, NOW), await sealing(ended)]).toEqual([false, true]);
    const half = await write(sealedUpTo(ended, 3));
    expect([half.pending.length, await sealing(half)]).toEqual([2, true]);
    const sealed = await write(sealedUpTo(ended, ended.step));
    expect([await due(sealed, NOW), await sealing(sealed)]).toEqual([false, false]);
  });

  it('are due the longest first, and no more than asked for', async () => {
    const [late, early] = [await add({ notBefore: 3 }), await add({ notBefore: 2 })];
    const ids = async (limit: number): Promise<string[]> =>
      (await records().due(3, limit)).map(({ record }) => record.id);
    expect(await ids(10)).toEqual([early.record.id, late.record.id]);
    expect(await ids(1)).toEqual([early.record.id]);
    for (const { record } of [late, early]) await records().change(record.id, (one) => end(one, refused, NOW));
  });

  it('that cannot be read are named, and hide no others', async () => {
    const bad = ownId('190001');
    const due = { queue: 'work', at: 0 };
    const row = { partition: 'dispatches#1900-01', sort: bad, body: { id: bad, state: 'queued' }, due };
    const { record: good } = await add({ id: ownId('190001'), notBefore: 1 });
    await of().audit.put(row, 0, NOW);
    const unreadable = {
      code: 'record-unreadable',
      message: expect.stringContaining(`dispatches#1900-01 / ${bad}`),
    };
    await expect(records().get(bad)).rejects.toMatchObject(unreadable);
    await expect(records().change(bad, (one) => one)).rejects.toMatchObject(unreadable);
    expect((await records().due(1, 1)).map(({ record }) => record.id)).toEqual([good.id]);
    expect(await records().nextDue()).toBe(1);
    const cursor = Buffer.from(JSON.stringify(['dispatches', '19000131T000000Z-x-00000000'])).toString('base64url');
    const page = await records().list({ limit: 10, cursor });
    expect(page.records.map(({ id }) => id)).toEqual([good.id]);
    expect(page.unreadable).toEqual([`dispatches#1900-01 / ${bad}`]);
    await of().audit.remove(row, 1);
  });

  it('are read back as they were after any steps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { maxLength: 12 }), async (sequence) => {
        let kept = await add();
        let at = NOW;
        for (const step of sequence) {
          at += 60_000;
          const next = stepped(kept.record, step, at);
          if (next) kept = (await records().replace(kept, next)) ?? expect.fail('another was faster');
          expect(await records().get(kept.record.id)).toEqual(kept);
          if (next) expect(kept.record).toEqual(next);
        }
        await of().audit.remove({ partition: 'dispatches#2026-11', sort: kept.record.id }, kept.version);
      }),
      { numRuns: runs },
    );
  });
}

export function listed(of: () => Store, { pages }: Effort): void {
  const records = (): DispatchRecords => dispatchRecords(of(), effects);
  const months = ['209803', '209901', '209902'];
  const ids: string[] = [];
  beforeAll(async () => {
    for (const month of months)
      for (let count = 0; count < 3; count += 1) {
        const id = ownId(month);
        ids.unshift(id);
        await records().add(dispatchOf({ id, notBefore: NOW + HOUR }), MESSAGE);
      }
  });
  const idsOf = (page: { readonly records: readonly Dispatch[] }): string[] => page.records.map(({ id }) => id);

  it('begin with the latest, over the months', async () => {
    expect(idsOf(await records().list({ limit: 9 }))).toEqual(ids);
    expect(idsOf(await records().list({ limit: 1 }))).toEqual(ids.slice(0, 1));
  });

  it.each(pages)('go on where the page of %i before ended, though others are added', async (limit) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    while (seen.length < ids.length) {
      const page = await records().list({ limit, ...(cursor !== undefined && { cursor }) });
      seen.push(...idsOf(page));
      cursor = page.cursor;
      expect(cursor).toMatch(/^[\w-]+$/);
      const added = await records().add(dispatchOf({ id: ownId('210001'), notBefore: NOW + HOUR }), MESSAGE);
      await of().audit.remove({ partition: 'dispatches#2100-01', sort: added.record.id }, 1);
    }
    expect(seen.slice(0, ids.length)).toEqual(ids);
  });

  it('end without a cursor', async () => {
    let cursor: string | undefined;
    let read = 0;
    do {
      ({ cursor } = await records().list({ limit: 500, ...(cursor !== undefined && { cursor }) }));
      read += 1;
    } while (cursor !== undefined);
    expect(read).toBe(1);
  });

  it.each(['', '?', 'bm9uZQ', Buffer.from('["tasks of shop","a"]').toString('base64url')])(
    'know no cursor %j',
    async (cursor) => {
      await expect(records().list({ limit: 1, cursor })).rejects.toMatchObject({ code: 'bad-cursor' });
    },
  );
}
