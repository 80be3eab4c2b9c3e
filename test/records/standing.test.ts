import { describe, expect, it } from 'vitest';
import type { Row, Store } from '../../src/model/store.ts';
import { dispatchRecords } from '../../src/records/dispatches.ts';
import { sessionRecords } from '../../src/records/sessions.ts';
import { openSqlite } from '../../src/records/sqlite/index.ts';
import { standing } from '../../src/records/standing.ts';
import { dispatchOf, HOUR, MESSAGE, NOW } from './_dispatch.ts';
import { effects } from './_own.ts';
import { DRIVERS, past, withPath } from './_sqlite-files.ts';

const row: Row = { partition: 'p', sort: 'one', body: 1 };
const stateOf = (store: Store): number => store.state?.() ?? -1;

/** Two that have one file open, as two processes have. */
function withTwo<T>(use: (one: Store, other: Store, path: string) => Promise<T>): Promise<T> {
  return withPath(async (path) => {
    const [one, other] = [await openSqlite(path), await openSqlite(path)];
    try {
      return await use(one, other, path);
    } finally {
      await one.close();
      await other.close();
    }
  });
}

describe.each(DRIVERS)('the state of a file, by %s', (driver) => {
  it('stands while it is read, and is another one after each write, whoever wrote', () =>
    withPath(async (path) => {
      const store = await openSqlite(path, { driver });
      const other = await openSqlite(path, { driver });
      const seen = [stateOf(store)];
      /** Whether the state is one that never was. */
      const isNew = (): boolean => {
        const state = stateOf(store);
        const before = seen.includes(state);
        seen.push(state);
        return !before;
      };
      const read = async (): Promise<unknown> => [
        await store.audit.get(row, NOW),
        await store.audit.list('p', { limit: 1 }, NOW),
        await store.audit.due('q', NOW, 1),
        await store.blobs.get('none'),
      ];
      await read();
      expect(isNew()).toBe(false);

      await store.audit.put(row, 0, NOW);
      expect(isNew()).toBe(true);
      await other.auth.put(row, 0, NOW);
      expect(isNew()).toBe(true);
      await Promise.all([
        store.audit.put({ ...row, body: 2 }, 1, NOW),
        other.audit.put({ ...row, sort: 'two' }, 0, NOW),
      ]);
      expect(isNew()).toBe(true);
      await past(path, (file) => file.exec('UPDATE audit SET body = 3'), driver);
      expect(isNew()).toBe(true);
      expect(await other.audit.remove(row, 2)).toBe(true);
      expect(isNew()).toBe(true);

      await read();
      expect(isNew()).toBe(false);
      await store.close();
      await other.close();
    }));
});

describe.each(DRIVERS)('rows of a list, by %s', (driver) => {
  it('are the very same as long as they read the same, each by itself', () =>
    withPath(async (path) => {
      const store = await openSqlite(path, { driver });
      const long = { ...row, sort: 'two', body: 'x'.repeat(20_000) };
      await store.audit.put(row, 0, NOW);
      await store.audit.put(long, 0, NOW);
      const list = () => store.audit.list('p', { limit: 10 }, NOW);
      const [first, tooLong] = await list();
      expect((await list())[0]).toBe(first);
      expect((await list())[1]).not.toBe(tooLong);
      expect((await list())[1]).toEqual(tooLong);

      await store.audit.put({ ...row, sort: 'three' }, 0, NOW);
      expect((await list())[0]).toBe(first);
      // Each by a process of its own, and past every version.
      for (const [change, says] of [
        ["body = '2'", { body: 2 }],
        ['version = 7', { version: 7 }],
        ["due_queue = 'q', due_at = 1", { due: { queue: 'q', at: 1 } }],
        ['due_at = 2', { due: { queue: 'q', at: 2 } }],
        [`expires = ${NOW + 1}`, { expires: NOW + 1 }],
        ["body = 'none'", { body: undefined }],
      ] as const) {
        await past(path, (file) => file.exec(`UPDATE audit SET ${change} WHERE sort = 'one'`), driver);
        const [one] = await store.audit.list('p', { limit: 10, prefix: 'one' }, NOW);
        expect(one).toMatchObject(says);
      }
      await store.close();
    }));

  it('are kept of the latest few hundred', () =>
    withPath(async (path) => {
      const store = await openSqlite(path, { driver });
      const names = Array.from({ length: 501 }, (_, index) => `r${1000 + index}`);
      await Promise.all(names.map((sort) => store.audit.put({ ...row, sort }, 0, NOW)));
      const one = async (sort = '') => (await store.audit.list('p', { limit: 1, prefix: sort }, NOW))[0];
      const first = await one(names[0]);
      expect(await one(names[0])).toBe(first);
      await store.audit.list('p', { limit: 1000 }, NOW);
      expect(await one(names[0])).not.toBe(first);
      expect(await one(names[0])).toEqual(first);
      await store.close();
    }));
});

