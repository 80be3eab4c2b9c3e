import fc from 'fast-check';
import { decimalText } from '../../../src/core/decimal.ts';
import type { AccountType } from '../../../src/model/journal.ts';

/** Books as a test makes them, and the layouts that accounting programs write them in. */

export interface Account {
  readonly levels: readonly string[];
  readonly type: AccountType;
  readonly code: string;
}

export interface Line {
  readonly account: Account;
  /** Debits positive, cents; never zero. */
  readonly amount: bigint;
  readonly name: string;
  readonly memo: string;
}

export interface Transaction {
  readonly id: string;
  readonly date: string;
  readonly kind: string;
  readonly lines: readonly Line[];
}

export const ACCOUNTS: readonly Account[] = [
  { levels: ['Harbor Bank'], type: 'Assets', code: '1000' },
  { levels: ['Harbor Bank', 'Savings'], type: 'Assets', code: '1010' },
  { levels: ['Receivables'], type: 'Assets', code: '1200' },
  { levels: ['Card'], type: 'Liabilities', code: '2000' },
  { levels: ['Owner'], type: 'Equity', code: '3000' },
  { levels: ['Charters'], type: 'Income', code: '4000' },
  { levels: ['Charters', 'Sunset'], type: 'Income', code: '4010' },
  { levels: ['Boat'], type: 'Expenses', code: '6000' },
  { levels: ['Boat', 'Fuel'], type: 'Expenses', code: '6010' },
  { levels: ['Boat', 'Fuel', 'Dock'], type: 'Expenses', code: '6011' },
];

const nameOf = ({ levels }: Account): string => levels.join(':');
export const placeOf = (account: Account): string => `${account.type}:${nameOf(account)}`;
export const declared = Object.fromEntries(ACCOUNTS.map((account) => [nameOf(account), placeOf(account)]));

const amount = fc
  .tuple(fc.constantFrom(5n, 250_000_000n, 99_999n), fc.bigInt({ min: 1n, max: 1000n }), fc.boolean())
  .map(([size, factor, negative]) => (negative ? -size * factor : size * factor));
const words = fc.constantFrom('', 'Mara', 'Fuel, "dock"', 'Charter; sunset', 'Müller & Co');

