import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import type { Dispatch } from '../../src/model/dispatch.ts';
import { accept, claim, end, fail, raise, sealedUpTo } from '../../src/model/dispatch-state.ts';
import type { Feedback } from '../../src/model/feedback.ts';
import type { DispatchRecords, Kept } from '../../src/model/records.ts';
import type { Store } from '../../src/model/store.ts';
import { dispatchRecords } from '../../src/records/dispatches.ts';
import { idempotency } from '../../src/records/idempotency.ts';
import { rateLimits } from '../../src/records/limits.ts';
import { linkRecords } from '../../src/records/links.ts';
import { seenFeedback } from '../../src/records/seen-feedback.ts';
import { senderRecords } from '../../src/records/senders.ts';
import { suppressionList } from '../../src/records/suppression.ts';
import { taskRecords } from '../../src/records/tasks.ts';
import { dispatchOf, HOUR, MESSAGE, NOW } from './_dispatch.ts';
import { stepped, steps } from './_steps.ts';

/*
 * What src/model/records.ts promises, over any store. One store serves all tests of a suite; each keeps to dispatches,
 * keys and names of its own.
 */

const clock = { now: NOW };
const reached: string[] = [];
const effects = {
  now: () => clock.now,
  step: (name: string) => {
    reached.push(name);
  },
};

let made = 0;
/** A name that no other test has. */
const own = (): string => `n${(made += 1)}`;
/** An id of a month, 2026-11 when nothing else is said. */
const ownId = (month = '202611'): string => `${month}22T090000Z-cfo-${(made += 1).toString(16).padStart(8, '0')}`;
const many = <T>(count: number, one: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => one(index)));

/** How many come at once to one row, how often properties run, and pages of how many are read. */
export interface Effort {
  readonly crowd: number;
  readonly runs: number;
  readonly pages: readonly number[];
}

