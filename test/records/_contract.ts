import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import { accept, claim } from '../../src/model/dispatch-state.ts';
import type { Feedback } from '../../src/model/feedback.ts';
import type { Store } from '../../src/model/store.ts';
import { idempotency } from '../../src/records/idempotency.ts';
import { rateLimits } from '../../src/records/limits.ts';
import { linkRecords } from '../../src/records/links.ts';
import { seenFeedback } from '../../src/records/seen-feedback.ts';
import { senderRecords } from '../../src/records/senders.ts';
import { suppressionList } from '../../src/records/suppression.ts';
import { taskRecords } from '../../src/records/tasks.ts';
import { attempts, sends, sessions, tickets, views } from './_contract-access.ts';
import { dispatches, listed } from './_contract-dispatches.ts';
import { dispatchOf, HOUR, NOW } from './_dispatch.ts';
import { effects, many, must, own, ownId, type Effort } from './_own.ts';

/*
 * What src/model/records.ts promises, over any store. One store serves all tests of a suite; each keeps to dispatches,
 * keys and names of its own.
 */

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
    describe('sessions', () => {
      sessions(of, effort);
    });
    describe('tickets', () => {
      tickets(of, effort);
    });
    describe('readings of reports', () => {
      views(of, effort);
    });
    describe('sends', () => {
      sends(of, effort);
    });
    describe('limits of tries', () => {
      attempts(of, effort);
    });
  });
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
    const sent = must(accept(sending, { outcome: 'accepted', receipt: 'ses-1' }, NOW));
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
    expect(await seen().has(one, NOW)).toBe(false);
    const first = await many(5, () => seen().first(one, NOW));
    expect(first.filter(Boolean)).toHaveLength(1);
    expect(await seen().has(one, NOW)).toBe(true);
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
