import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { DynamoDBClient, paginateScan, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { CreateTableCommand, DeleteItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemEffects } from '../../src/core/effects.ts';
import { sha256 } from '../../src/core/hash.ts';
import type { Store } from '../../src/model/store.ts';
import { makeTables, openDynamo } from '../../src/records/dynamodb/index.ts';
import { clientOptions, optionsFor, startDynalite, startProxy, type Listening, type Proxy } from './_dynamodb.ts';

/* How rows and blobs lie in DynamoDB: what is large in parts, and never seen half. */

const NOW = Date.UTC(2026, 10, 22, 9);
const TableName = 'test-reports-audit';

let dynamo: Listening;
let proxy: Proxy;
let store: Store;
let client: DynamoDBClient;
beforeAll(async () => {
  dynamo = await startDynalite();
  proxy = await startProxy(dynamo.endpoint);
  await makeTables(optionsFor(dynamo.endpoint));
  store = await openDynamo(optionsFor(proxy.endpoint));
  client = new DynamoDBClient(clientOptions(dynamo.endpoint));
});
afterEach(() => {
  proxy.fate = () => 'answer';
});
afterAll(async () => {
  client.destroy();
  await Promise.all([store.close(), proxy.close(), dynamo.close()]);
});

type Item = Record<string, AttributeValue>;

async function items(begin: string): Promise<Item[]> {
  const found: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true }))
    found.push(...Items);
  return found.filter(({ pk }) => pk?.S?.startsWith(begin));
}

const keyOf = ({ pk, sk }: Item): Item => ({ ...(pk && { pk }), ...(sk && { sk }) });

/** Text that gzip makes no smaller than two parts. */
const noise = (): string => randomBytes(380_000).toString('base64');

/** A store whose process ends at a step. */
async function endingAt(name: string): Promise<Store> {
  const step = (at: string): void => {
    if (at === name) throw new Error(`ended at ${name}`);
  };
  return openDynamo(optionsFor(dynamo.endpoint, { effects: { ...systemEffects, step } }));
}

describe('a row', () => {
  it('lies in one item where it fits, packed where that helps', async () => {
    await store.audit.put({ partition: 'fits', sort: 'as it is', body: 'x'.repeat(200_000) }, 0, NOW);
    await store.audit.put({ partition: 'fits', sort: 'packed', body: 'x'.repeat(1_000_000) }, 0, NOW);
    const [asItIs, packed] = await items('fits');
    expect(asItIs?.['body']?.S).toHaveLength(200_002);
    expect(packed?.['packed']?.B?.length).toBeLessThan(10_000);
    expect(await items('part#')).toEqual([]);
    expect((await store.audit.get({ partition: 'fits', sort: 'packed' }, NOW))?.body).toBe('x'.repeat(1_000_000));
  });

  it('lies in parts where it is larger; they go when it is written over, or taken away', async () => {
    const row = { partition: 'large', sort: 'one', body: noise() };
    await store.audit.put(row, 0, NOW);
    expect(await items('part#')).toHaveLength(2);
    await store.audit.put({ ...row, body: noise() }, 1, NOW);
    expect(await items('part#')).toHaveLength(2);
    await store.audit.remove(row, 2);
    expect(await items('part#')).toEqual([]);
    expect(await items('large')).toEqual([]);
  });

  it('leaves no parts when another writer was faster', async () => {
    const row = { partition: 'raced', sort: 'one' };
    const answers = await Promise.all([1, 2].map(() => store.audit.put({ ...row, body: noise() }, 0, NOW)));
    expect(answers.filter((version) => version !== undefined)).toEqual([1]);
    expect(await items('part#')).toHaveLength(2);
    await store.audit.remove(row, 1);
  });

  it('stays as it was when the process ends between its parts and itself', async () => {
    const row = { partition: 'torn', sort: 'one', body: 'before' };
    await store.audit.put(row, 0, NOW);
    const ending = await endingAt('dynamodb-parts-written');
    await expect(ending.audit.put({ ...row, body: noise() }, 1, NOW)).rejects.toThrow('ended');
    expect(await store.audit.get(row, NOW)).toEqual({ ...row, version: 1 });
    expect((await store.audit.scan()).rows.map(({ partition }) => partition)).not.toContain('part#');
    await ending.close();
  });

  it('is gone when the process ends while it is taken away', async () => {
    const row = { partition: 'emptied', sort: 'one', body: 1 };
    await store.audit.put(row, 0, NOW);
    const ending = await endingAt('dynamodb-row-emptied');
    await expect(ending.audit.remove(row, 1)).rejects.toThrow('ended');
    expect(await store.audit.get(row, NOW)).toBeUndefined();
    expect(Number((await items('emptied'))[0]?.['expires']?.N)).toBeGreaterThan(1_700_000_000);
    await ending.close();
  });

  it('is read as it is now where it is written over while its parts are read', async () => {
    const row = { partition: 'moving', sort: 'one', body: noise() };
    await store.audit.put(row, 0, NOW);
    const next = noise();
    let written = false;
    proxy.fate = async ({ action }) => {
      if (action === 'GetItem' && !written) {
        written = true;
        await store.audit.put({ ...row, body: next }, 1, NOW);
      }
      return 'answer' as const;
    };
    const read = await store.audit.get(row, NOW);
    expect([read?.version, read?.body === next]).toEqual([2, true]);
  });

  it('is said to be damaged where a part of it is missing', async () => {
    const row = { partition: 'damaged', sort: 'one', body: noise() };
    const before = new Set((await items('part#')).map(({ pk }) => pk?.S));
    await store.audit.put(row, 0, NOW);
    const part = (await items('part#')).find(({ pk }) => !before.has(pk?.S));
    await client.send(new DeleteItemCommand({ TableName, Key: keyOf(part ?? {}) }));
    await expect(store.audit.get(row, NOW)).rejects.toMatchObject({
      code: 'record-changed',
      message: expect.stringContaining('the row damaged / one: a part of it is missing; restore the last backup'),
    });
    await store.audit.remove(row, 1);
  });

  it('stands beside the seconds by which DynamoDB takes it away', async () => {
    await store.audit.put({ partition: 'expiring', sort: 'one', body: 1, expires: NOW + 1 }, 0, NOW);
    const [item] = await items('expiring');
    expect([item?.['expires']?.N, item?.['expires_ms']?.N]).toEqual([String(NOW / 1000 + 1), String(NOW + 1)]);
  });

  it('may have an empty sort, which comes first', async () => {
    for (const sort of ['', 'a']) await store.audit.put({ partition: 'empty', sort, body: sort }, 0, NOW);
    expect((await store.audit.list('empty', { limit: 9 }, NOW)).map(({ sort }) => sort)).toEqual(['', 'a']);
    expect((await store.audit.list('empty', { limit: 9, after: '' }, NOW)).map(({ sort }) => sort)).toEqual(['a']);
  });

  it.each(['part#', 'blob#'])('has no partition that begins with %s: those are the store’s own', async (begin) => {
    await expect(store.audit.put({ partition: `${begin}1`, sort: 'one', body: 1 }, 0, NOW)).rejects.toThrow(TypeError);
  });

  it('is refused when Quarterdeck did not write it', async () => {
    await client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'foreign' }, sk: { S: 'one' } } }));
    await expect(store.audit.get({ partition: 'foreign', sort: 'one' }, NOW)).rejects.toMatchObject({
      code: 'records-unreadable',
      message: expect.stringContaining('it holds an item that Quarterdeck did not write'),
    });
  });
});

