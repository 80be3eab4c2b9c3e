import { compare, ZERO } from '../core/decimal.ts';
import type { Month } from '../core/date.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { Figure } from '../model/figure.ts';
import type { RevenueStream } from '../model/portfolio.ts';
import { composite, type CompositeBreakEven, type MixedProduct, type Product } from './composite.ts';
import type { EntityCoverage } from './coverage.ts';
import { fixedCosts, type FixedCosts } from './fixed-costs.ts';
import { count, figureId, scopeOf } from './ids.ts';
import { levers, type Lever } from './levers.ts';
import { notSeen, seen, type Ground, type Reading } from './input.ts';
import { safety, type Safety } from './safety.ts';
import { revenueOf } from './stream-revenue.ts';
import { unitEconomics, type UnitEconomics } from './unit-economics.ts';
import { unitsSold } from './units-sold.ts';

export interface StreamBreakEven extends UnitEconomics {
  readonly of: EntityCoverage;
  readonly stream: RevenueStream;
  readonly unit: string;
  readonly fixed: FixedCosts;
  /**
   * Units a month at which contribution pays the fixed costs: of this stream where it is the only one that is sold by
   * the unit, else its share of the composite break-even. Not known when there is no break-even.
   */
  readonly units: Figure;
  /** Incoming postings on the stream's account, by month, oldest first: each is counted as one unit sold. */
  readonly sold: ReadonlyMap<Month, Figure>;
  /** Each of the last three full months is known and lies below break-even (or there is no break-even at all). */
  readonly below: boolean;
  /** Break-even and the sales of the last three months are known, so that `below` tells. */
  readonly judged: boolean;
  readonly levers: readonly Lever[];
  /** Of the stream alone; undefined where it is one of several, whose margin is the composite's. */
  readonly safety: Safety | undefined;
  /** Set where the entity sells by the unit in other streams, too: all pay the fixed costs together. */
  readonly composite: CompositeBreakEven | undefined;
}

export interface BreakEven {
  readonly streams: readonly StreamBreakEven[];
  /** One for each entity with two or more such streams. */
  readonly composites: readonly CompositeBreakEven[];
}

const RUNNING = 3;

/** FIN-03: units a month at which what is sold by the unit pays its entity's fixed costs. */
export function breakEven(ground: Ground): Reading<BreakEven> {
  const gaps: CoverageGap[] = [];
  const composites: CompositeBreakEven[] = [];
  const streams = ground.coverage.entities.flatMap((of) => {
    const sold = of.entity.revenue.filter((stream) => stream.unit !== undefined);
    if (sold.length === 0) return [];
    const fixed = fixedCosts(ground, of);
    gaps.push(...fixed.gaps, ...sold.filter(({ price }) => price === undefined).map((stream) => noPrice(of, stream)));
    if (!fixed.value) return [];
    const products = sold.flatMap((stream) => productOf(ground, of, stream));
    const [only, ...others] = products;
    if (!only) return [];
    if (others.length === 0) return [aloneBreakEven(ground, of, only, fixed.value)];
    const together = composite(ground, of, fixed.value, products);
    composites.push(together);
    return together.products.map((product) => mixedBreakEven(ground, together, product));
  });
  if (streams.length > 0) return seen({ streams, composites }, gaps);
  return notSeen(...(gaps.length > 0 ? gaps : [noStream()]));
}

function productOf(ground: Ground, of: EntityCoverage, stream: RevenueStream): Product[] {
  const { unit } = stream;
  const economics = unitEconomics(ground, of, stream);
  return unit === undefined || !economics ? [] : [{ ...economics, stream, unit, sold: unitsSold(ground, of, stream) }];
}

function aloneBreakEven(ground: Ground, of: EntityCoverage, product: Product, fixed: FixedCosts): StreamBreakEven {
  const { unit, stream, sold, contribution } = product;
  const units = unitsNeeded(ground, product, unit, fixed.mean);
  const running = [...sold.values()].slice(-RUNNING);
  const onFile = [...sold.keys()].filter((month) => of.has(month));
  return {
    ...product,
    of,
    fixed,
    units,
    judged: units.value !== undefined && running.every((figure) => figure.value !== undefined),
    below: isBelow(units, contribution, running),
    levers: levers(ground, { ...product, currency: of.currency, fixed: fixed.mean, units }),
    safety: safety(ground, {
      ...product,
      revenue: onFile.map((month) => revenueOf(ground, of, stream, month)),
      fixed: fixed.mean,
    }),
    composite: undefined,
  };
}

function mixedBreakEven(ground: Ground, together: CompositeBreakEven, product: MixedProduct): StreamBreakEven {
  const { of, fixed, judged, below, contributed } = together;
  const { units, mix } = product;
  const sums = { ...product, currency: of.currency, fixed: fixed.mean, units, mix: { own: mix, contributed } };
  return { ...product, of, fixed, judged, below, levers: levers(ground, sums), safety: undefined, composite: together };
}

function unitsNeeded(
  { book }: Ground,
  { scope, name, contribution }: UnitEconomics,
  unit: string,
  fixed: Figure,
): Figure {
  const id = figureId(scope, 'units');
  const label = `${name}, break-even a month`;
  const loses = contribution.value !== undefined && compare(contribution.value, ZERO) <= 0;
  if (loses) return book.unknown(id, label, count(unit), `no break-even: a ${unit} costs at least what it brings`);
  const text = 'fixed costs a month ÷ contribution, rounded up';
  return book.formula(id, label, count(unit), 'ceiling', [fixed, contribution], { text });
}

function isBelow(units: Figure, contribution: Figure, sold: readonly Figure[]): boolean {
  if (contribution.value !== undefined && compare(contribution.value, ZERO) <= 0) return true;
  if (units.value === undefined) return false;
  const { value } = units;
  return sold.length > 0 && sold.every((figure) => figure.value !== undefined && compare(figure.value, value) < 0);
}

function noPrice({ entity }: EntityCoverage, stream: RevenueStream): CoverageGap {
  return {
    id: `${entity.id}.price.${stream.id}`,
    entity: entity.id,
    source: `price of a ${stream.unit ?? 'unit'} in ${stream.name}`,
    wouldTell: 'how many are to be sold to pay the fixed costs',
    suffers: [figureId(scopeOf(entity), 'break-even', stream.id, 'units'), 'FIN-03'],
  };
}

function noStream(): CoverageGap {
  return {
    id: 'group.units',
    entity: 'group',
    source: 'a revenue stream with its unit and price',
    wouldTell: 'how many units a month pay the fixed costs',
    suffers: ['FIN-03'],
  };
}
