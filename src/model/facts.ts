import type { IsoDate } from '../core/date.ts';
import type { Problem } from '../core/problem.ts';

/** One movement on one account as a statement gives it. Amounts are minor units of `currency`. */
export interface StatementRow {
  /** Where the row begins in its file, from 1. */
  readonly line: number;
  readonly date: IsoDate;
  /** As the statement's amount column stands (gross, where there are fees): positive is money in. */
  readonly amount: bigint;
  /** Kept back by the provider; positive is a cost. The account moves by amount − fee. */
  readonly fee: bigint;
  readonly currency: string;
  readonly payee: string;
  readonly memo: string;
  /** The bank's or provider's own id of the movement; '' when it has none. */
  readonly reference: string;
  /** The provider's word for the kind of movement (`charge`, `payout`, `DEBIT`); '' when it has none. */
  readonly type: string;
  /** The account's balance after this row, where the statement says it. */
  readonly balance?: bigint;
}

/** A balance that a statement states, such as OFX LEDGERBAL. */
export interface StatedBalance {
  readonly line: number;
  readonly date: IsoDate;
  readonly amount: bigint;
  readonly currency: string;
}

/** What a reader makes of one file. Every row of the file is in `rows` or named by a problem: none is lost. */
export interface ReadResult {
  readonly kind: string;
  /** What was found out about the file and is shown to people: encoding, delimiter, decimal mark, date order, preset. */
  readonly layout: Readonly<Record<string, string>>;
  readonly rows: readonly StatementRow[];
  readonly balances: readonly StatedBalance[];
  readonly problems: readonly Problem[];
}

/** A value as a query answers it. Amounts are always bigint. */
export type Cell = string | bigint | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

/**
 * The facts of one snapshot, for reading. Tables (all amounts BIGINT minor units, dates DATE, answered as ISO text):
 *
 * - `rows(source, file, line, entity, ledger_account, date, amount, fee, currency, payee, memo, reference, type, balance)`
 *   every statement row;
 * - `postings(txn, entity, date, account, amount, currency, payee, memo, category, transfer, tags, unit, source, file, line)`
 *   the derived double-entry journal. Debits are positive. `txn` groups the postings that balance; `category` is
 *   'rule' | 'uncategorised' | 'transfer' | 'fee' | 'opening' | 'cash' and says why the account was chosen; `transfer` is the pair's id or NULL;
 *   `tags` are the names of the deciding rule's tags between commas (`,one-off,personal,`), '' when it has none;
 * - `balances(source, file, line, entity, ledger_account, date, amount, currency)` what statements state;
 * - `accounts(entity, account, currency, opening_known)` the asset and liability accounts that have a statement;
 *   `opening_known` (BOOLEAN) says whether their balance before the first row is known, so that a sum is a balance.
 */
export interface Facts {
  readonly snapshot: string;
  query(sql: string): Promise<readonly Row[]>;
}

/** Something a report could not see, and what seeing it would tell. */
export interface CoverageGap {
  readonly id: string;
  readonly entity: string;
  /** The source that is missing: `invoices export`, `opening balance of Checking`. */
  readonly source: string;
  readonly wouldTell: string;
  /** What suffers: figure or check ids. */
  readonly suffers: readonly string[];
}
