import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import { STORE_TABLES, type Row, type Store, type StoredRow, type Table } from '../../src/model/store.ts';

/*
 * What src/model/store.ts promises, sentence by sentence, over any store. One store serves all tests of a suite; each
 * keeps to partitions and queues of its own.
 */

const NOW = Date.UTC(2026, 10, 22, 9);

let partitions = 0;
const fresh = (): string => `partition ${(partitions += 1)}`;

/** `runs` of the property that compares the store with a map: a store that is slow to ask gets fewer. */
export function tableContract(name: string, open: () => Promise<Store>, { runs = 30 } = {}): void {
  describe(`${name} does what a store must`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store.close());

    it('says for people where it is', () => expect(store.name).not.toBe(''));
    describe.each(STORE_TABLES)('table %s', (table) => {
      readAndWritten(() => store[table]);
    });
    versions(() => store.audit);
    expiry(() => store.auth);
    lists(() => store.audit);
    dues(() => store.audit);
    sizes(() => store.audit);
    scans(() => store.dashboard);
    likeAMap(() => store.auth, runs);
    blobs(() => store);
  });
}

function readAndWritten(table: () => Table): void {
  it('answers a row as it was put, with its version', async () => {
    const row: Row = {
      partition: fresh(),
      sort: 'one',
      body: { text: 'Überweisung "€"\n\u0000', list: [1, -2.5, 1e21, true, null, {}], nested: { '': [] } },
      due: { queue: 'sending', at: NOW + 1 },
      expires: NOW + 2,
    };
    expect(await table().put(row, 0, NOW)).toBe(1);
    expect(await table().get(row, NOW)).toEqual({ ...row, version: 1 });
  });

  it.each([null, false, 0, '', [], 'text'])('keeps a body that is only %j', async (body) => {
    const row = { partition: fresh(), sort: 'one', body };
    await table().put(row, 0, NOW);
    expect(await table().get(row, NOW)).toEqual({ ...row, version: 1 });
  });

  it('knows no row that was never put', async () => {
    expect(await table().get({ partition: fresh(), sort: 'one' }, NOW)).toBeUndefined();
  });

  it('takes a row away, and begins anew where it was', async () => {
    const row = { partition: fresh(), sort: 'one', body: 1 };
    await table().put(row, 0, NOW);
    expect(await table().remove(row, 1)).toBe(true);
    expect(await table().get(row, NOW)).toBeUndefined();
    expect(await table().remove(row, 1)).toBe(false);
    expect(await table().put(row, 0, NOW)).toBe(1);
  });

  it('tells rows of one sort in two partitions apart', async () => {
    const [here, there] = [fresh(), fresh()];
    await table().put({ partition: here, sort: 'one', body: 'here' }, 0, NOW);
    await table().put({ partition: there, sort: 'one', body: 'there' }, 0, NOW);
    expect((await table().get({ partition: here, sort: 'one' }, NOW))?.body).toBe('here');
    expect((await table().list(there, { limit: 9 }, NOW)).map(({ body }) => body)).toEqual(['there']);
  });
}

