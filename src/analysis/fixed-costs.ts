import type { Month } from '../core/date.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { Figure } from '../model/figure.ts';
import type { EntityCoverage } from './coverage.ts';
import { matchesAny } from './flows.ts';
import { figureId, money, monthLabel, monthsBack, scopeOf } from './ids.ts';
import { notSeen, seen, type Ground, type Reading } from './input.ts';
import { EXPENSES, OF_THE_PERIOD, oneOf, tagged } from './sql.ts';
import { amountOf, within, type Selection } from './sums.ts';

/** What an entity pays whether it sells or not. */
export interface FixedCosts {
  /** Full months on file, oldest first. */
  readonly months: ReadonlyMap<Month, Figure>;
  readonly mean: Figure;
}

const MONTHS = 6;
const AT_LEAST = 3;

/**
 * Fixed costs a month: the mean, over the last six full months on file (three at least), of the accounts that the
 * portfolio calls fixed and of postings tagged `fixed`. One-offs are no fixed cost.
 */
export function fixedCosts(ground: Ground, of: EntityCoverage): Reading<FixedCosts> {
  const { entity, currency } = of;
  const selection = fixedPostings(ground, of);
  if (entity.fixed_costs.length === 0 && selection.sums.length === 0)
    return notSeen(gap(of, 'fixed_costs of the entity in the portfolio'));
  const onFile = monthsBack(ground.full, MONTHS).filter((month) => of.has(month));
  if (onFile.length < AT_LEAST || !of.has(ground.full))
    return notSeen(gap(of, 'statements of the last three full months'));
  const scope = scopeOf(entity);
  const months = onFile.map((month): [Month, Figure] => [month, fixedIn(ground, of, selection, month)]);
  const text = `mean of ${onFile.length} full months`;
  const inputs = months.map(([, figure]) => figure);
  const mean = ground.book.formula(
    figureId(scope, 'fixed-costs', 'mean'),
    `${entity.name} fixed costs a month`,
    money(currency),
    'mean',
    inputs,
    { text },
  );
  return seen({ months: new Map(months), mean });
}

/** Fixed costs of months on file that reach further back than the mean does. */
export function fixedCostsIn(ground: Ground, of: EntityCoverage, months: readonly Month[]): Figure[] {
  const selection = fixedPostings(ground, of);
  return months.map((month) => fixedIn(ground, of, selection, month));
}

function fixedIn(ground: Ground, { entity, currency }: EntityCoverage, selection: Selection, month: Month): Figure {
  const id = figureId(scopeOf(entity), 'fixed-costs', month);
  const label = `${entity.name} fixed costs, ${monthLabel(month)}`;
  return amountOf(ground, { id, label, currency }, within(selection, entity.id, month), 1);
}

function fixedPostings(ground: Ground, { entity }: EntityCoverage): Selection {
  const own = ground.ledger.of(entity.id);
  const accounts = [...new Set(own.map((sum) => sum.account))].filter((account) =>
    matchesAny(entity.fixed_costs, account),
  );
  const sums = own.filter(
    ({ account, category, tags }) =>
      account.startsWith('Expenses:') &&
      category !== 'transfer' &&
      category !== 'opening' &&
      !tags.includes(',one-off,') &&
      (accounts.includes(account) || tags.includes(',fixed,')),
  );
  const where = [
    EXPENSES,
    OF_THE_PERIOD,
    `(${oneOf('account', accounts)} OR ${tagged('fixed')})`,
    `NOT (${tagged('one-off')})`,
  ];
  return { sums, where };
}

function gap({ entity }: EntityCoverage, source: string): CoverageGap {
  return {
    id: `${entity.id}.fixed-costs`,
    entity: entity.id,
    source,
    wouldTell: 'what must be earned each month before there is a profit',
    suffers: [figureId(scopeOf(entity), 'fixed-costs.mean'), 'FIN-03'],
  };
}
