import type { Figure } from '../../model/figure.ts';
import type { Sentence, Stake } from '../../model/finding.ts';

/** Money that is known exactly: one figure is the low, the middle and the high. */
export function exactly({ id }: Figure, how: Sentence): Stake {
  return { low: id, mid: id, high: id, how };
}
