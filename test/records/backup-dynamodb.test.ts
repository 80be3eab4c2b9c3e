import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemEffects } from '../../src/core/effects.ts';
import { sha256 } from '../../src/core/hash.ts';
import { STORE_TABLES, type Row, type Store, type StoredRow } from '../../src/model/store.ts';
import { backUp } from '../../src/records/backup.ts';
import { restore } from '../../src/records/restore.ts';
import { openSqlite } from '../../src/records/sqlite/index.ts';
import { startDynalite, storeOver } from './_dynamodb.ts';
import { withPath } from './_sqlite-files.ts';

const NOW = Date.UTC(2026, 10, 22, 9);
const ROWS: readonly Row[] = [
  { partition: 'dispatches', sort: 'a', body: { state: 'queued' }, due: { queue: 'sending', at: NOW } },
  // More than an item of DynamoDB holds.
  { partition: 'editions', sort: 'ä 𝄞', body: { text: 'größer '.repeat(60_000) } },
  { partition: 'links', sort: 'gone', body: null, expires: NOW - 1 },
];
const MESSAGE = Buffer.from('From: a@example.com\r\n\r\n'.repeat(40_000));

describe('records move by a backup', () => {
  it('from SQLite to DynamoDB and back, as they were', () =>
    withPath(async (path) => {
      const [sqlite, dynamo] = [await openSqlite(path), await storeOver(await startDynalite())];
      for (const table of STORE_TABLES) for (const row of ROWS) await sqlite[table].put(row, 0, NOW);
      await sqlite.blobs.put(sha256(MESSAGE), MESSAGE);
      const file = (name: string): string => join(dirname(path), name);

      expect(await backUp(sqlite, file('there.gz'), systemEffects)).toEqual({ rows: 9, blobs: 1, exact: true });
      expect(await restore(dynamo, file('there.gz'))).toMatchObject({ rows: 9, blobs: 1, kept: 0 });
      expect(await backUp(dynamo, file('back.gz'), systemEffects)).toEqual({ rows: 9, blobs: 1, exact: false });
      const back = await openSqlite(':memory:');
      await restore(back, file('back.gz'));

      for (const store of [dynamo, back]) {
        expect(await allOf(store)).toEqual(await allOf(sqlite));
        expect(MESSAGE.equals((await store.blobs.get(sha256(MESSAGE))) ?? new Uint8Array())).toBe(true);
        await store.close();
      }
      await sqlite.close();
    }));
});

/** In the order of their keys: a scan may answer them in any. */
async function allOf(store: Store): Promise<readonly StoredRow[]> {
  const rows: StoredRow[] = [];
  for (const table of STORE_TABLES) {
    const page = await store[table].scan();
    expect(page.next).toBeUndefined();
    rows.push(...page.rows.toSorted((a, b) => (a.sort < b.sort ? -1 : 1)));
  }
  return rows;
}
