import type { Effects } from '../../core/effects.ts';

/** Nobody waits longer than this before the next attempt. */
const LONGEST = 15 * 60_000;

/**
 * How long to wait before the attempt after this one, in milliseconds: a random part of `first` × 2^(attempt − 1), at
 * least half of it and at least what the provider asks for ("equal jitter", AWS Architecture Blog: Exponential Backoff
 * And Jitter).
 */
export function backoff(attempt: number, first: number, effects: Pick<Effects, 'randomBytes'>, retryAfter = 0): number {
  const whole = Math.min(LONGEST, first * 2 ** Math.min(attempt - 1, 20));
  const [random = 0] = new Uint32Array(new Uint8Array(effects.randomBytes(4)).buffer);
  const half = Math.floor(whole / 2);
  return Math.max(retryAfter, half + Math.floor((random / 2 ** 32) * half));
}
