import { sha256 } from '../core/hash.ts';
import { CLOCK_SECONDS } from './times.ts';

/** More tokens than people have pages open. */
const MOST = 1000;

interface Times {
  readonly nbf: number;
  readonly exp: number;
}

/**
 * Tokens whose signature and claims were found good: a page brings the same one for minutes, and checking it anew costs
 * five times the rest of the way in. Their times are looked at each time; the tokens themselves are not kept.
 */
export class Verified<T extends Times> {
  readonly #known = new Map<string, T>();

  /** `now` in seconds. Undefined for one that must be checked (again). */
  find(token: string, now: number): T | undefined {
    const claims = this.#known.get(sha256(token));
    return claims && now >= claims.nbf - CLOCK_SECONDS && now < claims.exp + CLOCK_SECONDS ? claims : undefined;
  }

  keep(token: string, claims: T): void {
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MOST && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(sha256(token), claims);
  }
}
