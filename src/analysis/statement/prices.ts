import { add, decimal, divide, isZero, multiply, rescale, ZERO, type Decimal } from '../../core/decimal.ts';
import type { Amounts, PriceStep, PriceUsed } from '../../model/statement.ts';
import { dateOfDay } from './columns.ts';
import type { Digest } from './digest.ts';

/** Digits that a price is given when it is turned round (1 € = 1.08 $ → $): far beyond what any amount shows. */
const INVERSE_DIGITS = 20;

/** What everything is worth on a day: with the prices that it took, and what had none. */
export interface Market {
  value(amounts: Amounts, day: number): Amounts;
  readonly used: () => readonly PriceUsed[];
  readonly unpriced: () => readonly { readonly commodity: number; readonly asOf: string }[];
}

type Pairs = ReadonlyMap<number, ReadonlyMap<number, readonly number[]>>;

/** Rows of the price columns by commodity and what it is priced in, by day. */
function pairsOf({ prices }: Digest): Pairs {
  const pairs = new Map<number, Map<number, number[]>>();
  for (let at = 0; at < prices.day.length; at += 1) {
    const commodity = prices.commodity[at] ?? 0;
    const ins = pairs.get(commodity) ?? new Map<number, number[]>();
    pairs.set(commodity, ins);
    const to = prices.in[at] ?? 0;
    const rows = ins.get(to);
    if (rows) rows.push(at);
    else ins.set(to, [at]);
  }
  return pairs;
}

/** The last of `rows` (by day) that is not after `day`. */
function latest(days: Int32Array, rows: readonly number[], day: number): number | undefined {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[rows[middle] ?? 0] ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  return rows[low - 1];
}

/** One step of a way from a commodity to another: a row of the prices, as stated or turned round. */
interface Hop {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly inverse: boolean;
}

class PriceGraph {
  readonly #digest: Digest;
  readonly #pairs: Pairs;
  readonly #ways = new Map<string, PriceUsed | undefined>();

  constructor(digest: Digest) {
    this.#digest = digest;
    this.#pairs = pairsOf(digest);
  }

