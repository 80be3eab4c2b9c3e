import type { IsoDate } from '../../core/date.ts';
import { fingerprint } from '../../core/hash.ts';

/** One half of what may be a transfer: a row that says so itself, or one whose words suggest it. */
export interface Half {
  readonly fileNo: number;
  readonly record: bigint;
  /** Content hash of the file, for the pair's id. */
  readonly source: string;
  readonly entity: string;
  readonly account: string;
  readonly date: IsoDate;
  readonly amount: bigint;
  readonly currency: string;
  /** A rule or the provider says that it is a transfer; else its words only suggest it, and a pair must prove it. */
  readonly sure: boolean;
}

export interface Pair {
  readonly id: string;
  readonly from: Half;
  readonly to: Half;
}

/** Banks clear transfers within a few days; further apart, equal amounts are more likely a coincidence. */
export const DAYS_APART = 5;

/** Which halves may meet, tried in this order: sure ones first, one's own entity before another. */
const TRIES: readonly ((from: Half, to: Half) => boolean)[] = [
  (from, to) => from.sure && to.sure && from.entity === to.entity,
  (from, to) => from.sure && to.sure,
  (from, to) => (from.sure || to.sure) && from.entity === to.entity,
  (from, to) => from.sure || to.sure,
  // Words alone pair only within an entity: between two of them the same words may be a sale.
  (from, to) => from.entity === to.entity,
];

/**
 * Pairs the halves of transfers one to one: opposite amounts of one currency on different accounts, at most five days
 * apart. In each try the nearest days meet first, then the earliest; each half is used at most once. The answer does
 * not depend on the order of `halves`.
 */
export function pairTransfers(halves: readonly Half[]): readonly Pair[] {
  const groups = new Map<string, Half[]>();
  for (const half of halves.toSorted(byDate)) {
    const size = half.amount < 0n ? -half.amount : half.amount;
    const name = `${half.currency} ${size}`;
    const group = groups.get(name);
    if (group) group.push(half);
    else groups.set(name, [half]);
  }
  return [...groups.values()].flatMap(pairGroup);
}

function pairGroup(group: readonly Half[]): Pair[] {
  const pairs: Pair[] = [];
  const outgoing = new Set(group.filter((half) => half.amount < 0n));
  const incoming = incomingByDay(group);
  if (outgoing.size === 0 || incoming.size === 0) return pairs;
  for (const mayMeet of TRIES) {
    for (let apart = 0; apart <= DAYS_APART; apart += 1) {
      for (const from of outgoing) {
        const to = partner(from, apart, incoming, mayMeet);
        if (!to) continue;
        outgoing.delete(from);
        pairs.push({ id: pairId(from, to), from, to });
      }
    }
  }
  return pairs;
}

type ByDay = Map<number, Map<string, Half[]>>;

/** Days since 1970, for arithmetic: a group may hold thousands. */
function dayNumber(date: IsoDate): number {
  return Date.parse(date) / 86_400_000;
}

/** Halves by day, and within a day by what they have in common, so that a partner is found without looking at each. */
function incomingByDay(group: readonly Half[]): ByDay {
  const days: ByDay = new Map();
  for (const half of group) {
    if (half.amount <= 0n) continue;
    const day = days.get(dayNumber(half.date)) ?? new Map<string, Half[]>();
    days.set(dayNumber(half.date), day);
    const kind = JSON.stringify([half.entity, half.account, half.sure]);
    const alike = day.get(kind);
    if (alike) alike.push(half);
    else day.set(kind, [half]);
  }
  // The earliest of each is taken from the end.
  for (const day of days.values()) for (const alike of day.values()) alike.reverse();
  return days;
}

function partner(
  from: Half,
  apart: number,
  incoming: ByDay,
  mayMeet: (from: Half, to: Half) => boolean,
): Half | undefined {
  // Money leaves before it arrives: of two days equally near, the later one is tried first.
  const left = dayNumber(from.date);
  for (const day of apart === 0 ? [left] : [left + apart, left - apart]) {
    const alikes = [...(incoming.get(day)?.values() ?? [])].filter((alike) => {
      const to = alike.at(-1);
      return to !== undefined && !isSameAccount(from, to) && mayMeet(from, to);
    });
    const earliest = alikes.toSorted((a, b) => compareHalves(a.at(-1), b.at(-1)))[0];
    if (earliest) return earliest.pop();
  }
  return undefined;
}

function isSameAccount(a: Half, b: Half): boolean {
  return a.entity === b.entity && a.account === b.account;
}

function byDate(a: Half, b: Half): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  return compareHalves(a, b);
}

function compareHalves(a: Half | undefined, b: Half | undefined): number {
  if (!a || !b) return 0;
  return a.fileNo - b.fileNo || Number(a.record - b.record);
}

/** The same two rows make the same pair in every snapshot. */
function pairId(from: Half, to: Half): string {
  return fingerprint(from.source, String(from.record), to.source, String(to.record));
}
