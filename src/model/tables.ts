import type { Row, TableColumnType } from './row.ts';
import { HANDOFFS, PAGES, SHEETS } from './sheets.ts';

/*
 * Facts beside the statement rows. A reader fills the tables that its files hold; each is stored as Parquet beside the
 * file's rows, and a snapshot shows all files' rows of a table under its name, with `source, file, line, entity,
 * ledger_account, subject` before the columns below (its own `subject`, where a table has one). `part` numbers the file
 * that a row stands in where a file includes others (0: the file itself); it is resolved to `source` and `file`.
 */

export const TABLES = {
  /** Postings of books that the owner keeps: debits positive, minor units of `currency`, at cost. */
  entries: {
    part: 'BIGINT',
    line: 'BIGINT',
    /** Groups the postings that balance; from 1 within its file. */
    txn: 'BIGINT',
    date: 'DATE',
    /** Below one of the five types: `Assets:Bank:Checking`. */
    account: 'VARCHAR',
    amount: 'BIGINT',
    currency: 'VARCHAR',
    /** Where the amount is a cost or no currency: what was held, and how much, as an exact decimal. */
    commodity: 'VARCHAR',
    quantity: 'VARCHAR',
    payee: 'VARCHAR',
    memo: 'VARCHAR',
    /** '' | 'pending' | 'cleared'. */
    status: 'VARCHAR',
    /** `1`: an account of money at hand. */
    cash: 'BIGINT',
    /** Names between commas: `,one-off,personal,`. */
    tags: 'VARCHAR',
    /** Values of the tags `unit` and `counterparty`; NULL without. */
    unit: 'VARCHAR',
    counterparty: 'VARCHAR',
  },
  /** Market prices that books state: one unit of `commodity` in `currency`, as an exact decimal. */
  prices: {
    part: 'BIGINT',
    line: 'BIGINT',
    date: 'DATE',
    commodity: 'VARCHAR',
    currency: 'VARCHAR',
    price: 'VARCHAR',
  },
  /** Balances that books assert, and what the books held there: minor units. */
  assertions: {
    part: 'BIGINT',
    line: 'BIGINT',
    date: 'DATE',
    account: 'VARCHAR',
    currency: 'VARCHAR',
    stated: 'BIGINT',
    books: 'BIGINT',
  },
  /**
   * Statements with an opening and a closing balance (CAMT, MT940; a CSV with running balances is one). Their rows begin
   * on lines `first_line` to `last_line` of the file, in `currency`; NULL where a balance or any row is missing.
   */
  statements: {
    line: 'BIGINT',
    statement: 'VARCHAR',
    currency: 'VARCHAR',
    opening_line: 'BIGINT',
    opening_date: 'DATE',
    opening: 'BIGINT',
    closing_line: 'BIGINT',
    closing_date: 'DATE',
    closing: 'BIGINT',
    first_line: 'BIGINT',
    last_line: 'BIGINT',
  },
  /** What customers booked: `subject` is the revenue stream, `reference` what payments name it by. */
  bookings: {
    line: 'BIGINT',
    reference: 'VARCHAR',
    customer: 'VARCHAR',
    booked: 'DATE',
    service_from: 'DATE',
    service_to: 'DATE',
    /** The whole price, minor units; NULL where the sheet does not say. */
    amount: 'BIGINT',
    currency: 'VARCHAR',
    /** 'confirmed' | 'cancelled' | 'completed' | 'tentative' | ''. */
    status: 'VARCHAR',
  },
  ...SHEETS,
  ...HANDOFFS,
  ...PAGES,
} as const satisfies Readonly<Record<string, Readonly<Record<string, TableColumnType>>>>;

export type TableName = keyof typeof TABLES;

export const TABLE_NAMES = Object.keys(TABLES) as TableName[];

/** Those of sheets, documents and pages. */
export const SHEET_TABLES = Object.keys({ ...SHEETS, ...HANDOFFS, ...PAGES }) as (
  | keyof typeof SHEETS
  | keyof typeof HANDOFFS
  | keyof typeof PAGES
)[];

/** Rows of the tables that a file holds, handed over as they come: a journal has millions. */
export type TableRows = Partial<Readonly<Record<TableName, Iterable<Row>>>>;
