import { rescale } from '../../core/decimal.ts';
import type { Journal, JournalCost } from '../../model/journal.ts';
import { CellTable } from './cells.ts';
import { LANE_AMOUNTS, type Digest } from './digest.ts';
import { digestPrices } from './digest-prices.ts';

export interface DigestOptions {
  /** Go by the secondary dates of transactions that have one. */
  readonly secondaryDates: boolean;
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);
/** Lanes that an account and commodity can have: amounts × statuses × kinds × beside cash or not. */
const VARIANTS = 3 * 3 * 3 * 2;

/** Sums a journal's postings by day, in one pass; exact, whatever the size of its amounts. */
export function makeDigest(journal: Journal, options: DigestOptions): Digest {
  const adder = new Adder(journal);
  for (let at = 0; at < journal.transactions.count; at += 1) adder.transaction(at, options.secondaryDates);
  const { lanes, cells } = adder.table.close();
  const { first, last, ownDates, unbalancedVirtual } = adder;
  return {
    files: journal.files,
    accounts: journal.accounts.map(({ name, type, cash, declared }) => ({
      name,
      type,
      cash: cash && type === 'Assets',
      declared: declared !== undefined,
    })),
    commodities: journal.commodities,
    lanes,
    cells,
    transactions: countTransactions(journal, options),
    span: first <= last ? [first, last] : undefined,
    ...digestPrices(journal),
    ownDates,
    unbalancedVirtual,
    problems: journal.problems,
  };
}

/** Adds transactions to the table of cells: two million postings, so without an object for each. */
class Adder {
  readonly table = new CellTable();
  first = Number.POSITIVE_INFINITY;
  last = Number.NEGATIVE_INFINITY;
  ownDates = 0;
  unbalancedVirtual = 0;
  readonly #journal: Journal;
  readonly #lanes: LaneFinder;
  /** 1 for accounts of cash. */
  readonly #cash: Uint8Array;

  constructor(journal: Journal) {
    this.#journal = journal;
    this.#lanes = laneFinder(journal, this.table);
    this.#cash = Uint8Array.from(journal.accounts, ({ cash, type }) => (cash && type === 'Assets' ? 1 : 0));
  }

  transaction(transaction: number, secondaryDates: boolean): void {
    const { transactions, postings } = this.#journal;
    const from = transactions.first[transaction] ?? 0;
    const to = transactions.first[transaction + 1] ?? postings.count;
    const day = transactions.day[transaction] ?? 0;
    const second = transactions.day2[transaction] ?? day;
    const moved = secondaryDates && second !== day;
    const statusOfAll = transactions.status[transaction] ?? 0;
    const touched = this.#touched(from, to);
    for (let posting = from; posting < to; posting += 1) {
      const kind = postings.kind[posting] ?? 0;
      const own = postings.day[posting] ?? day;
      const on = moved ? second : own;
      if (!moved && own !== day) this.ownDates += 1;
      if (kind === 1) this.unbalancedVirtual += 1;
      if (on < this.first) this.first = on;
      if (on > this.last) this.last = on;
      const account = postings.account[posting] ?? 0;
      const status = postings.status[posting] || statusOfAll;
      const beside = kind !== 1 && (touched & (1 << kind)) !== 0 && this.#cash[account] === 0 ? 1 : 0;
      this.#add(posting, account, on, (status * 3 + kind) * 2 + beside);
    }
  }

  /** Bits of the kinds of postings by which a transaction changes cash: real ones balance apart from virtual ones. */
  #touched(from: number, to: number): number {
    const { account, kind } = this.#journal.postings;
    let bits = 0;
    for (let posting = from; posting < to; posting += 1) {
      if (this.#cash[account[posting] ?? 0] === 1) bits |= 1 << (kind[posting] ?? 0);
    }
    return bits;
  }

  #add(posting: number, account: number, on: number, variant: number): void {
    const { postings, costs } = this.#journal;
    const at = postings.cost[posting] ?? -1;
    const commodity = postings.commodity[posting] ?? 0;
    const lane = this.#lanes.find(account, commodity, at < 0 ? 0 : 1, variant);
    if (this.table.isExact(lane)) this.table.add(lane, on, postings.mantissa[posting] ?? 0);
    else this.table.addLarge(lane, on, postings.large.get(posting) ?? BigInt(postings.mantissa[posting] ?? 0));
    const cost = at < 0 ? undefined : costs[at];
    if (cost) this.#addCost(cost, account, on, variant);
  }

  #addCost({ commodity, total }: JournalCost, account: number, on: number, variant: number): void {
    const lane = this.#lanes.find(account, commodity, 2, variant);
    const { mantissa } = rescale(total, this.#lanes.costScale(commodity));
    if (this.table.isExact(lane)) this.table.add(lane, on, Number(mantissa));
    else this.table.addLarge(lane, on, mantissa);
  }
}

