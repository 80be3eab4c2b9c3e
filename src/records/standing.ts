import type { Store } from '../model/store.ts';

/** The answer to `key` as the records are now: read anew only where something was written since. */
export type Standing<T> = (key: string, read: () => Promise<T>) => Promise<T>;

/**
 * What was read, for as long as nobody writes to the store. That is exact and not a matter of seconds: the store's state
 * is asked for each time, and taken before the reading, so that what another process writes meanwhile counts as later.
 * Nothing is kept of a store that has no such state, nor that something was not there. What a reading holds of the time
 * (what has expired) is for its caller to look at. At most so many answers are kept, and what was found is shared: nobody
 * may write into it.
 *
 * Where `isSame` finds that a new reading says what the one before said, that one is answered again, so that what was made
 * of it (`oncePer`) stands as well: most writes are about something else.
 */
export function standing<T>(
  store: Pick<Store, 'state'>,
  most: number,
  isSame: (before: T, found: T) => boolean = () => false,
): Standing<T> {
  const known = new Map<string, { readonly state: number; readonly found: T }>();
  return async (key, read) => {
    const state = store.state?.();
    const before = known.get(key);
    if (before && before.state === state) return before.found;
    const now = await read();
    if (now === undefined || state === undefined) return now;
    const found = before && isSame(before.found, now) ? before.found : now;
    const [oldest] = known.keys();
    if (known.size >= most && !known.has(key) && oldest !== undefined) known.delete(oldest);
    known.set(key, { state, found });
    return found;
  };
}
