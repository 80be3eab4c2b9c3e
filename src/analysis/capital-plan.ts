import { add, compare, ZERO } from '../core/decimal.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { Figure } from '../model/figure.ts';
import type { Initiative } from '../model/portfolio.ts';
import { figureId, money } from './ids.ts';
import { notSeen, seen, type Ground, type Reading } from './input.ts';
import { convert } from './rates.ts';

export type Tier = Initiative['tier'];
export const TIERS: readonly Tier[] = ['zero-cost', 'low-cost', 'revenue-generating'];

/** An initiative with its figures, in the base currency. */
export interface Candidate {
  readonly initiative: Initiative;
  /** The entity that declares it; undefined for one of the whole portfolio. */
  readonly entity: string | undefined;
  readonly cost: Figure;
  readonly low: Figure;
  readonly mid: Figure;
  readonly high: Figure;
  /** Value ÷ cost; not known for what costs nothing. */
  readonly index: Figure;
}

export interface Decision extends Candidate {
  readonly chosen: boolean;
  readonly reason:
    | 'free'
    | 'within budget'
    | 'no budget declared'
    | 'over budget'
    | 'needs others first'
    | 'worth less than it costs'
    | 'not known'
    | 'done';
  /** Ids that it waits for. */
  readonly waitsFor: readonly string[];
  /** Spent up to and with this one; undefined when deferred. */
  readonly cumulative: Figure | undefined;
}

export interface CapitalPlan {
  readonly budget: Figure | undefined;
  /** In the order of funding; deferred ones after the chosen ones, by the same rank. */
  readonly decisions: readonly Decision[];
  /** Undefined when nothing is chosen. */
  readonly spent: Figure | undefined;
  readonly value: Figure | undefined;
}

/** FIN-08: capital rationing. What costs nothing first, by value; then by value per unit of cost, within the budget, prerequisites first. */
export function capitalPlan(ground: Ground): Reading<CapitalPlan> {
  const candidates = declaredInitiatives(ground);
  if (candidates.length === 0)
    return notSeen(
      gap(
        'group.initiatives',
        'initiatives in the portfolio',
        'which investments are worth their money, in which order',
      ),
    );
  const { plan, base_currency: currency } = ground.declared.portfolio;
  const at = ground.declared.at(['plan', 'budget']);
  const budget =
    plan?.budget &&
    ground.book.assumed('group.plan.budget', 'Budget of the plan', money(currency), plan.budget, at, 'plan.budget');
  const decisions = decide(ground, candidates.toSorted(byRank), budget);
  const chosen = decisions.filter((one) => one.chosen);
  const sum = (id: string, label: string, parts: readonly Figure[]): Figure | undefined =>
    parts.length === 0
      ? undefined
      : ground.book.formula(id, label, money(currency), 'sum', parts, { text: 'sum of the initiatives chosen' });
  const spent = sum(
    'group.plan.spent',
    'Cost of the plan',
    chosen.map((one) => one.cost),
  );
  const value = sum(
    'group.plan.value',
    'Expected value of the plan',
    chosen.map((one) => one.mid),
  );
  const gaps = budget
    ? []
    : [
        gap(
          'group.plan.budget',
          'plan.budget in the portfolio',
          'where the money ends; every initiative that is worth its cost is chosen until then',
        ),
      ];
  return seen({ budget, decisions, spent, value }, gaps);
}

function declaredInitiatives(ground: Ground): Candidate[] {
  const { portfolio } = ground.declared;
  const own = portfolio.initiatives.map((initiative, at) =>
    candidate(ground, initiative, ['initiatives', at], undefined, portfolio.base_currency),
  );
  const theirs = portfolio.entities.flatMap((entity, index) =>
    entity.initiatives.map((initiative, at) =>
      candidate(
        ground,
        initiative,
        ['entities', index, 'initiatives', at],
        entity.id,
        entity.currency ?? portfolio.base_currency,
      ),
    ),
  );
  return [...own, ...theirs];
}

