import type { IsoDate } from '../core/date.ts';
import { compare, decimal } from '../core/decimal.ts';
import type { Figure } from '../model/figure.ts';
import { sqlDate, sqlText } from '../model/sql.ts';
import { count, distinctSlug, figureId, money, scopeOf } from './ids.ts';
import { notSeen, seen, type Ground, type Reading } from './input.ts';
import { timesAYear, type Interval } from './intervals.ts';
import { patterns, type Pattern, type Turn } from './patterns.ts';
import { readSeries, RECURRING, type Series } from './series.ts';
import { convert } from './rates.ts';
import { PAYEE_KEY, postingsQuery } from './sql.ts';

/** Something that is paid, or comes in, again and again. */
export interface RecurringItem {
  readonly entity: string;
  readonly entityName: string;
  readonly direction: 'in' | 'out';
  /** As the last row names it. */
  readonly payee: string;
  readonly payeeKey: string;
  readonly account: string;
  readonly currency: string;
  readonly interval: Interval;
  readonly steady: boolean;
  readonly times: Figure;
  readonly lastDate: IsoDate;
  /** What the next turn is expected to be: the last amount, or the mean of the last three where amounts vary. */
  readonly amount: Figure;
  readonly aYear: Figure;
  /** The last rise within a year; steady charges only. */
  readonly rise: PriceRise | undefined;
  /** Every day on which it was paid, with the sum of that day. */
  readonly turns: readonly Turn[];
  /** First part of the ids of its figures. */
  readonly scope: string;
  /** Entity and payee. */
  readonly label: string;
  /** SQL conditions for the postings of this item; without dates. */
  readonly where: readonly string[];
}

export interface PriceRise {
  readonly since: IsoDate;
  readonly before: Figure;
  readonly after: Figure;
  readonly percent: Figure;
  readonly aYear: Figure;
}

/** A service that two or more entities pay, by the same payee. */
export interface SharedService {
  readonly payee: string;
  readonly items: readonly RecurringItem[];
  /** In the base currency. */
  readonly aYear: Figure;
}

export interface Recurring {
  /** Charges before receipts, the dearest a year first. */
  readonly items: readonly RecurringItem[];
  readonly shared: readonly SharedService[];
  readonly charges: Charges;
}

/** What one could cancel: recurring expenses, without draws and debts. A year's sums are in the base currency. */
export interface Charges {
  readonly dearest: readonly RecurringItem[];
  /** All that are not among the dearest, together; undefined when there are no more. */
  readonly others: Figure | undefined;
  readonly aYear: Figure | undefined;
}

/** More than these are read by nobody; the rest is summed. */
const DEAREST = 20;

/** FIN-09: what recurs, by payee (references left out), amount and interval; rises, and services that two entities pay. */
export async function recurring(ground: Ground): Promise<Reading<Recurring>> {
  const { gaps } = ground.coverage;
  if (ground.ledger.sums.length === 0) return notSeen(...gaps);
  const series = await readSeries(ground);
  const items = series.flatMap((one) =>
    patterns(one.turns, ground.asOf).map((pattern, at) => itemOf(ground, one, pattern, at)),
  );
  const ranked = items.toSorted((a, b) =>
    a.direction === b.direction ? byCost(ground, a, b) : a.direction === 'out' ? -1 : 1,
  );
  return seen({ items: ranked, shared: sharedServices(ground, ranked), charges: chargesOf(ground, ranked) }, gaps);
}

function chargesOf(ground: Ground, ranked: readonly RecurringItem[]): Charges {
  const base = ground.declared.portfolio.base_currency;
  const charges = ranked.filter((one) => one.direction === 'out' && isExpense(one));
  const total = (id: string, label: string, of: readonly RecurringItem[]): Figure | undefined => {
    const costs = of.map((one) => convert(ground, one.aYear, base)).filter((figure) => figure.value !== undefined);
    if (costs.length === 0) return undefined;
    return ground.book.formula(id, label, money(base), 'sum', costs, { text: 'sum of the recurring charges' });
  };
  return {
    dearest: charges.slice(0, DEAREST),
    others: total('group.recurring.others', 'Other recurring charges a year', charges.slice(DEAREST)),
    aYear: total('group.recurring.a-year', 'Recurring charges a year', charges),
  };
}

/** Draws, loan payments and deposits recur, too, but are no charge that one could cancel. */
export function isExpense(item: RecurringItem): boolean {
  return item.account.startsWith('Expenses:');
}

function byCost(ground: Ground, a: RecurringItem, b: RecurringItem): number {
  const base = ground.declared.portfolio.base_currency;
  const [left, right] = [convert(ground, a.aYear, base).value, convert(ground, b.aYear, base).value];
  return (left && right ? compare(right, left) : 0) || (a.payeeKey < b.payeeKey ? -1 : 1);
}

/** What names a series: in figure ids, in labels, and in SQL. */
type Identity = Pick<
  RecurringItem,
  'entity' | 'entityName' | 'direction' | 'payee' | 'payeeKey' | 'account' | 'currency' | 'scope' | 'label' | 'where'
>;

