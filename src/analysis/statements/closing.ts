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
export class Closing {
  readonly #ground: Ground;
  readonly #calendar: Calendar;
  readonly #books: EntityBooks;
  readonly #kept = new Map<string, Figure>();

  constructor(ground: Ground, calendar: Calendar, books: EntityBooks) {
    this.#ground = ground;
    this.#calendar = calendar;
    this.#books = books;
  }

  /** All lines of a type together: income or expenses of a period, assets, liabilities or equity at its end. */
  total(type: Slot['type'], period: Period): Figure {
    const key = `${type.toLowerCase()}.total.${period.id}`;
    return this.#once(key, () => {
      const isFlow = type === 'Income' || type === 'Expenses';
      const lines = this.#books.linesOf(type).filter((slot) => !isFlow || this.#books.moved(slot, period));
      const parts = lines.map((slot) =>
        isFlow ? this.#books.movement(slot, period) : this.#books.balance(slot, period),
      );
      return this.#made(key, `${TOTALS[type]}, ${period.label}`, 'sum', parts, 'sum of the accounts');
    });
  }

  /** Income less expenses, as booked. */
  booked(period: Period): Figure {
    if (this.#books.early.includes(period)) return this.#books.movement(this.#books.profit, period);
    const key = `booked.${period.id}`;
    return this.#once(key, () => {
      const parts = [this.total('Income', period), this.total('Expenses', period)];
      return this.#made(key, `income less expenses, ${period.label}`, 'difference', parts, 'income − expenses');
    });
  }

  /** What other currencies gained or lost in the period; undefined for books in one currency. */
  exchange(period: Period): Figure | undefined {
    if (!this.#books.hasForeign) return undefined;
    const key = `exchange.${period.id}`;
    return this.#once(key, () => {
      const before = this.#books.periods.findLast(({ to }) => to === addDays(period.from, -1));
      const parts = [this.#exchangeUpTo(period), ...(before ? [this.#exchangeUpTo(before)] : [])];
      const text =
        'what sums in other currencies are worth at the end, less what they were worth when they were booked';
      return this.#made(key, `exchange differences, ${period.label}`, 'difference', parts, text);
    });
  }

  #exchangeUpTo(at: Period): Figure {
    const key = `exchange.to.${at.id}`;
    return this.#once(key, () => {
      const standing = (['Assets', 'Liabilities', 'Equity'] as const).map((type) => this.total(type, at));
      const parts = [...standing, ...this.#until(at).map((period) => this.booked(period))];
      const text = 'assets − liabilities − equity posted − results booked';
      return this.#made(key, `exchange differences up to ${at.to}`, 'difference', parts, text);
    });
  }

  /** Income less expenses, with the exchange difference where there is one. */
  net(period: Period): Figure {
    const difference = this.exchange(period);
    if (!difference) return this.booked(period);
    const key = `net.${period.id}`;
    const parts = [this.booked(period), difference];
    const text = 'income − expenses + exchange differences';
    return this.#once(key, () => this.#made(key, `net income, ${period.label}`, 'sum', parts, text));
  }

  /** Results of the fiscal years before that of the period's end. */
  retained(at: Period): Figure {
    const year = this.#calendar.fiscalYear(at.to);
    const key = `retained.${at.id}`;
    return this.#once(key, () => {
      const parts = this.#until(at)
        .filter(({ to }) => to < year)
        .map((period) => this.net(period));
      const label = `retained earnings before ${year}, on ${at.to}`;
      return this.#made(key, label, 'sum', parts, 'results of earlier fiscal years, computed');
    });
  }

  /** Result of the fiscal year up to the period's end. */
  current(at: Period): Figure {
    const year = this.#calendar.fiscalYear(at.to);
    const key = `current.${at.id}`;
    return this.#once(key, () => {
      const parts = this.#until(at)
        .filter(({ to }) => to >= year)
        .map((period) => this.net(period));
      return this.#made(key, `net income from ${year} to ${at.to}`, 'sum', parts, 'results of the fiscal year');
    });
  }

  #until(at: Period): readonly Period[] {
    return this.#books.periods.filter(({ to }) => to <= at.to);
  }

  #once(key: string, make: () => Figure): Figure {
    const before = this.#kept.get(key);
    if (before) return before;
    const figure = make();
    this.#kept.set(key, figure);
    return figure;
  }

  #made(key: string, label: string, operation: 'sum' | 'difference', parts: readonly Figure[], text: string): Figure {
    const { scope, currency, of } = this.#books;
    const inputs = parts.length > 0 ? parts : [nothing(this.#ground, currency)];
    const id = figureId(scope, 'books', key);
    return this.#ground.book.formula(id, `${of.entity.name} ${label}`, money(currency), operation, inputs, { text });
  }
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
