import type * as S3 from '@aws-sdk/client-s3';
import type { Effects } from '../../core/effects.ts';
import { checkpointSchema, type Checkpoint } from '../../model/records.ts';
import { notLocked, refused } from './anchor-errors.ts';
import type * as Calls from './anchor-sdk.ts';
import { placeText } from './entries.ts';

const PREFIX = 'checkpoints/';

/** How long an object cannot be taken away where the bucket does not say. */
const YEARS = 10;

/** Objects that are read, from the latest back; what is larger is no checkpoint. */
const LATEST = 100;
const MOST_BYTES = 4096;
const MOST_PAGES = 1000;

/** Milliseconds: for a connection, and for an answer with all attempts at it. */
export const PATIENCE = { connection: 3000, answer: 20_000 };

export interface AnchorOptions {
  readonly effects: Pick<Effects, 'env' | 'now'>;
  /** Else what the SDK finds: AWS_REGION, or the profile’s. */
  readonly region?: string | undefined;
  /** Else the SDK’s own chain: the environment, the profile, the role. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly patience?: Readonly<typeof PATIENCE>;
}

type Sdk = typeof Calls;
type Retention = NonNullable<NonNullable<S3.GetObjectLockConfigurationOutput['ObjectLockConfiguration']>['Rule']>;

export interface Parts {
  readonly sdk: Sdk;
  readonly client: S3.S3Client;
  readonly bucket: string;
  /** Of one request, with all attempts at it. */
  readonly limit: () => { readonly abortSignal: AbortSignal };
}

/** Throws a UserError for an endpoint that is none. */
export function clientOf(sdk: Sdk, options: AnchorOptions): S3.S3Client {
  const { region, credentials, effects, patience = PATIENCE } = options;
  const endpoint = endpointOf(effects.env);
  return new sdk.S3Client({
    ...(region === undefined ? {} : { region }),
    ...(credentials ? { credentials } : {}),
    // Another endpoint is seldom one that has a host name for each bucket.
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
    followRegionRedirects: true,
    requestHandler: {
      connectionTimeout: patience.connection,
      requestTimeout: patience.answer,
      throwOnRequestTimeout: true,
    },
  });
}

function endpointOf(env: Effects['env']): string | undefined {
  const endpoint = [env['AWS_ENDPOINT_URL_S3'], env['AWS_ENDPOINT_URL']].map((one) => one?.trim()).find(Boolean);
  if (endpoint === undefined || /^https?:\/\//.test(endpoint)) return endpoint;
  throw refused('AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL is no address; expected one such as https://s3.example.com');
}

/** The bucket’s own rule; none where it demands nothing. Throws where Object Lock is not on. */
export async function lockOf({ sdk, client, bucket, limit }: Parts): Promise<Retention | undefined> {
  try {
    const { ObjectLockConfiguration: lock } = await client.send(
      new sdk.GetObjectLockConfigurationCommand({ Bucket: bucket }),
      limit(),
    );
    if (lock?.ObjectLockEnabled === 'Enabled') return lock.Rule;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ObjectLockConfigurationNotFoundError')) throw error;
  }
  throw notLocked(bucket);
}

/** As long as the bucket demands, else ten years; but always so that nobody can lift it. */
export function retainUntil(rule: Retention | undefined, now: number): Date {
  const { Days: days, Years: years = days === undefined ? YEARS : 0 } = rule?.DefaultRetention ?? {};
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + years);
  until.setUTCDate(until.getUTCDate() + (days ?? 0));
  return until;
}

export async function put({ sdk, client, bucket, limit }: Parts, checkpoint: Checkpoint, until: Date): Promise<void> {
  const { count, head } = checkpoint;
  const object = {
    Bucket: bucket,
    Key: `${PREFIX}${placeText(count)}-${head.slice(0, 16)}.json`,
    Body: `${JSON.stringify(checkpoint)}\n`,
    ContentType: 'application/json',
    ChecksumAlgorithm: 'SHA256',
    ObjectLockMode: 'COMPLIANCE',
    ObjectLockRetainUntilDate: until,
  } as const;
  await client.send(new sdk.PutObjectCommand(object), limit());
}

interface Version {
  readonly key: string;
  readonly version: string | undefined;
}

/** Every version of every object, the last ones: a newer version hides an older one, and does not take it away. */
export async function versions({ sdk, client, bucket, limit }: Parts): Promise<readonly Version[]> {
  let found: Version[] = [];
  let from: { KeyMarker?: string; VersionIdMarker?: string } = {};
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const asked = new sdk.ListObjectVersionsCommand({ Bucket: bucket, Prefix: PREFIX, ...from });
    const { Versions: rows = [], IsTruncated, NextKeyMarker, NextVersionIdMarker } = await client.send(asked, limit());
    const here = rows.flatMap(({ Key: key, VersionId: version, Size: size = 0 }) =>
      key === undefined || size > MOST_BYTES ? [] : [{ key, version }],
    );
    found = [...found, ...here].slice(-LATEST);
    if (IsTruncated !== true || NextKeyMarker === undefined) return found;
    from = {
      KeyMarker: NextKeyMarker,
      ...(NextVersionIdMarker === undefined ? {} : { VersionIdMarker: NextVersionIdMarker }),
    };
  }
  return found;
}

/** undefined for an object that is no checkpoint: it says nothing. */
export async function readOne(
  { sdk, client, bucket, limit }: Parts,
  { key, version }: Version,
): Promise<Checkpoint | undefined> {
  const which = { Bucket: bucket, Key: key, ...(version === undefined ? {} : { VersionId: version }) };
  const { Body: body } = await client.send(new sdk.GetObjectCommand(which), limit());
  const text = (await body?.transformToString()) ?? '';
  try {
    return checkpointSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
