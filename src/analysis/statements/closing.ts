import { addDays } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import { figureId, money } from '../ids.ts';
import type { Ground } from '../input.ts';
import type { EntityBooks } from './books.ts';
import type { Calendar, Period } from './periods.ts';
import type { Slot } from './slots.ts';

/**
 * What closing the periods would post, computed: the result of each period, what earlier fiscal years left, and what the
 * current one has made so far. Nothing is posted, so a period can be looked at again after its end.
 */
export interface Closing {
  /** All lines of a type together: revenue, expenses, assets, … of a period or at its end. */
  total(type: Slot['type'], period: Period): Figure;
  /** Income less expenses, as booked. */
  booked(period: Period): Figure;
  /** Income less expenses, with the exchange difference where there is one. */
  net(period: Period): Figure;
  /** What other currencies gained or lost in the period; undefined for books in one currency. */
  exchange(period: Period): Figure | undefined;
  /** Results of the fiscal years before that of the period's end. */
  retained(at: Period): Figure;
  /** Result of the fiscal year up to the period's end. */
  current(at: Period): Figure;
}

export function closingOf(ground: Ground, calendar: Calendar, books: EntityBooks): Closing {
  const { book } = ground;
  const { scope, currency, of } = books;
  const unit = money(currency);
  const name = of.entity.name;
  const sum = (id: string, label: string, parts: readonly Figure[], text: string): Figure =>
    book.formula(id, label, unit, 'sum', parts, { text });
  const total: Closing['total'] = (type, period) => {
    const result = type === 'Income' || type === 'Expenses';
    const lines = books.linesOf(type).filter((slot) => !result || books.moved(slot, period));
    const parts = lines.map((slot) => (result ? books.movement(slot, period) : books.balance(slot, period)));
    const id = figureId(scope, 'books', type.toLowerCase(), 'total', period.id);
    const label = `${name} ${TOTALS[type]}, ${period.label}`;
    return sum(id, label, parts.length > 0 ? parts : [nothing(ground, currency)], 'sum of the accounts');
  };
  const booked: Closing['booked'] = (period) => {
    if (books.early.includes(period)) return books.movement(books.profit, period);
    const id = figureId(scope, 'books', 'booked', period.id);
    const parts = [total('Income', period), total('Expenses', period)];
    return book.formula(id, `${name} income less expenses, ${period.label}`, unit, 'difference', parts, {
      text: 'income − expenses',
    });
  };
  const all = (at: Period): readonly Period[] => books.periods.filter(({ to }) => to <= at.to);
  const gap = (at: Period): Figure => {
    const id = figureId(scope, 'books', 'exchange', 'to', at.id);
    const parts = [total('Assets', at), total('Liabilities', at), total('Equity', at), ...all(at).map(booked)];
    return book.formula(id, `${name} exchange differences up to ${at.to}`, unit, 'difference', parts, {
      text: 'assets − liabilities − equity posted − results booked',
    });
  };
  const exchange: Closing['exchange'] = (period) => {
    if (!books.hasForeign) return undefined;
    const before = books.periods.findLast(({ to }) => to === addDays(period.from, -1));
    const id = figureId(scope, 'books', 'exchange', period.id);
    const text = 'what sums in other currencies are worth at the end, less what they were worth when they were booked';
    const parts = [gap(period), ...(before ? [gap(before)] : [])];
    return book.formula(id, `${name} exchange differences, ${period.label}`, unit, 'difference', parts, { text });
  };
  const net: Closing['net'] = (period) => {
    const difference = exchange(period);
    if (!difference) return booked(period);
    const id = figureId(scope, 'books', 'net', period.id);
    const text = 'income − expenses + exchange differences';
    return sum(id, `${name} net income, ${period.label}`, [booked(period), difference], text);
  };
  const results = (id: string, label: string, periods: readonly Period[], text: string): Figure => {
    const parts = periods.map(net);
    return sum(figureId(scope, 'books', id), label, parts.length > 0 ? parts : [nothing(ground, currency)], text);
  };
  const retained: Closing['retained'] = (at) => {
    const year = calendar.fiscalYear(at.to);
    const label = `${name} retained earnings before ${year}, on ${at.to}`;
    const earlier = all(at).filter(({ to }) => to < year);
    return results(`retained.${at.id}`, label, earlier, 'results of earlier fiscal years, computed');
  };
  const current: Closing['current'] = (at) => {
    const year = calendar.fiscalYear(at.to);
    const own = all(at).filter(({ to }) => to >= year);
    return results(
      `current.${at.id}`,
      `${name} net income from ${year} to ${at.to}`,
      own,
      'results of the fiscal year',
    );
  };
  return { total, booked, net, exchange, retained, current };
}

const TOTALS: Readonly<Record<Slot['type'], string>> = {
  Assets: 'assets',
  Liabilities: 'liabilities',
  Equity: 'equity posted',
  Income: 'income',
  Expenses: 'expenses',
};

/** Zero, where there is nothing to add up. */
export function nothing({ book }: Ground, currency: string): Figure {
  const id = figureId('method', 'nothing', currency.toLowerCase());
  return book.constant(id, 'Nothing', money(currency), { mantissa: 0n, scale: 0 }, 'nothing was booked');
}
