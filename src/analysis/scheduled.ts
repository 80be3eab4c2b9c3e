import { decimal, multiply } from '../core/decimal.ts';
import type { IsoDate } from '../core/date.ts';
import type { Figure } from '../model/figure.ts';
import type { Entity } from '../model/portfolio.ts';
import { figureId, money, scopeOf } from './ids.ts';
import type { Ground } from './input.ts';
import { turnsWithin, type Interval } from './intervals.ts';
import { convert } from './rates.ts';

type Scheduled = Entity['scheduled'][number];

/** A bill or receipt that the owner knows ahead. */
export interface ScheduledItem {
  readonly entity: string;
  readonly name: string;
  readonly direction: 'in' | 'out';
  /** In the base currency, without sign. */
  readonly amount: Figure;
  readonly replaces: string | undefined;
  /** Its days within a window. */
  readonly dates: (from: IsoDate, to: IsoDate) => readonly IsoDate[];
}

/** What the entities schedule. An amount in a currency without a rate is left out; the rate's gap says so. */
export function scheduledItems(ground: Ground): ScheduledItem[] {
  const { portfolio } = ground.declared;
  return portfolio.entities.flatMap((entity, index) =>
    entity.scheduled.flatMap((scheduled, at) => {
      const made = scheduledItem(ground, entity, scheduled, ['entities', index, 'scheduled', at], at);
      return made.amount.value === undefined ? [] : [made];
    }),
  );
}

function scheduledItem(
  ground: Ground,
  entity: Entity,
  scheduled: Scheduled,
  path: readonly (string | number)[],
  at: number,
): ScheduledItem {
  const { book, declared } = ground;
  const currency = entity.currency ?? declared.portfolio.base_currency;
  const out = scheduled.amount.mantissa < 0n;
  const value = out ? multiply(scheduled.amount, decimal(-1)) : scheduled.amount;
  const id = figureId(scopeOf(entity), 'scheduled', String(at + 1));
  const label = `${entity.name}, ${scheduled.name}`;
  const amount = book.assumed(
    id,
    label,
    money(currency),
    value,
    declared.at([...path, 'amount']),
    `${scheduled.name}, money ${out ? 'out' : 'in'}`,
  );
  return {
    entity: entity.id,
    name: scheduled.name,
    direction: out ? 'out' : 'in',
    amount: convert(ground, amount, declared.portfolio.base_currency),
    replaces: scheduled.replaces,
    dates: (from, to) => datesOf(scheduled, from, to),
  };
}

const INTERVALS: Readonly<Record<Exclude<Scheduled['every'], 'once'>, Interval>> = {
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
};

function datesOf(scheduled: Scheduled, from: IsoDate, to: IsoDate): IsoDate[] {
  const end = scheduled.until !== undefined && scheduled.until < to ? scheduled.until : to;
  const first = scheduled.on >= from && scheduled.on <= end ? [scheduled.on] : [];
  if (scheduled.every === 'once' || scheduled.on > end) return first;
  return [
    ...first,
    ...turnsWithin(scheduled.on, INTERVALS[scheduled.every], from, end).filter((date) => date !== scheduled.on),
  ];
}
