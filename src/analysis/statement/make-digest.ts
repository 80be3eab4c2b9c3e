import { rescale } from '../../core/decimal.ts';
import type { Journal } from '../../model/journal.ts';
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
  const table = new CellTable();
  const lanes = laneFinder(journal, table);
  const { transactions, postings } = journal;
  let ownDates = 0;
  let unbalancedVirtual = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let transaction = 0; transaction < transactions.count; transaction += 1) {
    const from = transactions.first[transaction] ?? 0;
    const to = transactions.first[transaction + 1] ?? postings.count;
    const day = transactions.day[transaction] ?? 0;
    const moved = options.secondaryDates && transactions.day2[transaction] !== day;
    const statusOfAll = transactions.status[transaction] ?? 0;
    const cash = touchesCash(journal, from, to);
    for (let posting = from; posting < to; posting += 1) {
      const kind = postings.kind[posting] ?? 0;
      const own = postings.day[posting] ?? day;
      const on = moved ? (transactions.day2[transaction] ?? day) : own;
      if (!moved && own !== day) ownDates += 1;
      if (kind === 1) unbalancedVirtual += 1;
      if (on < first) first = on;
      if (on > last) last = on;
      const account = postings.account[posting] ?? 0;
      const status = postings.status[posting] || statusOfAll;
      const beside = (cash & (1 << kind)) !== 0 && kind !== 1 && !lanes.isCash(account) ? 1 : 0;
      const variant = (status * 3 + kind) * 2 + beside;
      addPosting(journal, lanes, table, { posting, account, on, variant });
    }
  }
  const { lanes: closed, cells } = table.close();
  return {
    files: journal.files,
    accounts: journal.accounts.map(({ name, type, cash, declared }) => ({
      name,
      type,
      cash: cash && type === 'Assets',
      declared: declared !== undefined,
    })),
    commodities: journal.commodities,
    lanes: closed,
    cells,
    transactions: countTransactions(journal, options),
    span: first <= last ? [first, last] : undefined,
    ...digestPrices(journal),
    ownDates,
    unbalancedVirtual,
    problems: journal.problems,
  };
}

/** Bits of the kinds of postings by which a transaction changes cash: real ones balance apart from virtual ones. */
function touchesCash({ postings, accounts }: Journal, from: number, to: number): number {
  let bits = 0;
  for (let posting = from; posting < to; posting += 1) {
    const account = accounts[postings.account[posting] ?? 0];
    if (account?.cash && account.type === 'Assets') bits |= 1 << (postings.kind[posting] ?? 0);
  }
  return bits;
}

interface Place {
  readonly posting: number;
  readonly account: number;
  readonly on: number;
  readonly variant: number;
}

function addPosting(journal: Journal, lanes: LaneFinder, table: CellTable, place: Place): void {
  const { postings, costs } = journal;
  const { posting, account, on, variant } = place;
  const commodity = postings.commodity[posting] ?? 0;
  const cost = costs[postings.cost[posting] ?? -1];
  const lane = lanes.find(account, commodity, cost ? 1 : 0, variant);
  if (table.isExact(lane)) table.add(lane, on, postings.mantissa[posting] ?? 0);
  else table.addLarge(lane, on, postings.large.get(posting) ?? BigInt(postings.mantissa[posting] ?? 0));
  if (!cost) return;
  const paid = lanes.find(account, cost.commodity, 2, variant);
  const { mantissa } = rescale(cost.total, lanes.costScale(cost.commodity));
  if (table.isExact(paid)) table.add(paid, on, Number(mantissa));
  else table.addLarge(paid, on, mantissa);
}

interface LaneFinder {
  isCash(account: number): boolean;
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
    isCash: (account) => Boolean(accounts[account]?.cash) && accounts[account]?.type === 'Assets',
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
  const counts = new Map<number, number>();
  for (let at = 0; at < transactions.count; at += 1) {
    const day = (options.secondaryDates ? transactions.day2[at] : transactions.day[at]) ?? 0;
    const key = day * 3 + (transactions.status[at] ?? 0);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const keys = Float64Array.from(counts.keys()).toSorted();
  return {
    day: Int32Array.from(keys, (key) => Math.floor(key / 3)),
    status: Uint8Array.from(keys, (key) => ((key % 3) + 3) % 3),
    count: Uint32Array.from(keys, (key) => counts.get(key) ?? 0),
  };
}
