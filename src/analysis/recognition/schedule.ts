import { addDays, daysBetween, type IsoDate } from '../../core/date.ts';

export type Policy = 'point-in-time' | 'over-time';

/** A booking as far as its revenue goes. */
export interface Service {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly cancelled: boolean;
}

/** Money for one booking: positive came in, negative was given back. Minor units. */
export interface Money {
  readonly date: IsoDate;
  readonly amount: bigint;
  /** The books show it on the account of deposits; else on the income account. */
  readonly onDeposits: boolean;
}

/**
 * What moves the contract liability of a booking, or must be posted to it. `moved` is what the liability rises by.
 * `adjusted` is what is posted to the account of deposits for it (a credit where positive), with the income account on
 * the other side: where the books have it there already, nothing is. `money` is the index of the payment that it is about.
 * `corrected` posts without moving the liability: more was given back from the deposits than they held.
 */
export interface Step {
  readonly kind: 'new' | 'earned' | 'refunded' | 'corrected';
  readonly date: IsoDate;
  readonly moved: bigint;
  readonly adjusted: bigint;
  readonly money: number;
}

export interface Schedule {
  readonly steps: readonly Step[];
  /**
   * The day from which nothing is owed: the last day of service, or the first refund of a cancelled booking. Undefined
   * for a cancelled one of which nothing was given back: what it paid is owed until something tells.
   */
  readonly settled: IsoDate | undefined;
  /** By payment: its part of what is owed until the booking is settled (of a refund, below zero). */
  readonly held: readonly bigint[];
}

/** What is left of a payment to be earned on the days of service after the first `passed`. */
interface Layer {
  readonly money: number;
  left: bigint;
  passed: number;
}

/**
 * When the money of one booking is earned. Point in time: on the last day of service. Over time: evenly by day, by the
 * rounded-down share of the days that have passed, so that the parts add up to the whole. Money that comes in when all is
 * served is earned when paid; no receivable is made up. What is given back comes out of what is still held, latest
 * payment first; the rest of it lowers income. Of a cancelled booking nothing is earned until a refund settles it: then
 * what was kept is.
 */
export function schedule(service: Service, policy: Policy, payments: readonly Money[]): Schedule {
  const plan = new Plan(service, policy, payments);
  const order = payments.map((_, index) => index).toSorted((a, b) => inOrder(payments[a], payments[b]) || a - b);
  for (const index of order) plan.add(index);
  return plan.end();
}

/** By day; within one, money in before money out. */
function inOrder(a: Money | undefined, b: Money | undefined): number {
  if (!a || !b) return 0;
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return Number(a.amount < 0n) - Number(b.amount < 0n);
}

class Plan {
  readonly #first: IsoDate;
  readonly #days: number;
  readonly #cancelled: boolean;
  readonly #payments: readonly Money[];
  readonly #layers: Layer[] = [];
  readonly #steps: Step[] = [];
  readonly #held: bigint[];
  #settled: IsoDate | undefined;

  constructor(service: Service, policy: Policy, payments: readonly Money[]) {
    this.#first = policy === 'over-time' ? service.from : service.to;
    this.#days = daysBetween(this.#first, service.to) + 1;
    this.#cancelled = service.cancelled;
    this.#settled = service.cancelled ? undefined : service.to;
    this.#payments = payments;
    this.#held = payments.map(() => 0n);
  }

  add(index: number): void {
    const money = this.#payments[index];
    if (!money || money.amount === 0n) return;
    if (money.amount > 0n) this.#received(index, money);
    else this.#refunded(index, money);
  }

  end(): Schedule {
    if (!this.#cancelled) for (const layer of this.#layers) this.#release(layer, this.#days);
    const steps = this.#steps.toSorted((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
    return { steps, settled: this.#settled, held: this.#held };
  }

  /** Days of service that are over before the day, or with it. */
  #passed(date: IsoDate, withIt: boolean): number {
    const days = daysBetween(this.#first, date) + (withIt ? 1 : 0);
    return Math.max(0, Math.min(this.#days, days));
  }

  #received(index: number, { date, amount, onDeposits }: Money): void {
    const over = this.#settled !== undefined && date >= this.#settled;
    const passed = this.#cancelled ? 0 : this.#passed(date, true);
    const earned = over ? amount : share(amount, passed, this.#days);
    const left = amount - earned;
    if (onDeposits) {
      this.#step('new', date, amount, 0n, index);
      this.#step('earned', date, -earned, -earned, index);
    } else {
      this.#step('new', date, left, left, index);
    }
    if (over || left === 0n) return;
    this.#held[index] = amount;
    this.#layers.push({ money: index, left, passed });
  }

  #refunded(index: number, { date, amount, onDeposits }: Money): void {
    const back = -amount;
    let taken = 0n;
    for (const layer of this.#layers.toReversed()) {
      if (!this.#cancelled) this.#release(layer, this.#passed(date, false));
      const part = layer.left < back - taken ? layer.left : back - taken;
      layer.left -= part;
      taken += part;
    }
    this.#held[index] = -taken;
    this.#step('refunded', date, -taken, onDeposits ? 0n : -taken, index);
    if (onDeposits) this.#step('corrected', date, 0n, back - taken, index);
    if (!this.#cancelled || this.#layers.length === 0) return;
    this.#settled ??= date;
    for (const layer of this.#layers) this.#earn(layer, layer.left, date);
  }

  /** Earns a layer's part of the days of service up to the one numbered `upTo`. */
  #release(layer: Layer, upTo: number): void {
    const { left, passed } = layer;
    const days = this.#days - passed;
    for (let day = passed + 1; day <= upTo; day += 1) {
      const part = share(left, day - passed, days) - share(left, day - passed - 1, days);
      this.#earn(layer, part, addDays(this.#first, day - 1));
    }
    layer.passed = Math.max(passed, upTo);
  }

  #earn(layer: Layer, part: bigint, date: IsoDate): void {
    layer.left -= part;
    this.#step('earned', date, -part, -part, layer.money);
  }

  #step(kind: Step['kind'], date: IsoDate, moved: bigint, adjusted: bigint, money: number): void {
    if (moved !== 0n || adjusted !== 0n) this.#steps.push({ kind, date, moved, adjusted, money });
  }
}

/** `part` of `whole` days of an amount, rounded down: the last day gets what rounding left. */
function share(amount: bigint, part: number, whole: number): bigint {
  return whole <= 0 ? amount : (amount * BigInt(part)) / BigInt(whole);
}
