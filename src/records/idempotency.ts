import * as z from 'zod';
import type { Effects } from '../core/effects.ts';
import type { Idempotency } from '../model/records.ts';
import type { Key, Store } from '../model/store.ts';
import { keptRows, keyText, type Kind } from './_kept.ts';

const takenSchema = z.strictObject({ dispatch: z.string().max(2000), until: z.int().nonnegative() });

const TAKEN: Kind<z.output<typeof takenSchema>> = {
  what: 'an idempotency key',
  schema: takenSchema,
  beside: ({ until }) => ({ expires: until }),
};

const keyOf = (key: string): Key => ({ partition: `once#${keyText(key)}`, sort: 'dispatch' });

/** Which dispatch has a key, until it expires: a row each. */
export function idempotency(store: Store, effects: Pick<Effects, 'now'>): Idempotency {
  const rows = keptRows(store.auth, TAKEN);
  return {
    take: async (key, dispatch, now, until) => {
      // Without a window nothing is kept out.
      if (until <= now) return dispatch;
      return (await rows.first(keyOf(key), { dispatch, until }, now)).record.dispatch;
    },
    release: async (key, dispatch) => {
      const taken = await rows.get(keyOf(key), effects.now());
      // If another write comes in between, the key is somebody else's now.
      if (taken?.record.dispatch === dispatch) await rows.remove(keyOf(key), taken.version);
    },
  };
}
