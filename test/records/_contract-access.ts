import { expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import type { Send } from '../../src/model/send.ts';
import type { Session, Ticket } from '../../src/model/session.ts';
import type { Store } from '../../src/model/store.ts';
import { attemptLimits } from '../../src/records/attempts.ts';
import { sendRecords } from '../../src/records/sends.ts';
import { sessionRecords, ticketRecords } from '../../src/records/sessions.ts';
import { viewRecords } from '../../src/records/views.ts';
import { HOUR, NOW } from './_dispatch.ts';
import { effects, many, own, type Effort } from './_own.ts';

/* Of src/model/records.ts what the bridge keeps: who is signed in, what was asked for, and how often. */

const DAY = 24 * HOUR;
const random = (): string => sha256(own()).slice(0, 32);
/** The same records, as they are at another time. */
const at = (now: number) => ({ ...effects, now: () => now });

export function sessions(of: () => Store, { crowd }: Effort): void {
  const records = (now = NOW): ReturnType<typeof sessionRecords> => sessionRecords(of(), at(now));
  const sessionOf = (user: string): Session => ({
    id: random(),
    user,
    refresh: sha256(own()),
    created: NOW,
    refreshed: NOW,
    expires: NOW + 30 * DAY,
  });
  const added = async (user = own()): Promise<Session> => {
    const session = sessionOf(user);
    await records().add(session);
    return session;
  };

  it('are written over the version alone that was read', async () => {
    const session = await added();
    const kept = await records().get(session.user, session.id);
    expect(kept?.record).toEqual(session);
    if (!kept) return;
    const turned = await many(crowd, (index) => records().replace(kept, { ...session, refresh: sha256(`${index}`) }));
    const [winner, ...others] = turned.filter((one) => one !== undefined);
    expect(others).toEqual([]);
    expect((await records().get(session.user, session.id))?.record).toEqual(winner?.record);
  });

  it('keep what they were made of and why they ended', async () => {
    const session = await added();
    const kept = await records().get(session.user, session.id);
    const next: Session = {
      ...session,
      before: session.refresh,
      salt: 'a'.repeat(43),
      refreshed: NOW + 1,
      ended: { at: NOW + 2, why: 'token-reused' },
    };
    expect(kept && (await records().replace(kept, next))?.record).toEqual(next);
    expect((await records().get(session.user, session.id))?.record).toEqual(next);
  });

  it('are each user’s own, all of them', async () => {
    const user = own();
    const mine = new Set((await many(crowd, () => added(user))).map(({ id }) => id));
    const other = await added(`${user}x`);
    expect(new Set((await records().of(user)).map(({ record }) => record.id))).toEqual(mine);
    expect(await records().get(user, other.id)).toBeUndefined();
    expect(await records().of(own())).toEqual([]);
  });

  it('are gone when their time is over', async () => {
    const { user, id, expires } = await added();
    expect(await records(expires - 1).get(user, id)).toBeDefined();
    expect(await records(expires).get(user, id)).toBeUndefined();
    expect(await records(expires).of(user)).toEqual([]);
  });

  it('are never made twice', async () => {
    await expect(records().add(await added())).rejects.toThrow('twice');
  });
}

export function tickets(of: () => Store, { crowd }: Effort): void {
  const records = (): ReturnType<typeof ticketRecords> => ticketRecords(of(), effects);
  const added = async (): Promise<Ticket> => {
    const ticket = { hash: sha256(own()), user: 'ann', session: random(), report: 'cfo', expires: NOW + HOUR };
    await records().add(ticket);
    return ticket;
  };

  it('let one in, however many come at once', async () => {
    const ticket = await added();
    const used = await many(crowd, () => records().use(ticket.hash, NOW + 1));
    expect(used.filter((one) => one !== undefined)).toEqual([ticket]);
    expect(await records().use(ticket.hash, NOW + 1)).toBeUndefined();
  });

  it('let nobody in late, or with another', async () => {
    const ticket = await added();
    expect(await records().use(ticket.hash, ticket.expires)).toBeUndefined();
    expect(await records().use(sha256('no ticket'), NOW)).toBeUndefined();
    expect(await records().use(ticket.hash, ticket.expires - 1)).toEqual(ticket);
  });

  it('are never made twice', async () => {
    await expect(records().add(await added())).rejects.toThrow('twice');
  });
}

let later = 0;

export function views(of: () => Store, { crowd, pages }: Effort): void {
  const records = (): ReturnType<typeof viewRecords> =>
    viewRecords(of(), { ...effects, randomBytes: (count) => Buffer.from(sha256(own()), 'hex').subarray(0, count) });
  const view = (by: string) => {
    later += 1;
    return { at: NOW + later, by, report: 'cfo', reader: 'ben@example.com', asOf: '2026-04-30', snapshot: 'abc' };
  };

  it.each(pages)('come the latest first, in pages of %i', async (limit) => {
    const added = Array.from({ length: 5 }, () => view('user:ann'));
    for (const one of added) await records().add(one);
    const seen: unknown[] = [];
    for (let cursor: string | undefined; seen.length < added.length;) {
      const page = await records().list({ limit, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.records);
      cursor = page.cursor;
      if (cursor === undefined) break;
    }
    expect(seen.slice(0, added.length)).toEqual(added.toReversed());
  });

  it('of one instant are all there, and stay', async () => {
    const by = own();
    const one = view(by);
    await many(crowd, () => records().add(one));
    const { records: found } = await records().list({ limit: 100 });
    expect(found.filter((each) => each.by === by)).toHaveLength(crowd);
  });
}

export function sends(of: () => Store, { crowd }: Effort): void {
  const records = (now = NOW): ReturnType<typeof sendRecords> => sendRecords(of(), at(now));
  const sendOf = (more: Partial<Send> = {}): Send => ({
    id: random(),
    by: 'user:ann',
    type: 'cfo',
    again: false,
    wish: sha256('a wish'),
    state: 'waiting',
    says: 'waiting',
    started: NOW,
    alive: NOW,
    dispatches: [],
    refused: [],
    ...more,
  });

  it('begin once', async () => {
    const send = sendOf();
    const begun = await many(crowd, (index) => records().add({ ...send, says: `${index}` }));
    expect(begun.filter(Boolean)).toHaveLength(1);
    expect((await records().get(send.id))?.says).toBe(`${begun.indexOf(true)}`);
  });

  it('change by many at once, and no change is lost', async () => {
    const send = sendOf();
    await records().add(send);
    await many(crowd, (index) =>
      records().change(send.id, (one) => ({
        ...one,
        dispatches: [...one.dispatches, { id: `d${index}`, replayed: false }],
      })),
    );
    const after = await records().get(send.id);
    expect(new Set(after?.dispatches.map(({ id }) => id)).size).toBe(crowd);
  });

  it('that are not there change nothing; nor does a change that does not apply', async () => {
    expect(await records().get(random())).toBeUndefined();
    expect(await records().change(random(), (one) => one)).toBeUndefined();
    const send = sendOf();
    await records().add(send);
    expect(await records().change(send.id, () => undefined)).toEqual(send);
  });

  it('that their owner left are found, and go to one of many who want them', async () => {
    const early = NOW - 50 * DAY;
    const ours = { tries: 0, until: NOW };
    const left = sendOf({ ...ours, alive: early });
    const gone = sendOf({ ...ours, owner: 'gone', alive: early + 1 });
    const others = [
      sendOf({ ...ours, owner: 'there', alive: NOW }),
      sendOf({ ...ours, owner: 'gone', alive: early, ended: early }),
      // Of an earlier version.
      sendOf({ alive: early }),
    ];
    for (const send of [left, gone, ...others]) await records().add(send);
    const known = new Set([left, gone, ...others].map(({ id }) => id));
    const found = async (until: number): Promise<readonly string[]> =>
      (await records().abandoned(until, 1000)).map(({ id }) => id).filter((id) => known.has(id));
    expect(await found(early + 120_000)).toEqual([left.id]);
    expect(await found(early + 120_001)).toEqual([left.id, gone.id]);
    const wanted = await many(crowd, async (index) => {
      const owner = `owner-${index}`;
      const now = await records().change(gone.id, (one) =>
        one.owner === 'gone' ? { ...one, owner, alive: NOW } : undefined,
      );
      return now?.owner === owner;
    });
    expect(wanted.filter(Boolean)).toHaveLength(1);
    expect(await found(early + 120_001)).toEqual([left.id]);
    await records().change(left.id, (one) => ({ ...one, ended: NOW }));
    expect(await found(NOW)).toEqual([]);
  });

  it('hold as many dispatches as a send may have', async () => {
    const dispatches = Array.from({ length: 5000 }, (_, index) => ({
      id: `20261122T090000Z-yacht-delivery-${index.toString(16).padStart(8, '0')}`,
      replayed: false,
    }));
    const send = sendOf({ dispatches });
    expect(await records().add(send)).toBe(true);
    expect((await records().get(send.id))?.dispatches).toHaveLength(5000);
  });

  it('are kept for 90 days', async () => {
    const send = sendOf();
    await records().add(send);
    expect(await records(NOW + 90 * DAY - 1).get(send.id)).toEqual(send);
    expect(await records(NOW + 90 * DAY).get(send.id)).toBeUndefined();
  });
}

export function attempts(of: () => Store, { crowd }: Effort): void {
  const limits = (): ReturnType<typeof attemptLimits> => attemptLimits(of());

  it('let so many through, however many come at once', async () => {
    const name = own();
    const said = await many(crowd, () => limits().try(name, 3, HOUR, NOW));
    expect(said.filter((one) => one === undefined)).toHaveLength(3);
    expect(new Set(said)).toEqual(new Set([undefined, NOW + HOUR]));
  });

  it('begin anew when the window is over, which begins with the first try', async () => {
    const name = own();
    expect(await limits().try(name, 2, HOUR, NOW)).toBeUndefined();
    expect(await limits().try(name, 2, HOUR, NOW + HOUR / 2)).toBeUndefined();
    expect(await limits().try(name, 2, HOUR, NOW + HOUR - 1)).toBe(NOW + HOUR);
    expect(await limits().try(name, 2, HOUR, NOW + HOUR)).toBeUndefined();
    expect(await limits().try(name, 2, HOUR, NOW + HOUR)).toBeUndefined();
    expect(await limits().try(name, 2, HOUR, NOW + HOUR)).toBe(NOW + 2 * HOUR);
  });

  it('are each name’s own, however long it is', async () => {
    const name = own().padEnd(5000, 'x');
    expect(await limits().try(name, 1, HOUR, NOW)).toBeUndefined();
    expect(await limits().try(name, 1, HOUR, NOW)).toBe(NOW + HOUR);
    expect(await limits().try(`${name}y`, 1, HOUR, NOW)).toBeUndefined();
  });
}
