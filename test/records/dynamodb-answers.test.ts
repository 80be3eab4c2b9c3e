import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../src/model/store.ts';
import { makeTables, openDynamo } from '../../src/records/dynamodb/index.ts';
import { dynamoError } from '../../src/records/dynamodb/errors.ts';
import { optionsFor, refusal, startDynalite, startProxy } from './_dynamodb.ts';
import type { Answer, Fate, Listening, Proxy } from './_dynamodb.ts';

/* What comes back from DynamoDB, or does not. A proxy in front of dynalite decides, after the write was done. */

const NOW = Date.UTC(2026, 10, 22, 9);
const queue = 'waiting';

let dynamo: Listening;
let proxy: Proxy;
let store: Store;
/** Somebody else's, past the proxy. */
let other: Store;
beforeAll(async () => {
  dynamo = await startDynalite();
  proxy = await startProxy(dynamo.endpoint);
  await makeTables(optionsFor(dynamo.endpoint));
  store = await openDynamo(optionsFor(proxy.endpoint));
  other = await openDynamo(optionsFor(dynamo.endpoint));
});
afterEach(() => {
  proxy.instead = () => undefined;
  proxy.fate = () => 'answer';
});
afterAll(async () => {
  await Promise.all([store.close(), other.close(), proxy.close(), dynamo.close()]);
});

/** The first answer to such a call gets this fate; meanwhile something else may happen. */
function first(action: string, fate: Fate, meanwhile: () => Promise<unknown> = async () => undefined): void {
  let done = false;
  proxy.fate = async (asked) => {
    if (done || asked.action !== action) return 'answer';
    done = true;
    await meanwhile();
    return fate;
  };
}

describe.each<[string, Fate]>([
  ['was lost', 'lost'],
  ['was an error of DynamoDB’s own', refusal('InternalServerError', 500)],
])('a write that was done and whose answer %s', (_, fate) => {
  it('is ours, and was done once', async () => {
    const row = { partition: `first ${JSON.stringify(fate)}`, sort: 'one', body: 'mine' };
    first('UpdateItem', fate);
    expect(await store.audit.put(row, 0, NOW)).toBe(1);
    first('UpdateItem', fate);
    expect(await store.audit.put({ ...row, body: 'mine again' }, 1, NOW)).toBe(2);
    expect(await other.audit.get(row, NOW)).toEqual({ ...row, body: 'mine again', version: 2 });
  });

  it('is ours although somebody has written over it since', async () => {
    const row = { partition: `since ${JSON.stringify(fate)}`, sort: 'one' };
    first('UpdateItem', fate, () => other.audit.put({ ...row, body: 'theirs' }, 1, NOW));
    expect(await store.audit.put({ ...row, body: 'mine' }, 0, NOW)).toBe(1);
    expect((await other.audit.get(row, NOW))?.body).toBe('theirs');
  });

  it('is ours when it took the row away', async () => {
    const row = { partition: `away ${JSON.stringify(fate)}`, sort: 'one', body: 1 };
    await other.audit.put(row, 0, NOW);
    first('UpdateItem', fate);
    expect(await store.audit.remove(row, 1)).toBe(true);
    expect(await other.audit.get(row, NOW)).toBeUndefined();
  });
});

it('tells another’s write from ours, whatever was lost', async () => {
  const row = { partition: 'theirs', sort: 'one' };
  await other.audit.put({ ...row, body: 'theirs' }, 0, NOW);
  first('UpdateItem', 'lost');
  expect(await store.audit.put({ ...row, body: 'mine' }, 0, NOW)).toBeUndefined();
  first('UpdateItem', 'lost');
  expect(await store.audit.remove(row, 2)).toBe(false);
  expect((await other.audit.get(row, NOW))?.body).toBe('theirs');
});

it('takes a row away although what is left of it cannot be deleted, and whoever comes next begins anew', async () => {
  const row = { partition: 'left over', sort: 'one', body: 1, due: { queue, at: 1 } };
  await other.dashboard.put(row, 0, NOW);
  await other.dashboard.put(row, 1, NOW);
  proxy.instead = ({ action }) => (action === 'DeleteItem' ? refusal('AccessDeniedException') : undefined);
  expect(await store.dashboard.remove(row, 2)).toBe(true);
  expect(await store.dashboard.get(row, NOW)).toBeUndefined();
  expect(await store.dashboard.list(row.partition, { limit: 9 }, NOW)).toEqual([]);
  expect(await store.dashboard.due(queue, NOW, 9)).toEqual([]);
  expect(await store.dashboard.scan()).toEqual({ rows: [] });
  for (const version of [0, 1, 2, 3]) expect(await store.dashboard.remove(row, version)).toBe(false);
  expect(await store.dashboard.put({ ...row, body: 2 }, 2, NOW)).toBeUndefined();
  expect(await store.dashboard.put({ ...row, body: 2 }, 0, NOW)).toBe(1);
});

