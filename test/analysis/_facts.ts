import { DuckDBInstance, DuckDBDateValue } from '@duckdb/node-api';
import { parseDecimal } from '../../src/core/decimal.ts';
import { sha256 } from '../../src/core/hash.ts';
import { minorDigits, toMinor } from '../../src/core/money.ts';
import type { Declared } from '../../src/model/declared.ts';
import type { Cell, Facts, Row } from '../../src/model/facts.ts';
import { TABLE_NAMES, TABLES, type TableName } from '../../src/model/tables.ts';
import { portfolioSchema, type Portfolio } from '../../src/model/portfolio.ts';
import { sqlDate, sqlTable, sqlText } from '../../src/model/sql.ts';

/** One statement row and what its other half is booked to, as the ledger's tables below have it. */
export interface LedgerRow {
  readonly date: string;
  readonly entity: string;
  /** The statement account: `Checking` stands for `Assets:Checking`. */
  readonly account: string;
  /** Positive is money in. `1850.00`, or `1850.00 EUR`. */
  readonly amount: string;
  /**
   * `Income:Charters`; `transfer`, `opening` and `uncategorised` are what the journal would write for them, and
   * `transfer 7` is one half of the pair named 7.
   */
  readonly other: string;
  readonly payee: string;
  readonly tags: string;
  /** The entity on the other side; '' or left out without one. */
  readonly counterparty?: string;
  /** What the amount is the cost of, on the statement account's half: `0.5 BTC`. */
  readonly held?: string;
  readonly memo?: string;
}

/**
 * Reads a ledger that people can read, one statement row a line; the last word is the entity on the other side. The tag
 * `accrual` marks what books say without a statement: neither half is money, and both are between the two entities.
 *
 *     2026-03-02 | jada | Checking | 1850.00 | Income:Charters | Avery | one-off |
 */
function ledgerRows(table: string): LedgerRow[] {
  const lines = table.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [date = '', entity = '', account = '', amount = '', other = '', payee = '', tags = '', counterparty = ''] =
        line.split('|').map((cell) => cell.trim());
      return {
        date,
        entity,
        account: account.includes(':') ? account : `Assets:${account}`,
        amount,
        other,
        payee,
        tags,
        counterparty,
      };
    });
}

interface Posting {
  readonly txn: number;
  readonly entity: string;
  readonly date: string;
  readonly account: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly payee: string;
  readonly memo: string;
  readonly category: string;
  readonly transfer: string | undefined;
  readonly tags: string;
  readonly counterparty: string;
  readonly held: string | undefined;
  readonly file: string;
  readonly line: number;
}

function amountOf(row: LedgerRow): { minor: bigint; currency: string } {
  const [digits = '', currency = 'USD'] = row.amount.split(' ');
  const minor = toMinor(parseDecimal(digits) ?? { mantissa: 0n, scale: minorDigits(currency) }, currency);
  if (minor === undefined) throw new Error(`no amount in ${JSON.stringify(row)}`);
  return { minor, currency };
}

/** What moves revenue to when it is earned: beside the postings, not among them. */
const isRecognition = ({ tags }: LedgerRow): boolean => tags === 'recognition';
const isAccrual = ({ tags }: LedgerRow): boolean => tags === 'accrual';
/** The pair of `transfer 7`. */
const pairOf = ({ other }: LedgerRow): string | undefined => /^transfer (\S+)$/.exec(other)?.[1];

function otherHalf(row: LedgerRow, minor: bigint): { account: string; category: string } {
  switch (pairOf(row) === undefined ? row.other : 'transfer') {
    case 'opening':
      return { account: 'Equity:Opening Balances', category: 'opening' };
    case 'transfer':
      return { account: 'Assets:Transfers', category: 'transfer' };
    case 'uncategorised':
      return { account: minor > 0n ? 'Income:Uncategorised' : 'Expenses:Uncategorised', category: 'uncategorised' };
    default:
      return { account: row.other, category: 'rule' };
  }
}

function categoryOf(row: LedgerRow): string {
  if (row.other === 'opening') return 'opening';
  return isAccrual(row) ? 'rule' : 'cash';
}

const fileOf = (row: LedgerRow): string => `${row.entity}/${row.account.replace('Assets:', '')}.csv`;

