import { monthOf, type IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate, sqlText } from '../../model/sql.ts';
import type { EntityCoverage } from '../coverage.ts';
import { figureId, money, scopeOf } from '../ids.ts';
import type { Ground } from '../input.ts';
import { between, postingsQuery, type Relation } from '../sql.ts';
import type { DaySum, Entries, Openings } from './entries.ts';
import type { Calendar, Period } from './periods.ts';
import { dayRate, pairOf, translated, type Pair, type Rate } from './rates.ts';
import { isResult, profitOf, slotsOf, type Slot } from './slots.ts';

/** What the books of one entity are read with. */
export interface BooksGround {
  readonly ground: Ground;
  readonly calendar: Calendar;
  readonly entries: Entries;
  readonly openings: Openings;
  /** Entries in another currency than their entity's, day by day. */
  readonly foreign: readonly DaySum[];
}

/** Postings of one currency between two days, which one rate translates. */
interface Stretch {
  readonly currency: string;
  readonly first: string;
  readonly last: string;
  readonly amount: bigint;
  readonly rate: Rate;
}

const isProfit = (account: string): boolean => account.startsWith('Income:') || account.startsWith('Expenses:');

/**
 * The books of one entity, in its own currency: each line's movement in each period, and its balance at the end of one.
 * Postings in another currency are translated at the rate of their day; what they leave as a sum of money is worth the
 * rate of the day on which it is looked at (ASC 830-20-30, 830-20-35), and the difference is a result of the exchange.
 */
export class EntityBooks {
  readonly of: EntityCoverage;
  readonly currency: string;
  readonly scope: string;
  readonly slots: readonly Slot[];
  /** From the first row to the day of the report, without a gap. */
  readonly periods: readonly Period[];
  readonly early: readonly Period[];
  /** Rates that were used, by the figure's id. */
  readonly rates = new Map<string, Rate>();
  readonly hasForeign: boolean;
  /** Where its receipts' rows stand. */
  readonly relation: Relation;
  /** All of income and expenses as one line, for the time before the columns. */
  readonly profit: Slot;
  readonly #given: BooksGround;
  readonly #foreign: readonly DaySum[];
  readonly #pairs = new Map<string, Pair>();
  readonly #kept = new Map<string, Figure>();

  constructor(given: BooksGround, of: EntityCoverage, translatedLater: boolean) {
    const { ground, calendar, entries, foreign } = given;
    this.#given = given;
    this.of = of;
    this.currency = of.currency;
    this.scope = scopeOf(of.entity);
    this.relation = entries.relation(of.entity.id);
    this.slots = slotsOf(ground.declared.portfolio, of, ground.ledger, entries.of(of.entity.id));
    this.early = translatedLater ? calendar.earlyMonths : calendar.early;
    this.periods = [...this.early, ...calendar.shown];
    this.#foreign = foreign.filter((sum) => sum.entity === of.entity.id);
    this.hasForeign = this.#foreign.length > 0;
    this.profit = profitOf(this.slots);
  }

  linesOf(type: Slot['type']): readonly Slot[] {
    return this.slots.filter((slot) => slot.type === type);
  }

  /** Whether anything was booked on the line in the period. */
  moved(slot: Slot, period: Period): boolean {
    return slot.sums.some(({ month }) => month >= monthOf(period.from) && month <= monthOf(period.to));
  }