export function recordsContract(name: string, open: () => Promise<Store>, effort: Effort): void {
  describe(`over ${name}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());
    const of = (): Store => store;

    describe('dispatches', () => {
      dispatches(of, effort);
    });
    describe('lists of dispatches', () => {
      listed(of, effort);
    });
    describe('tasks', () => {
      tasks(of);
    });
    describe('suppression', () => {
      suppression(of);
    });
    describe('idempotency', () => {
      once(of, effort);
    });
    describe('feedback', () => {
      feedbackSeen(of);
    });
    describe('limits', () => {
      limits(of, effort);
    });
    describe('senders', () => {
      senders(of, effort);
    });
    describe('magic links', () => {
      links(of, effort);
    });
  });
}

const accepted = { outcome: 'accepted', receipt: 'ses-1' } as const;
const refused = { class: 'permanent', code: 'refused', message: 'the server refused it' } as const;
const lost = { class: 'unknown', code: 'reset', message: 'the connection was reset' } as const;

/** A step that must apply. */
function must(dispatch: Dispatch | undefined): Dispatch {
  if (!dispatch) throw new Error('the step does not apply');
  return dispatch;
}

function dispatches(of: () => Store, { crowd, runs }: Effort): void {
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

function listed(of: () => Store, { pages }: Effort): void {
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

function tasks(of: () => Store): void {
  const addresses = { now: (address: string) => `key:${sha256(address)}`, all: () => [] };
  const tasksOf = (dashboard: string): ReturnType<typeof taskRecords> =>
    taskRecords({ store: of(), dashboard, addresses, effects });

  it('show a dispatch without its readers’ addresses', async () => {
    const dashboard = own();
    const queued = dispatchOf();
    await tasksOf(dashboard).show(queued);
    expect(await tasksOf(dashboard).list({ limit: 10 })).toEqual({
      records: [
        {
          dashboard_id: dashboard,
          task_id: queued.id,
          report_type: 'cfo',
          generated_at: NOW,
          generation_ms: 120,
          recipients: [`key:${sha256('ann@example.com')}`],
          delivery_status: 'pending',
          retry_count: 0,
          token_subject: 'cli:ann',
          step: 1,
          updated_at: NOW,
        },
      ],
    });
  });

  it('show the latest step, in whichever order they are written', async () => {
    const dashboard = own();
    const queued = dispatchOf();
    const sending = must(claim(queued, 'w', NOW, NOW + HOUR));
    const sent = must(accept(sending, accepted, NOW));
    await many(6, (index) => tasksOf(dashboard).show([sent, queued, sending][index % 3] ?? queued));
    await tasksOf(dashboard).show(queued);
    const { records: shown } = await tasksOf(dashboard).list({ limit: 10 });
    expect(shown).toMatchObject([{ step: 3, delivery_status: 'sent', retry_count: 0 }]);
  });

  it('come the latest first, page by page, each dashboard’s own', async () => {
    const dashboard = own();
    const ids = [ownId(), ownId(), ownId()];
    for (const id of ids) await tasksOf(dashboard).show(dispatchOf({ id }));
    const first = await tasksOf(dashboard).list({ limit: 2 });
    const second = await tasksOf(dashboard).list({ limit: 2, cursor: first.cursor ?? '' });
    expect([...first.records, ...second.records].map(({ task_id: id }) => id)).toEqual(ids.toReversed());
    expect(second.cursor).toBeUndefined();
    expect(await tasksOf(own()).list({ limit: 2 })).toEqual({ records: [] });
    await expect(tasksOf(own()).list({ limit: 2, cursor: first.cursor ?? '' })).rejects.toThrow('cursor');
  });

  it('are made anew where they were spoilt', async () => {
    const dashboard = own();
    await of().dashboard.put({ partition: dashboard, sort: dispatchOf().id, body: 'spoilt' }, 0, NOW);
    expect((await tasksOf(dashboard).list({ limit: 1 })).unreadable).toHaveLength(1);
    await tasksOf(dashboard).show(dispatchOf());
    expect(await tasksOf(dashboard).list({ limit: 1 })).toMatchObject({ records: [{ step: 1 }] });
  });
}

function suppression(of: () => Store): void {
  const list = (): ReturnType<typeof suppressionList> => suppressionList(of(), effects);
  const at = NOW;

  it('holds an address however it is written', async () => {
    const name = own();
    await list().add({ address: `${name.toUpperCase()}@Bücher.DE`, reason: 'bounced', at });
    expect(await list().find(`${name}@xn--bcher-kva.de`)).toMatchObject({ reason: 'bounced' });
    expect(await list().find(`${name}@bücher.de`, 'weekly')).toMatchObject({ reason: 'bounced' });
    expect(await list().find(`${name}x@bücher.de`)).toBeUndefined();
  });

  it('of one list holds there alone', async () => {
    const address = `${own()}@example.com`;
    await list().add({ address, list: 'weekly', reason: 'unsubscribed', at });
    expect(await list().find(address, 'weekly')).toMatchObject({ reason: 'unsubscribed', list: 'weekly' });
    expect([await list().find(address, 'daily'), await list().find(address)]).toEqual([undefined, undefined]);
  });

  it('of everything goes before that of a list', async () => {
    const address = `${own()}@example.com`;
    await list().add({ address, list: 'weekly', reason: 'by-hand', at });
    await list().add({ address, reason: 'complained', at: at + 1 });
    expect(await list().find(address, 'weekly')).toMatchObject({ reason: 'complained' });
    expect(await list().remove(address)).toBe(true);
    expect(await list().find(address, 'weekly')).toMatchObject({ reason: 'by-hand' });
  });

  it('keeps the first reason, and whoever is taken off gets mail again', async () => {
    const address = `${own()}@example.com`;
    await list().add({ address, reason: 'bounced', at, detail: '550 no such user' });
    await list().add({ address, reason: 'complained', at: at + 1 });
    expect(await list().find(address)).toEqual({ address, reason: 'bounced', at, detail: '550 no such user' });
    expect([await list().remove(address, 'weekly'), await list().remove(address)]).toEqual([false, true]);
    expect([await list().find(address), await list().remove(address)]).toEqual([undefined, false]);
  });

  it('is listed by address; an entry that cannot be read is named without its address', async () => {
    const row = { partition: 'suppression', sort: 'carla@example.com#', body: {} };
    await of().audit.put(row, 0, NOW);
    const pages = [await list().list({ limit: 2 })];
    for (let cursor = pages[0]?.cursor; cursor !== undefined; cursor = pages.at(-1)?.cursor)
      pages.push(await list().list({ limit: 2, cursor }));
    const addresses = pages.flatMap(({ records }) => records.map(({ address }) => address));
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses.length).toBeGreaterThan(2);
    expect(pages.flatMap(({ unreadable = [] }) => unreadable)).toEqual(['suppression / c…@example.com#']);
    await expect(list().find('carla@example.com')).rejects.not.toThrow('carla');
    await of().audit.remove(row, 1);
  });
}

function once(of: () => Store, { crowd }: Effort): void {
  const keys = (): ReturnType<typeof idempotency> => idempotency(of(), effects);

  it('gives a key to one of many who take it at once', async () => {
    const key = own();
    const holders = await many(crowd, (index) => keys().take(key, `dispatch-${index}`, NOW, NOW + HOUR));
    expect(new Set(holders).size).toBe(1);
    expect(holders[0]).toMatch(/^dispatch-\d+$/);
  });

  it('gives it to the same one again, and to another after the window', async () => {
    const key = own();
    expect(await keys().take(key, 'a', NOW, NOW + HOUR)).toBe('a');
    expect(await keys().take(key, 'a', NOW + 1, NOW + HOUR)).toBe('a');
    expect(await keys().take(key, 'b', NOW + HOUR - 1, NOW + 2 * HOUR)).toBe('a');
    expect(await keys().take(key, 'b', NOW + HOUR, NOW + 2 * HOUR)).toBe('b');
    expect(await keys().take(key, 'a', NOW + HOUR, NOW + 2 * HOUR)).toBe('b');
  });

  it('takes it back from who has it, and from nobody else', async () => {
    const key = own();
    await keys().take(key, 'a', NOW, NOW + HOUR);
    await keys().release(key, 'b');
    expect(await keys().take(key, 'b', NOW, NOW + HOUR)).toBe('a');
    await keys().release(key, 'a');
    await keys().release(key, 'a');
    expect(await keys().take(key, 'b', NOW, NOW + HOUR)).toBe('b');
  });

  it('keeps nobody out where there is no window', async () => {
    const key = own();
    expect([await keys().take(key, 'a', NOW, NOW), await keys().take(key, 'b', NOW, NOW)]).toEqual(['a', 'b']);
  });

  it('lets nothing be sent where a key cannot be read', async () => {
    const key = own();
    await of().auth.put({ partition: `once#${key}`, sort: 'dispatch', body: 7, expires: NOW + HOUR }, 0, NOW);
    await expect(keys().take(key, 'a', NOW, NOW + HOUR)).rejects.toMatchObject({ code: 'record-unreadable' });
  });
}