it('looks again at what the index says is due, since it lags', async () => {
  const row = { partition: 'index', sort: 'one', body: 1, due: { queue, at: 10 } };
  await other.auth.put(row, 0, NOW);
  await other.auth.put({ ...row, sort: 'two' }, 0, NOW);
  const index: Answer[] = [];
  proxy.fate = ({ action }, answer) => {
    if (action === 'Query') index.push(answer);
    return 'answer';
  };
  expect(await store.auth.due(queue, 50, 9)).toHaveLength(2);
  proxy.instead = ({ action }) => (action === 'Query' ? index[0] : undefined);
  await other.auth.put({ ...row, due: { queue, at: 30 } }, 1, NOW);
  expect((await store.auth.due(queue, 50, 9)).map(({ sort, due }) => [sort, due?.at])).toEqual([
    ['two', 10],
    ['one', 30],
  ]);
  expect((await store.auth.due(queue, 29, 9)).map(({ sort }) => sort)).toEqual(['two']);
  await other.auth.put({ ...row, due: { queue: 'another', at: 10 } }, 2, NOW);
  await other.auth.remove({ ...row, sort: 'two' }, 1);
  expect(await store.auth.due(queue, 50, 9)).toEqual([]);
});

describe('an error says what to do, in no words of AWS’s', () => {
  it.each([
    ['AccessDeniedException', 'AWS does not allow dynamodb:GetItem on test-auth; give it to this user or role'],
    ['ResourceNotFoundException', 'there is no table test-auth in this region; quarterdeck records tables makes it'],
    ['UnrecognizedClientException', 'AWS does not know these credentials; check them, and the clock of this machine'],
    ['ExpiredTokenException', 'the AWS credentials have expired; sign in again'],
    ['SomethingNewException', 'DynamoDB answered SomethingNewException to GetItem'],
  ])('%s', async (name, says) => {
    proxy.instead = () => refusal(name);
    const failure = store.auth.get({ partition: 'p', sort: 's' }, NOW);
    await expect(failure).rejects.toMatchObject({
      name: 'UserError',
      code: 'records-unreadable',
      message: `DynamoDB test-auth cannot be read: ${says}`,
    });
  });

  it('a write that was not allowed', async () => {
    proxy.instead = () => refusal('AccessDeniedException');
    await expect(store.auth.put({ partition: 'p', sort: 's', body: 1 }, 0, NOW)).rejects.toMatchObject({
      code: 'records-unwritable',
      message: expect.stringContaining('AWS does not allow dynamodb:UpdateItem on test-auth'),
    });
  });

  it('tries again as often as it may where it was slowed down, and no more', async () => {
    const patient = await openDynamo(optionsFor(proxy.endpoint, { attempts: 2 }));
    const before = proxy.asked.length;
    proxy.instead = () => refusal('ProvisionedThroughputExceededException');
    await expect(patient.auth.get({ partition: 'p', sort: 's' }, NOW)).rejects.toThrow(
      'DynamoDB slowed test-auth down',
    );
    expect(proxy.asked.length - before).toBe(2);
    await patient.close();
  });

  it.each([
    ['CredentialsProviderError', 'there are no AWS credentials'],
    ['TimeoutError', 'DynamoDB did not answer after several tries'],
    ['ECONNREFUSED', 'DynamoDB did not answer after several tries'],
    ['InternalServerError', 'DynamoDB has an error of its own'],
  ])('%s', (name, says) => {
    const error = name.startsWith('E')
      ? Object.assign(new Error('x'), { code: name })
      : Object.assign(new Error('x'), { name });
    expect(dynamoError(error, { action: 'GetItem', table: 't', writes: true }).message).toContain(says);
  });

  it('no region', () => {
    const error = dynamoError(new Error('Region is missing'), { action: 'open', table: 't', writes: false });
    expect(error.message).toContain('no region is set; set AWS_REGION');
  });
});