  /** What the period added to the line, in the entity's currency; positive makes it larger. */
  movement(slot: Slot, period: Period): Figure {
    const id = figureId(this.scope, 'books', slot.key, period.id);
    return this.#once(id, () => {
      const stretches = this.#stretches(slot, period);
      if (stretches.length === 0) return this.#own(slot, period, id);
      const own = this.#own(slot, period, figureId(id, this.currency.toLowerCase()));
      const others = stretches.map((one) => this.#atDayRate(slot, one, id));
      const label = this.#label(slot, period);
      const text = 'all currencies, each posting at the rate of its day';
      return this.#book.formula(id, label, money(this.currency), 'sum', [own, ...others], { text });
    });
  }

  /** The part of a movement that was there when the books began. */
  begun(slot: Slot, period: Period): Figure | undefined {
    const condition = this.#given.openings.condition(this.of.entity.id);
    const sums = this.#given.openings.sums.filter(
      (sum) => sum.entity === this.of.entity.id && this.#holds(slot, sum) && isIn(sum.date, period),
    );
    if (condition === undefined || sums.length === 0) return undefined;
    const id = figureId(this.scope, 'books', slot.key, period.id, 'begun');
    return this.#once(id, () => {
      const parts = [...new Set(sums.map(({ currency }) => currency))].map((currency) => {
        const own = sums.filter((sum) => sum.currency === currency);
        const where = [...this.#where(slot, currency), between(period.from, period.to), condition];
        const leaf = this.#rows(
          currency === this.currency ? id : figureId(id, currency.toLowerCase()),
          `${this.#label(slot, period)}, there when the books began`,
          slot,
          currency,
          own.reduce((sum, { amount }) => sum + amount, 0n),
          where,
        );
        return this.#translated(leaf, currency, own[0]?.date ?? period.to);
      });
      const [only, ...more] = parts;
      if (only && more.length === 0) return only;
      const label = `${this.#label(slot, period)}, there when the books began, all currencies`;
      return this.#book.formula(figureId(id, 'all'), label, money(this.currency), 'sum', parts, {
        text: 'all currencies',
      });
    });
  }

  /** The part of a movement between two days of a period, of which `amount` is the sum: for rates that change within it. */
  part(slot: Slot, first: IsoDate, last: IsoDate, amount: bigint): Figure {
    const id = figureId(this.scope, 'books', slot.key, first, last);
    const label = `${this.of.entity.name} ${slot.label}, ${first} to ${last}`;
    const where = [...this.#where(slot, this.currency), between(first, last)];
    return this.#once(id, () => this.#rows(id, label, slot, this.currency, amount, where));
  }

  /** What stands on the line at the end of the period, by the rows on file. */
  balance(slot: Slot, at: Period): Figure {
    const id = figureId(this.scope, 'books', slot.key, 'to', at.id);
    return this.#once(id, () => {
      const until = this.periods.filter(({ to }) => to <= at.to);
      const currencies = slot.monetary ? this.#currencies(slot, at) : [];
      const moved = until.filter((period) => this.moved(slot, period));
      const parts = (moved.length > 0 ? moved : [at]).map((period) =>
        currencies.length === 0
          ? this.movement(slot, period)
          : this.#own(slot, period, figureId(this.scope, 'books', slot.key, period.id, this.currency.toLowerCase())),
      );
      const held = currencies.map((currency) => this.#atClosingRate(slot, currency, at));
      const text =
        held.length > 0 ? 'what was booked, other currencies at the rate of the day' : 'what was booked until then';
      const label = `${this.of.entity.name} ${slot.label}, ${at.to}`;
      return this.#book.formula(id, label, money(this.currency), 'sum', [...parts, ...held], { text });
    });
  }

  get #book() {
    return this.#given.ground.book;
  }

  #once(id: string, make: () => Figure): Figure {
    const before = this.#kept.get(id);
    if (before) return before;
    const figure = make();
    this.#kept.set(id, figure);
    return figure;
  }

  #label(slot: Slot, period: Period): string {
    return `${this.of.entity.name} ${slot.label}, ${period.label}`;
  }

  #where(slot: Slot, currency: string): string[] {
    return [`entity = ${sqlText(this.of.entity.id)}`, ...slot.where, `currency = ${sqlText(currency)}`];
  }

  #rows(id: string, label: string, slot: Slot, currency: string, sum: bigint, where: readonly string[]): Figure {
    const receipt = { query: postingsQuery(where, this.relation), measure: 'amount', sign: slot.sign } as const;
    return this.#book.rows(id, label, money(currency), sum, receipt);
  }

  #own(slot: Slot, period: Period, id: string): Figure {
    return this.#once(id, () => {
      const shared = this.#shared(slot, period);
      if (shared) return shared;
      const from = monthOf(period.from);
      const to = monthOf(period.to);
      const sum = slot.sums
        .filter(({ currency, month }) => currency === this.currency && month >= from && month <= to)
        .reduce((all, { amount }) => all + amount, 0n);
      const where = [...this.#where(slot, this.currency), between(period.from, period.to)];
      return this.#rows(id, this.#label(slot, period), slot, this.currency, sum, where);
    });
  }

  /** The month of an income or expense account that other reports show, too: then it is the same figure. */
  #shared(slot: Slot, period: Period): Figure | undefined {
    if (this.relation !== 'postings' || !isResult(slot) || slot.account === '' || slot.days || this.hasForeign)
      return undefined;
    return this.#book.find(figureId(this.scope, 'account', slot.key, period.id));
  }

  #holds(slot: Slot, { account, counterparty }: DaySum): boolean {
    if (slot.account === '') return isProfit(account);
    return (
      account === slot.account &&
      (!slot.where.some((one) => one.startsWith('counterparty')) || counterparty === (slot.between ?? ''))
    );
  }

  /** The line's entries in other currencies. */
  #elsewhere(slot: Slot): readonly DaySum[] {
    return slot.days ?? this.#foreign.filter((sum) => this.#holds(slot, sum));
  }

  #pair(currency: string): Pair {
    const known = this.#pairs.get(currency) ?? pairOf(this.#given.ground, currency, this.currency);
    this.#pairs.set(currency, known);
    return known;
  }

  #rate(currency: string, day: string): Rate {
    const rate = dayRate(this.#given.ground, this.#pair(currency), day, true);
    this.rates.set(rate.figure.id, rate);
    return rate;
  }

  #translated(leaf: Figure, currency: string, day: string): Figure {
    if (currency === this.currency) return leaf;
    const id = figureId(leaf.id, `in-${this.currency.toLowerCase()}`);
    return translated(this.#given.ground, id, leaf, this.currency, this.#rate(currency, day));
  }

  /** The line's postings in other currencies, cut where the rate changes. */
  #stretches(slot: Slot, period: Period): readonly Stretch[] {
    const found = new Map<string, Stretch>();
    for (const sum of this.#elsewhere(slot)) {
      if (!isIn(sum.date, period)) continue;
      const rate = this.#rate(sum.currency, sum.date);
      const name = `${sum.currency} ${rate.figure.id}`;
      const before = found.get(name);
      const { currency, date, amount } = sum;
      found.set(name, {
        currency,
        rate,
        first: before && before.first < date ? before.first : date,
        last: before && before.last > date ? before.last : date,
        amount: amount + (before?.amount ?? 0n),
      });
    }
    return [...found.values()];
  }

  #atDayRate(slot: Slot, { currency, first, last, amount, rate }: Stretch, id: string): Figure {
    const leafId = figureId(id, currency.toLowerCase(), first);
    const label = `${this.of.entity.name} ${slot.label}, ${currency} from ${first} to ${last}`;
    const where = [...this.#where(slot, currency), between(first, last)];
    const leaf = this.#rows(leafId, label, slot, currency, amount, where);
    return translated(
      this.#given.ground,
      figureId(leafId, `in-${this.currency.toLowerCase()}`),
      leaf,
      this.currency,
      rate,
    );
  }

  #currencies(slot: Slot, at: Period): readonly string[] {
    const held = this.#elsewhere(slot).filter((sum) => sum.date <= at.to);
    return [...new Set(held.map(({ currency }) => currency))].toSorted();
  }

  #atClosingRate(slot: Slot, currency: string, at: Period): Figure {
    const id = figureId(this.scope, 'books', slot.key, 'to', at.id, currency.toLowerCase());
    const sum = this.#elsewhere(slot)
      .filter((one) => one.currency === currency && one.date <= at.to)
      .reduce((all, { amount }) => all + amount, 0n);
    const where = [...this.#where(slot, currency), `date <= ${sqlDate(at.to)}`];
    const leaf = this.#rows(
      id,
      `${this.of.entity.name} ${slot.label} in ${currency}, ${at.to}`,
      slot,
      currency,
      sum,
      where,
    );
    return this.#translated(leaf, currency, at.to);
  }
}

function isIn(date: string, { from, to }: Period): boolean {
  return date >= from && date <= to;
}
