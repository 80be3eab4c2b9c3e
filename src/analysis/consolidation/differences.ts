import type { IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import { figureId } from '../ids.ts';
import type { Ground } from '../input.ts';
import { dayRate, pairOf, translated } from '../statements/rates.ts';
import type { StatementColumn } from '../statements/types.ts';
import { shown } from './between.ts';
import { entityOf, made, type Group } from './group.ts';
import type { Match } from './matching.ts';
import type { Half } from './types.ts';

/** What the two halves of a sale leave over in the group's currency: debit + credit, where they are in two currencies. */
export interface PairDifference {
  readonly match: Match;
  /** The later of the two days: then it is known. */
  readonly date: IsoDate;
  readonly figure: Figure;
}

/** Exchange differences of sales between entities whose books are in different currencies. */
export function pairDifferences(group: Group): readonly PairDifference[] {
  return group.between.matches.flatMap((match): PairDifference[] => {
    const { debit, credit, kind } = match;
    if (kind !== 'trade' || !isAcross(group, match)) return [];
    const parts = [inGroup(group, debit), inGroup(group, credit)];
    if (parts.includes(undefined)) return [];
    const id = ['difference', ...shown(group.ground, debit).figure.id.split('.').slice(-1)];
    const figure = made(
      group,
      id,
      `Exchange difference of ${debit.date}`,
      'sum',
      parts.filter((part) => part !== undefined),
      'debit + credit',
    );
    return [{ match, date: debit.date > credit.date ? debit.date : credit.date, figure }];
  });
}

function isAcross({ members }: Group, { debit, credit }: Match): boolean {
  const books = (half: Half): string | undefined =>
    members.find((member) => entityOf(member) === half.entity)?.accounts.books.currency;
  return books(debit) !== books(credit);
}

/** A half in the group's currency, as its line is translated. */
export function inGroup(group: Group, half: Half): Figure | undefined {
  const member = group.members.find((one) => entityOf(one) === half.entity);
  const period = member?.accounts.books.periods.find(({ from, to }) => half.date >= from && half.date <= to);
  if (!member || !period) return undefined;
  return member.flow(inBooks(group.ground, half, member.accounts.books.currency), period);
}

/** A half in its entity's currency, at the rate of its day. */
function inBooks(ground: Ground, half: Half, currency: string): Figure {
  const { figure } = shown(ground, half);
  if (half.currency === currency) return figure;
  const rate = dayRate(ground, pairOf(ground, half.currency, currency), half.date, true);
  return translated(ground, figureId(figure.id, `in-${currency.toLowerCase()}`), figure, currency, rate);
}

export function differencesIn(differences: readonly PairDifference[], { from, to }: StatementColumn): Figure[] {
  return differences.filter(({ date }) => date >= from && date <= to).map(({ figure }) => figure);
}
