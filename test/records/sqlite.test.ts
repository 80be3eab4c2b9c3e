import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import type { Row, Store, StoredRow } from '../../src/model/store.ts';
import { openSqlite } from '../../src/records/sqlite/index.ts';
import { DRIVERS, past, withPath } from './_sqlite-files.ts';
import { tableContract } from './_table-contract.ts';

const NOW = Date.UTC(2026, 10, 22, 9);
const DAY = 24 * 60 * 60 * 1000;
const row: Row = { partition: 'dispatches', sort: 'one', body: { state: 'queued' } };

for (const driver of DRIVERS) tableContract(`SQLite by ${driver}`, () => openSqlite(':memory:', { driver }));

describe.each(DRIVERS)('a file, by %s', (driver) => {
  it('is made with its folders, for its owner only, and so are its companions', () =>
    withPath(async (path) => {
      const store = await openSqlite(path, { driver });
      await store.audit.put(row, 0, NOW);
      const files = readdirSync(dirname(path)).map((name) => [name, statSync(`${dirname(path)}/${name}`).mode & 0o777]);
      expect(files).toEqual([
        ['records.sqlite', 0o600],
        ['records.sqlite-shm', 0o600],
        ['records.sqlite-wal', 0o600],
      ]);
      await store.close();
    }));

  it('holds everything by itself when it is closed, also what still waited; closing twice is fine', () =>
    withPath(async (path) => {
      const store = await openSqlite(path, { driver, name: 'records/records.sqlite' });
      expect(store.name).toBe('records/records.sqlite');
      const waiting = store.audit.put(row, 0, NOW);
      await store.close();
      await store.close();
      expect(await waiting).toBe(1);
      await expect(store.audit.put(row, 1, NOW)).rejects.toThrow('records/records.sqlite is closed');
      writeFileSync(`${path}.copy`, readFileSync(path));
      for (const other of DRIVERS) {
        const copy = await openSqlite(`${path}.copy`, { driver: other });
        expect(await copy.audit.get(row, NOW)).toEqual({ ...row, version: 1 });
        await copy.close();
      }
    }));

  it('lets one of two that have it open win a row', () =>
    withPath(async (path) => {
      const stores = await Promise.all([openSqlite(path, { driver }), openSqlite(path)]);
      const answers = await Promise.all(stores.map((store) => store.audit.put({ ...row, body: store.name }, 0, NOW)));
      expect(answers.filter((version) => version !== undefined)).toEqual([1]);
      for (const store of stores) expect((await store.audit.get(row, NOW))?.version).toBe(1);
      for (const store of stores) await store.close();
    }));

  it('is seen as it was at one instant', () =>
    withPath(async (path) => {
      const store = await openSqlite(path, { driver });
      await store.audit.put(row, 0, NOW);
      const snapshot = await store.snapshot?.();
      await store.audit.put({ ...row, body: 'later' }, 1, NOW);
      await store.audit.put({ ...row, sort: 'two' }, 0, NOW);
      await store.blobs.put(sha256('later'), new Uint8Array(Buffer.from('later')));
      expect((await snapshot?.audit.scan())?.rows).toEqual([{ ...row, version: 1 }]);
      expect((await snapshot?.blobs.scan())?.hashes).toEqual([]);
      await snapshot?.close();
      expect((await store.audit.scan()).rows).toHaveLength(2);
      await store.close();
    }));
});

describe('the embedded store', () => {
  it('calls the columns of the dashboard by their names', () =>
    withPath(async (path) => {
      const store = await openSqlite(path);
      await store.dashboard.put({ partition: 'san-diego', sort: '20261122-ab', body: {} }, 0, NOW);
      const tasks = await past(path, (file) => file.prepare('SELECT dashboard_id, task_id FROM dashboard').all([]));
      expect(tasks).toEqual([expect.objectContaining({ dashboard_id: 'san-diego', task_id: '20261122-ab' })]);
      await store.close();
    }));

  it.each([
    ['a NUL', { sort: 'a\u0000b' }],
    ['half a character', { partition: '\ud83d' }],
    ['half a character in its queue', { due: { queue: '\udc00', at: 1 } }],
  ])('refuses a key with %s, which it could not give back as it was', async (_, odd) => {
    const store = await openSqlite(':memory:');
    await expect(store.audit.put({ ...row, ...odd }, 0, NOW)).rejects.toThrow('A key holds a NUL or half a character');
    await expect(store.audit.put({ ...row, body: undefined }, 0, NOW)).rejects.toThrow('no JSON');
    expect((await store.audit.scan()).rows).toEqual([]);
    await store.close();
  });

  it('takes rows away a day after they expired, when others that expire are written', async () => {
    const store = await openSqlite(':memory:');
    const link = (sort: string, expires: number): Row => ({ partition: 'links', sort, body: 1, expires });
    await store.auth.put(link('old', NOW), 0, NOW - 1);
    await store.auth.put(link('next', NOW + DAY), 0, NOW + DAY - 1);
    expect(await sorts(store)).toEqual(['old', 'next']);
    await store.auth.put({ partition: 'links', sort: 'stays', body: 1 }, 0, NOW + DAY);
    expect(await sorts(store)).toEqual(['old', 'next', 'stays']);
    await store.auth.put(link('last', NOW + 3 * DAY), 0, NOW + DAY);
    expect(await sorts(store)).toEqual(['next', 'stays', 'last']);
    await store.close();
  });

  it('makes no file that it cannot: it says why', () =>
    withPath(async (path) => {
      mkdirSync(path, { recursive: true });
      writeFileSync(`${path}.file`, '');
      const refusal = (at: string): Promise<unknown> => openSqlite(at, { name: 'records' }).catch(told);
      expect(await refusal(path)).toBe('records-unwritable: records cannot be written: it is a folder; name a file');
      expect(await refusal(`${path}.file/records.sqlite`)).toBe(
        'records-unwritable: records cannot be written: a part of its path is a file; name a folder',
      );
    }));
});

async function sorts(store: Store): Promise<string[]> {
  return (await store.auth.scan()).rows.map((found: StoredRow) => found.sort);
}

function told(error: unknown): string {
  return error instanceof Error && 'code' in error ? `${String(error.code)}: ${error.message}` : String(error);
}

describe.each(DRIVERS)('a file that one process opened twice, by %s', (driver) => {
  it('is still held by it, so that another process does not take its log away', () =>
    withPath(async (path) => {
      const store = await openSqlite(path, { driver });
      const put = (to: Store, sort: string) => to.audit.put({ partition: 'p', sort, body: sort }, 0, NOW);
      await put(store, 'before');
      // As the run of a send does in a server: POSIX forgets the locks of a process with any file that it closes.
      const second = await openSqlite(path, { driver });
      await put(second, 'meanwhile');
      await second.close();

      const other = `const database = new (require('libsql'))(process.argv[1]);
        database.prepare('SELECT count(*) FROM audit').all();
        database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
        database.close();`;
      execFileSync(process.execPath, ['-e', other, path], { cwd: fileURLToPath(new URL('.', import.meta.url)) });
      expect(existsSync(`${path}-wal`)).toBe(true);

      await put(store, 'after');
      const again = await openSqlite(path, { driver });
      expect((await again.audit.list('p', { limit: 9 }, NOW)).map(({ sort }) => sort)).toEqual([
        'after',
        'before',
        'meanwhile',
      ]);
      await again.close();
      await store.close();
    }));
});
