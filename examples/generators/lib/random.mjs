/**
 * A small seeded generator (mulberry32): the same seed gives the same example on every machine and Node version.
 * Every entity draws from a stream of its own, so that changing one leaves the others' files as they are.
 */
export class Random {
  #state;

  /** @param {string} seed */
  constructor(seed) {
    let hash = 0x811c9dc5;
    for (const char of seed) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
    this.#state = hash >>> 0;
  }

  /** An unsigned 32-bit integer. */
  #next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }

  /**
   * An integer from low to high, both included.
   * @param {number} low
   * @param {number} high
   */
  between(low, high) {
    return low + (this.#next() % (high - low + 1));
  }

  /**
   * Cents from low to high dollars, as prices are: a multiple of `step` cents.
   * @param {number} low
   * @param {number} high
   */
  cents(low, high, step = 1) {
    return this.between(Math.ceil((low * 100) / step), Math.floor((high * 100) / step)) * step;
  }

  /** @param {number} percent */
  chance(percent) {
    return this.between(1, 100) <= percent;
  }

  /**
   * @template T
   * @param {readonly T[]} items
   * @returns {T}
   */
  pick(items) {
    const item = items[this.between(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  /** Upper-case letters and digits, as banks' references are. @param {number} length */
  code(length) {
    const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';
    return Array.from({ length }, () => alphabet[this.between(0, alphabet.length - 1)]).join('');
  }

  /** @param {number} length */
  digits(length) {
    return Array.from({ length }, () => this.between(0, 9)).join('');
  }
}
