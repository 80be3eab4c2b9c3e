import type { Draft } from '../_ledger/draft.ts';
import type { BalanceDraft } from './declared.ts';

/** Days before 1900 do not occur; added, days are positive and sort as part of a whole number. */
const SHIFT = 30_000;
const LINES = 2 ** 32;

/**
 * Transactions, pads among them, and balances as they follow each other: by day; on one day balances first, then by line,
 * whatever the file. A number below the count of transactions is one; those from it on are balances.
 */
export function inOrder({ transactions }: Draft, balances: readonly BalanceDraft[]): Uint32Array {
  const { count, day, line } = transactions;
  const keys = new Float64Array(count + balances.length);
  for (let one = 0; one < count; one += 1) keys[one] = keyOf(day[one] as number, 1, line[one] as number);
  balances.forEach((balance, at) => (keys[count + at] = keyOf(balance.day, 0, balance.at.line)));
  const asWritten = Uint32Array.from(keys, (_, at) => at);
  return asWritten.toSorted((a, b) => (keys[a] as number) - (keys[b] as number) || a - b);
}

/** Day, rank and line as one whole number of 52 bits, which a double holds exactly. */
function keyOf(day: number, rank: number, line: number): number {
  return ((day + SHIFT) * 2 + rank) * LINES + line;
}
