import { figureId } from '../analysis/index.ts';
import { compare, ZERO } from '../core/decimal.ts';
import type { Book } from '../model/book.ts';
import type { Figure } from '../model/figure.ts';
import type { Sentence } from '../model/finding.ts';
import type { Claim } from './_check.ts';

/** Money that is known exactly, and that grows as the finding gets worse; nothing where it is not known or not above zero. */
export function atStake({ id, value }: Figure, how: Sentence): Pick<Claim, 'stake' | 'size'> {
  if (!value || compare(value, ZERO) <= 0) return {};
  return { stake: { low: id, mid: id, high: id, how }, size: id };
}

/** How far a figure is from zero: itself, or turned round where it is below. */
export function withoutSign(book: Book, figure: Figure): Figure {
  const { id, label, unit, value } = figure;
  if (!value || compare(value, ZERO) >= 0) return figure;
  return book.formula(figureId(id, 'size'), `${label}, without its sign`, unit, 'negate', [figure], { text: '− it' });
}
