import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemEffects, type Effects } from '../../src/core/effects.ts';
import { sha256 } from '../../src/core/hash.ts';
import { STORE_TABLES, type Row, type Store, type StoreTable, type Table } from '../../src/model/store.ts';
import { backUp } from '../../src/records/backup.ts';
import { restore } from '../../src/records/restore.ts';
import { openSqlite } from '../../src/records/sqlite/index.ts';
import { past, withPath } from './_sqlite-files.ts';

const NOW = Date.UTC(2026, 10, 22, 9);
const effects: Effects = { ...systemEffects, now: () => NOW };

const ROWS: readonly (Row & { readonly table: StoreTable })[] = [
  { table: 'audit', partition: 'dispatches', sort: 'a', body: { state: 'queued' }, due: { queue: 'sending', at: NOW } },
  { table: 'audit', partition: 'dispatches', sort: 'ä 𝄞 "\n\u2028', body: null },
  { table: 'audit', partition: 'editions', sort: 'big', body: { text: 'größer '.repeat(20_000) } },
  { table: 'dashboard', partition: 'san-diego', sort: 'a', body: { delivery_status: 'pending' } },
  { table: 'auth', partition: 'links', sort: 'gone', body: 1, expires: NOW - 1 },
];
const BLOBS = ['', 'From: a@example.com\r\n\r\n', 'x'.repeat(1_000_000)];

describe('a backup', () => {
  it('holds everything that is on record, and a store is restored from it', () =>
    inFolder(async ({ store, file }) => {
      await filled(store);
      await store.audit.put({ partition: 'dispatches', sort: 'a', body: { state: 'sending' } }, 1, NOW);
      await store.audit.put({ ...rowOf('a'), body: { state: 'queued' } }, 2, NOW);
      expect(await backUp(store, file, effects)).toEqual({ rows: 5, blobs: 3, exact: true });
      const other = await openSqlite(':memory:');
      const restored = { made: NOW, from: 'records', exact: true, rows: 5, kept: 0, blobs: 3 };
      expect(await restore(other, file)).toEqual(restored);
      await expectAll(other);
      expect((await other.audit.due('sending', NOW, 9)).map(({ sort }) => sort)).toEqual(['a']);
      await other.close();
    }));

  it('can be restored so that nothing of it goes on by itself: neither a dispatch that waited nor a send', () =>
    inFolder(async ({ store, file }) => {
      const due = (queue: string) => ({ queue, at: NOW });
      await store.audit.put({ partition: 'dispatches', sort: 'a', body: 1, due: due('work') }, 0, NOW);
      await store.audit.put({ partition: 'dispatches', sort: 'b', body: 1, due: due('seal') }, 0, NOW);
      await store.dashboard.put({ partition: 'sends#a', sort: 'send', body: 1, due: due('sends') }, 0, NOW);
      await backUp(store, file, effects);
      for (const hold of [false, true]) {
        const other = await openSqlite(':memory:');
        await restore(other, file, { hold });
        const found = [
          await other.audit.due('work', NOW * 2, 9),
          await other.audit.due('seal', NOW * 2, 9),
          await other.dashboard.due('sends', NOW * 2, 9),
        ];
        expect(found.map(({ length }) => length)).toEqual(hold ? [0, 1, 0] : [1, 1, 1]);
        await other.close();
      }
    }));

  it('is its owner’s to read only; an earlier one is replaced, and nothing lies beside it', () =>
    inFolder(async ({ store, file }) => {
      writeFileSync(file, 'an earlier one');
      await backUp(store, file, effects);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readdirSync(dirname(file)).filter((name) => name.startsWith('backup'))).toEqual(['backup.gz']);
      expect(await restore(await openSqlite(':memory:'), file)).toMatchObject({ rows: 0, blobs: 0 });
    }));

  it('of SQLite is the store at one instant, whoever writes meanwhile', () =>
    inFolder(async ({ store, file }) => {
      await store.audit.put(rowOf('a'), 0, NOW);
      const snapshot = async (): Promise<Awaited<ReturnType<NonNullable<Store['snapshot']>>>> => {
        const taken = await store.snapshot?.();
        await store.audit.put({ partition: 'dispatches', sort: 'later', body: 1 }, 0, NOW);
        await store.audit.remove(rowOf('a'), 1);
        if (!taken) throw new Error('SQLite has snapshots');
        return taken;
      };
      await backUp({ ...store, snapshot }, file, effects);
      const other = await openSqlite(':memory:');
      await restore(other, file);
      expect((await other.audit.scan()).rows.map(({ sort }) => sort)).toEqual(['a']);
    }));

  it('of a store that cannot hold still says so, and has the bytes of every row that it has', async () =>
    inFolder(async ({ file }) => {
      const store = await openSqlite(':memory:');
      const message = new Uint8Array(Buffer.from('a message'));
      // A dispatch is added while the rows are read: its bytes are there before it is.
      const scan: Table['scan'] = async (next) => {
        await store.blobs.put(sha256(message), message);
        await store.audit.put({ partition: 'dispatches', sort: 'a', body: sha256(message) }, 0, NOW);
        return store.audit.scan(next);
      };
      expect(await backUp({ ...store, audit: { ...store.audit, scan } }, file, effects)).toMatchObject({
        exact: false,
      });
      const other = await openSqlite(':memory:');
      expect(await restore(other, file)).toMatchObject({ exact: false, rows: 1, blobs: 1 });
    }));

  it('is not made of damaged records; the earlier one stays', () =>
    inFolder(async ({ store, file, path }) => {
      await store.audit.put(rowOf('a'), 0, NOW);
      await backUp(store, file, effects);
      const before = readFileSync(file);
      await past(path, (database) => database.exec("UPDATE audit SET body = '{'"));
      await expect(backUp(store, file, effects)).rejects.toThrow(
        'records cannot be backed up: a row of audit was changed and is no JSON; see `quarterdeck verify`',
      );
      expect(readFileSync(file).equals(before)).toBe(true);
      expect(readdirSync(dirname(file)).filter((name) => name.includes('.tmp'))).toEqual([]);
    }));

  it('that is broken off before it takes its name leaves the earlier one', () =>
    inFolder(async ({ store, file }) => {
      writeFileSync(file, 'an earlier one');
      const step = (name: string): void => {
        throw new Error(`stopped at ${name}`);
      };
      await expect(backUp(store, file, { ...effects, step })).rejects.toThrow('stopped at backup-written');
      expect(readFileSync(file, 'utf8')).toBe('an earlier one');
    }));

  it('that cannot be written says so', () =>
    inFolder(async ({ store, file }) => {
      const nowhere = join(dirname(file), 'no-folder/backup.gz');
      await expect(backUp(store, nowhere, effects)).rejects.toMatchObject({
        code: 'backup-unwritable',
        message: `${nowhere} cannot be written (ENOENT); check its folder, and the room on the disk`,
      });
      // A folder has the name.
      mkdirSync(file);
      await expect(backUp(store, file, effects)).rejects.toMatchObject({ code: 'backup-unwritable' });
      expect(existsSync(file)).toBe(true);
    }));
});

