import { createHash } from 'node:crypto';

/**
 * From 0 up to 1, by a seed and what it is drawn for: the same for the same words, whatever came before. Requests of two
 * workers arrive in no fixed order, so a generator that goes on from draw to draw would not repeat itself.
 */
export function drawn(seed: number, ...words: readonly (string | number)[]): number {
  const digest = createHash('sha256')
    .update(`${seed}\n${words.join('\n')}`)
    .digest();
  return digest.readUIntBE(0, 6) / 2 ** 48;
}

/** One of several, each with its share of the whole; undefined for what is left. */
export function drawnOf<K extends string>(shares: Readonly<Partial<Record<K, number>>>, draw: number): K | undefined {
  let sum = 0;
  for (const [name, share] of Object.entries(shares) as [K, number][]) {
    sum += share;
    if (draw < sum) return name;
  }
  return undefined;
}