describe('a blob', () => {
  const bytes = new Uint8Array(randomBytes(900_000));
  const hash = sha256(bytes);

  it('lies in parts; written twice at once it lies there once', async () => {
    const before = (await items('part#')).length;
    await Promise.all([store.blobs.put(hash, bytes), store.blobs.put(hash, bytes)]);
    await store.blobs.put(hash, bytes);
    expect((await items('part#')).length - before).toBe(3);
    // A page is a megabyte of items, blobs or not: the first one may hold none.
    const hashes: string[] = [];
    for (let next: string | undefined, first = true; first || next !== undefined; first = false) {
      const page = await store.blobs.scan(next);
      hashes.push(...page.hashes);
      next = page.next;
    }
    expect(hashes).toEqual([hash]);
  });

  it.each([
    ['its bytes are not as they were written', Buffer.from('no gzip')],
    ['it holds other bytes than were put there', gzipSync('others')],
  ])('is checked when it is read: %s', async (says, packed) => {
    const small = new Uint8Array(Buffer.from(says));
    await store.blobs.put(sha256(small), small);
    const [item] = await items(`blob#${sha256(small)}`);
    const UpdateExpression = 'SET packed = :packed';
    const ExpressionAttributeValues = { ':packed': { B: packed } };
    const Key = keyOf(item ?? {});
    await client.send(new UpdateItemCommand({ TableName, Key, UpdateExpression, ExpressionAttributeValues }));
    await expect(store.blobs.get(sha256(small))).rejects.toThrow(says);
  });
});

describe('the tables', () => {
  const named = (tables: string) => optionsFor(dynamo.endpoint, { tables });

  it('are made once, whoever asks, and what this DynamoDB lacks is said', async () => {
    const [one, two] = await Promise.all([makeTables(named('twice')), makeTables(named('twice'))]);
    const names = ['twice-reports-audit', 'twice-dashboard', 'twice-auth'];
    expect([...one.made, ...one.there]).toEqual(names);
    expect([...two.made, ...two.there]).toEqual(names);
    expect((await makeTables(named('twice'))).there).toEqual(names);
    expect(one.notes).toContain('twice-auth: no point-in-time recovery here');
    expect(one.notes).toContain('twice-auth: no Time to Live here; rows that expired stay, and are not shown');
  });

  it('are left alone where there is one of that name with other keys', async () => {
    await client.send(
      new CreateTableCommand({
        TableName: 'other-reports-audit',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    );
    await expect(makeTables(named('other'))).rejects.toMatchObject({
      code: 'records-unwritable',
      message: expect.stringContaining('there is a table of that name with other keys'),
    });
  });

  it('that are not there are named, with what makes them', async () => {
    const none = await openDynamo(named('none'));
    expect(none.name).toBe('DynamoDB none-*, us-west-2');
    await expect(none.audit.get({ partition: 'p', sort: 's' }, NOW)).rejects.toThrow(
      'there is no table none-reports-audit',
    );
    await none.close();
  });
});
