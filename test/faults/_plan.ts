import { drawn } from './_drawn.ts';

/**
 * How a worker's life ends, by SIGKILL. `step`: it kills itself at the n-th call of a step. `random`: killed from outside
 * when SES took so many more messages since it began to work, and `delay` milliseconds after that.
 */
export type Death =
  | { readonly by: 'step'; readonly step: string; readonly nth: number }
  | { readonly by: 'random'; readonly taken: number; readonly delay: number };

/** What else befalls the workers, between two deaths. */
export type Mishap = 'stop' | 'clock' | 'full' | 'torn';

export interface Plan {
  /** In the order in which workers take them. */
  readonly deaths: readonly Death[];
  /** By the number of deaths before it. */
  readonly mishaps: ReadonlyMap<number, Mishap>;
}

export interface Planning {
  readonly seed: number;
  readonly kills: number;
  readonly messages: number;
}

/** Random deaths by the seed; steps take the places of some as they become known. */
export function planned({ seed, kills, messages }: Planning): Plan {
  const deaths: Death[] = Array.from({ length: kills }, (_, index) => ({
    by: 'random' as const,
    taken: Math.floor(1.5 * shareOf(messages, kills) * drawn(seed, 'taken', index)),
    delay: Math.floor(60 * drawn(seed, 'delay', index)),
  }));
  const kinds: readonly Mishap[] = ['stop', 'clock', 'torn', 'full', 'clock'];
  const every = Math.max(1, Math.floor(deaths.length / 25));
  const mishaps = new Map<number, Mishap>();
  for (let at = 1; at < deaths.length; at += every) {
    const kind = kinds[mishaps.size % kinds.length];
    if (kind) mishaps.set(at, kind);
  }
  return { deaths, mishaps };
}

/** Messages that a worker gets done in a life. */
const shareOf = (messages: number, kills: number): number => messages / Math.max(1, kills) / 2;

/** A step twice: at its first call, and at one that comes later in a life. */
export function twice(step: string, { seed, kills, messages }: Planning): readonly (Death & { by: 'step' })[] {
  const later = Math.floor(1.5 * shareOf(messages, kills) * drawn(seed, 'nth', step));
  return [
    { by: 'step', step, nth: 1 },
    { by: 'step', step, nth: 1 + later },
  ];
}

/** How far a clock is off, in milliseconds: mostly not at all, else by some leases, and now and then by an hour. */
export function clockOff(seed: number, number: number): number {
  const draw = drawn(seed, 'clock', number);
  const side = 2 * drawn(seed, 'off', number) - 1;
  return draw < 0.75 ? 0 : Math.round(side * (draw < 0.95 ? 8_000 : 3_600_000));
}
