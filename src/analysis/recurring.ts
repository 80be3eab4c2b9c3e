import { addDays, type IsoDate } from '../core/date.ts';
import { compare, decimal } from '../core/decimal.ts';
import type { Figure } from '../model/figure.ts';
import { sqlDate, sqlText } from '../model/sql.ts';
import { count, distinctSlug, figureId, money, scopeOf } from './ids.ts';
import { notSeen, seen, type Ground, type Reading } from './input.ts';
import { timesAYear, type Interval } from './intervals.ts';
import { patterns, type Pattern, type Turn } from './patterns.ts';
import { integer, text } from './ledger.ts';
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
  readonly dates: readonly IsoDate[];
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
  /** Recurring charges a year, in the base currency. */
  readonly aYear: Figure | undefined;
}

/** Three turns of something yearly, and a margin. */
const WINDOW_DAYS = 3 * 365 + 60;
/** More turns than this are no subscription but daily trade. */
const MOST_TURNS = 400;

/** FIN-09: what recurs, by payee (references left out), amount and interval; rises, and services that two entities pay. */
export async function recurring(ground: Ground): Promise<Reading<Recurring>> {
  const { gaps } = ground.coverage;
  if (ground.ledger.sums.length === 0) return notSeen(...gaps);
  const series = await readSeries(ground);
  const items = series.flatMap((one) => patterns(one.turns, ground.asOf).map((pattern, at) => item(ground, one, pattern, at)));
  const ranked = items.toSorted((a, b) => (a.direction === b.direction ? byCost(ground, a, b) : a.direction === 'out' ? -1 : 1));
  const base = ground.declared.portfolio.base_currency;
  const costs = ranked.filter((one) => one.direction === 'out' && isExpense(one)).map((one) => convert(ground, one.aYear, base));
  const known = costs.filter((figure) => figure.value !== undefined);
  const aYear = known.length === 0 ? undefined : ground.book.formula('group.recurring.a-year', 'Recurring charges a year', money(base), 'sum', known, { text: 'sum of the recurring charges' });
  return seen({ items: ranked, shared: sharedServices(ground, ranked), aYear }, gaps);
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

interface Series {
  readonly entity: string;
  readonly payeeKey: string;
  readonly direction: 'in' | 'out';
  readonly currency: string;
  readonly turns: Turn[];
}

const RECURRING_CATEGORIES = "category IN ('rule', 'uncategorised')";
const NOT_ONE_OFF = "COALESCE(tags, '') NOT LIKE '%,one-off,%'";

async function readSeries(ground: Ground): Promise<Series[]> {
  const from = addDays(ground.asOf, -WINDOW_DAYS);
  const rows = await ground.facts.query(`
    WITH moves AS (
      SELECT entity, ${PAYEE_KEY} AS payee_key, CASE WHEN amount < 0 THEN 'in' ELSE 'out' END AS direction,
        currency, date, amount, payee, account
      FROM postings
      WHERE date BETWEEN ${sqlDate(from)} AND ${sqlDate(ground.asOf)} AND ${RECURRING_CATEGORIES} AND ${NOT_ONE_OFF} AND amount <> 0),
    days AS (
      SELECT entity, payee_key, direction, currency, date, CAST(SUM(amount) AS BIGINT) AS amount,
        MIN(payee) AS payee, MIN(account) AS account
      FROM moves WHERE payee_key <> '' GROUP BY entity, payee_key, direction, currency, date),
    often AS (
      SELECT entity, payee_key, direction, currency FROM days
      GROUP BY entity, payee_key, direction, currency HAVING COUNT(*) BETWEEN 3 AND ${MOST_TURNS})
    SELECT d.entity AS entity, d.payee_key AS payee_key, d.direction AS direction, d.currency AS currency, d.date AS date,
      d.amount AS amount, d.payee AS payee, d.account AS account
    FROM days d JOIN often o ON o.entity = d.entity AND o.payee_key = d.payee_key AND o.direction = d.direction
      AND o.currency = d.currency
    ORDER BY 1, 2, 3, 4, 5`);
  const series = new Map<string, Series>();
  for (const row of rows) {
    const [entity, payeeKey, currency] = [text(row['entity']), text(row['payee_key']), text(row['currency'])];
    const direction = row['direction'] === 'in' ? 'in' : 'out';
    const key = JSON.stringify([entity, payeeKey, direction, currency]);
    const found = series.get(key) ?? { entity, payeeKey, direction, currency, turns: [] };
    const amount = integer(row['amount']);
    found.turns.push({ date: text(row['date']).slice(0, 10), amount: amount < 0n ? -amount : amount, payee: text(row['payee']), account: text(row['account']) });
    series.set(key, found);
  }
  return [...series.values()];
}

function item(ground: Ground, series: Series, pattern: Pattern, at: number): RecurringItem {
  const { book } = ground;
  const { entity, payeeKey, direction, currency } = series;
  const of = ground.coverage.of(entity);
  const entityName = of?.entity.name ?? entity;
  const name = [distinctSlug(payeeKey), direction === 'in' ? 'in' : '', currency === of?.currency ? '' : currency.toLowerCase(), at === 0 ? '' : String(at + 1)].filter(Boolean).join('-');
  const scope = figureId(of ? scopeOf(of.entity) : entity, 'recurring', name);
  const last = pattern.turns.at(-1) ?? { date: ground.asOf, amount: 0n, payee: payeeKey, account: '' };
  const where = [`entity = ${sqlText(entity)}`, `${PAYEE_KEY} = ${sqlText(payeeKey)}`, `currency = ${sqlText(currency)}`, RECURRING_CATEGORIES, NOT_ONE_OFF, direction === 'in' ? 'amount < 0' : 'amount > 0'];
  const label = `${entityName}, ${last.payee}`;
  const turn = (part: string, of: Turn): Figure => {
    const query = postingsQuery([...where, `date = ${sqlDate(of.date)}`]);
    const sign = direction === 'in' ? -1 : 1;
    return book.rows(figureId(scope, part), `${label}, ${of.date}`, money(currency), direction === 'in' ? -of.amount : of.amount, { query, measure: 'amount', sign });
  };
  const lastTurn = turn('last', last);
  const amount = pattern.steady
    ? lastTurn
    : book.formula(figureId(scope, 'amount'), `${label}, mean of the last 3`, money(currency), 'mean', pattern.turns.slice(-3).map((one) => turn(one.date, one)), { text: 'mean of the last three' });
  const times = book.constant(figureId('method.times-a-year', pattern.interval.replace(' ', '-')), `Times a year, each ${pattern.interval}`, count('time'), decimal(timesAYear(pattern.interval)), `each ${pattern.interval}`);
  const rise = direction === 'out' && pattern.rise ? priceRise(ground, scope, label, currency, turn('before', pattern.rise.before), turn('after', pattern.rise.after), pattern.rise.after.date, times) : undefined;
  return {
    entity,
    entityName,
    direction,
    payee: last.payee,
    payeeKey,
    account: last.account,
    currency,
    interval: pattern.interval,
    steady: pattern.steady,
    times,
    lastDate: last.date,
    amount,
    aYear: book.formula(figureId(scope, 'a-year'), `${label}, a year`, money(currency), 'product', [amount, times], { text: 'amount × times a year' }),
    rise,
    dates: pattern.turns.map((one) => one.date),
    where,
  };
}

function priceRise({ book }: Ground, scope: string, label: string, currency: string, before: Figure, after: Figure, since: IsoDate, times: Figure): PriceRise {
  const by = book.formula(figureId(scope, 'rise'), `${label}, rise`, money(currency), 'difference', [after, before], { text: 'after − before' });
  return {
    since,
    before,
    after,
    percent: book.formula(figureId(scope, 'rise', 'percent'), `${label}, rise in per cent`, { kind: 'percent' }, 'percent', [by, before], { text: 'rise ÷ amount before' }),
    aYear: book.formula(figureId(scope, 'rise', 'a-year'), `${label}, rise a year`, money(currency), 'product', [by, times], { text: 'rise × times a year' }),
  };
}

/** Taxes and public dues are paid by each entity for itself: nothing there can be shared. */
const PUBLIC_DUES = /\b(?:tax|taxes|licen[cs]es?|permits?)\b/i;

function sharedServices(ground: Ground, items: readonly RecurringItem[]): SharedService[] {
  const base = ground.declared.portfolio.base_currency;
  const charges = items.filter((one) => one.direction === 'out' && isExpense(one) && !PUBLIC_DUES.test(one.account));
  const keys = [...new Set(charges.map((one) => one.payeeKey))];
  return keys.flatMap((key) => {
    const same = charges.filter((one) => one.payeeKey === key);
    if (new Set(same.map((one) => one.entity)).size < 2) return [];
    const costs = same.map((one) => convert(ground, one.aYear, base));
    const id = figureId('group.recurring.shared', distinctSlug(key));
    const payee = same[0]?.payee ?? key;
    return [{ payee, items: same, aYear: ground.book.formula(id, `${payee}, paid by ${same.length} entities, a year`, money(base), 'sum', costs, { text: 'sum over the entities that pay it' }) }];
  });
}

/** Conditions for the rows of the items, each on its own dates: for what a forecast must not count twice. */
export function rowsOfItems(items: readonly RecurringItem[], from: IsoDate, to: IsoDate): string[] {
  return items.flatMap((one) => {
    const dates = one.dates.filter((date) => date >= from && date <= to);
    return dates.length === 0 ? [] : [`(${[...one.where, `date IN (${dates.map(sqlDate).join(', ')})`].join(' AND ')})`];
  });
}
