/** A small generator (xorshift32): input number n of a run is made from the run's seed and n alone. */
export class Random {
  #state: number;

  constructor(seed: number, number: number) {
    // Neighbours must not resemble each other: both are spread over all bits first.
    this.#state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35)) | 0 || 1;
    for (let round = 0; round < 4; round += 1) this.#next();
  }

  #next(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return state >>> 0;
  }

  /** From 0 to `count - 1`; 0 for a count of 0. */
  below(count: number): number {
    return count === 0 ? 0 : this.#next() % count;
  }

  once(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(from: readonly T[]): T {
    const chosen = from[this.below(from.length)];
    if (chosen === undefined) throw new Error('nothing to pick from');
    return chosen;
  }
}