function feedbackSeen(of: () => Store): void {
  const seen = (): ReturnType<typeof seenFeedback> => seenFeedback(of());
  const event = (more: Partial<Feedback> = {}): Feedback => ({
    id: own(),
    kind: 'delivered',
    recipients: [{ address: 'ann@example.com' }],
    at: NOW,
    ...more,
  });
  const parkedOf = async (receipt: string, now = NOW): Promise<Feedback[]> => {
    const taken: Feedback[] = [];
    await seen().takeParked(receipt, now, async (one) => taken.push(one));
    return taken;
  };

  it('knows the first time of an event from the others', async () => {
    const one = event({ id: `${own()} ${'long'.repeat(400)}` });
    const first = await many(5, () => seen().first(one, NOW));
    expect(first.filter(Boolean)).toHaveLength(1);
    expect(await seen().first(event(), NOW)).toBe(true);
    expect(await seen().first(one, NOW + 91 * 24 * HOUR)).toBe(true);
  });

  it('keeps what came too early until its receipt is known', async () => {
    const receipt = own();
    const [later, sooner] = [event({ receipt, at: NOW + 1, detail: 'a', attempt: 1 }), event({ receipt, at: NOW })];
    for (const one of [later, sooner, later, event({ receipt: own() })]) await seen().park(one, NOW);
    expect(await parkedOf(receipt)).toEqual([sooner, later]);
    expect(await parkedOf(receipt)).toEqual([]);
  });

  it('keeps an event that could not be applied, and those behind it', async () => {
    const receipt = own();
    await seen().park(event({ receipt, id: `a${receipt}` }), NOW);
    await seen().park(event({ receipt, id: `b${receipt}`, at: NOW + 1 }), NOW);
    const crash = seen().takeParked(receipt, NOW, () => Promise.reject(new Error('crashed')));
    await expect(crash).rejects.toThrow('crashed');
    expect(await parkedOf(receipt)).toHaveLength(2);
  });

  it('keeps none that can wait for nothing, and none for ever', async () => {
    await expect(seen().park(event(), NOW)).rejects.toThrow('receipt');
    const receipt = own();
    await seen().park(event({ receipt }), NOW);
    expect(await parkedOf(receipt, NOW + 91 * 24 * HOUR)).toEqual([]);
  });
}

