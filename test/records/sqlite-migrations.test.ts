import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import type { Store } from '../../src/model/store.ts';
import type { Driver } from '../../src/records/sqlite/driver.ts';
import { openDriver } from '../../src/records/sqlite/open-driver.ts';
import { openSqlite } from '../../src/records/sqlite/index.ts';
import { past, withPath } from './_sqlite-files.ts';

const NOW = Date.UTC(2026, 10, 22, 9);
const LATEST = 2;

/** The files of each earlier version as that version made them: these statements never change. */
const EARLIER: Readonly<Record<number, string>> = {
  1: `
    CREATE TABLE audit (partition TEXT NOT NULL, sort TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL,
      due_queue TEXT, due_at INTEGER, expires INTEGER, PRIMARY KEY (partition, sort));
    CREATE INDEX audit_due ON audit (due_queue, due_at) WHERE due_queue IS NOT NULL;
    CREATE TABLE dashboard (dashboard_id TEXT NOT NULL, task_id TEXT NOT NULL, version INTEGER NOT NULL,
      body TEXT NOT NULL, due_queue TEXT, due_at INTEGER, expires INTEGER, PRIMARY KEY (dashboard_id, task_id));
    CREATE INDEX dashboard_due ON dashboard (due_queue, due_at) WHERE due_queue IS NOT NULL;
    CREATE TABLE auth (partition TEXT NOT NULL, sort TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL,
      due_queue TEXT, due_at INTEGER, expires INTEGER, PRIMARY KEY (partition, sort));
    CREATE INDEX auth_due ON auth (due_queue, due_at) WHERE due_queue IS NOT NULL;
    CREATE TABLE blobs (hash TEXT NOT NULL PRIMARY KEY, bytes BLOB NOT NULL);
    PRAGMA application_id = 0x51444b31;
    PRAGMA user_version = 1;`,
};

const ROWS: Readonly<Record<number, string>> = {
  1: `
    INSERT INTO audit VALUES ('dispatches', 'one', 3, '{"state":"queued"}', 'sending', ${NOW}, NULL);
    INSERT INTO dashboard VALUES ('san-diego', 'one', 1, '{}', NULL, NULL, NULL);
    INSERT INTO auth VALUES ('links', 'a', 1, '1', NULL, NULL, ${NOW + 1});
    INSERT INTO blobs VALUES ('${sha256('bytes')}', CAST('bytes' AS BLOB));`,
};

describe.each(Object.keys(EARLIER).map(Number))('a file of version %i', (version) => {
  it('is brought up to date with everything that it holds; it is first copied beside', () =>
    withPath(async (path) => {
      // Another process has it open, so that its rows are in the write-ahead log still.
      const other = await earlier(path, version);
      other.exec(ROWS[version] ?? '');
      const store = await openSqlite(path);
      await expectAllOf(store);
      expect(await formOf(path)).toEqual(await formOfNew());
      other.close();
      await store.close();

      const copy = `${path}.before-v${LATEST}`;
      expect(statSync(copy).mode & 0o777).toBe(0o600);
      expect(await past(copy, versionOf)).toBe(version);
      const again = await openSqlite(copy);
      await expectAllOf(again);
      await again.close();
    }));

  it('is not copied when it holds nothing', () =>
    withPath(async (path) => {
      (await earlier(path, version)).close();
      await (await openSqlite(path)).close();
      expect(await formOf(path)).toEqual(await formOfNew());
      expect(existsSync(`${path}.before-v${LATEST}`)).toBe(false);
    }));

  it('stays as it is when it cannot be brought up to date', () =>
    withPath(async (path) => {
      const other = await earlier(path, version);
      // As a release that was half undone would leave it.
      other.exec('CREATE INDEX auth_expires ON auth (sort)');
      other.close();
      await expect(openSqlite(path, { name: 'records' })).rejects.toThrow(
        'records cannot be opened: index auth_expires already exists',
      );
      expect(await past(path, versionOf)).toBe(version);
      expect(await formOf(path)).not.toContain('audit_expires');
    }));
});

describe('a file of the latest version', () => {
  it('is opened as it is', () =>
    withPath(async (path) => {
      await (await openSqlite(path)).close();
      const before = readFileSync(path);
      await (await openSqlite(path)).close();
      expect(readFileSync(path).equals(before)).toBe(true);
      expect(await past(path, versionOf)).toBe(LATEST);
    }));

  it('is made once, by whichever of several comes first', () =>
    withPath(async (path) => {
      const stores = await Promise.all([1, 2, 3, 4].map(() => openSqlite(path)));
      for (const store of stores) await store.close();
      expect(await formOf(path)).toEqual(await formOfNew());
    }));
});

describe('a file that is not ours to change', () => {
  it.each([
    [
      'a newer Quarterdeck',
      `PRAGMA application_id = 0x51444b31; PRAGMA user_version = ${LATEST + 1}; CREATE TABLE audit (a)`,
      `records was written by a newer Quarterdeck (form ${LATEST + 1}, and this one knows ${LATEST}); update Quarterdeck`,
    ],
    ['another program', 'CREATE TABLE audit (a)', 'records is the database of another program'],
    [
      'another program that numbers its versions, too',
      'PRAGMA user_version = 1; CREATE TABLE notes (a)',
      'records is the database of another program',
    ],
  ])('was written by %s: it is refused and stays as it is', (_, sql, message) =>
    withPath(async (path) => {
      mkdirSync(dirname(path));
      await past(path, (file) => file.exec(sql));
      const before = readFileSync(path);
      await expect(openSqlite(path, { name: 'records' })).rejects.toThrow(message);
      expect(readFileSync(path).equals(before)).toBe(true);
    }),
  );
});

/** A file of an earlier version, open, with its log. */
async function earlier(path: string, version: number): Promise<Driver> {
  mkdirSync(dirname(path));
  const database = await openDriver(path);
  database.prepare('PRAGMA journal_mode = WAL').all([]);
  database.exec(EARLIER[version] ?? '');
  return database;
}

async function expectAllOf(store: Store): Promise<void> {
  const dispatch = {
    partition: 'dispatches',
    sort: 'one',
    version: 3,
    body: { state: 'queued' },
    due: { queue: 'sending', at: NOW },
  };
  expect(await store.audit.get(dispatch, NOW)).toEqual(dispatch);
  expect(await store.audit.due('sending', NOW, 9)).toEqual([dispatch]);
  expect((await store.dashboard.list('san-diego', { limit: 9 }, NOW)).map(({ sort }) => sort)).toEqual(['one']);
  expect(await store.auth.get({ partition: 'links', sort: 'a' }, NOW)).toMatchObject({ body: 1, expires: NOW + 1 });
  expect(Buffer.from((await store.blobs.get(sha256('bytes'))) ?? []).toString()).toBe('bytes');
}

/** What the file is made of, without regard to blanks. */
async function formOf(path: string): Promise<string> {
  const rows = await past(path, (file) => file.prepare('SELECT sql FROM sqlite_schema ORDER BY name').all([]));
  return JSON.stringify(rows.map((found) => Object(found).sql)).replaceAll(/(?:\\n|\s)+/g, ' ');
}

function formOfNew(): Promise<string> {
  return withPath(async (path) => {
    await (await openSqlite(path)).close();
    return formOf(path);
  });
}

function versionOf(database: Driver): unknown {
  return Object(database.prepare('PRAGMA user_version').all([])[0]).user_version;
}
