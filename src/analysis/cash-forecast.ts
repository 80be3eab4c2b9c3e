import { addDays, type IsoDate } from '../core/date.ts';
import type { CoverageGap } from '../model/facts.ts';
import type { Figure } from '../model/figure.ts';
import type { Sentence } from '../model/finding.ts';
import { say, term } from '../model/sentence.ts';
import type { Cash } from './cash.ts';
import { figureId, money } from './ids.ts';
import { notSeen, seen, type Ground, type Reading } from './input.ts';
import { turnsWithin } from './intervals.ts';
import { convert } from './rates.ts';
import { heldAccounts } from './recognition/streams.ts';
import type { Recurring, RecurringItem } from './recurring.ts';
import { runRate, type RunRate } from './run-rate.ts';
import { scheduledItems, type ScheduledItem } from './scheduled.ts';

export interface Week {
  readonly number: number;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly opening: Figure;
  readonly in: Figure;
  readonly out: Figure;
  readonly closing: Figure;
  /** Closing without the trade that no contract or rhythm promises. */
  readonly committed: Figure;
}

export interface CashForecast {
  readonly weeks: readonly Week[];
  readonly floor: Figure | undefined;
  /** Which week first closes below the floor; zero when none does. Undefined without a floor. */
  readonly firstBelow: Figure | undefined;
  readonly lowest: Figure;
  readonly scheduled: readonly ScheduledItem[];
  readonly recurring: readonly RecurringItem[];
  readonly replaced: readonly RecurringItem[];
  readonly trade: RunRate;
}

const WEEKS = 13;

/** How the forecast is made, and what it leaves out. */
export const FORECAST_METHOD: Sentence = say`Direct method over ${term('13 weeks')}, from unrestricted cash: recurring items on their dates, bills and receipts that the owner scheduled, and a weekly run rate for the rest of trade, taken carefully: receipts at the lower of their three-month and six-month means, payments at the higher. No seasonal rise, one-off, owner’s contribution, new loan or new customer deposit is counted on.`;

/** FIN-10: cash by week for 13 weeks, and the first week that closes below the owner's floor. */
export async function cashForecast(
  ground: Ground,
  cash: Reading<Cash>,
  recurring: Reading<Recurring>,
): Promise<Reading<CashForecast>> {
  const gaps: CoverageGap[] = [...cash.gaps, ...recurring.gaps];
  const opening = cash.value?.group.unrestricted;
  if (!opening?.value || !recurring.value) return notSeen(...gaps);
  const scheduled = scheduledItems(ground);
  const replaces = (item: RecurringItem): boolean =>
    scheduled.some((one) => one.replaces !== undefined && one.entity === item.entity && sameName(one.replaces, item));
  const usable = recurring.value.items.filter((item) => isCountable(ground, item));
  const [replaced, kept] = [usable.filter(replaces), usable.filter((item) => !replaces(item))];
  const trade = await runRate(ground, usable);
  const weeks = makeWeeks(ground, opening, dueItems(ground, kept, scheduled), trade);
  const closings = weeks.map((week) => week.closing);
  const floor = floorOf(ground);
  if (!floor) gaps.push(noFloor());
  const id = 'group.forecast.first-below';
  const text = 'first closing below the floor';
  const firstBelow =
    floor &&
    ground.book.formula(id, 'First week below the floor', { kind: 'weeks' }, 'first-below', [floor, ...closings], {
      text,
    });
  const label = 'Lowest closing of the 13 weeks';
  const lowest = ground.book.formula('group.forecast.lowest', label, opening.unit, 'minimum', closings, {
    text: 'lowest closing',
  });
  return seen({ weeks, floor, firstBelow, lowest, scheduled, recurring: kept, replaced, trade }, gaps);
}

/** An owner's contribution or a new loan is no receipt to count on, however regular; customers' deposits are not ours. */
function isCountable(ground: Ground, item: RecurringItem): boolean {
  const { portfolio } = ground.declared;
  if (item.direction === 'in' && !item.account.startsWith('Income:')) return false;
  const entity = ground.coverage.of(item.entity)?.entity;
  if (entity && heldAccounts(entity).includes(item.account)) return false;
  return convert(ground, item.amount, portfolio.base_currency).value !== undefined;
}

