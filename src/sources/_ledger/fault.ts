import type { Position, Problem } from '../../core/problem.ts';
import { problem, type SourceCode } from '../_codes.ts';

/** What keeps a line from being read. Thrown within the reader only, by what meets it, and caught by what reads entries. */
export class Fault extends Error {
  readonly found: Problem;

  constructor(code: SourceCode, at: Position, message: string, expected: string, mend: string) {
    super(message);
    this.found = problem(code, at, message, { expected, mend });
  }
}