function identify(ground: Ground, series: Series, payee: string, at: number): Identity {
  const { entity, payeeKey, account, direction, currency } = series;
  const known = ground.coverage.of(entity);
  const entityName = known?.entity.name ?? entity;
  const parts = [
    distinctSlug(payeeKey),
    direction === 'in' ? 'in' : '',
    currency === known?.currency ? '' : currency.toLowerCase(),
    at === 0 ? '' : String(at + 1),
  ];
  const name = parts.filter(Boolean).join('-');
  const where = [
    `entity = ${sqlText(entity)}`,
    `account = ${sqlText(account)}`,
    `currency = ${sqlText(currency)}`,
    RECURRING,
    direction === 'in' ? 'amount < 0' : 'amount > 0',
  ];
  const scope = figureId(known ? scopeOf(known.entity) : entity, 'recurring', ground.ledger.key(account), name);
  return {
    entity,
    entityName,
    direction,
    payee,
    payeeKey,
    account,
    currency,
    scope,
    label: `${entityName}, ${payee}`,
    where,
  };
}

function itemOf(ground: Ground, series: Series, pattern: Pattern, at: number): RecurringItem {
  const { book } = ground;
  const last = pattern.turns.at(-1) ?? { date: ground.asOf, amount: 0n, payee: series.payeeKey, onePayee: true };
  const identity = identify(ground, series, last.payee, at);
  const { scope, label } = identity;
  const unit = money(series.currency);
  const latest = pattern.turns.slice(-3).map((turn) => turnFigure(ground, identity, turn));
  const mean = { text: 'mean of the last three' };
  const amount = pattern.steady
    ? turnFigure(ground, identity, last)
    : book.formula(figureId(scope, 'amount'), `${label}, mean of the last 3`, unit, 'mean', latest, mean);
  const times = timesFigure(ground, pattern.interval);
  const yearly = { text: 'amount × times a year' };
  const rise = series.direction === 'out' ? priceRise(ground, identity, pattern, times) : undefined;
  return {
    ...identity,
    interval: pattern.interval,
    steady: pattern.steady,
    times,
    lastDate: last.date,
    amount,
    aYear: book.formula(figureId(scope, 'a-year'), `${label}, a year`, unit, 'product', [amount, times], yearly),
    rise,
    turns: pattern.all,
  };
}

function timesFigure({ book }: Ground, interval: Interval): Figure {
  const id = figureId('method.times-a-year', interval.replace(' ', '-'));
  const value = decimal(timesAYear(interval));
  return book.constant(id, `Times a year, each ${interval}`, count('time'), value, `each ${interval}`);
}

/** What was paid on one day, without its sign. */
export function turnFigure(
  { book }: Ground,
  item: Pick<RecurringItem, 'scope' | 'label' | 'payeeKey' | 'currency' | 'direction' | 'where'>,
  turn: Turn,
): Figure {
  const { date, amount, payee, onePayee } = turn;
  // The payee as the row has it reads best; the key only where a day has two spellings.
  const named = onePayee ? `payee = ${sqlText(payee)}` : `${PAYEE_KEY} = ${sqlText(item.payeeKey)}`;
  const query = postingsQuery([`date = ${sqlDate(date)}`, ...item.where, named]);
  const [sum, sign] = item.direction === 'in' ? ([-amount, -1] as const) : ([amount, 1] as const);
  return book.rows(figureId(item.scope, date), `${item.label}, ${date}`, money(item.currency), sum, {
    query,
    measure: 'amount',
    sign,
  });
}

function priceRise(ground: Ground, identity: Identity, { rise }: Pattern, times: Figure): PriceRise | undefined {
  if (!rise) return undefined;
  const { book } = ground;
  const id = figureId(identity.scope, 'rise');
  const label = `${identity.label}, rise`;
  const unit = money(identity.currency);
  const before = turnFigure(ground, identity, rise.before);
  const after = turnFigure(ground, identity, rise.after);
  const by = book.formula(id, label, unit, 'difference', [after, before], { text: 'after − before' });
  const share = { text: 'rise ÷ amount before' };
  const yearly = { text: 'rise × times a year' };
  return {
    since: rise.after.date,
    before,
    after,
    percent: book.formula(
      figureId(id, 'percent'),
      `${label} in per cent`,
      { kind: 'percent' },
      'percent',
      [by, before],
      share,
    ),
    aYear: book.formula(figureId(id, 'a-year'), `${label} a year`, unit, 'product', [by, times], yearly),
  };
}

/** What each entity pays for itself alone, though to the same payee: nothing there can be brought under one contract. */
const EACH_FOR_ITSELF = /\b(?:tax|taxes|licen[cs]es?|permits?|advertising|ads|payroll|wages|rent)\b/i;

function sharedServices(ground: Ground, items: readonly RecurringItem[]): SharedService[] {
  const base = ground.declared.portfolio.base_currency;
  const charges = items.filter(
    (one) => one.direction === 'out' && isExpense(one) && !EACH_FOR_ITSELF.test(one.account),
  );
  const keys = [...new Set(charges.map((one) => one.payeeKey))];
  return keys.flatMap((key) => {
    const same = charges.filter((one) => one.payeeKey === key);
    if (new Set(same.map((one) => one.entity)).size < 2) return [];
    const costs = same.map((one) => convert(ground, one.aYear, base));
    const id = figureId('group.recurring.shared', distinctSlug(key));
    const payee = same[0]?.payee ?? key;
    return [
      {
        payee,
        items: same,
        aYear: ground.book.formula(id, `${payee}, paid by ${same.length} entities, a year`, money(base), 'sum', costs, {
          text: 'sum over the entities that pay it',
        }),
      },
    ];
  });
}
