import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { RECORD_CODES } from '../../src/records/codes.ts';
import { openDriver } from '../../src/records/sqlite/open-driver.ts';
import { openSqlite } from '../../src/records/sqlite/index.ts';
import { dispatchRecords } from '../../src/records/dispatches.ts';
import { senderRecords } from '../../src/records/senders.ts';
import { suppressionList } from '../../src/records/suppression.ts';
import { temporary } from '../cli/_quarterdeck.ts';
import { dispatchOf, MESSAGE, NOW } from '../records/_dispatch.ts';
import { pageOf, tableBelow } from './_pages.ts';

const PAGE = readFileSync(new URL('../../docs/records.md', import.meta.url), 'utf8');

const effects = { now: () => NOW, step: () => undefined };

/** Every statement that the page shows. */
const queries = [...PAGE.matchAll(/```sql\n([^`]*)```/g)].flatMap(([, block = '']) =>
  block.split(';').flatMap((query) => (query.trim() === '' ? [] : [query.trim()])),
);

describe('records, looked at by hand', () => {
  const path = join(temporary(), 'records.sqlite');
  beforeAll(async () => {
    const store = await openSqlite(path);
    await dispatchRecords(store, effects).add(dispatchOf(), MESSAGE);
    await suppressionList(store, effects).add({ address: 'ann@example.com', reason: 'by-hand', at: NOW });
    await senderRecords(store, effects).sent('reports@shop.example', 1, '2026-11-22');
    await store.audit.put({ partition: 'chain', sort: '000000000001', body: { entries: [] } }, 0, NOW);
    await store.close();
  });

  it('by several statements', () => expect(queries.length).toBeGreaterThan(4));

  it.each(queries)('%s', async (query) => {
    const database = await openDriver(path);
    expect(database.prepare(query).all([]).length).toBeGreaterThan(0);
    database.close();
  });
});

it('records.md lists every error', () => {
  expect(tableBelow(pageOf('records.md'), 'Errors')).toEqual(Object.entries(RECORD_CODES));
});
