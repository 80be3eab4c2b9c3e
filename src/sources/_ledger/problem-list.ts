import type { Problem } from '../../core/problem.ts';
import { problem } from '../_codes.ts';

/** Nobody mends more of one kind at a sitting, and a hostile file could name a hundred million. */
const MOST_OF_A_CODE = 100;

/** Problems of one journal: of each code the first that there are, and how many more. */
export class ProblemList {
  readonly #kept: Problem[] = [];
  readonly #counts = new Map<string, { first: Problem; count: number }>();
  errors = 0;

  add(found: Problem): void {
    if (found.severity === 'error') this.errors += 1;
    const seen = this.#counts.get(found.code) ?? { first: found, count: 0 };
    seen.count += 1;
    this.#counts.set(found.code, seen);
    if (seen.count <= MOST_OF_A_CODE) this.#kept.push(found);
    else if (seen.count === MOST_OF_A_CODE + 1) seen.first = found;
  }

  all(): Problem[] {
    const more = [...this.#counts.values()].filter(({ count }) => count > MOST_OF_A_CODE);
    return [...this.#kept, ...more.map(({ first, count }) => notListed(first, count - MOST_OF_A_CODE))];
  }
}

function notListed({ at, code }: Problem, count: number): Problem {
  const message = `from here on ${count} more of ${code} ${count === 1 ? 'is' : 'are'} not listed`;
  const advice = { expected: `${MOST_OF_A_CODE} at most`, mend: 'mend those that are listed, and read it again' };
  return problem('journal-more-problems', at, message, advice);
}
