import type { Effects } from '../../../core/effects.ts';
import type { Idempotency } from '../../../model/records.ts';

/**
 * Times of a schedule that somebody had in view before they came. A process that starts a little after such a time knows
 * by it that the time was missed, because the one before it went down; without it, nobody meant to begin anything then.
 */
export interface Announced {
  /** A time is coming up. */
  note(id: string, at: number): Promise<void>;
  was(id: string): Promise<boolean>;
}

/** Kept for longer than a time can be made up for. In milliseconds. */
const KEPT = 3_600_000;

const ANNOUNCED = 'announced';

export function announcedIn(once: Idempotency, effects: Pick<Effects, 'now'>): Announced {
  const noted = new Set<string>();
  const keyOf = (id: string): string => `schedule#${id}`;
  return {
    note: async (id, at) => {
      if (noted.has(id)) return;
      await once.take(keyOf(id), ANNOUNCED, effects.now(), at + KEPT);
      // The next time, or the one after it: those before it are over.
      if (noted.size > 1000) noted.clear();
      noted.add(id);
    },
    // A key that nobody had is free again at once.
    was: async (id) => (await once.take(keyOf(id), 'nobody', effects.now(), effects.now() + 1)) === ANNOUNCED,
  };
}
