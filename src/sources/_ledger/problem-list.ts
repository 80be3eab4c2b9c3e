import type { Position, Problem } from '../../core/problem.ts';
import { problem } from '../_codes.ts';

/** Nobody mends more at a sitting, and a hostile file could name a hundred million. */
const MOST = 2000;

/** Problems of one journal: the first that there are, and how many more. */
export class ProblemList {
  readonly #kept: Problem[] = [];
  #more = 0;
  #moreErrors = 0;
  #last: Position | undefined;
  errors = 0;

  add(found: Problem): void {
    if (found.severity === 'error') this.errors += 1;
    if (this.#kept.length < MOST) {
      this.#kept.push(found);
      return;
    }
    this.#more += 1;
    if (found.severity === 'error') this.#moreErrors += 1;
    this.#last ??= found.at;
  }

  all(): Problem[] {
    if (!this.#last) return this.#kept;
    const message = `${this.#more} more problems from here on, ${this.#moreErrors} of them errors, are not listed`;
    return [
      ...this.#kept,
      problem('journal-more-problems', this.#last, message, { mend: 'mend those that are listed and read it again' }),
    ];
  }
}