function versions(table: () => Table): void {
  it('counts a version more with each write', async () => {
    const row = { partition: fresh(), sort: 'one' };
    expect(await table().put({ ...row, body: 'a' }, 0, NOW)).toBe(1);
    expect(await table().put({ ...row, body: 'b' }, 1, NOW)).toBe(2);
    expect(await table().put({ ...row, body: 'c' }, 2, NOW)).toBe(3);
    expect(await table().get(row, NOW)).toEqual({ ...row, body: 'c', version: 3 });
  });

  it.each([0, 1, 3])('writes nothing over version %i of a row that is at 2', async (over) => {
    const row = { partition: fresh(), sort: 'one', body: 'a' };
    await table().put(row, 0, NOW);
    await table().put({ ...row, body: 'b' }, 1, NOW);
    expect(await table().put({ ...row, body: 'c' }, over, NOW)).toBeUndefined();
    expect(await table().get(row, NOW)).toEqual({ ...row, body: 'b', version: 2 });
  });

  it('writes nothing over a version of a row that is not there', async () => {
    const row = { partition: fresh(), sort: 'one', body: 'a' };
    expect(await table().put(row, 1, NOW)).toBeUndefined();
    expect(await table().get(row, NOW)).toBeUndefined();
  });

  it('leaves nothing of the row before: neither what it waited for nor when it expired', async () => {
    const row = { partition: fresh(), sort: 'one', body: 1 };
    const queue = fresh();
    await table().put({ ...row, due: { queue, at: NOW }, expires: NOW + 5 }, 0, NOW);
    await table().put(row, 1, NOW);
    expect(await table().get(row, NOW + 6)).toEqual({ ...row, version: 2 });
    await expect.poll(() => table().due(queue, NOW, 9)).toEqual([]);
  });

  it('takes no row away that has another version', async () => {
    const row = { partition: fresh(), sort: 'one', body: 1 };
    await table().put(row, 0, NOW);
    await table().put(row, 1, NOW);
    expect(await table().remove(row, 1)).toBe(false);
    expect(await table().get(row, NOW)).toEqual({ ...row, version: 2 });
  });

  it.each([0, 1])('lets exactly one of many writers over version %i win', async (over) => {
    const row = { partition: fresh(), sort: 'one' };
    if (over === 1) await table().put({ ...row, body: 'first' }, 0, NOW);
    const writers = Array.from('abcdefghij');
    const answers = await Promise.all(writers.map((body) => table().put({ ...row, body }, over, NOW)));
    expect(answers.filter((version) => version !== undefined)).toEqual([over + 1]);
    const winner = writers[answers.findIndex((version) => version !== undefined)];
    expect(await table().get(row, NOW)).toEqual({ ...row, body: winner, version: over + 1 });
  });

  it('does 100 puts at once, each on its own; one that comes late fails no other', async () => {
    const partition = fresh();
    const sorts = Array.from({ length: 100 }, (_, index) => String(index).padStart(3, '0'));
    await table().put({ partition, sort: '050', body: 'first' }, 0, NOW);
    const answers = await Promise.all(sorts.map((sort) => table().put({ partition, sort, body: sort }, 0, NOW)));
    expect(answers).toEqual(sorts.map((sort) => (sort === '050' ? undefined : 1)));
    const rows = await table().list(partition, { limit: 200 }, NOW);
    expect(rows.map(({ body }) => body)).toEqual(sorts.map((sort) => (sort === '050' ? 'first' : sort)));
  });
}

function expiry(table: () => Table): void {
  const until = NOW + 1000;
  const expiring = (sort = 'one'): Row => ({ partition: fresh(), sort, body: 'a', expires: until });

  it('counts a row as not there from the instant on at which it expires', async () => {
    const row = expiring();
    await table().put(row, 0, NOW);
    expect(await table().get(row, until - 1)).toEqual({ ...row, version: 1 });
    expect(await table().get(row, until)).toBeUndefined();
    expect(await table().list(row.partition, { limit: 9 }, until - 1)).toHaveLength(1);
    expect(await table().list(row.partition, { limit: 9 }, until)).toEqual([]);
  });

  it('writes over an expired row as if there were none; its version goes on', async () => {
    const row = expiring();
    await table().put(row, 0, NOW);
    const next = { ...row, body: 'b', expires: until + 1000 };
    expect(await table().put(next, 0, until - 1)).toBeUndefined();
    // Whoever read it before it expired must not be able to write over, or take away, what came after it.
    expect(await table().put(next, 0, until)).toBe(2);
    expect(await table().get(row, until)).toEqual({ ...next, version: 2 });
    expect(await table().remove(row, 1)).toBe(false);
  });

  it('lets exactly one writer take an expired row over', async () => {
    const row = expiring();
    await table().put(row, 0, NOW);
    const next = { ...row, expires: until + 1000 };
    const answers = await Promise.all(Array.from('abcde').map((body) => table().put({ ...next, body }, 0, until)));
    expect(answers.filter((version) => version !== undefined)).toEqual([2]);
  });

  it('writes nothing over the version of a row that has expired since', async () => {
    const row = expiring();
    await table().put(row, 0, NOW);
    expect(await table().put({ ...row, expires: until + 1000 }, 1, until)).toBeUndefined();
    expect(await table().get(row, until)).toBeUndefined();
  });

  it('leaves expired rows out before it counts to the limit', async () => {
    const partition = fresh();
    for (const sort of 'abcdef')
      await table().put({ partition, sort, body: 1, ...(sort < 'e' && { expires: until }) }, 0, NOW);
    expect(sorts(await table().list(partition, { limit: 2 }, until))).toEqual(['e', 'f']);
  });
}

