import { compare, decimal, ZERO } from '../../core/decimal.ts';
import type { CoverageGap } from '../../model/facts.ts';
import type { Figure } from '../../model/figure.ts';
import type { EntityCoverage } from '../coverage.ts';
import { figureId, money, scopeOf } from '../ids.ts';
import { notSeen, seen, type Ground, type Reading } from '../input.ts';
import { revenueOf } from '../stream-revenue.ts';
import { bookedAhead, type BookedAhead } from './booked-ahead.ts';
import { offersOf, type Offers } from './offers.ts';
import type { SheetsOnFile } from './sheets-on-file.ts';
import { monthsOnFile } from './window.ts';

/** What a month brings: half of a mean one, a mean one, the best one of the last twelve full months. */
export interface MonthsRevenue {
  readonly low: Figure;
  readonly mid: Figure;
  readonly high: Figure;
}

export interface EntityPipeline {
  readonly of: EntityCoverage;
  /** The owner says that it should sell. */
  readonly expected: boolean;
  /** Undefined where no such sheet has a row. */
  readonly offers: Offers | undefined;
  readonly booked: BookedAhead | undefined;
  /** Undefined where too few months are on file, or nothing came in. */
  readonly month: MonthsRevenue | undefined;
}

export interface Pipelines {
  readonly entities: readonly EntityPipeline[];
}

/** CEO-01: what each entity has in the making, and what is booked ahead. */
export async function pipelines(ground: Ground, sheets: SheetsOnFile): Promise<Reading<Pipelines>> {
  const entities: EntityPipeline[] = [];
  const gaps: CoverageGap[] = [];
  for (const of of ground.coverage.entities) {
    const { id, pipeline } = of.entity;
    const expected = pipeline?.expected ?? false;
    const offers = sheets.has(id, 'deals') || sheets.has(id, 'quotes') ? await offersOf(ground, of) : undefined;
    const booked = sheets.has(id, 'bookings') ? await bookedAhead(ground, of) : undefined;
    if (expected && !offers) gaps.push(noSheet(of));
    gaps.push(...(offers?.gaps ?? []));
    if (offers || booked || expected)
      entities.push({ of, expected, offers, booked, month: expected ? monthsRevenue(ground, of) : undefined });
  }
  return entities.some(({ offers, booked }) => offers ?? booked) ? seen({ entities }, gaps) : notSeen(...gaps);
}

function monthsRevenue(ground: Ground, of: EntityCoverage): MonthsRevenue | undefined {
  const months = monthsOnFile(ground, of).map((month) => revenueOf(ground, of, undefined, month));
  if (months.length === 0) return undefined;
  const { book } = ground;
  const id = figureId(scopeOf(of.entity), 'pipeline', 'month');
  const label = `${of.entity.name}, revenue of a month`;
  const unit = money(of.currency);
  const mid = book.formula(id, label, unit, 'mean', months, {
    text: 'mean of the full months on file, twelve at most',
  });
  if (mid.value === undefined || compare(mid.value, ZERO) <= 0) return undefined;
  const two = book.constant(
    'method.pipeline.half',
    'Half',
    { kind: 'ratio' },
    decimal(2),
    'a weak month is half a mean one',
  );
  return {
    low: book.formula(figureId(id, 'low'), `${label}, half`, unit, 'quotient', [mid, two], { text: 'mean month ÷ 2' }),
    mid,
    high: book.formula(figureId(id, 'high'), `${label}, the best`, unit, 'maximum', months, { text: 'best month' }),
  };
}

function noSheet({ entity }: EntityCoverage): CoverageGap {
  return {
    id: `${entity.id}.pipeline`,
    entity: entity.id,
    source: 'pipeline sheet (deals or quotes)',
    wouldTell: `what ${entity.name} may sell next, and who is spoken to`,
    suffers: ['CEO-01', figureId(scopeOf(entity), 'pipeline', 'open')],
  };
}
