import * as z from 'zod';
import { addDays } from '../core/date.ts';
import type { Effects } from '../core/effects.ts';
import { UserError } from '../core/problem.ts';
import type { RateLimits } from '../model/records.ts';
import type { Key, Store } from '../model/store.ts';
import type { RecordCode } from './codes.ts';
import { keptRows, keyText, type Kind } from './_kept.ts';
import { bucketSchema, draw, waits, type Bucket } from './token-bucket.ts';

const instant = z.int().nonnegative();
const daySchema = z.strictObject({ recipients: z.int().nonnegative(), until: instant });
const pauseSchema = z.strictObject({ reason: z.string().max(2000), at: instant });

const BUCKET: Kind<Bucket> = { what: 'a rate', schema: bucketSchema };
const DAY: Kind<z.output<typeof daySchema>> = {
  what: 'a day’s count',
  schema: daySchema,
  beside: ({ until }) => ({ expires: until }),
};
const PAUSE: Kind<z.output<typeof pauseSchema>> = { what: 'a pause', schema: pauseSchema };

/** A day's count is of use on that day alone; people may look at it for so many. */
const KEPT_DAYS = 40;
/** Where many workers fight for one bucket, milliseconds until the next try. */
const CROWDED = 50;

const keyOf = (kind: 'rate' | 'day' | 'pause', name: string): Key => ({
  partition: 'limits',
  sort: `${kind}#${keyText(name)}`,
});

/** Limits that all workers over one store share: each is a row, written over the version that it was read at. */
export function rateLimits(store: Store, effects: Pick<Effects, 'now'>): RateLimits {
  const buckets = keptRows(store.audit, BUCKET);
  const days = keptRows(store.audit, DAY);
  const pauses = keptRows(store.audit, PAUSE);
  const clocks = waits();
  return {
    take: async (name, wanted, perSecond, now) => {
      let drawn = { taken: 0, askAt: now + CROWDED };
      const next = (before: Bucket | undefined): Bucket | undefined => {
        const stood = clocks.stood(name, before, now, perSecond);
        const { bucket, ...rest } = draw(before, { wanted, perSecond, now, stood });
        drawn = rest;
        return bucket;
      };
      try {
        await buckets.change(keyOf('rate', name), next, now);
      } catch (error) {
        if (!isBusy(error)) throw error;
        drawn = { taken: 0, askAt: now + CROWDED };
      }
      return drawn;
    },
    count: async (name, day, recipients, cap) => {
      let fits = false;
      const fresh = { recipients: 0, until: Date.parse(addDays(day, KEPT_DAYS)) };
      await days.change(
        keyOf('day', `${day}#${name}`),
        (before = fresh) => {
          fits = before.recipients + recipients <= cap;
          return fits ? { ...before, recipients: before.recipients + recipients } : undefined;
        },
        effects.now(),
      );
      return fits;
    },
    paused: async (name) => (await pauses.get(keyOf('pause', name), effects.now()))?.record,
    pause: async (name, reason, now) => {
      // The latest: whoever asks again, asks so long after it.
      const later = (before?: { readonly at: number }): z.output<typeof pauseSchema> | undefined =>
        before && before.at > now ? undefined : { reason: reason.slice(0, 2000), at: now };
      await pauses.change(keyOf('pause', name), later, now);
    },
    resume: async (name) => {
      const kept = await pauses.get(keyOf('pause', name), effects.now());
      // One that was paused anew in between stays so.
      return kept !== undefined && pauses.remove(keyOf('pause', name), kept.version);
    },
  };
}

function isBusy(error: unknown): boolean {
  const code: RecordCode = 'records-busy';
  return error instanceof UserError && error.code === code;
}
