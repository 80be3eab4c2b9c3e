import type { Store } from '../model/store.ts';

/** The answer to `key` as the records are now: read anew only where something was written since. */
export type Standing<T> = (key: string, read: () => Promise<T>) => Promise<T>;

/**
 * What was read, for as long as nobody writes to the store. That is exact and not a matter of seconds: the store's state
 * is asked for each time, and taken before the reading, so that what another process writes meanwhile counts as later.
 * Nothing is kept of a store that has no such state, nor that something was not there. What a reading holds of the time
 * (what has expired) is for its caller to look at.
 * At most so many answers are kept, and what was found is shared: nobody may write into it.
 */
export function standing<T>(store: Pick<Store, 'state'>, most: number): Standing<T> {
  const known = new Map<string, T>();
  let at: number | undefined;
  return async (key, read) => {
    const state = store.state?.();
    if (state !== at) known.clear();
    at = state;
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = await read();
    if (found !== undefined && state !== undefined && state === at) {
      const [oldest] = known.keys();
      if (known.size >= most && oldest !== undefined) known.delete(oldest);
      known.set(key, found);
    }
    return found;
  };
}
