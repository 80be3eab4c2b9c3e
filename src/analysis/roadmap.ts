import { addMonths, monthsFrom, type Month } from '../core/date.ts';
import { compare, decimal, ZERO } from '../core/decimal.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { Figure } from '../model/figure.ts';
import type { Sentence } from '../model/finding.ts';
import { say } from '../model/sentence.ts';
import { groupBurnOf, type Burn } from './burn.ts';
import { figureId, money, monthLabel } from './ids.ts';
import { notSeen, seen, type Ground, type Reading } from './input.ts';
import { convert } from './rates.ts';
import { ownersYear } from './roadmap-owner.ts';
import { entityRoad, YEAR, type EntityRoad } from './roadmap-path.ts';
import type { Targets } from './targets.ts';

export const MILESTONES = ['burn-halved', 'break-even', 'year-in-the-black', 'owner-paid'] as const;
export type MilestoneName = (typeof MILESTONES)[number];

export interface RoadmapMilestone {
  readonly id: MilestoneName;
  readonly name: string;
  /** What is measured, and the level that it must fall below. */
  readonly definition: Sentence;
  /**
   * `reached`: today already. `ahead`: within the months looked at. `not-reached`: not within them, on this path.
   * `not-known`: too little is on file to tell.
   */
  readonly state: 'reached' | 'ahead' | 'not-reached' | 'not-known';
  /** The month in which it is first reached; set when it is ahead. */
  readonly month: Month | undefined;
  /** Full months from today until then: 1 is the month after the last full one. Not known unless it is ahead. */
  readonly monthsAhead: Figure;
  /** The measure today, in the month it is reached, and the level to fall below. */
  readonly today: Figure;
  readonly reachedAt: Figure | undefined;
  readonly level: Figure;
  /** The first month after it in which the path is back above the level, as a low season can bring; undefined when it stays. */
  readonly lostAgain: Month | undefined;
}

export interface RoadmapMonth {
  readonly month: Month;
  /** Group burn on the path; below zero is money earned. */
  readonly burn: Figure;
  /** The higher of the means of three and of six months, as burn is stated today. */
  readonly mean: Figure;
  /** Sum of the twelve months up to it. */
  readonly year: Figure;
}

export interface Roadmap {
  /** The plan's horizon; beyond it each path holds its last target's level, with the season. */
  readonly horizon: Month;
  readonly months: readonly RoadmapMonth[];
  /** In the order in which they are reached. */
  readonly milestones: readonly RoadmapMilestone[];
  /** Entities held at their mean burn, for want of a path or of fixed costs. */
  readonly held: readonly string[];
  /** Entities that the group's burn leaves out. */
  readonly leftOut: readonly string[];
}

/** How far ahead is looked. */
const AHEAD = 24;
const LONG = 6;
const SHORT = 3;

/** How the dates are found, and what they rest on. */
export const ROADMAP_METHOD: Sentence = say`Burn on the path is fixed costs less the path’s revenue times the contribution margin of the last twelve full months. Beyond the plan’s horizon each path holds the level of its last target, with its seasons. A milestone is dated by the first month in which its measure falls below its level; what the path does not reach within two years is not dated.`;

/** Milestones to profitability, each dated by the month in which the path of the targets first reaches it. */
export async function roadmap(
  ground: Ground,
  burn: Reading<Burn>,
  targets: Reading<Targets>,
): Promise<Reading<Roadmap>> {
  const gaps = [...burn.gaps, ...targets.gaps];
  if (!burn.value || !targets.value) return notSeen(...gaps);
  const { paths, horizon } = targets.value;
  const [from, to] = [addMonths(ground.full, 1), addMonths(ground.full, AHEAD)];
  const counted = burn.value.entities.filter(({ of }) => !burn.value?.leftOut.includes(of.entity.id));
  const roads = counted.map(({ of }) =>
    entityRoad(
      ground,
      of,
      paths.filter((one) => one.of.entity.id === of.entity.id),
      from,
      to,
    ),
  );
  const past = pastOf(ground, roads);
  // A sum over fewer entities in one month than in the next would tell of a change that there was not.
  const whole = roads.every((road) => [...road.past.values()].every((figure) => figure.value !== undefined));
  const months = monthsAhead(ground, roads, past, from, to, whole);
  const owner = await ownersYear(
    ground,
    counted.map(({ of }) => of),
  );
  const year = yearOf(ground, ground.full, [...past.values()], whole);
  const milestones = inOrder(milestonesOf(ground, burn.value, year, owner, months));
  const held = roads.filter(({ follows }) => !follows).map(({ of }) => of.entity.id);
  const short = year.value === undefined ? [noYear()] : [];
  return seen({ horizon, months, milestones, held, leftOut: burn.value.leftOut }, [...gaps, ...short]);
}

