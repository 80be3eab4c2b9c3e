import { compare } from '../core/decimal.ts';
import { addMonths, monthsFrom, type Month } from '../core/date.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { Figure } from '../model/figure.ts';
import type { Entity, RevenueStream } from '../model/portfolio.ts';
import type { EntityCoverage } from './coverage.ts';
import { figureId, money, monthLabel, monthsBack } from './ids.ts';
import { notSeen, seen, type Ground, type Reading } from './input.ts';
import { path, type Milestone } from './path.ts';
import { convert } from './rates.ts';
import { seasons, type Seasons } from './seasons.ts';
import { revenueOf, subjectOf } from './stream-revenue.ts';
import { sumOfKnown } from './sums.ts';

/** The road of one stream, or of a whole entity, from what it earned to what its owner wants it to earn. */
export interface TargetPath {
  readonly of: EntityCoverage;
  /** Undefined: the whole entity. */
  readonly stream: RevenueStream | undefined;
  /** Mean revenue of the last twelve full months (of those on file, three at least). */
  readonly base: Figure;
  readonly seasons: Seasons | undefined;
  /** The targets declared, by month. */
  readonly milestones: readonly Milestone[];
  /** Month by month up to the plan's horizon. */
  readonly months: ReadonlyMap<Month, Figure>;
  /** The same path to any month: beyond the last target it holds that target's level, times the season. */
  readonly until: (last: Month) => ReadonlyMap<Month, Figure>;
  /** Months of the path that are over: what was earned, less the target. */
  readonly variance: ReadonlyMap<
    Month,
    { readonly actual: Figure; readonly target: Figure; readonly difference: Figure; readonly percent: Figure }
  >;
}

export interface Targets {
  readonly horizon: Month;
  readonly months: readonly Month[];
  readonly paths: readonly TargetPath[];
  /** All paths together, in the base currency. */
  readonly group: ReadonlyMap<Month, Figure>;
}

const TRAILING = 12;
const AT_LEAST = 3;

/** FIN-04: the monthly revenue path from the trailing mean to each declared target, by the seasons where they are known. */
export function targets(ground: Ground): Reading<Targets> {
  const { plan, base_currency: currency } = ground.declared.portfolio;
  const gaps: CoverageGap[] = [];
  if (!plan) return notSeen(noPlan('plan.horizon in the portfolio'));
  const months = monthsFrom(addMonths(ground.full, 1), plan.horizon);
  const paths = ground.coverage.entities.flatMap((of) => {
    const found = entityPaths(ground, of, plan.horizon);
    if (of.entity.targets.length === 0 && of.accounts.length > 0) gaps.push(noTarget(of.entity));
    if (found.length < subjects(of.entity).length) gaps.push(noBase(of.entity));
    return found;
  });
  if (paths.length === 0) return notSeen(...gaps, noPlan('targets of an entity in the portfolio'));
  const group = months.map((month): [Month, Figure] => {
    const parts = paths.flatMap((one) =>
      [one.months.get(month)].flatMap((figure) => (figure ? [convert(ground, figure, currency)] : [])),
    );
    const named = { id: figureId('group', 'target', month), label: `Revenue target, ${monthLabel(month)}`, currency };
    return [month, sumOfKnown(ground, named, parts, 'sum of the targets declared')];
  });
  return seen({ horizon: plan.horizon, months, paths, group: new Map(group) }, gaps);
}

/** Streams with a target, by id; undefined stands for the entity as a whole. */
function subjects(entity: Entity): (string | undefined)[] {
  return [...new Set(entity.targets.map((target) => target.stream))];
}

function entityPaths(ground: Ground, of: EntityCoverage, horizon: Month): TargetPath[] {
  return subjects(of.entity).flatMap((id) => {
    const stream = of.entity.revenue.find((one) => one.id === id);
    if (id !== undefined && !stream) return [];
    const made = targetPath(ground, of, stream, horizon);
    return made ? [made] : [];
  });
}

