import type { Decimal } from '../core/decimal.ts';
import type { Position, Problem } from '../core/problem.ts';

/*
 * A double-entry journal in memory, as typed columns: a million transactions take tens of megabytes and are summed
 * without an object each. Readers make it (hledger and ledger syntax, beancount); statements and the facts are made of it.
 */

export const ACCOUNT_TYPES = ['Assets', 'Liabilities', 'Equity', 'Income', 'Expenses'] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

export interface JournalFile {
  /** As problems and receipts name it. */
  readonly name: string;
  /** SHA-256 of its bytes. */
  readonly hash: string;
}

export interface JournalAccount {
  /** As the journal writes it, aliases applied: `assets:bank:checking`. */
  readonly name: string;
  /** By directive (`type:`, beancount's roots), else by its name, also in hledger's plural and singular forms. */
  readonly type: AccountType | undefined;
  /** Whether it holds money at hand: hledger's type C, by directive or by name. */
  readonly cash: boolean;
  /** Where a directive declares it. */
  readonly declared?: Position;
}

export interface JournalCommodity {
  /** As written: `$`, `EUR`, `AAPL`; '' for bare numbers. */
  readonly symbol: string;
  /** ISO 4217 code when the symbol is one, or stands for one beyond doubt (`€`, `£`; `$` as USD). */
  readonly currency: string | undefined;
  /** Mantissas of this commodity are of this scale: the most digits any of its amounts has. */
  readonly scale: number;
  /** Digits to show and to balance by: of the directive, else the most that its amounts in transactions are written with. */
  readonly digits: number;
  /** How it is written, for output: where the symbol stands, whether a space is between, decimal mark and digit groups. */
  readonly style: {
    readonly side: 'left' | 'right';
    readonly spaced: boolean;
    readonly mark: '.' | ',';
    readonly group?: string;
  };
}

/** One row a transaction, in the order of the files. */
export interface TransactionColumns {
  readonly count: number;
  /** Days since 1970-01-01. */
  readonly day: Int32Array;
  /** Secondary date; equal to `day` where there is none. */
  readonly day2: Int32Array;
  /** Index into `files`. */
  readonly file: Uint16Array;
  readonly line: Uint32Array;
  /** 0 unmarked, 1 pending (!), 2 cleared (*). */
  readonly status: Uint8Array;
  /** Index of its first posting; one more entry at the end, so that first[i + 1] closes transaction i. */
  readonly first: Uint32Array;
}

/** One row a posting, in the order of the files; elided amounts are filled in, one posting a commodity. */
export interface PostingColumns {
  readonly count: number;
  readonly transaction: Uint32Array;
  /** Index into `accounts`. */
  readonly account: Uint32Array;
  /** Index into `commodities`. */
  readonly commodity: Uint32Array;
  /** The amount × 10^(the commodity's scale): a whole number that a double holds exactly; NaN where it is in `large`. */
  readonly mantissa: Float64Array;
  /** Amounts beyond 2^53. */
  readonly large: ReadonlyMap<number, bigint>;
  readonly line: Uint32Array;
  /** 0 real, 1 unbalanced virtual (parentheses), 2 balanced virtual (brackets). */
  readonly kind: Uint8Array;
  /** Own day where the posting states one, else the transaction's. */
  readonly day: Int32Array;
  readonly status: Uint8Array;
  /** Index into `costs`, or -1. */
  readonly cost: Int32Array;
}

/** What a posting's amount cost: `10 AAPL @ $1.50`, `@@ $15.00`, `{$1.50}`. */
export interface JournalCost {
  /** Index into `commodities`. */
  readonly commodity: number;
  /** Of the whole posting, with the amount's sign, exact. */
  readonly total: Decimal;
  /** As written, per unit; undefined where the total was written. */
  readonly unit?: Decimal;
  /** A lot: `{…} [date] (note)`. */
  readonly lot?: { readonly date?: string; readonly note?: string };
}

/** A market price: what one unit of a commodity was worth on a day. */
export interface JournalPrice {
  readonly at: Position;
  readonly day: number;
  readonly commodity: number;
  readonly price: Decimal;
  /** Index into `commodities`: what the price is in. */
  readonly in: number;
  /** `directive`: a P line or beancount's price; `cost`: inferred from a transaction. */
  readonly from: 'directive' | 'cost';
}

/** A balance that the journal asserts; those that fail are problems, too. */
export interface JournalAssertion {
  readonly at: Position;
  readonly day: number;
  readonly account: number;
  readonly commodity: number;
  readonly stated: Decimal;
  readonly found: Decimal;
}

/** Words of one transaction, decoded when asked for. */
export interface TransactionText {
  readonly code: string;
  readonly description: string;
  readonly payee: string;
  readonly note: string;
  readonly comment: string;
  readonly tags: readonly (readonly [name: string, value: string])[];
}

export interface PostingText {
  readonly comment: string;
  /** Its own, without those of the transaction. */
  readonly tags: readonly (readonly [name: string, value: string])[];
}

export interface Journal {
  readonly kind: 'journal' | 'beancount';
  readonly files: readonly JournalFile[];
  readonly accounts: readonly JournalAccount[];
  readonly commodities: readonly JournalCommodity[];
  readonly transactions: TransactionColumns;
  readonly postings: PostingColumns;
  readonly costs: readonly JournalCost[];
  readonly prices: readonly JournalPrice[];
  readonly assertions: readonly JournalAssertion[];
  /** Errors and warnings, with file, line and column. With an error the journal's figures are not to be trusted. */
  readonly problems: readonly Problem[];
  transactionText(transaction: number): TransactionText;
  postingText(posting: number): PostingText;
}

/** The amount of a posting, exact. */
export function amountAt({ postings, commodities }: Journal, posting: number): Decimal {
  const scale = commodities[postings.commodity[posting] ?? -1]?.scale ?? 0;
  const mantissa = postings.large.get(posting) ?? BigInt(postings.mantissa[posting] ?? 0);
  return { mantissa, scale };
}
