import type { Journal } from '../../model/journal.ts';
import { amountAt } from '../../model/journal.ts';
import type { Statement, StatementRow, StatementSource } from '../../model/statement.ts';
import { dateOfDay, dayNumber } from './columns.ts';

export interface ReceiptOptions {
  /** Postings shown of each row. */
  readonly limit: number;
  readonly cleared: boolean;
  readonly real: boolean;
  readonly secondaryDates: boolean;
}

interface Found {
  readonly shown: StatementSource[];
  of: number;
}

/** The statement with the postings behind each of its accounts: file, line, date, description and amount. */
export function withReceipts(statement: Statement, journals: readonly Journal[], options: ReceiptOptions): Statement {
  const rows = statement.parts.flatMap((part) => (part.kind === 'section' ? part.rows : []));
  const found = new Map(rows.flatMap(({ account }) => (account === undefined ? [] : [[account, none()] as const])));
  for (const journal of journals) collect(statement, journal, found, options);
  const withSources = (row: StatementRow): StatementRow => {
    const sources = row.account === undefined ? undefined : found.get(row.account);
    return sources && sources.of > 0 ? { ...row, sources } : row;
  };
  const parts = statement.parts.map((part) =>
    part.kind === 'section' ? { ...part, rows: part.rows.map(withSources) } : part,
  );
  return { ...statement, parts };
}

function none(): Found {
  return { shown: [], of: 0 };
}

/** The row that an account stands in: its own, or the nearest above it that is shown. */
function rowFinder(journal: Journal, found: ReadonlyMap<string, Found>): (account: number) => Found | undefined {
  const rows = journal.accounts.map(({ name }) => {
    for (let at = name.length; at > 0; at = name.lastIndexOf(':', at - 1)) {
      const row = found.get(name.slice(0, at));
      if (row) return row;
    }
    return undefined;
  });
  return (account) => rows[account];
}

function collect(
  statement: Statement,
  journal: Journal,
  found: ReadonlyMap<string, Found>,
  options: ReceiptOptions,
): void {
  const { postings, transactions } = journal;
  const rowOf = rowFinder(journal, found);
  const inTime = timeOf(statement);
  const symbols = new Map(statement.commodities.map(({ symbol }, at) => [symbol, at] as const));
  for (let at = 0; at < transactions.count; at += 1) {
    const day = transactions.day[at] ?? 0;
    const moved = options.secondaryDates && transactions.day2[at] !== day;
    const end = transactions.first[at + 1] ?? postings.count;
    for (let posting = transactions.first[at] ?? 0; posting < end; posting += 1) {
      const on = (moved ? transactions.day2[at] : postings.day[posting]) ?? day;
      const status = postings.status[posting] || (transactions.status[at] ?? 0);
      const passes = (!options.cleared || status === 2) && (!options.real || postings.kind[posting] === 0);
      if (!passes || !inTime(on)) continue;
      if (statement.kind === 'cashflow' && !isOfCash(journal, at, posting)) continue;
      const row = rowOf(postings.account[posting] ?? 0);
      if (!row) continue;
      row.of += 1;
      if (row.shown.length < options.limit) row.shown.push(sourceOf(journal, at, posting, on, symbols));
    }
  }
}

function timeOf({ kind, columns }: Statement): (day: number) => boolean {
  const [first, last] = [columns[0], columns.at(-1)];
  if (!first || !last) return () => false;
  const from = kind === 'balance' ? Number.NEGATIVE_INFINITY : dayNumber(first.from);
  const to = dayNumber(last.to);
  return (day) => day >= from && day <= to;
}

/** Whether a posting is one of cash, or the other side of one in its transaction. */
function isOfCash({ postings, accounts, transactions }: Journal, transaction: number, posting: number): boolean {
  const isCash = (at: number): boolean => {
    const account = accounts[postings.account[at] ?? 0];
    return account?.type === 'Assets' && account.cash;
  };
  if (isCash(posting)) return true;
  const kind = postings.kind[posting];
  if (kind === 1) return false;
  const end = transactions.first[transaction + 1] ?? postings.count;
  for (let at = transactions.first[transaction] ?? 0; at < end; at += 1)
    if (postings.kind[at] === kind && isCash(at)) return true;
  return false;
}

function sourceOf(
  journal: Journal,
  transaction: number,
  posting: number,
  day: number,
  symbols: ReadonlyMap<string, number>,
): StatementSource {
  const { postings, transactions, files, accounts, commodities } = journal;
  return {
    at: {
      file: files[transactions.file[transaction] ?? 0]?.name ?? '',
      line: postings.line[posting] ?? 0,
      column: 1,
    },
    date: dateOfDay(day),
    account: accounts[postings.account[posting] ?? 0]?.name ?? '',
    description: journal.transactionText(transaction).description,
    commodity: symbols.get(commodities[postings.commodity[posting] ?? 0]?.symbol ?? '') ?? 0,
    amount: amountAt(journal, posting),
  };
}
