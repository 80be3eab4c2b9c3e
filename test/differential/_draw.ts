import fc from 'fast-check';

/** Draws the parts of something at random, in the order of the calls; fast-check can draw it again, and shrink it. */
export interface Draw {
  /** From `min` to `max`, both included. */
  int(min: number, max: number): number;
  pick<T>(from: readonly T[]): T;
  /** True once in `times`. */
  once(times: number): boolean;
}

/** An arbitrary of what `make` puts together. Draws shrink towards 0, the first of a list, and false. */
export function drawn<T>(make: (draw: Draw) => T): fc.Arbitrary<T> {
  return fc.gen().map((gen) => {
    const int = (min: number, max: number): number => gen(fc.integer, { min, max });
    return make({
      int,
      pick: (from) => {
        const chosen = from[int(0, from.length - 1)];
        if (chosen === undefined) throw new Error('nothing to pick from');
        return chosen;
      },
      once: (times) => int(1, times) === times,
    });
  });
}

/** From 0 to `max` of them, fewer more often. */
export function some<T>(draw: Draw, max: number, make: () => T): T[] {
  return Array.from({ length: draw.int(0, draw.int(0, max)) }, make);
}
