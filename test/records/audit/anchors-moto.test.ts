import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnchorOptions } from '../../../src/records/audit/anchor-calls.ts';
import { anchorBucket, anchorsIn, verifyRecords } from '../../../src/records/audit/index.ts';
import { NOW } from './_audit.ts';
import { placeOf, remove, sealedHouse } from './_tampered.ts';

/** Another's S3, where the machine has it (Python's moto, `pip install 'moto[server]'`). */
function hasMoto(): boolean {
  try {
    execFileSync('moto_server', ['--help'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

const there = hasMoto();
if (!there) console.warn('moto_server is not on this machine: Object Lock is tested against our own server only');

describe.skipIf(!there)('checkpoints in a bucket of moto', () => {
  const credentials = { accessKeyId: 'id', secretAccessKey: 'secret' };
  const region = 'us-east-1';
  let moto: ChildProcess | undefined;
  let client: S3Client;
  let options: AnchorOptions;

  beforeAll(async () => {
    const port = await freePort();
    moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    const endpoint = `http://127.0.0.1:${port}`;
    for (let tried = 0; tried < 200; tried += 1) {
      const answered = await fetch(`${endpoint}/moto-api/`).catch(() => undefined);
      if (answered?.ok) break;
      await pause(100);
    }
    options = { region, credentials, effects: { now: () => NOW, env: { AWS_ENDPOINT_URL_S3: endpoint } } };
    client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
    await client.send(new CreateBucketCommand({ Bucket: 'locked', ObjectLockEnabledForBucket: true }));
    await client.send(new CreateBucketCommand({ Bucket: 'open' }));
  });

  afterAll(async () => {
    client.destroy();
    const ended = new Promise((done) => moto?.once('exit', done));
    moto?.kill();
    await ended;
  });

  it('are locked, outlive a delete, and show what was cut off', async () => {
    const house = await sealedHouse();
    const anchors = anchorBucket('locked', options);
    for (const one of house.checkpoints) await anchors.keep(one);
    await anchors.close();
    const { Versions: [first] = [] } = await client.send(new ListObjectVersionsCommand({ Bucket: 'locked' }));
    const { Key, VersionId } = first ?? {};
    const head = await client.send(new HeadObjectCommand({ Bucket: 'locked', Key, VersionId }));
    expect(head.ObjectLockMode).toBe('COMPLIANCE');
    expect(head.ObjectLockRetainUntilDate?.toISOString()).toBe('2036-04-30T15:00:00.000Z');
    await expect(client.send(new DeleteObjectCommand({ Bucket: 'locked', Key, VersionId }))).rejects.toThrow('Access');
    // A delete without a version hides the object, and no more.
    await client.send(new DeleteObjectCommand({ Bucket: 'locked', Key }));
    const kept = await anchorsIn('locked', options);
    expect(kept).toEqual(house.checkpoints);
    expect((await verifyRecords(house, kept)).faults).toEqual([]);
    await remove(house, 'chain', placeOf(10));
    await remove(house, 'checkpoints', placeOf(12));
    const { faults } = await verifyRecords(house, kept);
    expect(faults.map(({ kind, record }) => `${kind}, ${record}`).slice(0, 2)).toEqual([
      'deleted, checkpoint 12',
      'truncated, entry 10',
    ]);
  });

  it.each([
    ['open', 'does not lock what it holds'],
    ['nowhere', 'there is no bucket nowhere'],
  ])('are not put into the bucket %s', async (bucket, says) => {
    await expect(anchorsIn(bucket, options)).rejects.toThrow(says);
  });
});