function floorOf({ book, declared }: Ground): Figure | undefined {
  const { plan, base_currency: currency } = declared.portfolio;
  if (!plan?.cash_floor) return undefined;
  const at = declared.at(['plan', 'cash_floor']);
  return book.assumed('group.plan.cash-floor', 'Cash floor', money(currency), plan.cash_floor, at, 'plan.cash_floor');
}

function sameName(name: string, item: RecurringItem): boolean {
  const wanted = name.trim().toLowerCase();
  return item.payeeKey === wanted || item.payee.toLowerCase().includes(wanted);
}

interface Due {
  readonly date: IsoDate;
  /** In the base currency, without sign. */
  readonly amount: Figure;
  readonly direction: 'in' | 'out';
}

function dueItems(ground: Ground, items: readonly RecurringItem[], scheduled: readonly ScheduledItem[]): Due[] {
  const currency = ground.declared.portfolio.base_currency;
  const [first, last] = [addDays(ground.asOf, 1), addDays(ground.asOf, 7 * WEEKS)];
  const again = items.flatMap(({ amount, direction, lastDate, interval }) => {
    const converted = convert(ground, amount, currency);
    return turnsWithin(lastDate, interval, first, last).map((date) => ({ date, amount: converted, direction }));
  });
  const known = scheduled.flatMap(({ amount, direction, dates }) =>
    dates(first, last).map((date) => ({ date, amount, direction })),
  );
  return [...again, ...known];
}

function makeWeeks(ground: Ground, opening: Figure, due: readonly Due[], trade: RunRate): Week[] {
  const weeks: Week[] = [];
  for (let number = 1; number <= WEEKS; number += 1) {
    const before = weeks.at(-1);
    const start = { opening: before?.closing ?? opening, committed: before?.committed ?? opening };
    weeks.push(weekOf(ground, number, start, due, trade));
  }
  return weeks;
}

function weekOf(
  ground: Ground,
  number: number,
  start: Pick<Week, 'opening' | 'committed'>,
  due: readonly Due[],
  trade: RunRate,
): Week {
  const { book, asOf } = ground;
  const [from, to] = [addDays(asOf, 7 * number - 6), addDays(asOf, 7 * number)];
  const scope = figureId('group.forecast', `week-${String(number).padStart(2, '0')}`);
  const make = (part: string, operation: 'sum' | 'difference', inputs: readonly Figure[], text: string): Figure => {
    const label = `Week ${number}, ${part.replaceAll('-', ' ')}`;
    return book.formula(figureId(scope, part), label, start.opening.unit, operation, inputs, { text });
  };
  const inWeek = due.filter((one) => one.date >= from && one.date <= to);
  const sure = (direction: 'in' | 'out'): Figure[] =>
    inWeek.filter((one) => one.direction === direction).map((one) => one.amount);
  const moneyIn = make('in', 'sum', [...sure('in'), trade.in], 'recurring and scheduled receipts + run rate');
  const moneyOut = make('out', 'sum', [...sure('out'), trade.out], 'recurring and scheduled payments + run rate');
  const net = make('net', 'difference', [moneyIn, moneyOut], 'in − out');
  const paidIn = make('committed-in', 'sum', [start.committed, ...sure('in')], 'committed cash before + sure receipts');
  return {
    number,
    from,
    to,
    opening: start.opening,
    in: moneyIn,
    out: moneyOut,
    closing: make('closing', 'sum', [start.opening, net], 'opening + in − out'),
    committed: make(
      'committed',
      'difference',
      [paidIn, ...sure('out')],
      'committed cash − sure payments, without run rate',
    ),
  };
}

function noFloor(): CoverageGap {
  const wouldTell = 'whether, and in which week, cash falls below what the owner wants to keep';
  return {
    id: 'group.plan.cash-floor',
    entity: 'group',
    source: 'plan.cash_floor in the portfolio',
    wouldTell,
    suffers: ['FIN-10'],
  };
}