function lists(table: () => Table): void {
  /** In the order of their UTF-8 bytes: by UTF-16 units the clef (U+1D11E) would come before the wide A (U+FF21). */
  const names = ['A', 'Z', 'a', 'a%', 'a_b', 'ab', 'e\u0301', 'é', '\ud7ff', '\ue000', 'Ａ', '𝄞', '\u{10ffff}'];
  let partition: string;
  beforeAll(async () => {
    partition = fresh();
    await Promise.all(names.toReversed().map((sort) => table().put({ partition, sort, body: sort }, 0, NOW)));
  });
  const listed = async (options: Omit<Parameters<Table['list']>[1], 'limit'> & { limit?: number }): Promise<string[]> =>
    sorts(await table().list(partition, { limit: 50, ...options }, NOW));

  it('lists by the bytes of `sort`, rising unless asked', async () => {
    expect(await listed({})).toEqual(names);
    expect(await listed({ order: 'falling' })).toEqual(names.toReversed());
  });

  it('lists as many as asked for', async () => {
    expect(await listed({ limit: 3 })).toEqual(['A', 'Z', 'a']);
    expect(await listed({ limit: 2, order: 'falling' })).toEqual(['\u{10ffff}', '𝄞']);
  });

  it('begins behind a `sort`, whether it is there or not', async () => {
    expect(await listed({ after: 'é' })).toEqual(['\ud7ff', '\ue000', 'Ａ', '𝄞', '\u{10ffff}']);
    expect(await listed({ after: 'B' })).toEqual(names.slice(1));
    expect(await listed({ after: 'ab', order: 'falling' })).toEqual(['a_b', 'a%', 'a', 'Z', 'A']);
    expect(await listed({ after: '\u{10ffff}' })).toEqual([]);
  });

  it.each([
    ['a', ['a', 'a%', 'a_b', 'ab']],
    ['a_', ['a_b']],
    ['e', ['e\u0301']],
    ['\ud7ff', ['\ud7ff']],
    ['\u{10ffff}', ['\u{10ffff}']],
    ['none', []],
    ['', names],
  ])('lists what begins with %j', async (prefix, expected) => {
    expect(await listed({ prefix })).toEqual(expected);
    expect(await listed({ prefix, order: 'falling' })).toEqual(expected.toReversed());
  });

  it('begins behind a `sort` among those of a prefix', async () => {
    expect(await listed({ prefix: 'a', after: 'a%' })).toEqual(['a_b', 'ab']);
    expect(await listed({ prefix: 'a', after: 'a_b', order: 'falling' })).toEqual(['a%', 'a']);
    expect(await listed({ prefix: 'a', after: 'A' })).toEqual(['a', 'a%', 'a_b', 'ab']);
    expect(await listed({ prefix: 'a', after: 'b' })).toEqual([]);
    expect(await listed({ prefix: 'a', after: 'b', order: 'falling', limit: 1 })).toEqual(['ab']);
  });

  it('knows no rows of a partition that nobody wrote to', async () => {
    expect(await table().list(fresh(), { limit: 9 }, NOW)).toEqual([]);
  });

  it('keeps long keys, and keys of any characters', async () => {
    const odd = `${fresh()} "quoted" 'a' %_\\ #|/ \n 日本 e\u0301 ${'x'.repeat(900)}`;
    for (const sort of [odd, 's'.repeat(1000)]) {
      expect(await table().put({ partition: odd, sort, body: 1 }, 0, NOW)).toBe(1);
      expect((await table().get({ partition: odd, sort }, NOW))?.sort).toBe(sort);
    }
    expect((await table().list(odd, { limit: 9, prefix: odd }, NOW)).map((row) => row.partition)).toEqual([odd]);
  });
}

