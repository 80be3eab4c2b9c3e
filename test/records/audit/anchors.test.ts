import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/core/problem.ts';
import type { Checkpoint } from '../../../src/model/records.ts';
import { anchorBucket, anchorsIn, type AnchorBucket } from '../../../src/records/audit/index.ts';
import type { AnchorOptions } from '../../../src/records/audit/anchor-calls.ts';
import { NOW, sha256 } from './_audit.ts';
import { lockedFor, openBucket, refuse, type Bucket } from './_s3.ts';

const checkpoint = (count: number): Checkpoint => ({
  count,
  head: sha256(`head ${count}`),
  at: NOW,
  key: '0123456789abcdef',
  signature: 's'.repeat(86),
});

let bucket: Bucket;
let anchors: AnchorBucket;

const optionsOf = (endpoint: string): AnchorOptions => ({
  region: 'us-west-2',
  credentials: { accessKeyId: 'id', secretAccessKey: 'not-to-be-shown' },
  effects: { now: () => NOW, env: { AWS_ENDPOINT_URL_S3: endpoint } },
  patience: { connection: 1000, answer: 5000 },
});

beforeEach(async () => {
  bucket = await openBucket();
  anchors = anchorBucket('anchors', optionsOf(bucket.endpoint));
});

afterEach(async () => {
  await anchors.close();
  await bucket.close();
});

async function refusal(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.catch((thrown: unknown) => thrown);
  if (!(error instanceof UserError)) throw new Error('it was not refused', { cause: error });
  expect(error.code).toBe('anchors-refused');
  expect(error.message).not.toContain('not-to-be-shown');
  return error.message;
}

describe('a checkpoint in a bucket', () => {
  it('is locked for ten years, in the mode that nobody can lift', async () => {
    await anchors.keep(checkpoint(12));
    const [object] = bucket.kept;
    expect(object?.key).toBe(`checkpoints/000000000012-${checkpoint(12).head.slice(0, 16)}.json`);
    expect(object?.headers).toMatchObject({
      'x-amz-object-lock-mode': 'COMPLIANCE',
      'x-amz-object-lock-retain-until-date': '2036-04-30T15:00:00Z',
      'x-amz-sdk-checksum-algorithm': 'SHA256',
      'content-type': 'application/json',
    });
    expect(JSON.parse(object?.body ?? '')).toEqual(checkpoint(12));
  });

  it.each([
    ['<Years>2</Years>', '2028-04-30'],
    ['<Days>45</Days>', '2026-06-14'],
  ])('is locked as long as the bucket demands: %s', async (period, day) => {
    bucket.lock = lockedFor('GOVERNANCE', period);
    await anchors.keep(checkpoint(1));
    expect(bucket.kept[0]?.headers).toMatchObject({
      'x-amz-object-lock-mode': 'COMPLIANCE',
      'x-amz-object-lock-retain-until-date': `${day}T15:00:00Z`,
    });
  });

  it('asks for the lock once', async () => {
    await anchors.keep(checkpoint(1));
    await anchors.keep(checkpoint(2));
    expect(bucket.asked.map((one) => one.split('/checkpoints')[0])).toEqual([
      'GET /anchors/?object-lock',
      'PUT /anchors',
      'PUT /anchors',
    ]);
  });

  it('is read back, also when someone wrote over it', async () => {
    for (const count of [1, 20, 3]) await anchors.keep(checkpoint(count));
    const [first] = bucket.kept;
    if (first)
      bucket.kept.push({ ...first, version: 'v4', body: '{"count":1}' }, { ...first, version: 'v5', body: '!' });
    bucket.page = 2;
    expect(await anchorsIn('anchors', optionsOf(bucket.endpoint))).toEqual([1, 3, 20].map(checkpoint));
  });

  it('is read from the latest back, and not what is too large to be one', async () => {
    for (let count = 1; count <= 130; count += 1) {
      const body = count === 130 ? ' '.repeat(5000) : JSON.stringify(checkpoint(count));
      bucket.kept.push({
        key: `checkpoints/${String(count).padStart(12, '0')}.json`,
        version: `v${count}`,
        body,
        headers: {},
      });
    }
    bucket.page = 50;
    expect((await anchors.latest()).map(({ count }) => count)).toEqual(Array.from({ length: 100 }, (_, at) => at + 30));
  });
});

describe('a bucket that cannot be used', () => {
  const unlocked =
    'the bucket anchors does not lock what it holds, so checkpoints in it could be taken away; turn Object Lock on for it, or name another under `records.anchors`';

  it.each([
    ['has no lock', 'ObjectLockConfigurationNotFoundError'],
    ['has its lock off', '<ObjectLockConfiguration></ObjectLockConfiguration>'],
  ])('%s', async (_, lock) => {
    bucket.lock = lock;
    expect(await refusal(anchors.keep(checkpoint(1)))).toBe(unlocked);
    expect(await refusal(anchors.latest())).toBe(unlocked);
    expect(bucket.kept).toEqual([]);
  });

  it.each([
    [404, 'NoSuchBucket', 'there is no bucket anchors'],
    [
      403,
      'AccessDenied',
      'AWS does not allow s3:GetBucketObjectLockConfiguration on anchors; give it to this user or role',
    ],
    [403, 'ExpiredToken', 'AWS does not take these credentials; sign in again, and check the clock of this machine'],
    [400, 'AuthorizationHeaderMalformed', 'the bucket anchors is in another region; set AWS_REGION to it'],
    [400, 'Whatever', 'S3 answered Whatever to GetBucketObjectLockConfiguration'],
  ])('answers %i %s', async (status, code, says) => {
    bucket.answer = (response) => refuse(response, status, code);
    expect(await refusal(anchors.keep(checkpoint(1)))).toBe(`checkpoints in the bucket anchors: ${says}`);
  });

  it('does not answer', async () => {
    bucket.answer = () => undefined;
    const options = { ...optionsOf(bucket.endpoint), patience: { connection: 100, answer: 100 } };
    expect(await refusal(anchorsIn('anchors', options))).toBe(
      'checkpoints in the bucket anchors: S3 cannot be reached, or does not answer in time; try again later',
    );
  });

  it('is looked at again when it could not be used before', async () => {
    bucket.lock = 'ObjectLockConfigurationNotFoundError';
    await refusal(anchors.keep(checkpoint(1)));
    bucket.lock = lockedFor('COMPLIANCE', '<Years>1</Years>');
    await anchors.keep(checkpoint(1));
    expect(bucket.kept).toHaveLength(1);
  });

  it('has an address that is none', async () => {
    expect(await refusal(anchorsIn('anchors', optionsOf('s3.example.com')))).toBe(
      'AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL is no address; expected one such as https://s3.example.com',
    );
  });
});
