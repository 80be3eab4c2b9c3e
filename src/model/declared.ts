import type { Position } from '../core/problem.ts';
import type { Portfolio } from './portfolio.ts';

/** A key or an index into the portfolio: `['entities', 0, 'revenue', 1, 'price']`. */
export type Path = readonly (string | number)[];

/** The portfolio with the place where each value was declared, for receipts and errors. */
export interface Declared {
  readonly portfolio: Portfolio;
  /** Absolute path of the portfolio folder. */
  readonly folder: string;
  /** Content hash of portfolio.yaml and its includes: another hash means other assumptions or rules. */
  readonly hash: string;
  /** portfolio.yaml and its includes, relative to the folder. */
  readonly files?: readonly string[];
  /** Where a value was declared; for a default, where its nearest declared parent was. */
  at(path: Path): Position;
}
