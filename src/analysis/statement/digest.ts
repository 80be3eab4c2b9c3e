import type { AccountType, JournalCommodity, JournalFile } from '../../model/journal.ts';
import type { Problem } from '../../core/problem.ts';

/*
 * What all statements of a journal need, and no more: its postings summed by day. A million transactions over 60
 * accounts and five years are some 100,000 sums, which are stored and loaded in milliseconds.
 */

/** `plain` amounts have no cost; of those that have, `held` is what was bought and `cost` what it cost. */
export const LANE_AMOUNTS = ['plain', 'held', 'cost'] as const;

/** Postings that all statements treat alike, summed by day: a run of cells. */
export interface Lane {
  /** Index into the digest's accounts. */
  readonly account: number;
  /** Index into the digest's commodities. */
  readonly commodity: number;
  readonly amount: (typeof LANE_AMOUNTS)[number];
  /** 0 unmarked, 1 pending, 2 cleared. */
  readonly status: number;
  /** 0 real, 1 unbalanced virtual, 2 balanced virtual. */
  readonly kind: number;
  /** Whether it is the other side of a change in cash, in its own transaction. */
  readonly besideCash: boolean;
  /** Sums are whole numbers of 10^-scale. */
  readonly scale: number;
  /** Its cells: from `start` to before `end`, by day. */
  readonly start: number;
  readonly end: number;
}

export interface Cells {
  readonly day: Int32Array;
  /** A whole number that a double holds exactly, whichever cells of a lane are added; NaN where it is in `large`. */
  readonly sum: Float64Array;
  readonly large: ReadonlyMap<number, bigint>;
  readonly postings: Uint32Array;
}

export interface DigestAccount {
  readonly name: string;
  readonly type: AccountType | undefined;
  readonly cash: boolean;
  readonly declared: boolean;
}

/** Market prices, by commodity and day; of one day the one that counts comes last. */
export interface DigestPrices {
  readonly day: Int32Array;
  readonly commodity: Uint32Array;
  readonly in: Uint32Array;
  readonly mantissa: readonly bigint[];
  readonly scale: Uint8Array;
  /** Index into `priceFiles`. */
  readonly file: Uint32Array;
  readonly line: Uint32Array;
  readonly column: Uint32Array;
  /** 1: inferred from a cost. */
  readonly inferred: Uint8Array;
}

export interface Digest {
  readonly files: readonly JournalFile[];
  readonly accounts: readonly DigestAccount[];
  readonly commodities: readonly JournalCommodity[];
  readonly lanes: readonly Lane[];
  readonly cells: Cells;
  /** Transactions by day and status: parallel columns. */
  readonly transactions: { readonly day: Int32Array; readonly status: Uint8Array; readonly count: Uint32Array };
  /** First and last day of a posting; undefined without any. */
  readonly span: readonly [first: number, last: number] | undefined;
  readonly priceFiles: readonly string[];
  readonly prices: DigestPrices;
  /** Reasons for which a transaction need not balance within a day; see unbalanced.ts. */
  readonly ownDates: number;
  readonly unbalancedVirtual: number;
  readonly problems: readonly Problem[];
}