function postingsOf(rows: readonly LedgerRow[]): Posting[] {
  return rows.flatMap((row, at) => {
    const { minor, currency } = amountOf(row);
    const other = otherHalf(row, minor);
    const tags = row.tags === '' ? '' : `,${row.tags},`;
    const common = {
      txn: at + 1,
      entity: row.entity,
      date: row.date,
      currency,
      payee: row.payee,
      memo: row.memo ?? '',
      tags,
      transfer: pairOf(row),
      counterparty: isAccrual(row) ? (row.counterparty ?? '') : '',
      held: undefined,
      file: fileOf(row),
      line: at + 1,
    };
    return [
      { ...common, account: row.account, amount: minor, category: categoryOf(row), held: row.held },
      {
        ...common,
        account: other.account,
        amount: -minor,
        category: other.category,
        counterparty: row.counterparty ?? '',
      },
    ];
  });
}

/** Facts whose queries can be counted, and that must be closed. */
export interface TestFacts extends Facts {
  close(): void;
}

/** Rows of the tables beside the statement rows, with what a snapshot puts before their columns. */
export type TestTables = Partial<Readonly<Record<TableName, readonly Row[]>>>;

/**
 * The fact tables of a readable ledger, in a database of their own in memory. An account is known by its `opening` row.
 * `more` are rows of other tables, such as statements.
 */
export async function factsOf(ledger: string | readonly LedgerRow[], more: TestTables = {}): Promise<TestFacts> {
  const rows = typeof ledger === 'string' ? ledgerRows(ledger) : ledger;
  const connection = await (await engine()).connect();
  const database = `facts_${(databases += 1)}`;
  await connection.run(`ATTACH ':memory:' AS ${database}; USE ${database}`);
  const made = Object.entries(tables(rows)).map(([name, select]) => `CREATE TABLE ${name} AS ${select}`);
  // In one go, and those without rows by their columns alone: there are many tables, and many tests.
  await connection.run([...made, ...tablesBeside(more)].join(';\n'));
  return {
    snapshot: sha256(JSON.stringify(rows)),
    query: async (sql) => {
      const reader = await connection.runAndReadAll(sql);
      return reader
        .getRowObjects()
        .map((row): Row => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellOf(value)])));
    },
    close: () => connection.closeSync(),
  };
}

let databases = 0;
let instance: Promise<DuckDBInstance> | undefined;

/** One engine for all: to make one takes as long as most tests. Each gets a database of its own in it. */
function engine(): Promise<DuckDBInstance> {
  instance ??= DuckDBInstance.create(':memory:');
  return instance;
}

function cellOf(value: unknown): Cell {
  if (value instanceof DuckDBDateValue) return value.toString();
  if (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'bigint' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  )
    return value;
  throw new Error(`a value that the facts do not give: ${typeof value}`);
}

const PLACED = { source: 'VARCHAR', file: 'VARCHAR', entity: 'VARCHAR', ledger_account: 'VARCHAR', subject: 'VARCHAR' };

function tablesBeside(more: TestTables): string[] {
  return TABLE_NAMES.map((name) => {
    const columns: Record<string, string> = { ...PLACED, ...TABLES[name] };
    const rows = (more[name] ?? []).map((row) => Object.keys(columns).map((column) => literal(row[column])));
    const typed = Object.entries(columns).map((column) => column.join(' '));
    return `CREATE TABLE ${name} ${rows.length === 0 ? `(${typed.join(', ')})` : `AS ${sqlTable(columns, rows)}`}`;
  });
}

function literal(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return 'NULL';
  return typeof cell === 'string' ? sqlText(cell) : String(cell);
}

/** The rows of `postings` or of tables like it. */
function entriesTable(postings: readonly Posting[]): string {
  return sqlTable(
    {
      txn: 'BIGINT',
      entity: 'VARCHAR',
      date: 'DATE',
      account: 'VARCHAR',
      amount: 'BIGINT',
      currency: 'VARCHAR',
      payee: 'VARCHAR',
      memo: 'VARCHAR',
      category: 'VARCHAR',
      transfer: 'VARCHAR',
      tags: 'VARCHAR',
      counterparty: 'VARCHAR',
      commodity: 'VARCHAR',
      quantity: 'VARCHAR',
      source: 'VARCHAR',
      file: 'VARCHAR',
      line: 'BIGINT',
    },
    postings.map((one) => [
      String(one.txn),
      sqlText(one.entity),
      sqlDate(one.date),
      sqlText(one.account),
      String(one.amount),
      sqlText(one.currency),
      sqlText(one.payee),
      sqlText(one.memo),
      sqlText(one.category),
      one.transfer === undefined ? 'NULL' : sqlText(one.transfer),
      sqlText(one.tags),
      sqlText(one.counterparty),
      one.held === undefined ? 'NULL' : sqlText(one.held.split(' ')[1] ?? ''),
      one.held === undefined ? 'NULL' : sqlText(one.held.split(' ')[0] ?? ''),
      sqlText(sha256(one.file)),
      sqlText(one.file),
      String(one.line),
    ]),
  );
}

