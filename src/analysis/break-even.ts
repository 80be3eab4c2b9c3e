import { compare, ZERO } from '../core/decimal.ts';
import type { Month } from '../core/date.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { Figure } from '../model/figure.ts';
import type { RevenueStream } from '../model/portfolio.ts';
import { sqlText } from '../model/sql.ts';
import type { EntityCoverage } from './coverage.ts';
import { fixedCosts, type FixedCosts } from './fixed-costs.ts';
import { count, figureId, monthLabel, monthsBack, scopeOf } from './ids.ts';
import { levers, type Lever } from './levers.ts';
import { notSeen, seen, type Ground, type Reading } from './input.ts';
import { OF_THE_PERIOD } from './sql.ts';
import { numberOf, within } from './sums.ts';
import { unitEconomics, type UnitEconomics } from './unit-economics.ts';

export interface StreamBreakEven extends UnitEconomics {
  readonly of: EntityCoverage;
  readonly stream: RevenueStream;
  readonly unit: string;
  readonly fixed: FixedCosts;
  /** Units a month at which contribution pays the fixed costs; not known when a unit brings no contribution. */
  readonly units: Figure;
  /** Incoming postings on the stream's account, by month, oldest first: each is counted as one unit sold. */
  readonly sold: ReadonlyMap<Month, Figure>;
  /** Each of the last three full months is known and lies below break-even (or there is no break-even at all). */
  readonly below: boolean;
  /** Break-even and the sales of the last three months are known, so that `below` tells. */
  readonly judged: boolean;
  readonly levers: readonly Lever[];
  /** The entity sells by the unit in other streams too; this stream is asked to carry the fixed costs alone. */
  readonly alone: boolean;
}

export interface BreakEven {
  readonly streams: readonly StreamBreakEven[];
}

const SOLD_MONTHS = 6;
const RUNNING = 3;

/** FIN-03: units a month at which each stream that is sold by the unit pays its entity's fixed costs. */
export function breakEven(ground: Ground): Reading<BreakEven> {
  const gaps: CoverageGap[] = [];
  const streams = ground.coverage.entities.flatMap((of) => {
    const sold = of.entity.revenue.filter((stream) => stream.unit !== undefined);
    if (sold.length === 0) return [];
    const fixed = fixedCosts(ground, of);
    gaps.push(...fixed.gaps);
    return sold.flatMap((stream) => {
      if (stream.price === undefined) gaps.push(noPrice(of, stream));
      const made = fixed.value && streamBreakEven(ground, of, stream, fixed.value, sold.length === 1);
      return made ? [made] : [];
    });
  });
  return streams.length > 0 ? seen({ streams }, gaps) : notSeen(...(gaps.length > 0 ? gaps : [noStream()]));
}

function streamBreakEven(
  ground: Ground,
  of: EntityCoverage,
  stream: RevenueStream,
  fixed: FixedCosts,
  only: boolean,
): StreamBreakEven | undefined {
  const { unit } = stream;
  const economics = unitEconomics(ground, of, stream);
  if (unit === undefined || !economics) return undefined;
  const units = unitsNeeded(ground, economics, unit, fixed.mean);
  const sold = unitsSold(ground, of, stream);
  const running = [...sold.values()].slice(-RUNNING);
  return {
    ...economics,
    of,
    stream,
    unit,
    fixed,
    units,
    sold,
    judged: units.value !== undefined && running.every((figure) => figure.value !== undefined),
    below: isBelow(units, economics.contribution, running),
    levers: levers(ground, { ...economics, currency: of.currency, stream, fixed: fixed.mean, units }),
    alone: !only,
  };
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

function unitsSold(ground: Ground, of: EntityCoverage, stream: RevenueStream): ReadonlyMap<Month, Figure> {
  const { entity } = of;
  const unit = stream.unit ?? 'unit';
  const months = monthsBack(ground.full, SOLD_MONTHS);
  return new Map(
    months.map((month): [Month, Figure] => {
      const id = figureId(scopeOf(entity), 'units', stream.id, month);
      const label = `${entity.name} ${unit}s sold, ${monthLabel(month)}`;
      if (!of.has(month))
        return [month, ground.book.unknown(id, label, count(unit), `${entity.name} has nothing on file for ${month}`)];
      return [month, soldIn(ground, of, stream, month, { id, label, of: unit })];
    }),
  );
}

/** Refunds are outgoing and take no unit back: the statement does not say whether the trip was made. */
function soldIn(
  ground: Ground,
  of: EntityCoverage,
  stream: RevenueStream,
  month: Month,
  named: { id: string; label: string; of: string },
): Figure {
  const own = ground.ledger.of(of.entity.id);
  const sums = own.filter(
    ({ account, category }) => account === stream.account && category !== 'transfer' && category !== 'opening',
  );
  const selection = within(
    { sums, where: [`account = ${sqlText(stream.account)}`, OF_THE_PERIOD] },
    of.entity.id,
    month,
  );
  return numberOf(ground, named, selection, 'credits');
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