describe('a restore', () => {
  it('is refused where something is on record, or adds what is missing and keeps what is there', () =>
    inFolder(async ({ store, file }) => {
      await filled(store);
      await backUp(store, file, effects);
      const other = await openSqlite(':memory:');
      await other.audit.put({ ...rowOf('a'), body: 'newer' }, 0, NOW);
      await other.auth.put({ partition: 'links', sort: 'gone', body: 'gone, too', expires: 1 }, 0, 0);
      await expect(restore(other, file)).rejects.toMatchObject({
        code: 'records-not-empty',
        message: expect.stringContaining('has something on record already'),
      });
      expect((await other.blobs.scan()).hashes).toEqual([]);
      expect(await restore(other, file, { fill: true })).toMatchObject({ rows: 3, kept: 2, blobs: 3 });
      expect((await other.audit.get(rowOf('a'), NOW))?.body).toBe('newer');
      expect((await other.auth.get({ partition: 'links', sort: 'gone' }, 0))?.body).toBe('gone, too');
      expect(await restore(other, file, { fill: true })).toMatchObject({ rows: 0, kept: 5 });
    }));

  it('that was broken off has no row without its bytes, and is ended by filling', () =>
    inFolder(async ({ store, file }) => {
      await filled(store);
      await backUp(store, file, effects);
      const other = await openSqlite(':memory:');
      const full: Table['put'] = () => Promise.reject(new Error('the disk is full'));
      await expect(restore({ ...other, audit: { ...other.audit, put: full } }, file)).rejects.toThrow('disk is full');
      expect((await other.blobs.scan()).hashes).toHaveLength(3);
      await restore(other, file, { fill: true });
      await expectAll(other);
    }));

  it('needs a file', () =>
    inFolder(async ({ store, file }) => {
      await expect(restore(store, file)).rejects.toMatchObject({
        code: 'backup-unreadable',
        message: `${file} cannot be restored: it cannot be read (ENOENT); check that it is there, and who may read it`,
      });
    }));

  const lines = (text: string): string[] => text.split(/(?<=\n)/);
  const without = (index: number) => (text: string) => lines(text).toSpliced(index, 1).join('');
  it.each<[string, (text: string) => string, string]>([
    ['no backup', () => '{"format":"other"}\n', 'it is no backup of Quarterdeck; take another backup'],
    ['no JSON', () => 'notes\n', 'it is no backup of Quarterdeck'],
    ['nothing', () => '', 'its end is missing'],
    [
      'of a newer form',
      (text) => text.replace('"version":1', '"version":2'),
      'a newer Quarterdeck made it (form 2, and this one knows 1); update',
    ],
    ['a row of another table', (text) => text.replace('"audit"', '"notes"'), 'its line 2 is no row and no blob'],
    ['changed', (text) => text.replace('queued', 'failed'), 'it was changed after it was made'],
    ['changed in its head', (text) => text.replace(`${NOW}`, `${NOW + 1}`), 'it was changed after it was made'],
    ['one row less', without(2), 'its counts are wrong'],
    [
      'two rows changed about',
      (text) => [1, 3, 2].map((at) => lines(text)[at - 1]).join('') + lines(text).slice(3).join(''),
      'it was changed after it was made',
    ],
    ['other bytes in a blob', (text) => text.replace('RnJvbTog', 'RnJvbTob'), 'the bytes of blob'],
    ['without its end', without(-1), 'its end is missing'],
    ['an end that is cut off', (text) => text.slice(0, -1), 'its last line is cut off'],
    ['one backup behind the other', (text) => text + text, 'something follows its end'],
  ])('refuses what is %s, and writes nothing', (_, change, why) =>
    inFolder(async ({ store, file }) => {
      await filled(
        store,
        ROWS.filter(({ sort }) => sort !== 'big'),
        BLOBS.slice(0, 2),
      );
      await backUp(store, file, effects);
      writeFileSync(file, gzipSync(change(gunzipSync(readFileSync(file)).toString())));
      const other = await openSqlite(':memory:');
      await expect(restore(other, file)).rejects.toMatchObject({
        code: 'backup-unreadable',
        message: expect.stringContaining(`${file} cannot be restored: ${why}`),
      });
      await expectNothing(other);
    }),
  );

  it('refuses what is no gzip, or is cut off anywhere', () =>
    inFolder(async ({ store, file }) => {
      await filled(store, ROWS.slice(0, 2), BLOBS.slice(0, 2));
      await backUp(store, file, effects);
      const whole = readFileSync(file);
      const other = await openSqlite(':memory:');
      const cut = fc.integer({ min: 0, max: whole.length - 1 }).map((length) => whole.subarray(0, length));
      await fc.assert(
        fc.asyncProperty(cut, async (bytes) => {
          writeFileSync(file, bytes);
          await expect(restore(other, file)).rejects.toMatchObject({ code: 'backup-unreadable' });
        }),
        { numRuns: 40 },
      );
      writeFileSync(file, 'no gzip at all');
      await expect(restore(other, file)).rejects.toThrow('it is no gzip file, or damaged');
      await expectNothing(other);
    }));

  it('takes no byte that was changed for what was written', () =>
    inFolder(async ({ store, file }) => {
      await filled(store, ROWS.slice(0, 2), BLOBS.slice(0, 2));
      await backUp(store, file, effects);
      const text = gunzipSync(readFileSync(file));
      const change = fc.tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 255 }));
      await fc.assert(
        fc.asyncProperty(change, async ([at, by]) => {
          const changed = Buffer.from(text);
          changed.writeUInt8(changed.readUInt8(at) ^ by, at);
          writeFileSync(file, gzipSync(changed));
          const other = await openSqlite(':memory:');
          await expect(restore(other, file)).rejects.toMatchObject({ code: 'backup-unreadable' });
          await expectNothing(other);
          await other.close();
        }),
        { numRuns: 40 },
      );
    }));
});