describe('what was read', () => {
  const store = { at: 1, state: (): number | undefined => store.at };
  const counting = (most = 10) => {
    const kept = standing<string | undefined>({ state: () => store.state() }, most);
    let count = 0;
    return {
      ask: (key: string, found: string | undefined = key) =>
        kept(key, async () => {
          count += 1;
          return found;
        }),
      kept,
      count: () => count,
    };
  };

  it('is read again only when something was written since', async () => {
    const { ask, count } = counting();
    expect([await ask('a'), await ask('a', 'later'), count()]).toEqual(['a', 'a', 1]);
    store.at += 1;
    expect([await ask('a', 'later'), count()]).toEqual(['later', 2]);
  });

  it('is read each time where nobody knows whether something was written, or where there was nothing', async () => {
    const { kept, ask } = counting();
    expect([await kept('a', async () => undefined), await ask('a')]).toEqual([undefined, 'a']);
    const untold = standing<number>({}, 10);
    expect([await untold('a', async () => 1), await untold('a', async () => 2)]).toEqual([1, 2]);
  });

  it('does not stand when something was written while it was read', async () => {
    const { kept, ask } = counting();
    const reading = kept('a', async () => {
      store.at += 1;
      return 'before or after, who knows';
    });
    await reading;
    expect(await ask('a', 'after')).toBe('after');
  });

  it('does not stand when another reading saw the write first', async () => {
    const { kept, ask } = counting();
    let answer: (found: string) => void = () => undefined;
    const slow = kept('a', () => new Promise((done) => (answer = done)));
    store.at += 1;
    await ask('b');
    answer('before');
    expect(await slow).toBe('before');
    expect(await ask('a', 'after')).toBe('after');
  });

  it('is the very same as before when it says the same', async () => {
    const like = standing<{ says: string }>(store, 10, (one, other) => one.says === other.says);
    const first = await like('a', async () => ({ says: 'a' }));
    store.at += 1;
    expect(await like('a', async () => ({ says: 'a' }))).toBe(first);
    expect(await like('a', async () => ({ says: 'not even read' }))).toBe(first);
    store.at += 1;
    expect(await like('a', async () => ({ says: 'b' }))).toEqual({ says: 'b' });
    expect(await like('b', async () => ({ says: 'a' }))).not.toBe(first);
  });

  it('is kept of so many questions, the oldest given up first', async () => {
    const { ask, count } = counting(2);
    for (const key of ['a', 'b', 'c']) await ask(key);
    expect([await ask('b', 'x'), await ask('c', 'x'), count()]).toEqual(['b', 'c', 3]);
    expect(await ask('a', 'x')).toBe('x');
  });
});

describe('what another process writes is seen at once', () => {
  it('in a list of dispatches, which is one and the same until then', () =>
    withTwo(async (one, other, path) => {
      const [here, there] = [dispatchRecords(one, effects), dispatchRecords(other, effects)];
      const { id } = (await here.add(dispatchOf(), MESSAGE)).record;
      const states = async () => (await here.list({ limit: 10 })).records.map(({ state }) => state);
      expect(await states()).toEqual(['queued']);
      expect(await here.list({ limit: 10 })).toBe(await here.list({ limit: 10 }));
      expect(await here.list({ limit: 11 })).not.toBe(await here.list({ limit: 10 }));

      // Of something else.
      const page = await here.list({ limit: 10 });
      await other.auth.put(row, 0, NOW);
      expect(await here.list({ limit: 10 })).toBe(page);

      await there.change(id, (before) => ({ ...before, state: 'unknown' }));
      expect(await states()).toEqual(['unknown']);
      await there.add(dispatchOf({ id: '20261122T100000Z-cfo-00000002' }), MESSAGE);
      expect(await states()).toEqual(['queued', 'unknown']);
      await here.change(id, (before) => ({ ...before, state: 'failed' }));
      expect(await states()).toEqual(['queued', 'failed']);
      await past(path, (file) => file.exec(`UPDATE audit SET body = 'none' WHERE sort = '${id}'`));
      const { records, unreadable } = await here.list({ limit: 10 });
      expect([records.length, unreadable]).toEqual([1, [`dispatches#2026-11 / ${id}`]]);
    }));

  it('of a session', () =>
    withTwo(async (one, other) => {
      const clock = { now: () => time };
      let time = NOW;
      const [here, there] = [sessionRecords(one, clock), sessionRecords(other, clock)];
      const session = { id: 'a'.repeat(32), user: 'ann', refresh: 'b'.repeat(64), created: NOW, refreshed: NOW };
      expect(await here.get('ann', session.id)).toBeUndefined();
      await there.add({ ...session, expires: NOW + HOUR });
      const kept = await here.get('ann', session.id);
      expect(kept?.version).toBe(1);
      expect(await here.get('ann', session.id)).toBe(kept);
      if (!kept) return;

      await there.replace(kept, { ...kept.record, ended: { at: NOW, why: 'signed-out' } });
      expect((await here.get('ann', session.id))?.record.ended?.why).toBe('signed-out');
      // Time passes without a write.
      time = NOW + HOUR - 1;
      expect(await here.get('ann', session.id)).toBeDefined();
      time = NOW + HOUR;
      expect(await here.get('ann', session.id)).toBeUndefined();
    }));
});
