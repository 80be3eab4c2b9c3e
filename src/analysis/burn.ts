import type { Month } from '../core/date.ts';
import { compare, ZERO } from '../core/decimal.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { Figure, Operation } from '../model/figure.ts';
import type { Sentence } from '../model/finding.ts';
import { say } from '../model/sentence.ts';
import type { EntityCoverage } from './coverage.ts';
import { FLOW_NAMES, FLOWS, flowsOf, type Flow } from './flows.ts';
import { figureId, money, monthLabel, monthsBack, scopeOf } from './ids.ts';
import { notSeen, seen, type Ground, type Reading } from './input.ts';
import { convert, rateGaps } from './rates.ts';
import { amountOf, sumOfKnown, within, type Selection } from './sums.ts';

/** Average monthly burn over two windows, and the range that they span. Positive is money going out. */
export interface BurnRange {
  readonly months: ReadonlyMap<Month, Figure>;
  readonly mean3: Figure;
  readonly mean6: Figure;
  readonly low: Figure;
  readonly high: Figure;
}

export interface EntityBurn extends BurnRange {
  readonly of: EntityCoverage;
}

/** What burn leaves out, by month, in the base currency: shown apart, never hidden. Positive is money going out. */
export interface ApartFlow {
  readonly flow: Flow;
  readonly name: string;
  readonly months: ReadonlyMap<Month, Figure>;
  readonly total: Figure;
}

/** What operations bring in beyond their cost, a month: burn turned round, for a group that has none. */
export interface Surplus {
  readonly low: Figure;
  readonly high: Figure;
}

export interface Burn {
  /** The last six full months, oldest first. */
  readonly months: readonly Month[];
  readonly entities: readonly EntityBurn[];
  readonly group: BurnRange;
  /** Set when there is no burn at either mean. */
  readonly surplus: Surplus | undefined;
  readonly apart: readonly ApartFlow[];
  /** Entities that the group's burn leaves out, because their last three months are not on file. */
  readonly leftOut: readonly string[];
}

/** How burn is counted, in one sentence. */
export const BURN_DEFINITION: Sentence = say`Burn is operating money out less operating money in, by the bank’s dates, averaged over the last three and the last six full months; one-offs, owner’s draws and contributions, customer deposits, loan principal, transfers and opening entries are listed apart.`;

const LONG = 6;
const SHORT = 3;

/** FIN-01: net operating cash outflow of the last three and six full months, and what is stated apart from it. */
export function burn(ground: Ground): Reading<Burn> {
  const months = monthsBack(ground.full, LONG);
  const flows = new Map(ground.coverage.entities.map((of) => [of, flowsOf(ground, of)]));
  const entities = [...flows].map(([of, flow]) => entityBurn(ground, of, flow.get('operating'), months));
  const counted = entities.filter(({ mean3 }) => convert(ground, mean3, baseOf(ground)).value !== undefined);
  const gaps = [...ground.coverage.gaps, ...entities.flatMap(tooShort), ...rateGaps(ground)];
  if (counted.length === 0) return notSeen(...gaps);
  const group = groupBurn(ground, counted, months);
  const apart = FLOWS.filter((flow) => flow !== 'operating').flatMap((flow) => apartFlow(ground, flow, flows, months));
  const leftOut = entities.filter((one) => !counted.includes(one)).map(({ of }) => of.entity.id);
  return seen({ months, entities, group, surplus: surplusOf(ground, group), apart, leftOut }, gaps);
}

/** Statements that begin too late for a mean of three months. One that ended is a gap of its own. */
function tooShort({ of, mean3 }: EntityBurn): CoverageGap[] {
  const { entity, accounts } = of;
  if (mean3.value !== undefined || accounts.length === 0 || accounts.some(({ stale }) => stale)) return [];
  return [
    {
      id: `${entity.id}.short-history`,
      entity: entity.id,
      source: 'statements of three full months',
      wouldTell: `the burn of ${entity.name}; the group’s burn and runway leave it out until then`,
      suffers: [`${entity.id}.burn.mean-3`, 'group.burn.high', 'group.runway.months', 'FIN-01'],
    },
  ];
}

const baseOf = (ground: Ground): string => ground.declared.portfolio.base_currency;

function entityBurn(
  ground: Ground,
  of: EntityCoverage,
  operating: Selection | undefined,
  months: readonly Month[],
): EntityBurn {
  const { entity, currency } = of;
  const scope = scopeOf(entity);
  const figures = months.map((month): [Month, Figure] => [month, burnOf(ground, of, operating, month)]);
  return { of, ...range(ground, scope, entity.name, currency, new Map(figures)) };
}