function limits(of: () => Store, { crowd }: Effort): void {
  const limit = (): ReturnType<typeof rateLimits> => rateLimits(of(), effects);

  it('give many who take at once no more than there is', async () => {
    const name = own();
    const taken = await many(crowd, () => limit().take(name, 3, crowd, NOW));
    expect(taken.map((one) => one.taken).reduce((sum, one) => sum + one, 0)).toBe(crowd);
  });

  it('fill the rate again as time goes by', async () => {
    const name = own();
    const take = async (wanted: number, now: number): Promise<number> =>
      (await limit().take(name, wanted, 4, now)).taken;
    expect([await take(3, NOW), await take(3, NOW), await take(3, NOW)]).toEqual([3, 1, 0]);
    expect([await take(3, NOW + 249), await take(3, NOW + 250)]).toEqual([0, 1]);
    expect([await take(9, NOW + HOUR), await take(9, NOW + HOUR)]).toEqual([4, 0]);
    expect(await limit().take(name, 1, 4, NOW + HOUR)).toEqual({ taken: 0, askAt: NOW + HOUR + 250 });
  });

  it('count recipients up to the cap of a day, and not one more', async () => {
    const [name, day] = [own(), '2026-11-22'];
    // As many as fit, two that do not, and two recipients are left.
    const cap = 3 * (crowd - 2) + 2;
    const fits = await many(crowd, () => limit().count(name, day, 3, cap));
    expect(fits.filter(Boolean)).toHaveLength(crowd - 2);
    expect([await limit().count(name, day, 3, cap), await limit().count(name, day, 2, cap)]).toEqual([false, true]);
    expect(await limit().count(name, day, 1, cap)).toBe(false);
    expect(await limit().count(name, '2026-11-23', cap, cap)).toBe(true);
  });

  it('pause for a reason, and resume', async () => {
    const name = own();
    expect([await limit().paused(name), await limit().resume(name)]).toEqual([undefined, false]);
    await limit().pause(name, 'the account is suspended', NOW);
    await limit().pause(name, 'sending is paused', NOW + 1);
    await limit().pause(name, 'said too late', NOW);
    expect(await limit().paused(name)).toEqual({ reason: 'sending is paused', at: NOW + 1 });
    expect([await limit().resume(name), await limit().paused(name)]).toEqual([true, undefined]);
  });
}

function senders(of: () => Store, { crowd }: Effort): void {
  const of30 = (): ReturnType<typeof senderRecords> => senderRecords(of(), effects);

  it('are judged by the last thirty days', async () => {
    const sender = `${own()}@shop.example`;
    for (const day of ['2026-10-23', '2026-10-24', '2026-11-22', '2026-11-23']) await of30().sent(sender, 10, day);
    await of30().heard(sender, 'bounced', '2026-10-23');
    await of30().heard(sender, 'bounced', '2026-10-24');
    await of30().heard(sender.toUpperCase(), 'complained', '2026-11-22');
    expect(await of30().standing(sender, '2026-11-22')).toEqual({ sent: 20, bounced: 1, complained: 1 });
    expect(await of30().standing(own(), '2026-11-22')).toEqual({ sent: 0, bounced: 0, complained: 0 });
  });

  it('are counted by many at once', async () => {
    const sender = `${own()}@shop.example`;
    await many(crowd, () => of30().sent(sender, 2, '2026-11-22'));
    expect(await of30().standing(sender, '2026-11-22')).toMatchObject({ sent: 2 * crowd });
  });
}

function links(of: () => Store, { crowd }: Effort): void {
  const records = (): ReturnType<typeof linkRecords> => linkRecords(of(), effects);
  const browser = sha256('browser');
  const added = async (): Promise<Parameters<ReturnType<typeof linkRecords>['add']>[0]> => {
    const link = {
      hash: sha256(own()),
      address: 'ann@example.com',
      role: 'cfo',
      browser,
      created: NOW,
      expires: NOW + HOUR,
    };
    await records().add(link);
    return link;
  };

  it('let one in, however many come at once', async () => {
    const link = await added();
    const used = await many(crowd, () => records().use(link.hash, browser, NOW + 1));
    expect(used.filter((one) => one !== undefined)).toEqual([link]);
    expect(await records().use(link.hash, browser, NOW + 1)).toBeUndefined();
  });

  it('let nobody in late, from another browser, or with another token', async () => {
    const link = await added();
    expect(await records().use(link.hash, browser, link.expires)).toBeUndefined();
    expect(await records().use(link.hash, sha256('another'), NOW)).toBeUndefined();
    expect(await records().use(sha256('no token'), browser, NOW)).toBeUndefined();
    expect(await records().use(link.hash, browser, NOW)).toEqual(link);
  });

  it('are never made twice', async () => {
    await expect(records().add(await added())).rejects.toThrow('twice');
  });
}