/** The group's burn of the last twelve full months. */
function pastOf(ground: Ground, roads: readonly EntityRoad[]): ReadonlyMap<Month, Figure> {
  const months = [...(roads[0]?.past.keys() ?? [])];
  return new Map(
    months.map((month) => [
      month,
      groupBurnOf(
        ground,
        month,
        roads.flatMap(({ past }) => past.get(month) ?? []),
      ),
    ]),
  );
}

function monthsAhead(
  ground: Ground,
  roads: readonly EntityRoad[],
  past: ReadonlyMap<Month, Figure>,
  from: Month,
  to: Month,
  whole: boolean,
): RoadmapMonth[] {
  const { book } = ground;
  const currency = ground.declared.portfolio.base_currency;
  const unit = money(currency);
  const row = [...past.values()];
  return monthsFrom(from, to).map((month) => {
    const scope = figureId('group.roadmap', month);
    const label = `Group on the path, ${monthLabel(month)}`;
    const parts = roads.flatMap(({ ahead }) => ahead.get(month) ?? []).map((one) => convert(ground, one, currency));
    const burn = book.formula(scope, `${label}: burn`, unit, 'sum', parts, { text: 'sum over the entities' });
    row.push(burn);
    const means = [SHORT, LONG].map((of) =>
      book.formula(figureId(scope, `mean-${of}`), `${label}: mean burn of ${of} months`, unit, 'mean', row.slice(-of), {
        text: `mean of the ${of} months up to it`,
      }),
    );
    const text = 'the higher of the 3-month and the 6-month mean';
    const mean = book.formula(figureId(scope, 'mean'), `${label}: burn, high`, unit, 'maximum', means, { text });
    return { month, burn, mean, year: yearOf(ground, month, row.slice(-YEAR), whole) };
  });
}

/** A year's burn; known when every entity has its last twelve full months on file. */
function yearOf({ book, declared }: Ground, last: Month, months: readonly Figure[], whole: boolean): Figure {
  const id = figureId('group.roadmap', last, 'year');
  const label = `Group burn, 12 months to ${monthLabel(last)}`;
  const unit = money(declared.portfolio.base_currency);
  if (!whole) return book.unknown(id, label, unit, 'not every entity has its last twelve full months on file');
  return book.formula(id, label, unit, 'sum', months, { text: 'sum of 12 months' });
}

interface Measured {
  readonly id: MilestoneName;
  readonly name: string;
  readonly definition: Sentence;
  readonly today: Figure;
  readonly level: Figure;
  readonly series: readonly Figure[];
  readonly reached: boolean;
}

