import * as z from 'zod';
import type { AttemptLimits } from '../model/records.ts';
import type { Key, Store } from '../model/store.ts';
import { keptRows, keyText, type Kind } from './_kept.ts';

const windowSchema = z.strictObject({ tries: z.int().positive(), until: z.int().nonnegative() });
type Window = z.output<typeof windowSchema>;

const WINDOW: Kind<Window> = {
  what: 'a limit of tries',
  schema: windowSchema,
  beside: ({ until }) => ({ expires: until }),
};

const keyOf = (name: string): Key => ({ partition: `tries#${keyText(name)}`, sort: 'window' });

/** How often something was tried in its window: a row each, which is gone when the window is over. */
export function attemptLimits(store: Store): AttemptLimits {
  const rows = keptRows(store.auth, WINDOW);
  return {
    try: async (name, most, window, now) => {
      let full: number | undefined;
      const next = (before: Window | undefined): Window | undefined => {
        full = before && before.tries >= most ? before.until : undefined;
        if (full !== undefined) return undefined;
        return before ? { ...before, tries: before.tries + 1 } : { tries: 1, until: now + window };
      };
      await rows.change(keyOf(name), next, now);
      return full;
    },
  };
}