function candidate(
  ground: Ground,
  initiative: Initiative,
  path: readonly (string | number)[],
  entity: string | undefined,
  currency: string,
): Candidate {
  const { book, declared } = ground;
  const base = declared.portfolio.base_currency;
  const scope = figureId(entity ?? 'group', 'initiative', initiative.id);
  const part = (name: string, value: Initiative['cost'], at: readonly (string | number)[]): Figure => {
    const label = `${initiative.name}, ${name}`;
    return convert(
      ground,
      book.assumed(
        figureId(scope, name.replace(' ', '-')),
        label,
        money(currency),
        value,
        declared.at([...path, ...at]),
        label,
      ),
      base,
    );
  };
  const cost = part('cost', initiative.cost, ['cost']);
  const mid = part('mid value', initiative.value.mid, ['value', 'mid']);
  return {
    initiative,
    entity,
    cost,
    mid,
    low: part('low value', initiative.value.low, ['value', 'low']),
    high: part('high value', initiative.value.high, ['value', 'high']),
    index: book.formula(
      figureId(scope, 'index'),
      `${initiative.name}, value for each unit of cost`,
      { kind: 'ratio' },
      'quotient',
      [mid, cost],
      { text: 'mid value ÷ cost' },
    ),
  };
}

const isFree = ({ cost }: Candidate): boolean => cost.value !== undefined && compare(cost.value, ZERO) <= 0;

function byRank(a: Candidate, b: Candidate): number {
  if (isFree(a) !== isFree(b)) return isFree(a) ? -1 : 1;
  const [left, right] = isFree(a) ? [a.mid.value, b.mid.value] : [a.index.value, b.index.value];
  if (left && right && compare(left, right) !== 0) return compare(right, left);
  if (!left !== !right) return left ? -1 : 1;
  return a.initiative.id < b.initiative.id ? -1 : 1;
}

/** Funds the best-ranked initiative that is ready and affordable, again and again, until none is. */
function decide(ground: Ground, ranked: readonly Candidate[], budget: Figure | undefined): Decision[] {
  const finished = new Set(ranked.filter((one) => one.initiative.done).map((one) => one.initiative.id));
  const chosen: Decision[] = [];
  let open = ranked.filter((one) => !one.initiative.done);
  for (;;) {
    const waiting = (one: Candidate): string[] => one.initiative.needs.filter((id) => !finished.has(id));
    const next = open.find((one) => waiting(one).length === 0 && refusal(one, chosen, budget) === undefined);
    if (!next) {
      const deferred = open.map((one) => deferral(one, waiting(one), refusal(one, chosen, budget)));
      const done = ranked
        .filter((one) => one.initiative.done)
        .map((one): Decision => ({ ...one, chosen: false, reason: 'done', waitsFor: [], cumulative: undefined }));
      return [...chosen, ...deferred, ...done];
    }
    finished.add(next.initiative.id);
    open = open.filter((one) => one !== next);
    const reason = isFree(next) ? 'free' : budget ? 'within budget' : 'no budget declared';
    chosen.push({ ...next, chosen: true, reason, waitsFor: [], cumulative: cumulative(ground, chosen, next) });
  }
}

function cumulative({ book }: Ground, chosen: readonly Decision[], next: Candidate): Figure {
  const before = chosen.at(-1)?.cumulative;
  const id = figureId(next.entity ?? 'group', 'initiative', next.initiative.id, 'cumulative');
  return book.formula(
    id,
    `Cost up to and with ${next.initiative.name}`,
    next.cost.unit,
    'sum',
    before ? [before, next.cost] : [next.cost],
    { text: 'cost of those chosen before + its own' },
  );
}

function refusal(
  one: Candidate,
  chosen: readonly Decision[],
  budget: Figure | undefined,
): Decision['reason'] | undefined {
  if (!one.cost.value || !one.mid.value) return 'not known';
  if (compare(one.mid.value, one.cost.value) < 0) return 'worth less than it costs';
  if (isFree(one) || !budget?.value) return undefined;
  const spent = chosen.at(-1)?.cumulative?.value ?? ZERO;
  return compare(add(spent, one.cost.value), budget.value) > 0 ? 'over budget' : undefined;
}

function deferral(one: Candidate, waitsFor: readonly string[], why: Decision['reason'] | undefined): Decision {
  return {
    ...one,
    chosen: false,
    reason: waitsFor.length > 0 ? 'needs others first' : (why ?? 'not known'),
    waitsFor,
    cumulative: undefined,
  };
}

function gap(id: string, source: string, wouldTell: string): CoverageGap {
  return { id, entity: 'group', source, wouldTell, suffers: ['FIN-08'] };
}
