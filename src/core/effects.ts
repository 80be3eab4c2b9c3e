import { randomBytes } from 'node:crypto';

/**
 * What the outside world gives us, as one typed object with a default, so that a test hands in a clock and a seed
 * instead of mocking globals.
 */
export interface Effects {
  /** Epoch milliseconds. */
  now(): number;
  randomBytes(count: number): Uint8Array;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called between two steps that a crash may come between; a test stops the process there. */
  step(name: string): void;
  /** One line for a person who waits; goes to stderr, and only for what takes over a second. */
  progress(line: string): void;
}

export const systemEffects: Effects = {
  now: () => Date.now(),
  randomBytes: (count) => new Uint8Array(randomBytes(count)),
  env: process.env,
  step: () => undefined,
  progress: () => undefined,
};
