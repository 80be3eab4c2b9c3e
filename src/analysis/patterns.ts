import { addDays, type IsoDate } from '../core/date.ts';
import { rhythmOf, type Interval } from './intervals.ts';

/** What one payee took, or gave, on one day, in minor units, without its sign. */
export interface Turn {
  readonly date: IsoDate;
  readonly amount: bigint;
  readonly payee: string;
  /** All rows of the day spell the payee the same. */
  readonly onePayee: boolean;
}

export interface Pattern {
  readonly interval: Interval;
  /** The latest turns, those that make the pattern. */
  readonly turns: readonly Turn[];
  /** Every turn of the series on file. */
  readonly all: readonly Turn[];
  /** The amount stays the same from turn to turn, but for a rare step; otherwise it varies within bounds. */
  readonly steady: boolean;
  /** The last step up within a year: the turns before and after it. */
  readonly rise: { readonly before: Turn; readonly after: Turn } | undefined;
}

/** As many of the latest turns as are looked at: older ones may have had another rhythm. */
export const LATEST = 13;

/**
 * What recurs among the turns of one payee, oldest first: all of them as one series, or else the series of like
 * amounts among them (two subscriptions with one vendor).
 */
export function patterns(turns: readonly Turn[], asOf: IsoDate): Pattern[] {
  const whole = patternOf(turns, asOf);
  if (whole) return [whole];
  const groups = byAmount(turns);
  return groups.length < 2 ? [] : groups.flatMap((group) => patternOf(group, asOf) ?? []);
}

function patternOf(all: readonly Turn[], asOf: IsoDate): Pattern | undefined {
  const turns = all.slice(-LATEST);
  const interval = rhythmOf(
    turns.map((turn) => turn.date),
    asOf,
  );
  if (!interval) return undefined;
  const steps = turns.slice(1).flatMap((turn, at) => {
    const before = turns[at];
    return before && differs(before.amount, turn.amount) ? [{ before, after: turn }] : [];
  });
  // A price changes now and then: one step is fine in a short series, one in six turns in a long one.
  const steady =
    steps.length <= Math.max(1, Math.floor(turns.length / 6)) &&
    steps.every(({ before, after }) => isLike(before.amount, after.amount));
  if (!steady && !isBounded(turns)) return undefined;
  const last = steps.at(-1);
  const rose = steady && last && last.after.amount > last.before.amount && last.after.date > addDays(asOf, -366);
  return { interval, turns, all, steady, rise: rose ? last : undefined };
}

/** More than two per cent apart. */
function differs(a: bigint, b: bigint): boolean {
  const apart = a > b ? a - b : b - a;
  return apart * 50n > a;
}

/** Within a half of each other: a price that doubles is another service. */
function isLike(a: bigint, b: bigint): boolean {
  const [less, more] = a < b ? [a, b] : [b, a];
  return more * 2n <= less * 3n;
}

/** The last six amounts lie within half and twice of their middle: a utility bill, not a shop. */
function isBounded(turns: readonly Turn[]): boolean {
  const amounts = turns.slice(-6).map((turn) => turn.amount);
  const sorted = amounts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0n;
  return sorted.every((amount) => amount * 2n >= middle && amount <= middle * 2n);
}

/** Groups of like amounts, each oldest first; a group ends where the next larger amount is a tenth more. */
function byAmount(turns: readonly Turn[]): Turn[][] {
  const sorted = turns.toSorted((a, b) => (a.amount < b.amount ? -1 : a.amount > b.amount ? 1 : 0));
  const groups: Turn[][] = [];
  for (const turn of sorted) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && turn.amount * 10n <= before.amount * 11n) group.push(turn);
    else groups.push([turn]);
  }
  return groups.map((group) => group.toSorted((a, b) => (a.date < b.date ? -1 : 1)));
}
