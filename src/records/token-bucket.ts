import * as z from 'zod';

/** Tokens in thousandths, as of `at`; whole numbers, so that both stores keep them exactly. */
export const bucketSchema = z.strictObject({ tokens: z.int().nonnegative(), at: z.int().nonnegative() });
export type Bucket = z.output<typeof bucketSchema>;

const ONE = 1000;
/** A clock that stands behind the bucket's by less, or not for so long, is not believed. In milliseconds. */
const PATIENCE = 1000;
/** What gives nothing at all is asked again after this long. */
const DRY = 60_000;

export interface Draw {
  readonly wanted: number;
  readonly perSecond: number;
  readonly now: number;
  /** The bucket's time lies ahead of `now`, and nobody has moved it for PATIENCE. */
  readonly stood: boolean;
}

/**
 * Takes what there is of `wanted`, whole ones only. A bucket that nobody had yet is full: a second's worth, at least one.
 * Time alone fills it, one that goes backwards never does: its `at` only rises. But where it lies ahead because a clock
 * was wrong, and that clock is gone, the bucket goes on from now, with what it holds. No `bucket`: nothing is to be written.
 */
export function draw(
  before: Bucket | undefined,
  { wanted, perSecond, now, stood }: Draw,
): { readonly taken: number; readonly askAt: number; readonly bucket?: Bucket } {
  if (!(perSecond > 0)) return { taken: 0, askAt: now + DRY };
  const most = Math.max(ONE, Math.floor(perSecond * ONE));
  const at = before === undefined || stood ? now : Math.max(before.at, now);
  // So many per second are so many thousandths per millisecond.
  const flowed = before === undefined || stood ? 0 : Math.floor((at - before.at) * perSecond);
  const held = Math.min(most, (before?.tokens ?? most) + flowed);
  const taken = Math.min(Math.max(0, Math.trunc(wanted)), Math.floor(held / ONE));
  const tokens = held - taken * ONE;
  const missing = Math.max(0, ONE - tokens);
  const askAt = Math.min(at, now + PATIENCE) + Math.ceil(missing / perSecond);
  // What flowed in is written down with what is taken: rounded off at each look, a slow flow would come to nothing.
  return taken > 0 || stood ? { taken, askAt, bucket: { tokens, at } } : { taken, askAt };
}

/** Whether a bucket whose time lies ahead has stood still, by our own clock. */
export function waits(): { stood(name: string, bucket: Bucket | undefined, now: number): boolean } {
  const seen = new Map<string, { readonly bucket: Bucket; readonly since: number }>();
  return {
    stood: (name, bucket, now) => {
      const last = seen.get(name);
      if (bucket === undefined || bucket.at <= now) {
        seen.delete(name);
        return false;
      }
      const isSame = last?.bucket.at === bucket.at && last.bucket.tokens === bucket.tokens;
      if (last && isSame && now >= last.since) return now - last.since >= PATIENCE;
      seen.set(name, { bucket, since: now });
      return false;
    },
  };
}
