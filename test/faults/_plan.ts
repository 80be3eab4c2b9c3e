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
  /** Steps, and how often each is passed with a message. */
  readonly steps: Readonly<Record<string, number>>;
  readonly kills: number;
  readonly messages: number;
}

/** Every step twice, the rest at random; all of it by the seed. */
export function planned({ seed, steps, kills, messages }: Planning): Plan {
  const draw = (...words: (string | number)[]): number => drawn(seed, 'plan', ...words);
  // Two workers share the messages of a life.
  const share = messages / Math.max(1, kills) / 2;
  const twice: Death[] = Object.entries(steps).flatMap(([step, often]) => [
    { by: 'step' as const, step, nth: 1 },
    { by: 'step' as const, step, nth: 1 + Math.floor(1.5 * share * often * draw('nth', step)) },
  ]);
  const random: Death[] = Array.from({ length: Math.max(0, kills - twice.length) }, (_, index) => ({
    by: 'random' as const,
    taken: Math.floor(1.5 * share * draw('taken', index)),
    delay: Math.floor(60 * draw('delay', index)),
  }));
  // The last are random ones: while there are some, work goes on, and every step is come to.
  const tail = random.splice(0, Math.floor(random.length / 3));
  const deaths = [...twice, ...random]
    .map((death, index) => ({ death, order: draw('order', index) }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ death }) => death);
  deaths.push(...tail);
  const kinds: readonly Mishap[] = ['stop', 'clock', 'torn', 'full', 'clock'];
  const every = Math.max(1, Math.floor(deaths.length / 25));
  const mishaps = new Map<number, Mishap>();
  for (let at = 1; at < deaths.length; at += every) {
    const kind = kinds[mishaps.size % kinds.length];
    if (kind) mishaps.set(at, kind);
  }
  return { deaths, mishaps };
}

/** How far a clock is off, in milliseconds: mostly not at all, else by some leases, and now and then by an hour. */
export function clockOff(seed: number, number: number): number {
  const draw = drawn(seed, 'clock', number);
  const side = 2 * drawn(seed, 'off', number) - 1;
  return draw < 0.75 ? 0 : Math.round(side * (draw < 0.95 ? 8_000 : 3_600_000));
}