  /**
   * What a commodity is priced in where nothing is asked for: by its latest stated price, else by its latest inferred
   * one (as hledger has it).
   */
  ownTarget(commodity: number, day: number): number | undefined {
    const { prices } = this.#digest;
    const rows = [...(this.#pairs.get(commodity)?.values() ?? [])].flatMap((one) => latest(prices.day, one, day) ?? []);
    const newest = (some: readonly number[]): number | undefined => (some.length > 0 ? Math.max(...some) : undefined);
    // Rows stand by day, so the greatest is the latest.
    const row = newest(rows.filter((at) => prices.inferred[at] === 0)) ?? newest(rows);
    return row === undefined ? undefined : prices.in[row];
  }

  /** The price of one unit, by the shortest way: stated, turned round, by steps as stated, by any steps. */
  priceOf(commodity: number, target: number, day: number): PriceUsed | undefined {
    const key = `${commodity} ${target} ${day}`;
    if (!this.#ways.has(key)) {
      const hops =
        this.#direct(commodity, target, day) ??
        this.#way(commodity, target, day, false) ??
        this.#way(commodity, target, day, true);
      this.#ways.set(key, hops && this.#used(commodity, target, day, hops));
    }
    return this.#ways.get(key);
  }

  #direct(from: number, to: number, day: number): readonly Hop[] | undefined {
    const hop = this.#hop(from, to, day, false) ?? this.#hop(from, to, day, true);
    return hop && [hop];
  }

  #hop(from: number, to: number, day: number, inverse: boolean): Hop | undefined {
    const rows = inverse ? this.#pairs.get(to)?.get(from) : this.#pairs.get(from)?.get(to);
    const row = rows && latest(this.#digest.prices.day, rows, day);
    if (row === undefined || this.#digest.prices.mantissa[row] === 0n) return undefined;
    return { row, from, to, inverse };
  }

  /** Breadth first; each commodity is entered once. */
  #way(from: number, to: number, day: number, both: boolean): readonly Hop[] | undefined {
    const reached = new Map<number, Hop | undefined>([[from, undefined]]);
    const waiting = [from];
    for (const here of waiting) {
      if (here === to) break;
      for (const hop of this.#hopsFrom(here, day, both)) {
        if (reached.has(hop.to)) continue;
        reached.set(hop.to, hop);
        waiting.push(hop.to);
      }
    }
    const hops: Hop[] = [];
    for (let hop = reached.get(to); hop; hop = reached.get(hop.from)) hops.unshift(hop);
    return hops.length > 0 ? hops : undefined;
  }

  #hopsFrom(here: number, day: number, both: boolean): readonly Hop[] {
    const stated = [...(this.#pairs.get(here)?.keys() ?? [])].flatMap((to) => this.#hop(here, to, day, false) ?? []);
    if (!both) return stated;
    const turned = [...this.#pairs].flatMap(([to, ins]) =>
      ins.has(here) ? (this.#hop(here, to, day, true) ?? []) : [],
    );
    return [...stated, ...turned];
  }

  #used(commodity: number, target: number, day: number, hops: readonly Hop[]): PriceUsed {
    const price = hops.map((hop) => this.#factor(hop)).reduce(multiply);
    return { asOf: dateOfDay(day), commodity, in: target, price, steps: hops.map((hop) => this.#step(hop)) };
  }

  #stated(row: number): Decimal {
    const { prices } = this.#digest;
    return { mantissa: prices.mantissa[row] ?? 0n, scale: prices.scale[row] ?? 0 };
  }

  #factor({ row, inverse }: Hop): Decimal {
    const price = this.#stated(row);
    if (!inverse) return price;
    // A price of many digits before the mark leaves few after it when turned round: it is given as many more.
    const whole = rescale(price, 0, 'floor').mantissa.toString().length;
    return divide(decimal(1), price, INVERSE_DIGITS + whole) ?? ZERO;
  }

  #step({ row }: Hop): PriceStep {
    const { prices, priceFiles } = this.#digest;
    const at = {
      file: priceFiles[prices.file[row] ?? 0] ?? '',
      line: prices.line[row] ?? 0,
      column: prices.column[row] ?? 0,
    };
    return {
      at,
      date: dateOfDay(prices.day[row] ?? 0),
      commodity: prices.commodity[row] ?? 0,
      in: prices.in[row] ?? 0,
      price: this.#stated(row),
      from: prices.inferred[row] === 1 ? 'cost' : 'directive',
    };
  }
}

/**
 * A market in which everything is worth what its latest price says: in `target`, or without one each commodity in what
 * it is priced in. What has no price stays what it is, and is named.
 */
export function marketOf(digest: Digest, target: number | undefined): Market {
  const graph = new PriceGraph(digest);
  const used = new Map<string, PriceUsed>();
  const unpriced = new Map<string, { commodity: number; asOf: string }>();
  // A commodity that nothing was ever priced by, nor has a price itself, is money as it is.
  const isMoney = (commodity: number): boolean => target === undefined && isPricedIn(digest, commodity);

  const one = (commodity: number, amount: Decimal, day: number): readonly [number, Decimal] => {
    const to = target ?? graph.ownTarget(commodity, day);
    if (to === commodity) return [commodity, amount];
    const price = to === undefined ? undefined : graph.priceOf(commodity, to, day);
    const key = `${commodity} ${day}`;
    if (!price) {
      if (!isMoney(commodity)) unpriced.set(key, { commodity, asOf: dateOfDay(day) });
      return [commodity, amount];
    }
    used.set(key, price);
    return [price.in, multiply(amount, price.price)];
  };

  return {
    value(amounts, day) {
      const result = new Map<number, Decimal>();
      for (const [commodity, amount] of amounts) {
        const [to, worth] = one(commodity, amount, day);
        const sum = add(result.get(to) ?? ZERO, worth);
        if (isZero(sum)) result.delete(to);
        else result.set(to, sum);
      }
      return result;
    },
    used: () => [...used.values()].toSorted((a, b) => a.commodity - b.commodity || a.asOf.localeCompare(b.asOf, 'en')),
    unpriced: () => [...unpriced.values()],
  };
}

/** Without a currency to value in, what other things are priced in, or what is a currency itself, needs no price. */
function isPricedIn({ prices, commodities }: Digest, commodity: number): boolean {
  return commodities[commodity]?.currency !== undefined || prices.in.includes(commodity);
}