/** An entity's burn of one month; not known when the month is not on file. */
export function burnOf(ground: Ground, of: EntityCoverage, operating: Selection | undefined, month: Month): Figure {
  const { entity, currency } = of;
  const id = figureId(scopeOf(entity), 'burn', month);
  const label = `${entity.name} burn, ${monthLabel(month)}`;
  if (!of.has(month) || !operating) {
    return ground.book.unknown(id, label, money(currency), `${entity.name} has nothing on file for ${month}`);
  }
  return amountOf(ground, { id, label, currency }, within(operating, entity.id, month), 1);
}

/** Means and range of a row of months. The six-month mean takes the months on file, when the last three are among them. */
function range(
  ground: Ground,
  scope: string,
  name: string,
  currency: string,
  months: ReadonlyMap<Month, Figure>,
): BurnRange {
  const unit = money(currency);
  const make = (part: string, label: string, operation: Operation, inputs: readonly Figure[], text: string): Figure =>
    ground.book.formula(figureId(scope, 'burn', part), `${name} burn, ${label}`, unit, operation, inputs, { text });
  const all = [...months.values()];
  const last = all.slice(-SHORT);
  const known = last.some((figure) => figure.value === undefined)
    ? all
    : all.filter((figure) => figure.value !== undefined);
  const mean3 = make('mean-3', 'mean of the last 3 full months', 'mean', last, 'mean of the last 3 full months');
  const long =
    known.length === all.length
      ? 'the last 6 full months'
      : `the ${known.length} of the last 6 full months that are on file`;
  const mean6 = make('mean-6', `mean of ${long}`, 'mean', known, `mean of ${long}`);
  const both = [mean3, mean6];
  const low = make('low', 'low', 'minimum', both, 'the lower of the 3-month and the 6-month mean');
  const high = make('high', 'high', 'maximum', both, 'the higher of the 3-month and the 6-month mean');
  return { months, mean3, mean6, low, high };
}

function groupBurn(ground: Ground, counted: readonly EntityBurn[], months: readonly Month[]): BurnRange {
  const currency = baseOf(ground);
  const figures = months.map((month): [Month, Figure] => [
    month,
    groupBurnOf(
      ground,
      month,
      counted.flatMap((one) => one.months.get(month) ?? []),
    ),
  ]);
  return range(ground, 'group', 'Group', currency, new Map(figures));
}

/** What the entities burnt in a month, together. */
export function groupBurnOf(ground: Ground, month: Month, burns: readonly Figure[]): Figure {
  const currency = baseOf(ground);
  const parts = burns.map((figure) => convert(ground, figure, currency));
  const named = { id: figureId('group', 'burn', month), label: `Group burn, ${monthLabel(month)}`, currency };
  return sumOfKnown(ground, named, parts, 'sum over the entities on file in the month');
}

function surplusOf(ground: Ground, { low, high }: BurnRange): Surplus | undefined {
  if (!high.value || compare(high.value, ZERO) > 0) return undefined;
  const turned = (part: string, of: Figure): Figure =>
    ground.book.formula(figureId('group.surplus', part), `Group surplus, ${part}`, of.unit, 'negate', [of], {
      text: 'burn with its sign turned: money in less money out',
    });
  return { low: turned('low', high), high: turned('high', low) };
}

function apartFlow(
  ground: Ground,
  flow: Flow,
  flows: ReadonlyMap<EntityCoverage, ReadonlyMap<Flow, Selection>>,
  months: readonly Month[],
): ApartFlow[] {
  const currency = baseOf(ground);
  const moving = [...flows].flatMap(([of, byFlow]) => {
    const selection = byFlow.get(flow);
    return selection?.sums.some((sum) => months.includes(sum.month)) ? [{ of, selection }] : [];
  });
  if (moving.length === 0) return [];
  const figures = months.map((month): [Month, Figure] => {
    const parts = moving.map(({ of, selection }) => {
      const id = figureId(scopeOf(of.entity), 'apart', flow, month);
      const label = `${of.entity.name}, ${FLOW_NAMES[flow]}, ${monthLabel(month)}`;
      return convert(
        ground,
        amountOf(ground, { id, label, currency: of.currency }, within(selection, of.entity.id, month), 1),
        currency,
      );
    });
    const named = {
      id: figureId('group', 'apart', flow, month),
      label: `${FLOW_NAMES[flow]}, ${monthLabel(month)}`,
      currency,
    };
    return [month, sumOfKnown(ground, named, parts, 'sum over the entities')];
  });
  const named = { id: figureId('group', 'apart', flow), label: `${FLOW_NAMES[flow]}, 6 months`, currency };
  const total = sumOfKnown(
    ground,
    named,
    figures.map(([, figure]) => figure),
    'sum of the six months',
  );
  return [{ flow, name: FLOW_NAMES[flow], months: new Map(figures), total }];
}
