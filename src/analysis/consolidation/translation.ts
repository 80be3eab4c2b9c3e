import { monthOf } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import { figureId, money } from '../ids.ts';
import { nothing } from '../statements/closing.ts';
import type { DaySum } from '../statements/entries.ts';
import type { EntityAccounts } from '../statements/entity.ts';
import type { Period } from '../statements/periods.ts';
import { averageRate, dayRate, pairOf, translated, type Pair, type Rate } from '../statements/rates.ts';
import { isResult, type Slot } from '../statements/slots.ts';
import type { RateUsed } from './types.ts';

/**
 * An entity's books in the group's currency (ASC 830-30-45-3): income, expenses and flows at the average of their month,
 * assets and liabilities at the rate of the day they are shown for, equity at the rate of the day it was booked.
 */
export class Translated {
  readonly accounts: EntityAccounts;
  readonly currency: string;
  /** False for books that are kept in the group's currency: their figures are the group's. */
  readonly isForeign: boolean;
  readonly #pair: Pair;
  readonly #equity: readonly DaySum[];
  readonly #used: Map<string, RateUsed>;

  constructor(accounts: EntityAccounts, currency: string, equity: readonly DaySum[], used: Map<string, RateUsed>) {
    this.accounts = accounts;
    this.currency = currency;
    this.isForeign = accounts.books.currency !== currency;
    this.#pair = pairOf(accounts.ground, accounts.books.currency, currency);
    this.#equity = equity.filter(({ entity }) => entity === accounts.books.of.entity.id);
    this.#used = used;
  }

  /** A flow of a period at its month's average rate. */
  flow(figure: Figure, period: Period): Figure {
    if (!this.isForeign) return figure;
    const shown = this.accounts.calendar.shown.includes(period);
    const month = monthOf(period.from);
    const rate = averageRate(this.accounts.ground, this.#pair, month, !shown);
    return this.#by(figure, this.#use('average', month, rate, shown));
  }

  /** What stands at the end of a period, at the rate of that day. */
  standing(figure: Figure, at: Period): Figure {
    if (!this.isForeign) return figure;
    const rate = dayRate(this.accounts.ground, this.#pair, at.to, !this.accounts.calendar.shown.includes(at));
    return this.#by(figure, this.#use('closing', at.to, rate, this.accounts.calendar.shown.includes(at)));
  }

  /** What a period added to a line of equity, each posting at the rate of its day. */
  historical(slot: Slot, period: Period): Figure {
    const { books, ground } = this.accounts;
    const moved = books.movement(slot, period);
    if (!this.isForeign) return moved;
    const days = this.#equity.filter(
      (sum) => sum.account === slot.account && sum.date >= period.from && sum.date <= period.to,
    );
    const stretches = new Map<string, { first: string; last: string; amount: bigint; rate: Rate }>();
    for (const { date, amount } of days) {
      const rate = dayRate(ground, this.#pair, date, true);
      const before = stretches.get(rate.figure.id);
      stretches.set(rate.figure.id, {
        first: before?.first ?? date,
        last: date,
        amount: amount + (before?.amount ?? 0n),
        rate,
      });
    }
    const parts = [...stretches.values()];
    const [only, ...more] = parts;
    // Postings in further currencies, and parts of a line, are taken as a whole.
    if (!only || slot.days !== undefined || books.hasForeign) {
      return this.#by(moved, this.#use('historical', period.to, dayRate(ground, this.#pair, period.to, true), false));
    }
    if (more.length === 0) return this.#by(moved, this.#use('historical', only.first, only.rate, true));
    const figures = parts.map(({ first, last, amount, rate }) =>
      this.#by(books.part(slot, first, last, amount), this.#use('historical', first, rate, true)),
    );
    const id = figureId(books.scope, 'group', slot.key, period.id, 'historical');
    return ground.book.formula(id, `${moved.label} in ${this.currency}`, money(this.currency), 'sum', figures, {
      text: 'each posting at the rate of its day',
    });
  }

  /** The result of a period, with its exchange differences. */
  result(period: Period): Figure {
    const { books, closing, ground, calendar } = this.accounts;
    if (!this.isForeign) return closing.net(period);
    if (!calendar.shown.includes(period)) return this.flow(closing.net(period), period);
    const exchange = closing.exchange(period);
    if (!exchange) return this.booked(period);
    const id = figureId(books.scope, 'group', 'result', period.id);
    const label = `${books.of.entity.name} result, ${period.label}, in ${this.currency}`;
    const parts = [this.booked(period), this.flow(exchange, period)];
    return ground.book.formula(id, label, money(this.currency), 'sum', parts, {
      text: 'income − expenses + exchange differences',
    });
  }

  /** Income less expenses of one of the columns' periods: the lines as they are translated, added up. */
  booked(period: Period): Figure {
    const { books, closing, ground } = this.accounts;
    if (!this.isForeign) return closing.booked(period);
    const lines = books.slots.filter((slot) => isResult(slot) && books.moved(slot, period));
    const side = (type: Slot['type']): Figure => {
      const own = lines.filter((slot) => slot.type === type);
      const parts = own.map((slot) => this.flow(books.movement(slot, period), period));
      const id = figureId(books.scope, 'group', type.toLowerCase(), period.id);
      const label = `${books.of.entity.name} ${type.toLowerCase()}, ${period.label}, in ${this.currency}`;
      const inputs = parts.length > 0 ? parts : [nothing(ground, this.currency)];
      return ground.book.formula(id, label, money(this.currency), 'sum', inputs, { text: 'sum of the accounts' });
    };
    const id = figureId(books.scope, 'group', 'booked', period.id);
    const label = `${books.of.entity.name} income less expenses, ${period.label}, in ${this.currency}`;
    const sides = [side('Income'), side('Expenses')];
    return ground.book.formula(id, label, money(this.currency), 'difference', sides, { text: 'income − expenses' });
  }

  #by(figure: Figure, rate: Rate): Figure {
    const { ground } = this.accounts;
    const id = figureId(
      figure.id,
      `in-${this.currency.toLowerCase()}`,
      `at-${rate.figure.id.split('.').slice(3).join('.')}`,
    );
    return translated(ground, id, figure, this.currency, rate);
  }

  #use(purpose: RateUsed['purpose'], of: string, rate: Rate, listed: boolean): Rate {
    const key = JSON.stringify([purpose, of, this.accounts.books.currency]);
    if (listed && !this.#used.has(key)) this.#used.set(key, { purpose, of, rate: rate.figure, note: rate.note });
    return rate;
  }
}