function dues(table: () => Table): void {
  it('answers what is due, the longest due first, of one queue, at most so many', async () => {
    const [queue, other, partition] = [fresh(), fresh(), fresh()];
    const at = { late: 30, early: 10, later: 31, middle: 20 };
    for (const [sort, time] of Object.entries(at))
      await table().put({ partition, sort, body: sort, due: { queue, at: time } }, 0, NOW);
    await table().put({ partition, sort: 'other', body: 1, due: { queue: other, at: 1 } }, 0, NOW);
    await table().put({ partition, sort: 'none', body: 1 }, 0, NOW);
    await expect.poll(async () => sorts(await table().due(queue, 30, 9))).toEqual(['early', 'middle', 'late']);
    expect(sorts(await table().due(queue, 31, 2))).toEqual(['early', 'middle']);
    expect(await table().due(queue, 9, 9)).toEqual([]);
    expect((await table().due(queue, 10, 9))[0]).toEqual({
      partition,
      sort: 'early',
      body: 'early',
      due: { queue, at: 10 },
      version: 1,
    });
  });

  it('follows a row that waits for something else, and forgets one that is gone', async () => {
    const [queue, next, partition] = [fresh(), fresh(), fresh()];
    for (const sort of 'ab') await table().put({ partition, sort, body: 1, due: { queue, at: 1 } }, 0, NOW);
    await table().put({ partition, sort: 'a', body: 1, due: { queue: next, at: 2 } }, 1, NOW);
    await table().remove({ partition, sort: 'b' }, 1);
    await expect.poll(() => table().due(queue, 9, 9)).toEqual([]);
    await expect.poll(async () => sorts(await table().due(next, 9, 9))).toEqual(['a']);
  });

  it('answers many that became due at one instant', async () => {
    const [queue, partition] = [fresh(), fresh()];
    const all = Array.from({ length: 30 }, (_, index) => `${10 + index}`);
    await Promise.all(all.map((sort) => table().put({ partition, sort, body: 1, due: { queue, at: NOW } }, 0, NOW)));
    await expect.poll(async () => sorts(await table().due(queue, NOW, 50)).toSorted()).toEqual(all);
  });
}

function sizes(table: () => Table): void {
  it('keeps a body of a megabyte whole, and writes over it', async () => {
    const row = { partition: fresh(), sort: 'big' };
    const lines = Array.from(
      { length: 10_000 },
      (_, index) => `${index} ${sha256(String(index))} größer als 100 bytes`,
    );
    const body = { lines };
    expect(Buffer.byteLength(JSON.stringify(body))).toBeGreaterThan(900_000);
    expect(await table().put({ ...row, body }, 0, NOW)).toBe(1);
    expect(await table().get(row, NOW)).toEqual({ ...row, body, version: 1 });
    expect((await table().list(row.partition, { limit: 2 }, NOW))[0]?.body).toEqual(body);
    expect(await table().put({ ...row, body: 'small' }, 1, NOW)).toBe(2);
    expect(await table().get(row, NOW)).toEqual({ ...row, body: 'small', version: 2 });
  });

  it('lists everything of a partition that is larger than a page of the store', async () => {
    const partition = fresh();
    const all = Array.from({ length: 30 }, (_, index) => `${10 + index}`);
    const body = 'x'.repeat(60_000);
    await Promise.all(all.map((sort) => table().put({ partition, sort, body }, 0, NOW)));
    expect(sorts(await table().list(partition, { limit: 30 }, NOW))).toEqual(all);
    expect(sorts(await table().list(partition, { limit: 29, order: 'falling' }, NOW))).toEqual(
      all.toReversed().slice(0, 29),
    );
  });
}

function scans(table: () => Table): void {
  it('sees every row once, as it is', async () => {
    const partition = fresh();
    const rows = Array.from({ length: 150 }, (_, index): StoredRow => ({
      partition,
      sort: String(1000 + index),
      body: { index },
      version: 1,
      ...(index % 2 === 0 && { due: { queue: partition, at: index } }),
      ...(index % 3 === 0 && { expires: NOW + index + 1 }),
    }));
    await Promise.all(rows.map(({ version: _, ...row }) => table().put(row, 0, NOW)));
    const seen: StoredRow[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const page: Awaited<ReturnType<Table['scan']>> = await table().scan(next === '' ? undefined : next);
      seen.push(...page.rows.filter((row) => row.partition === partition));
      next = page.next;
    }
    expect(seen.toSorted((a, b) => Number(a.sort) - Number(b.sort))).toEqual(rows);
  });
}

