import * as z from 'zod';

/** Tokens in thousandths, as of `at`; whole numbers, so that both stores keep them exactly. */
export const bucketSchema = z.strictObject({ tokens: z.int().nonnegative(), at: z.int().nonnegative() });
export type Bucket = z.output<typeof bucketSchema>;

const ONE = 1000;
/** What gives nothing at all is asked again after this long. In milliseconds. */
const DRY = 60_000;

export interface Draw {
  readonly wanted: number;
  readonly perSecond: number;
  readonly now: number;
  /** The bucket's time lies ahead of `now`, and nobody has moved it for as long as it takes to fill. */
  readonly stood: boolean;
}

/** A second's worth, at least one whole. */
const mostOf = (perSecond: number): number => Math.max(ONE, Math.floor(perSecond * ONE));
/** So many a second are so many thousandths a millisecond. */
const timeFor = (thousandths: number, perSecond: number): number => Math.ceil(thousandths / perSecond);

/**
 * Takes what there is of `wanted`, whole ones only. A bucket that nobody had yet is full. Time alone fills it, one that
 * goes backwards never does: its `at` only rises. But where that lies ahead because a clock was wrong, and that clock is
 * gone, the bucket goes on from now, with what it holds. No `bucket`: nothing is to be written.
 */
export function draw(
  before: Bucket | undefined,
  { wanted, perSecond, now, stood }: Draw,
): { readonly taken: number; readonly askAt: number; readonly bucket?: Bucket } {
  if (!(perSecond > 0)) return { taken: 0, askAt: now + DRY };
  const most = mostOf(perSecond);
  const from = before === undefined || stood ? { tokens: before?.tokens ?? most, at: now } : before;
  const at = Math.max(from.at, now);
  const held = Math.min(most, from.tokens + Math.floor((at - from.at) * perSecond));
  const taken = Math.min(Math.max(0, Math.trunc(wanted)), Math.floor(held / ONE));
  const bucket = { tokens: held - taken * ONE, at };
  // What flowed in is written down with what is taken: rounded off at each look, a slow flow would come to nothing.
  const isWritten = taken > 0 || stood;
  const next = isWritten ? bucket : from;
  const since = Math.min(next.at, now + timeFor(most, perSecond));
  const askAt = Math.max(now, since + timeFor(Math.max(0, ONE - next.tokens), perSecond));
  return isWritten ? { taken, askAt, bucket } : { taken, askAt };
}

/**
 * Whether a bucket whose time lies ahead has stood still, by our own clock, for as long as it takes to fill: then whoever
 * is ahead, if there is one, would find it full by right.
 */
export function waits(): {
  stood(name: string, bucket: Bucket | undefined, now: number, perSecond: number): boolean;
} {
  const seen = new Map<string, { readonly bucket: Bucket; readonly since: number }>();
  return {
    stood: (name, bucket, now, perSecond) => {
      const last = seen.get(name);
      if (bucket === undefined || bucket.at <= now) {
        seen.delete(name);
        return false;
      }
      const isSame = last?.bucket.at === bucket.at && last.bucket.tokens === bucket.tokens;
      if (last && isSame && now >= last.since) return now - last.since >= timeFor(mostOf(perSecond), perSecond);
      seen.set(name, { bucket, since: now });
      return false;
    },
  };
}
