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
  const { plan, base_currency: currency } = ground.declared.portfolio;
  const scheduled = scheduledItems(ground);
  const replaces = (item: RecurringItem): boolean =>
    scheduled.some((one) => one.replaces !== undefined && one.entity === item.entity && sameName(one.replaces, item));
  // An owner's contribution or a new loan is no receipt to count on, however regular it was.
  const countable = recurring.value.items.filter(
    (item) => item.direction === 'out' || item.account.startsWith('Income:'),
  );
  const usable = countable.filter((item) => convert(ground, item.amount, currency).value !== undefined);
  const [replaced, kept] = [usable.filter(replaces), usable.filter((item) => !replaces(item))];
  const trade = await runRate(ground, usable);
  const weeks = makeWeeks(ground, opening, kept, scheduled, trade);
  const floor =
    plan?.cash_floor &&
    ground.book.assumed(
      'group.plan.cash-floor',
      'Cash floor',
      money(currency),
      plan.cash_floor,
      ground.declared.at(['plan', 'cash_floor']),
      'plan.cash_floor',
    );
  if (!floor) gaps.push(noFloor());
  const closings = weeks.map((week) => week.closing);
  const firstBelow =
    floor &&
    ground.book.formula(
      'group.forecast.first-below',
      'First week below the floor',
      { kind: 'weeks' },
      'first-below',
      [floor, ...closings],
      { text: 'first closing below the floor' },
    );
  const lowest = ground.book.formula(
    'group.forecast.lowest',
    'Lowest closing of the 13 weeks',
    money(currency),
    'minimum',
    closings,
    { text: 'lowest closing' },
  );
  return seen({ weeks, floor, firstBelow, lowest, scheduled, recurring: kept, replaced, trade }, gaps);
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

function makeWeeks(
  ground: Ground,
  opening: Figure,
  items: readonly RecurringItem[],
  scheduled: readonly ScheduledItem[],
  trade: RunRate,
): Week[] {
  const { asOf, book } = ground;
  const currency = ground.declared.portfolio.base_currency;
  const [first, last] = [addDays(asOf, 1), addDays(asOf, 7 * WEEKS)];
  const due: Due[] = [
    ...items.flatMap((item) => {
      const amount = convert(ground, item.amount, currency);
      return turnsWithin(item.lastDate, item.interval, first, last).map((date) => ({
        date,
        amount,
        direction: item.direction,
      }));
    }),
    ...scheduled.flatMap((item) =>
      item.dates(first, last).map((date) => ({ date, amount: item.amount, direction: item.direction })),
    ),
  ];
  const weeks: Week[] = [];
  for (let number = 1; number <= WEEKS; number += 1) {
    const [from, to] = [addDays(asOf, 7 * number - 6), addDays(asOf, 7 * number)];
    const id = figureId('group.forecast', `week-${String(number).padStart(2, '0')}`);
    const make = (part: string, operation: 'sum' | 'difference', inputs: readonly Figure[], text: string): Figure =>
      book.formula(
        figureId(id, part),
        `Week ${number}, ${part.replaceAll('-', ' ')}`,
        money(currency),
        operation,
        inputs,
        { text },
      );
    const sure = (direction: 'in' | 'out'): Figure[] =>
      due.filter((one) => one.direction === direction && one.date >= from && one.date <= to).map((one) => one.amount);
    const before = weeks.at(-1);
    const start = before?.closing ?? opening;
    const moneyIn = make('in', 'sum', [...sure('in'), trade.in], 'recurring and scheduled receipts + run rate');
    const moneyOut = make('out', 'sum', [...sure('out'), trade.out], 'recurring and scheduled payments + run rate');
    const net = make('net', 'difference', [moneyIn, moneyOut], 'in − out');
    const certain = [before?.committed ?? opening, ...sure('in')];
    const committedIn = make(
      'committed-before-payments',
      'sum',
      certain,
      'committed cash before + recurring and scheduled receipts',
    );
    weeks.push({
      number,
      from,
      to,
      opening: start,
      in: moneyIn,
      out: moneyOut,
      closing: make('closing', 'sum', [start, net], 'opening + in − out'),
      committed: make(
        'committed',
        'difference',
        [committedIn, ...sure('out')],
        'committed cash before + receipts − payments, without run rate',
      ),
    });
  }
  return weeks;
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