function milestonesOf(
  ground: Ground,
  { group }: Burn,
  year: Figure,
  owner: Figure,
  months: readonly RoadmapMonth[],
): RoadmapMilestone[] {
  const { book } = ground;
  const { unit } = group.high;
  const zero = book.constant('method.roadmap.zero', 'Break-even', unit, decimal(0), 'neither burn nor surplus');
  const percent = { kind: 'percent' } as const;
  const fifty = book.constant('method.roadmap.half', 'Half', percent, decimal(50), 'burn halves');
  const half = book.formula('group.roadmap.half', 'Half of today’s burn', unit, 'percent-of', [group.high, fifty], {
    text: 'half of the high burn',
  });
  const ownerLevel = book.formula(
    'group.roadmap.owner-level',
    'A year that pays the owner and the debts',
    unit,
    'negate',
    [owner],
    {
      text: 'a surplus as large as the draws and the principal of 12 months',
    },
  );
  const isBelow = (figure: Figure, level: Figure): boolean =>
    figure.value !== undefined && level.value !== undefined && compare(figure.value, level.value) < 0;
  const noBurn = group.high.value !== undefined && compare(group.high.value, ZERO) <= 0;
  const means = months.map(({ mean }) => mean);
  const years = months.map((one) => one.year);
  const measured: readonly Measured[] = [
    {
      id: 'burn-halved',
      name: 'Burn is halved',
      definition: say`The higher of the three-month and the six-month mean burn falls below ${half}, half of today’s.`,
      today: group.high,
      level: half,
      series: means,
      reached: noBurn,
    },
    {
      id: 'break-even',
      name: 'Operations break even',
      definition: say`Neither over three nor over six months is there any burn left.`,
      today: group.high,
      level: zero,
      series: means,
      reached: noBurn,
    },
    {
      id: 'year-in-the-black',
      name: 'A whole year is in the black',
      definition: say`Operations have earned more than they cost over the twelve months up to it, low season included.`,
      today: year,
      level: zero,
      series: years,
      reached: isBelow(year, zero),
    },
    {
      id: 'owner-paid',
      name: 'A year pays the owner and the debts',
      definition: say`The surplus of twelve months is larger than ${owner}, what the last twelve full months paid in owner’s draws and loan principal.`,
      today: year,
      level: ownerLevel,
      series: years,
      reached: isBelow(year, ownerLevel),
    },
  ];
  return measured.map((one) => milestone(ground, one, months));
}

function milestone({ book }: Ground, one: Measured, months: readonly RoadmapMonth[]): RoadmapMilestone {
  const { id, name, definition, today, level, series } = one;
  const common = { id, name, definition, today, level };
  const figure = figureId('group.roadmap.milestone', id);
  const label = `${name}: months from now`;
  const unit = { kind: 'months' } as const;
  const absent = { month: undefined, reachedAt: undefined, lostAgain: undefined };
  if (one.reached)
    return { ...common, ...absent, state: 'reached', monthsAhead: book.unknown(figure, label, unit, 'reached today') };
  if (today.value === undefined)
    return {
      ...common,
      ...absent,
      state: 'not-known',
      monthsAhead: book.unknown(figure, label, unit, today.unknown ?? 'not known today'),
    };
  const place = book.formula(figure, label, unit, 'first-below', [level, ...series], {
    text: 'first month below the level',
    digits: 0,
  });
  const at =
    place.value === undefined ? undefined : months.findIndex((_, index) => place.value?.mantissa === BigInt(index + 1));
  if (at === undefined) return { ...common, ...absent, state: 'not-known', monthsAhead: place };
  const month = months[at]?.month;
  if (month === undefined) return { ...common, ...absent, state: 'not-reached', monthsAhead: place };
  const above = (index: number): boolean => {
    const value = series[index]?.value;
    return value !== undefined && level.value !== undefined && compare(value, level.value) >= 0;
  };
  const lost = months.find((_, index) => index > at && above(index));
  return { ...common, state: 'ahead', month, monthsAhead: place, reachedAt: series[at], lostAgain: lost?.month };
}

const STATES = ['reached', 'ahead', 'not-reached', 'not-known'] as const;

/** Those reached first, then by date; of one month in the order in which they are defined. */
function inOrder(milestones: readonly RoadmapMilestone[]): RoadmapMilestone[] {
  const key = (one: RoadmapMilestone): string => `${STATES.indexOf(one.state)} ${one.month ?? ''}`;
  return milestones.toSorted((a, b) => key(a).localeCompare(key(b)));
}

function noYear(): CoverageGap {
  return {
    id: 'group.roadmap.year',
    entity: 'group',
    source: 'statements of twelve full months of every entity',
    wouldTell: 'when a whole year will be in the black',
    suffers: ['group.roadmap.milestone.year-in-the-black', 'group.roadmap.milestone.owner-paid'],
  };
}
