import { drawn } from './_drawn.ts';

/**
 * How a worker's life goes. `step`: it kills itself at the n-th call of a step. `random`: killed from outside so many
 * milliseconds after it began. Both by SIGKILL.
 */
export type Death =
  | { readonly by: 'step'; readonly step: string; readonly nth: number }
  | { readonly by: 'random'; readonly after: number };

/** What else befalls the workers, between two deaths. */
export type Mishap = 'stop' | 'clock' | 'full' | 'torn';

export interface Plan {
  /** In the order in which workers take them. */
  readonly deaths: readonly Death[];
  /** By the number of deaths before it. */
  readonly mishaps: ReadonlyMap<number, Mishap>;
}

/** Every step twice, the rest at random; all of it by the seed. */
export function planned(seed: number, steps: readonly string[], kills: number): Plan {
  const draw = (...words: (string | number)[]): number => drawn(seed, 'plan', ...words);
  const twice = steps.flatMap((step) => [
    { by: 'step' as const, step, nth: 1 },
    { by: 'step' as const, step, nth: 1 + Math.floor(3 * draw('nth', step)) },
  ]);
  const random = Array.from({ length: Math.max(0, kills - twice.length) }, (_, index) => ({
    by: 'random' as const,
    after: Math.floor(700 * draw('after', index)),
  }));
  const deaths = [...twice, ...random]
    .map((death, index) => ({ death, order: draw('order', index) }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ death }) => death);
  const kinds: readonly Mishap[] = ['stop', 'clock', 'torn', 'full', 'clock'];
  const every = Math.max(1, Math.floor(deaths.length / 25));
  const mishaps = new Map<number, Mishap>();
  for (let at = 1; at < deaths.length; at += every) {
    const kind = kinds[mishaps.size % kinds.length];
    if (kind) mishaps.set(at, kind);
  }
  return { deaths, mishaps };
}

/** How far a clock is off, in milliseconds: mostly not at all, else up to an hour either way. */
export function clockOff(seed: number, number: number): number {
  const draw = drawn(seed, 'clock', number);
  return draw < 0.7 ? 0 : Math.round((drawn(seed, 'off', number) - 0.5) * 2 * 3_600_000);
}
