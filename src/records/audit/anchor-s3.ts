import type { Checkpoint } from '../../model/records.ts';
import {
  clientOf,
  lockOf,
  put,
  readOne,
  retainUntil,
  versions,
  PATIENCE,
  type AnchorOptions,
  type Parts,
} from './anchor-calls.ts';
import { anchorError } from './anchor-errors.ts';

/** Objects that are read at the same time. */
const AT_ONCE = 8;

/** A bucket with Object Lock, where checkpoints stay whatever happens to the records. All throw UserError `anchors-refused`. */
export interface AnchorBucket {
  /** Keeps a checkpoint as `checkpoints/<count>-<head>.json`; nobody can change it or take it away for years. */
  keep(checkpoint: Checkpoint): Promise<void>;
  /** The latest checkpoints in it, also those that someone wrote over or hid behind a delete marker. */
  latest(): Promise<readonly Checkpoint[]>;
  close(): Promise<void>;
}

/** Asks nobody before the first use. */
export function anchorBucket(bucket: string, options: AnchorOptions): AnchorBucket {
  const { effects, patience = PATIENCE } = options;
  const called = lazily(async () => {
    const sdk = await import('./anchor-sdk.ts');
    return { sdk, client: clientOf(sdk, options) };
  });
  const limit = (): ReturnType<Parts['limit']> => ({ abortSignal: AbortSignal.timeout(patience.answer) });
  const call = async <T>(action: string, run: (parts: Parts) => Promise<T>): Promise<T> => {
    try {
      const { sdk, client } = await called.get();
      return await run({ sdk, client, bucket, limit });
    } catch (error) {
      throw anchorError(error, { action, bucket });
    }
  };
  const lock = lazily(() => call('GetBucketObjectLockConfiguration', lockOf));
  return {
    keep: async (checkpoint) => {
      const until = retainUntil(await lock.get(), effects.now());
      await call('PutObject', (parts) => put(parts, checkpoint, until));
    },
    latest: async () => {
      await lock.get();
      const found = await call('ListBucketVersions', versions);
      const checkpoints: Checkpoint[] = [];
      for (let from = 0; from < found.length; from += AT_ONCE) {
        const part = found.slice(from, from + AT_ONCE);
        const read = part.map((one) => call('GetObjectVersion', (parts) => readOne(parts, one)));
        for (const one of await Promise.all(read)) if (one) checkpoints.push(one);
      }
      return checkpoints;
    },
    close: async () => {
      const used = await called.made()?.catch(() => undefined);
      used?.client.destroy();
    },
  };
}

/** The latest checkpoints of a bucket, to hold the chain against. */
export async function anchorsIn(bucket: string, options: AnchorOptions): Promise<readonly Checkpoint[]> {
  const anchors = anchorBucket(bucket, options);
  try {
    return await anchors.latest();
  } finally {
    await anchors.close();
  }
}

/** Made once; made again after a failure. */
function lazily<T>(make: () => Promise<T>): { get(): Promise<T>; made(): Promise<T> | undefined } {
  let made: Promise<T> | undefined;
  return {
    made: () => made,
    get: () => {
      made ??= make().catch((error: unknown) => {
        made = undefined;
        throw error;
      });
      return made;
    },
  };
}