const lines = fc
  .array(fc.record({ account: fc.constantFrom(...ACCOUNTS), amount, name: words, memo: words }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((all): Line[] => {
    const rest = -all.reduce((sum, line) => sum + line.amount, 0n);
    const [first = ACCOUNTS[0]] = ACCOUNTS;
    return rest === 0n || !first ? all : [...all, { account: first, amount: rest, name: '', memo: 'rest' }];
  })
  .filter((all) => all.reduce((sum, line) => sum + line.amount, 0n) === 0n && all.length > 1);

/** Random books that balance. Each transaction has a number of its own. */
export const books: fc.Arbitrary<readonly Transaction[]> = fc
  .array(
    fc.record({
      day: fc.integer({ min: 1, max: 28 }),
      month: fc.integer({ min: 1, max: 12 }),
      kind: fc.constantFrom('Invoice', 'Expense', 'Journal Entry'),
      lines,
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((all) =>
    all.map(({ day, month, ...rest }, index) => ({
      id: String(101 + index),
      date: `2026-${String(month).padStart(2, '0')}-${String(index === 0 ? 28 : day).padStart(2, '0')}`,
      ...rest,
    })),
  );

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csv = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.map(quoted).join(',')).join('\r\n');

/** `1,234.50`; below zero `-1,234.50` or, as reports have it, `(1,234.50)`. */
function money(minor: bigint, negative: 'minus' | 'brackets' = 'minus'): string {
  const [whole = '', fraction = ''] = decimalText({ mantissa: minor < 0n ? -minor : minor, scale: 2 }).split('.');
  const text = `${whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',')}.${fraction}`;
  if (minor >= 0n) return text;
  return negative === 'minus' ? `-${text}` : `(${text})`;
}

const sides = (minor: bigint): [debit: string, credit: string] =>
  minor > 0n ? [money(minor), ''] : ['', money(-minor)];
const sum = (all: readonly Line[], side: (amount: bigint) => boolean): bigint =>
  all.reduce((total, line) => (side(line.amount) ? total + line.amount : total), 0n);

const american = (date: string): string => `${date.slice(5, 7)}/${date.slice(8)}/${date.slice(0, 4)}`;
const british = (date: string): string => `${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const spelled = (date: string): string =>
  `${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1] ?? ''} ${date.slice(0, 4)}`;

const XERO_TYPES: Readonly<Record<AccountType, string>> = {
  Assets: 'Current Asset',
  Liabilities: 'Current Liability',
  Equity: 'Equity',
  Income: 'Revenue',
  Expenses: 'Overhead',
};

export function xeroJournal(all: readonly Transaction[]): string {
  const header =
    'Date,Source,Description,Reference,Contact,Journal Number,Account Code,Account,Account Type,Debit,Credit';
  const rows = all.flatMap(({ id, date, kind, lines: postings }) =>
    postings.map(({ account, amount: minor, name, memo }) => {
      const label = `${account.code} - ${nameOf(account)}`;
      return [
        spelled(date),
        kind,
        memo,
        `R${id}`,
        name,
        id,
        account.code,
        label,
        XERO_TYPES[account.type],
        ...sides(minor),
      ];
    }),
  );
  return csv([['Journal Report'], ['Harbor Trading'], [], header.split(','), ...rows]);
}

/** The accounts that have postings, each with them. */
function byAccount(all: readonly Transaction[]): [Account, [Transaction, Line][]][] {
  return ACCOUNTS.flatMap((account): [Account, [Transaction, Line][]][] => {
    const own = all.flatMap((transaction) =>
      transaction.lines
        .filter((line) => line.account === account)
        .map((line): [Transaction, Line] => [transaction, line]),
    );
    return own.length > 0 ? [[account, own]] : [];
  });
}

export function xeroLedger(all: readonly Transaction[]): string {
  const rows = byAccount(all).flatMap(([account, own]) => {
    const label = `${nameOf(account)} (${account.code})`;
    const postings = own.map(([{ id, date, kind }, { amount: minor, memo }]) => {
      return [british(date), kind, memo, `R${id}`, ...sides(minor), ''];
    });
    const list = own.map(([, line]) => line);
    const [debit, credit] = [sum(list, (minor) => minor > 0n), -sum(list, (minor) => minor < 0n)];
    return [
      [label],
      ...postings,
      [`Total ${label}`, '', '', '', money(debit), money(credit), money(debit - credit, 'brackets')],
    ];
  });
  const header = ['Date', 'Source', 'Description', 'Reference', 'Debit', 'Credit', 'Running Balance'];
  return csv([['Account Transactions'], ['For the period 1 January 2026 to 31 December 2026'], [], header, ...rows]);
}

export function quickbooksJournal(all: readonly Transaction[]): string {
  const rows = all.flatMap(({ id, date, kind, lines: postings }) => {
    const own = postings.map(({ account, amount: minor, name, memo }, index) => {
      const head = index === 0 ? [american(date), kind, id] : ['', '', ''];
      return ['', ...head, name, memo, nameOf(account), ...sides(minor)];
    });
    const total = money(sum(postings, (minor) => minor > 0n));
    return [...own, ['', '', '', '', '', '', '', `$${total}`, `$${total}`], []];
  });
  const header = ['', 'Date', 'Transaction Type', 'Num', 'Name', 'Memo/Description', 'Account', 'Debit', 'Credit'];
  return csv([['Harbor Trading'], ['Journal'], [], header, ...rows, ['Thursday, January 7, 2027 10:15 AM GMT-08:00']]);
}

/** With amounts as an account of its type grows, parents before the accounts below them, and totals of both. */
export function quickbooksLedger(all: readonly Transaction[]): string {
  const groups = byAccount(all);
  const at = (levels: readonly string[]): [Transaction, Line][] =>
    groups.find(([account]) => account.levels.join(':') === levels.join(':'))?.[1] ?? [];
  const natural = ({ account, amount: minor }: Line): bigint =>
    account.type === 'Assets' || account.type === 'Expenses' ? minor : -minor;
  const totalRow = (label: string, total: bigint): string[] => [
    label,
    '',
    '',
    '',
    '',
    '',
    '',
    `$${money(total)}`.replace('$-', '-$'),
    '',
  ];
  const section = (levels: readonly string[]): { rows: string[][]; total: bigint } => {
    const name = levels.at(-1) ?? '';
    const own = at(levels).map(([{ id, date, kind }, line]): string[] => {
      return ['', american(date), kind, id, line.name, line.memo, '-Split-', money(natural(line), 'brackets'), ''];
    });
    const mine = at(levels).reduce((total, [, line]) => total + natural(line), 0n);
    const children = [
      ...new Set(
        groups
          .map(([account]) => account.levels)
          .filter((path) => path.length > levels.length && levels.every((level, index) => path[index] === level))
          .map((path) => path[levels.length] ?? ''),
      ),
    ].map((child) => section([...levels, child]));
    const total = children.reduce((whole, child) => whole + child.total, mine);
    const ended = own.length > 0 || children.length === 0 ? [totalRow(`Total for ${name}`, mine)] : [];
    const rolled = children.length > 0 ? [totalRow(`Total for ${name} with sub-accounts`, total)] : [];
    return { rows: [[name], ...own, ...ended, ...children.flatMap(({ rows }) => rows), ...rolled], total };
  };
  const roots = [...new Set(groups.map(([account]) => account.levels[0] ?? ''))];
  const header = ['', 'Date', 'Transaction Type', 'Num', 'Name', 'Memo/Description', 'Split', 'Amount', 'Balance'];
  return csv([
    ['General Ledger'],
    ['January - December, 2026'],
    [],
    header,
    ...roots.flatMap((root) => section([root]).rows),
  ]);
}

export function wave(all: readonly Transaction[]): string {
  const header =
    'Transaction ID,Transaction Date,Account Name,Transaction Description,Transaction Line Description,Amount (One column),Debit Amount (Two Column Approach),Credit Amount (Two Column Approach),Customer,Vendor,Account Group,Account Type';
  const rows = all.flatMap(({ id, date, lines: postings }) =>
    postings.map(({ account, amount: minor, name, memo }) => {
      return [id, date, nameOf(account), memo, '', money(minor), ...sides(minor), name, '', account.type, ''];
    }),
  );
  // Wave's lines of one transaction need not stand together.
  return csv([
    header.split(','),
    ...rows.filter((_, index) => index % 2 === 0),
    ...rows.filter((_, index) => index % 2 === 1),
  ]);
}
