import type { Dispatch } from '../../src/model/dispatch.ts';
import { NOW } from './_dispatch.ts';

/** How many come at once to one row, how often properties run, and pages of how many are read. */
export interface Effort {
  readonly crowd: number;
  readonly runs: number;
  readonly pages: readonly number[];
}

export const effects = { now: () => NOW, step: () => undefined };

let made = 0;
/** A name that no other test has. */
export const own = (): string => `n${(made += 1)}`;
/** An id of a month, 2026-11 when nothing else is said. */
export const ownId = (month = '202611'): string =>
  `${month}22T090000Z-cfo-${(made += 1).toString(16).padStart(8, '0')}`;
export const many = <T>(count: number, one: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => one(index)));

/** A step that must apply. */
export function must(dispatch: Dispatch | undefined): Dispatch {
  if (!dispatch) throw new Error('the step does not apply');
  return dispatch;
}
