import type { IsoDate } from '../core/date.ts';
import type { Problem } from '../core/problem.ts';
import type { SourceRole } from './role.ts';
import type { Cell, Row } from './row.ts';
import type { TableRows } from './tables.ts';

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
  /** Further facts of the file. */
  readonly tables?: TableRows;
  /** Files that it includes, in the order of their numbers from 1. */
  readonly parts?: readonly { readonly name: string; readonly hash: string }[];
}

export type { Cell, Row };

/** A balance before an account's first row, as the owner declared it. */
export interface DeclaredOpening {
  readonly date: IsoDate;
  /** Minor units of the use's currency. */
  readonly balance: bigint;
  /** Where it is declared, and the content hash of that file. */
  readonly file: string;
  readonly line: number;
  readonly source: string;
}

/** One file of the owner's, and what it is to its entity. */
export interface SourceUse {
  readonly role: SourceRole;
  /** What it tells of beyond its account: the revenue stream of bookings; '' for others. */
  readonly subject: string;
  /** Names the stored facts of the file. */
  readonly key: string;
  /** SHA-256 of the file's bytes. */
  readonly source: string;
  /** As problems and receipts name it. */
  readonly file: string;
  readonly entity: string;
  /** The ledger account whose statement this is: `Assets:JADA Checking`; '' for what is no statement. */
  readonly account: string;
  readonly currency: string;
  readonly opening?: DeclaredOpening;
}

/** A table that SQL makes of the tables before it. A kept one is stored, so that the next run only opens it. */
export interface SqlStep {
  readonly table: string;
  readonly sql: string;
  readonly kept: boolean;
}

/** A table made by a function, for what SQL does badly: pairing, each row at most once. Never kept. */
export interface ComputedStep {
  readonly table: string;
  readonly columns: Readonly<Record<string, 'BIGINT' | 'VARCHAR'>>;
  readonly query: string;
  compute(rows: readonly Row[]): readonly Row[];
}

/** A text of the owner's that only the engine can judge, such as a regular expression: `sql` fails when it is wrong. */
export interface Probe {
  readonly sql: string;
  readonly problem: Problem;
}

/** How tables are made from the statement rows; the maker knows the rules and the warehouse runs them. */
export interface Derivation {
  /** Another hash means other tables: it covers the rules and the maker's version. */
  readonly hash: string;
  readonly probes: readonly Probe[];
  readonly steps: readonly (SqlStep | ComputedStep)[];
  /** Views over kept tables and the warehouse's own, made whenever a snapshot opens. */
  readonly views: Readonly<Record<string, string>>;
}

/**
 * The facts of one snapshot, for reading. Tables (all amounts BIGINT minor units, dates DATE, answered as ISO text):
 *
 * - `rows(source, file, line, entity, ledger_account, date, amount, fee, currency, payee, memo, reference, type, balance)`
 *   every statement row, counted once where exports overlap;
 * - `duplicates(…the columns of rows, kept_file)` the rows that another file of the same account has, too, and that are
 *   therefore not in `rows`: same account, date, amount, currency, payee and reference;
 * - `postings(txn, entity, date, account, amount, currency, payee, memo, category, transfer, tags, unit, counterparty, rule, source, file, line, commodity, quantity)`
 *   the double-entry journal: derived from statements, or the books of entities that keep some. Debits are positive. `txn` groups the postings that balance; `category` is
 *   'rule' | 'uncategorised' | 'transfer' | 'fee' | 'opening' | 'cash' and says why the account was chosen: the
 *   statement's own account is 'cash', each row has one; `transfer` is the pair's id, on both postings of each half
 *   (never on a fee), or NULL; a transfer whose other half was not seen has category 'transfer' and `transfer` NULL;
 *   `tags` are the names of the deciding rule's tags between commas (`,one-off,personal,`), '' when it has none;
 *   `unit` is the value of the rule's tag `unit` or NULL; `counterparty` is the entity on the other side, '' without one:
 *   what the rule names, or whose account the other half of a transfer is on; the money's own posting has none; `rule` is the deciding rule's number in `category_rules`, or 0;
 * - `monthly(entity, month, account, currency, category, tags, counterparty, amount, postings, credits)` the postings summed by month
 *   (its first day); `postings` and `credits` (of them, those below zero) are counts;
 * - `category_rules(rule, entity, file, line, account)` where each rule is declared; `entity` is '' for the portfolio's;
 * - `balances(source, file, line, entity, ledger_account, date, amount, currency)` what statements state;
 * - `accounts(entity, account, currency, opening_known, opening_from)` the asset and liability accounts that have a
 *   statement; `opening_known` (BOOLEAN) says whether their balance before the first row is known, so that a sum is a
 *   balance; `opening_from` is 'declared' | 'first-row' | 'statement' | 'books' or NULL;
 * - `account_days(entity, account, first_date, last_date)` the days that each account's data cover, a row a file;
 * - `files(file_no, source, file, role, entity, ledger_account, currency, kind, row_count, problem_count, first_date, last_date)`;
 * - `statements(source, file, line, entity, ledger_account, statement, currency, opening_line, opening_date, opening, closing_line, closing_date, closing, first_line, last_line)`,
 * - `bookings(source, file, line, entity, subject, reference, customer, booked, service_from, service_to, amount, currency, status)`,
 * - `prices(source, file, line, entity, date, commodity, currency, price)` and
 * - `assertions(source, file, line, entity, date, account, currency, stated, books)` as src/model/tables.ts tells of them;
 * - the tables of `src/model/sheets.ts`, such as `leases` and `handoff_items`: each row with `source, file, line, entity,
 *   ledger_account, subject` before its own columns;
 * - `adjustments(txn, entity, date, account, amount, currency, payee, memo, category, transfer, tags, unit, counterparty, rule, source, file, line, commodity, quantity)` what puts the revenue of streams with a policy on the days when it is earned:
 *   category 'recognition', numbers of their own, the place of the payment's row. The postings do not hold them;
 * - with bookings on file, `booking_payments` and `deferrals`: every payment on the streams' accounts with its booking, and
 *   every step of a contract liability (docs/recognition.md).
 */
export interface Facts {
  readonly snapshot: string;
  query(sql: string): Promise<readonly Row[]>;
}

/** Something a report could not see, and what seeing it would tell. */
export interface CoverageGap {
  readonly id: string;
  readonly entity: string;
  /** The entity's name, for readers; a report's composer adds it. */
  readonly entityName?: string;
  /** The source that is missing: `invoices export`, `opening balance of Checking`. */
  readonly source: string;
  readonly wouldTell: string;
  /** What suffers: figure or check ids. */
  readonly suffers: readonly string[];
}
