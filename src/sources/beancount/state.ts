import type { Position } from '../../core/problem.ts';
import type { Roots } from './options.ts';

/** A tag or a key of metadata that is pushed: transactions below carry it. */
export interface Pushed {
  readonly kind: 'tag' | 'meta';
  readonly name: string;
  readonly value: string;
  readonly at: Position;
}

/** What lines above change for the lines below, in one file. */
export interface State {
  roots: Roots;
  pushed: readonly Pushed[];
  /** What `pushed` adds to transactions, as texts: `#tag`, `key: value`. */
  applied: readonly string[];
}
