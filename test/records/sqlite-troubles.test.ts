import { openSync, readFileSync, writeFileSync, writeSync, closeSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import type { Driver } from '../../src/records/sqlite/driver.ts';
import { openDriver } from '../../src/records/sqlite/open-driver.ts';
import { groupCommit } from '../../src/records/sqlite/group-commit.ts';
import { openSqlite } from '../../src/records/sqlite/index.ts';
import { migrate } from '../../src/records/sqlite/migrations.ts';
import { sqliteTable } from '../../src/records/sqlite/table.ts';
import type { Table } from '../../src/model/store.ts';
import { DRIVERS, past, withPath } from './_sqlite-files.ts';

const NOW = Date.UTC(2026, 10, 22, 9);
const row = { partition: 'dispatches', sort: 'one', body: 'queued' };

describe.each(DRIVERS)('writes of one turn, by %s', (wanted) => {
  it('are done in one transaction, each answered on its own', () =>
    withTable(wanted, async ({ table, said }) => {
      const answers = await Promise.all(
        [0, 7, 0].map((over, index) => table.put({ ...row, sort: `${index}` }, over, NOW)),
      );
      expect(answers).toEqual([1, undefined, 1]);
      expect(said.splice(0)).toEqual(['BEGIN IMMEDIATE', 'COMMIT']);
      expect(await table.put(row, 0, NOW)).toBe(1);
      expect(said).toEqual(['BEGIN IMMEDIATE', 'COMMIT']);
    }));

  it('are done 500 at a time', () =>
    withTable(wanted, async ({ table, said }) => {
      const all = Array.from({ length: 1001 }, (_, index) => table.put({ ...row, sort: `${index}` }, 0, NOW));
      expect(new Set(await Promise.all(all))).toEqual(new Set([1]));
      expect(said.filter((sql) => sql === 'COMMIT')).toHaveLength(3);
    }));

  it('are all told the same when the disk is full, and nothing of them is written', () =>
    withTable(wanted, async ({ table, database }) => {
      await table.put(row, 0, NOW);
      const { page_count: pages } = Object(database.prepare('PRAGMA page_count').all([])[0]);
      database.exec(`PRAGMA max_page_count = ${pages + 10}`);
      const body = 'x'.repeat(10_000);
      const group = Array.from({ length: 20 }, (_, index) => table.put({ ...row, sort: `${index}`, body }, 0, NOW));
      const answers = await Promise.allSettled(group);
      const reasons = new Set(answers.map((answer) => (answer.status === 'rejected' ? answer.reason : answer.value)));
      expect(reasons.size).toBe(1);
      expect([...reasons].map(told)).toEqual([
        'records-unwritable: records cannot be written: the disk is full; make room on it, then try again',
      ]);
      expect(await table.list('dispatches', { limit: 50 }, NOW)).toHaveLength(1);
      database.exec('PRAGMA max_page_count = 10000');
      expect(await table.put({ ...row, sort: 'next', body }, 0, NOW)).toBe(1);
    }));

  it('are told when the file may only be read', () =>
    withTable(wanted, async ({ table, database }) => {
      database.exec('PRAGMA query_only = 1');
      expect(await table.put(row, 0, NOW).catch(told)).toMatch(
        /^records-unwritable: records cannot be written: it is read-only; check that .* not mounted read-only$/,
      );
      expect(await table.get(row, NOW)).toBeUndefined();
    }));

  it('are told when another process holds the file for too long', () =>
    withPath(async (path) => {
      const store = await openSqlite(path);
      await store.close();
      const [database, other] = [await openDriver(path, wanted), await openDriver(path, wanted)];
      database.exec('PRAGMA busy_timeout = 5');
      other.exec('BEGIN IMMEDIATE');
      const table = sqliteTable(database, groupCommit(database, 'records'), 'records', 'audit');
      expect(await table.put(row, 0, NOW).catch(told)).toBe(
        'records-unwritable: records cannot be written: another process has been writing to it for over 5 seconds; ' +
          'try again when that is done',
      );
      other.exec('ROLLBACK');
      expect(await table.put(row, 0, NOW)).toBe(1);
      other.close();
      database.close();
    }));
});

describe('what is damaged', () => {
  it('is no database: it says so, and stays as it is', () =>
    withPath(async (path) => {
      mkdirSync(dirname(path));
      const garbage = 'no database at all '.repeat(100);
      writeFileSync(path, garbage);
      expect(await openSqlite(path, { name: 'records' }).catch(told)).toBe(
        'records-unreadable: records cannot be opened: the file is no SQLite database; put it aside and restore the last backup',
      );
      expect(readFileSync(path, 'utf8')).toBe(garbage);
    }));

  it('is a page of the file', () =>
    withPath(async (path) => {
      const store = await openSqlite(path);
      await store.audit.put({ ...row, body: 'x'.repeat(20_000) }, 0, NOW);
      await store.close();
      const file = openSync(path, 'r+');
      // Behind the first page, which holds the header and the schema.
      writeSync(file, Buffer.alloc(4096 * 9, 0xa5), 0, 4096 * 9, 4096);
      closeSync(file);
      const damaged = await openSqlite(path, { name: 'records' });
      expect(await damaged.audit.get(row, NOW).catch(told)).toBe(
        'records-unreadable: records cannot be read: the file is damaged; put it aside and restore the last backup',
      );
      await damaged.close();
    }));

  it.each(["version = 'one'", 'version = 0', "due_at = 'soon'"])('is a row: UPDATE audit SET %s', (change) =>
    withPath(async (path) => {
      const store = await openSqlite(path, { name: 'records' });
      await store.audit.put(row, 0, NOW);
      await past(path, (file) => file.exec(`UPDATE audit SET ${change}`));
      expect(await store.audit.get(row, NOW).catch(told)).toBe(
        'records-unreadable: records cannot be read: it holds what we never wrote; put it aside and restore the last backup',
      );
      await store.close();
    }),
  );

  it('is the body of a row: the row has none, and those beside it are as they were', () =>
    withPath(async (path) => {
      const store = await openSqlite(path);
      await store.audit.put(row, 0, NOW);
      await store.audit.put({ ...row, sort: 'two' }, 0, NOW);
      await past(path, (file) => file.exec("UPDATE audit SET body = '{' WHERE sort = 'one'"));
      expect(await store.audit.list('dispatches', { limit: 9 }, NOW)).toEqual([
        { ...row, body: undefined, version: 1 },
        { ...row, sort: 'two', version: 1 },
      ]);
      await store.close();
    }));

  it('is a blob: its bytes are given to nobody', () =>
    withPath(async (path) => {
      const store = await openSqlite(path, { name: 'records' });
      const hash = sha256('the exact bytes');
      await store.blobs.put(hash, new Uint8Array(Buffer.from('the exact bytes')));
      await past(path, (file) => file.exec("UPDATE blobs SET bytes = CAST('other bytes' AS BLOB)"));
      expect(await store.blobs.get(hash).catch(told)).toBe(
        `record-changed: records holds other bytes than were put there: blob ${hash} was changed; restore the last backup`,
      );
      await store.close();
    }));
});

interface Opened {
  readonly table: Table;
  readonly database: Driver;
  /** What was executed. */
  readonly said: string[];
}

async function withTable(wanted: Driver['name'], use: (opened: Opened) => Promise<void>): Promise<void> {
  const database = await openDriver(':memory:', wanted);
  await migrate(database, ':memory:');
  const said: string[] = [];
  const heard: Driver = {
    ...database,
    exec: (sql) => {
      said.push(sql);
      database.exec(sql);
    },
  };
  await use({ table: sqliteTable(heard, groupCommit(heard, 'records'), 'records', 'audit'), database, said });
  database.close();
}

function told(error: unknown): string {
  return error instanceof Error && 'code' in error ? `${String(error.code)}: ${error.message}` : String(error);
}