function targetPath(
  ground: Ground,
  of: EntityCoverage,
  stream: RevenueStream | undefined,
  horizon: Month,
): TargetPath | undefined {
  const { scope, name } = subjectOf(of, stream);
  const onFile = monthsBack(ground.full, TRAILING).filter((month) => of.has(month));
  if (onFile.length < AT_LEAST || !of.has(ground.full)) return undefined;
  const actual = (month: Month): Figure => revenueOf(ground, of, stream, month);
  const text = `mean of ${onFile.length} full months`;
  const base = ground.book.formula(
    figureId(scope, 'revenue', 'mean'),
    `${name} revenue a month`,
    money(of.currency),
    'mean',
    onFile.map(actual),
    { text },
  );
  const season = seasons(ground, of, scope, name, actual);
  const milestones = milestonesOf(ground, of, stream, scope, name);
  const { currency } = of;
  const from = addMonths(ground.full, 1);
  const until = (to: Month) => path({ ground, scope, name, currency, base, milestones, seasons: season, from, to });
  return {
    of,
    stream,
    base,
    seasons: season,
    milestones,
    months: until(horizon),
    until,
    variance: variance(ground, of, scope, name, milestones, actual),
  };
}

function milestonesOf(
  ground: Ground,
  of: EntityCoverage,
  stream: RevenueStream | undefined,
  scope: string,
  name: string,
): Milestone[] {
  const { declared, book } = ground;
  const { entity, currency } = of;
  const index = declared.portfolio.entities.indexOf(entity);
  return entity.targets
    .map((target, place) => ({ target, place }))
    .filter(({ target }) => target.stream === stream?.id)
    .toSorted((a, b) => (a.target.by < b.target.by ? -1 : 1))
    .map(({ target, place }, at, all) => {
      const again = all[at - 1]?.target.by === target.by;
      const id = figureId(scope, 'target', 'declared', again ? `${target.by}-${place + 1}` : target.by);
      const where = declared.at(['entities', index, 'targets', place, 'monthly']);
      const label = `${name}, target by ${monthLabel(target.by)}`;
      return { by: target.by, monthly: book.assumed(id, label, money(currency), target.monthly, where, label) };
    });
}

/** A target whose month has come holds for every month since: up to a year of them is compared with what was earned. */
function variance(
  ground: Ground,
  of: EntityCoverage,
  scope: string,
  name: string,
  milestones: readonly Milestone[],
  actual: (month: Month) => Figure,
): TargetPath['variance'] {
  const { book } = ground;
  const past = monthsBack(ground.full, TRAILING).flatMap((month) => {
    const due = milestones.findLast((milestone) => milestone.by <= month);
    return due && of.has(month) ? [{ month, target: due.monthly }] : [];
  });
  return new Map(
    past.map(({ month, target }) => {
      const earned = actual(month);
      const id = figureId(scope, 'variance', month);
      const label = `${name}, revenue against target, ${monthLabel(month)}`;
      const difference = book.formula(id, label, money(of.currency), 'difference', [earned, target], {
        text: 'actual − target',
      });
      const percent = book.formula(
        figureId(id, 'percent'),
        `${label}, per cent`,
        { kind: 'percent' },
        'percent',
        [difference, target],
        { text: '(actual − target) ÷ target' },
      );
      return [month, { actual: earned, target, difference, percent }];
    }),
  );
}

/** True when each of the last three full months fell short of its target by more than a fifth. */
export function isFarBelow(one: TargetPath, limit: Figure): boolean {
  const last = [...one.variance.values()].slice(-3);
  const far = ({ percent }: { readonly percent: Figure }): boolean => {
    if (!percent.value || !limit.value) return false;
    return compare(percent.value, { ...limit.value, mantissa: -limit.value.mantissa }) < 0;
  };
  return last.length === 3 && last.every(far);
}

function noPlan(source: string): CoverageGap {
  return {
    id: 'group.targets',
    entity: 'group',
    source,
    wouldTell: 'the revenue that each month should bring',
    suffers: ['FIN-04'],
  };
}

function noTarget(entity: Entity): CoverageGap {
  const wouldTell = `the revenue that ${entity.name} should bring; the group’s path leaves it out`;
  return {
    id: `${entity.id}.targets`,
    entity: entity.id,
    source: 'targets of the entity in the portfolio',
    wouldTell,
    suffers: ['FIN-04'],
  };
}

function noBase(entity: Entity): CoverageGap {
  const wouldTell = `where ${entity.name}’s path to its target begins; the group’s path leaves it out`;
  return {
    id: `${entity.id}.targets.base`,
    entity: entity.id,
    source: 'revenue of the last three full months, or a stream that its target names',
    wouldTell,
    suffers: ['FIN-04'],
  };
}