function tables(all: readonly LedgerRow[]): Record<string, string> {
  const [rows, moved] = [all.filter((row) => !isRecognition(row)), all.filter(isRecognition)];
  const statements = new Map(
    rows
      .filter((row) => !isAccrual(row))
      .map((row) => [JSON.stringify([row.entity, row.account, amountOf(row).currency]), row]),
  );
  const dated = rows.filter((row) => row.other !== 'opening' && !isAccrual(row));
  return {
    postings: entriesTable(postingsOf(rows)),
    adjustments: entriesTable(postingsOf(moved).map((one) => ({ ...one, txn: -one.txn, category: 'recognition' }))),
    monthly: `SELECT entity, CAST(date_trunc('month', date) AS DATE) AS month, account, currency, category, tags, counterparty,
      CAST(sum(amount) AS BIGINT) AS amount, count(*) AS postings, count(CASE WHEN amount < 0 THEN 1 END) AS credits
      FROM postings GROUP BY ALL`,
    accounts: sqlTable(
      { entity: 'VARCHAR', account: 'VARCHAR', currency: 'VARCHAR', opening_known: 'BOOLEAN', opening_from: 'VARCHAR' },
      [...statements.values()].map((row) => {
        const known = rows.some(
          (other) => other.other === 'opening' && other.entity === row.entity && other.account === row.account,
        );
        return [
          sqlText(row.entity),
          sqlText(row.account),
          sqlText(amountOf(row).currency),
          known ? 'TRUE' : 'FALSE',
          known ? "'declared'" : 'NULL',
        ];
      }),
    ),
    files: sqlTable(
      {
        entity: 'VARCHAR',
        file: 'VARCHAR',
        role: 'VARCHAR',
        ledger_account: 'VARCHAR',
        first_date: 'DATE',
        last_date: 'DATE',
      },
      [...new Map(dated.map((row) => [fileOf(row), row])).values()].map((row) => {
        const dates = dated
          .filter((other) => fileOf(other) === fileOf(row))
          .map((other) => other.date)
          .toSorted();
        return [
          sqlText(row.entity),
          sqlText(fileOf(row)),
          "'statement'",
          sqlText(row.account),
          sqlDate(dates[0] ?? ''),
          sqlDate(dates.at(-1) ?? ''),
        ];
      }),
    ),
    account_days: 'SELECT entity, ledger_account AS account, first_date, last_date FROM files',
    balances: sqlTable(STATED, []),
    rows: sqlTable(ROWS, []),
    duplicates: sqlTable(ROWS, []),
  };
}

const STATED = {
  source: 'VARCHAR',
  file: 'VARCHAR',
  line: 'BIGINT',
  entity: 'VARCHAR',
  ledger_account: 'VARCHAR',
  date: 'DATE',
  amount: 'BIGINT',
  currency: 'VARCHAR',
};

const ROWS = { ...STATED, fee: 'BIGINT', payee: 'VARCHAR', memo: 'VARCHAR', reference: 'VARCHAR', type: 'VARCHAR' };

/** A declared portfolio from a few words; every value is said to stand in `portfolio.yaml`. */
export function declaredOf(portfolio: Readonly<Record<string, unknown>>): Declared {
  const parsed: Portfolio = portfolioSchema.parse({
    name: 'Test',
    base_currency: 'USD',
    time_zone: 'UTC',
    ...portfolio,
  });
  return {
    portfolio: parsed,
    folder: '/portfolio',
    hash: sha256(JSON.stringify(portfolio)),
    at: (path) => ({ file: 'portfolio.yaml', line: path.length + 1, column: 1 }),
  };
}

/** Months of one row each, for ledgers that would be long to write out: `monthly('2025-11', 6, (month) => …)`. */
export function monthly(first: string, months: number, line: (month: string, at: number) => string): string {
  const [year = 0, month = 1] = first.split('-').map(Number);
  return Array.from({ length: months }, (_, at) => {
    const index = month - 1 + at;
    return line(`${year + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`, at);
  }).join('\n');
}