interface LaneFinder {
  costScale(commodity: number): number;
  find(account: number, commodity: number, amount: 0 | 1 | 2, variant: number): number;
}

/** Numbers of lanes by what makes them; those of a few accounts in a plain array, which is twice as fast as a map. */
const DENSE = 1 << 21;

function laneFinder(journal: Journal, table: CellTable): LaneFinder {
  const { accounts, commodities } = journal;
  const bounds = amountBounds(journal);
  const size = accounts.length * commodities.length * VARIANTS;
  const dense = size <= DENSE ? new Int32Array(size) : undefined;
  const sparse = new Map<number, number>();
  const open = (key: number): number => {
    const variant = key % 18;
    const amount = LANE_AMOUNTS[Math.floor(key / 18) % 3] ?? 'plain';
    const rest = Math.floor(key / VARIANTS);
    const commodity = rest % commodities.length;
    const bound = amount === 'cost' ? bounds.costs[commodity] : bounds.amounts[commodity];
    return table.open({
      account: Math.floor(rest / commodities.length),
      commodity,
      amount,
      status: Math.floor(variant / 6),
      kind: Math.floor(variant / 2) % 3,
      besideCash: variant % 2 === 1,
      scale: bound?.scale ?? 0,
      exact: bound?.exact ?? false,
    });
  };
  return {
    costScale: (commodity) => bounds.costs[commodity]?.scale ?? 0,
    find(account, commodity, amount, variant) {
      const key = ((account * commodities.length + commodity) * 3 + amount) * 18 + variant;
      const known = dense ? (dense[key] ?? 0) - 1 : (sparse.get(key) ?? -1);
      if (known >= 0) return known;
      const lane = open(key);
      if (dense) dense[key] = lane + 1;
      else sparse.set(key, lane);
      return lane;
    },
  };
}

interface Bound {
  readonly scale: number;
  readonly exact: boolean;
}

/**
 * For each commodity, whether all its amounts together stay below 2^53: the largest one times their number does. Then
 * every sum of some of them is a whole number that a double holds.
 */
function amountBounds(journal: Journal): { readonly amounts: readonly Bound[]; readonly costs: readonly Bound[] } {
  const { postings, commodities } = journal;
  const largest = new Float64Array(commodities.length);
  const counts = new Float64Array(commodities.length);
  for (let posting = 0; posting < postings.count; posting += 1) {
    const commodity = postings.commodity[posting] ?? 0;
    const size = Math.abs(postings.mantissa[posting] ?? 0);
    counts[commodity] = (counts[commodity] ?? 0) + 1;
    // What stands in `large` is NaN here, and makes the bound infinite.
    if (!(size <= (largest[commodity] ?? 0))) largest[commodity] = Number.isNaN(size) ? Number.POSITIVE_INFINITY : size;
  }
  const amounts = commodities.map(({ scale }, commodity) => ({
    scale,
    exact: (largest[commodity] ?? 0) * (counts[commodity] ?? 0) < Number.MAX_SAFE_INTEGER,
  }));
  return { amounts, costs: costBounds(journal) };
}

function costBounds({ costs, commodities, postings }: Journal): readonly Bound[] {
  const scales = commodities.map(() => 0);
  for (const { commodity, total } of costs) scales[commodity] = Math.max(scales[commodity] ?? 0, total.scale);
  const largest = commodities.map(() => 0n);
  for (const { commodity, total } of costs) {
    const { mantissa } = rescale(total, scales[commodity] ?? 0);
    const size = mantissa < 0n ? -mantissa : mantissa;
    if (size > (largest[commodity] ?? 0n)) largest[commodity] = size;
  }
  const many = BigInt(postings.count);
  return commodities.map((_, commodity) => ({
    scale: scales[commodity] ?? 0,
    exact: (largest[commodity] ?? 0n) * many < SAFE,
  }));
}

function countTransactions({ transactions }: Journal, options: DigestOptions): Digest['transactions'] {
  const days = options.secondaryDates ? transactions.day2 : transactions.day;
  const counts = new Map<number, number>();
  let run = 0;
  let last = Number.NaN;
  // Neighbours mostly share their day and status: they are counted before the map is asked.
  for (let at = 0; at < transactions.count; at += 1) {
    const key = (days[at] ?? 0) * 3 + (transactions.status[at] ?? 0);
    if (key !== last && run > 0) {
      counts.set(last, (counts.get(last) ?? 0) + run);
      run = 0;
    }
    last = key;
    run += 1;
  }
  if (run > 0) counts.set(last, (counts.get(last) ?? 0) + run);
  const keys = Float64Array.from(counts.keys()).toSorted();
  return {
    day: Int32Array.from(keys, (key) => Math.floor(key / 3)),
    status: Uint8Array.from(keys, (key) => ((key % 3) + 3) % 3),
    count: Uint32Array.from(keys, (key) => counts.get(key) ?? 0),
  };
}