interface Folder {
  /** In a file, so that it has snapshots. */
  readonly store: Store;
  readonly path: string;
  readonly file: string;
}

function inFolder(use: (folder: Folder) => Promise<void>): Promise<void> {
  return withPath(async (path) => {
    const store = await openSqlite(path, { name: 'records' });
    try {
      await use({ store, path, file: join(dirname(path), 'backup.gz') });
    } finally {
      await store.close();
    }
  });
}

async function filled(store: Store, rows = ROWS, blobs: readonly string[] = BLOBS): Promise<void> {
  for (const { table, ...row } of rows) await store[table].put(row, 0, NOW);
  for (const text of blobs) await store.blobs.put(sha256(text), new Uint8Array(Buffer.from(text)));
}

function rowOf(sort: string): Row {
  const found = ROWS.find((row) => row.sort === sort);
  if (!found) throw new Error(`No row ${sort}`);
  const { table: _, ...row } = found;
  return row;
}

async function expectAll(store: Store): Promise<void> {
  for (const table of STORE_TABLES) {
    const expected = ROWS.filter((row) => row.table === table).map(({ table: _, ...row }) => ({ ...row, version: 1 }));
    const { rows } = await store[table].scan();
    expect(rows).toHaveLength(expected.length);
    for (const row of expected) expect(await store[table].get(row, 0)).toEqual(row);
  }
  for (const text of BLOBS)
    expect(Buffer.from((await store.blobs.get(sha256(text))) ?? 'gone').equals(Buffer.from(text))).toBe(true);
}

async function expectNothing(store: Store): Promise<void> {
  for (const table of STORE_TABLES) expect((await store[table].scan()).rows).toEqual([]);
  expect((await store.blobs.scan()).hashes).toEqual([]);
}