/** Any order of writes over a few rows answers what a map with versions would. */
function likeAMap(table: () => Table, numRuns: number): void {
  const sort = fc.constantFrom('a', 'b', 'ä');
  const step = fc.oneof(
    fc.record({
      op: fc.constant('put' as const),
      sort,
      over: fc.nat(3),
      life: fc.option(fc.integer({ min: 1, max: 3 })),
    }),
    fc.record({ op: fc.constant('remove' as const), sort, over: fc.integer({ min: 1, max: 3 }) }),
  );
  it('behaves as a map of versioned rows does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const partition = fresh();
        const map = new Map<string, StoredRow>();
        for (const [index, one] of steps.entries()) {
          const now = NOW + index;
          const before = map.get(one.sort);
          if (one.op === 'remove') {
            const gone = before?.version === one.over;
            if (gone) map.delete(one.sort);
            expect(await table().remove({ partition, sort: one.sort }, one.over)).toBe(gone);
          } else {
            const row = {
              partition,
              sort: one.sort,
              body: index,
              ...(one.life !== null && { expires: now + one.life }),
            };
            const alive = before && (before.expires === undefined || before.expires > now);
            const fits = one.over === (alive ? before.version : 0);
            const version = (before?.version ?? 0) + 1;
            if (fits) map.set(one.sort, { ...row, version });
            expect(await table().put(row, one.over, now)).toBe(fits ? version : undefined);
          }
          const alive = [...map.values()].filter(({ expires }) => expires === undefined || expires > now);
          const order = alive.toSorted((a, b) => Buffer.compare(Buffer.from(a.sort), Buffer.from(b.sort)));
          expect(await table().list(partition, { limit: 9 }, now)).toEqual(order);
        }
      }),
      { numRuns },
    );
  });
}

function blobs(store: () => Store): void {
  const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

  it('keeps bytes by their SHA-256; writing them twice is fine', async () => {
    const bytes = bytesOf('From: a@example.com\r\n\r\n\u0000\u00ff');
    await Promise.all([store().blobs.put(sha256(bytes), bytes), store().blobs.put(sha256(bytes), bytes)]);
    await store().blobs.put(sha256(bytes), bytes);
    expect(bytesEqual(await store().blobs.get(sha256(bytes)), bytes)).toBe(true);
  });

  it.each([0, 1, 3_000_000])('keeps %i bytes', async (size) => {
    const bytes = new Uint8Array(Buffer.alloc(size, 'From: a@example.com\r\n\u0000\u00ff'));
    await store().blobs.put(sha256(bytes), bytes);
    expect(bytesEqual(await store().blobs.get(sha256(bytes)), bytes)).toBe(true);
  });

  it('knows no bytes that were never put', async () => {
    expect(await store().blobs.get(sha256('never put'))).toBeUndefined();
  });

  it('refuses bytes under a name that is not theirs', async () => {
    const name = sha256('other bytes');
    await expect(store().blobs.put(name, bytesOf('these bytes'))).rejects.toThrow(name);
    expect(await store().blobs.get(name)).toBeUndefined();
  });

  it('tells every hash once', async () => {
    const all = Array.from({ length: 40 }, (_, index) => `blob ${index}`);
    await Promise.all(all.map((text) => store().blobs.put(sha256(text), bytesOf(text))));
    const seen: string[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const page: Awaited<ReturnType<Store['blobs']['scan']>> = await store().blobs.scan(
        next === '' ? undefined : next,
      );
      seen.push(...page.hashes);
      next = page.next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(all.map((text) => sha256(text))));
  });
}

function sorts(rows: readonly StoredRow[]): string[] {
  return rows.map(({ sort }) => sort);
}

/** Vitest compares large arrays element by element, which takes seconds. */
function bytesEqual(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && Buffer.compare(a, b) === 0;
}
