import { add, decimal, isZero, ZERO, type Decimal } from '../../core/decimal.ts';
import type { Amounts } from '../../model/statement.ts';
import { minusEach, NIL } from './amounts.ts';
import type { Cells, Digest, Lane } from './digest.ts';

/** Amounts of an account at the beginning of each day asked for, and how many postings had been made by then. */
export interface Balances {
  readonly amounts: readonly Amounts[];
  readonly postings: readonly number[];
}

/** A lane's running sums before each of `days` (ascending). */
function running(cells: Cells, lane: Lane, days: readonly number[]): { sums: readonly bigint[]; postings: number[] } {
  // Doubles hold every sum of an exact lane's cells; those of another are all in `large`.
  let sum = 0;
  let large = 0n;
  let count = 0;
  let cell = lane.start;
  const postings: number[] = [];
  const sums = days.map((day) => {
    for (; cell < lane.end && (cells.day[cell] ?? 0) < day; cell += 1) {
      const amount = cells.sum[cell] ?? 0;
      if (Number.isNaN(amount)) large += cells.large.get(cell) ?? 0n;
      else sum += amount;
      count += cells.postings[cell] ?? 0;
    }
    postings.push(count);
    return large + BigInt(sum);
  });
  return { sums, postings };
}

/** Balances by account: of the lanes chosen, all postings before each of `days` (epoch days, ascending). */
export function balancesBefore(
  { cells }: Digest,
  lanes: readonly Lane[],
  days: readonly number[],
): ReadonlyMap<number, Balances> {
  const found = new Map<number, { amounts: Map<number, Decimal>[]; postings: number[] }>();
  for (const lane of lanes) {
    const balances = found.get(lane.account) ?? {
      amounts: days.map(() => new Map<number, Decimal>()),
      postings: days.map(() => 0),
    };
    found.set(lane.account, balances);
    const { sums, postings } = running(cells, lane, days);
    for (const [at, sum] of sums.entries()) {
      balances.postings[at] = (balances.postings[at] ?? 0) + (postings[at] ?? 0);
      addTo(balances.amounts[at], lane.commodity, decimal(sum, lane.scale));
    }
  }
  return found;
}

function addTo(amounts: Map<number, Decimal> | undefined, commodity: number, amount: Decimal): void {
  if (!amounts || isZero(amount)) return;
  const sum = add(amounts.get(commodity) ?? ZERO, amount);
  if (isZero(sum)) amounts.delete(commodity);
  else amounts.set(commodity, sum);
}

export interface Span {
  /** Epoch days, both included. */
  readonly from: number;
  readonly to: number;
}

/** Changes by account in each span, and the number of postings in all of them. */
export function changesIn(
  digest: Digest,
  lanes: readonly Lane[],
  spans: readonly Span[],
): ReadonlyMap<number, { readonly amounts: readonly Amounts[]; readonly postings: number }> {
  const days = [...new Set(spans.flatMap(({ from, to }) => [from, to + 1]))].toSorted((a, b) => a - b);
  const place = new Map(days.map((day, at) => [day, at] as const));
  const pick = <T>(all: readonly T[], day: number, none: T): T => all[place.get(day) ?? -1] ?? none;
  return new Map(
    [...balancesBefore(digest, lanes, days)].map(([account, { amounts, postings }]) => {
      const ends = spans.map(({ to }) => pick(amounts, to + 1, NIL));
      const starts = spans.map(({ from }) => pick(amounts, from, NIL));
      const count = spans.reduce((n, { from, to }) => n + pick(postings, to + 1, 0) - pick(postings, from, 0), 0);
      return [account, { amounts: minusEach(ends, starts), postings: count }] as const;
    }),
  );
}
