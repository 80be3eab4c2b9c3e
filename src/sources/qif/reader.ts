import type { Position, Problem } from '../../core/problem.ts';
import type { ReadResult, StatedBalance, StatementRow } from '../../model/facts.ts';
import type { Reader, ReadOptions } from '../../model/source.ts';
import { currencyMissing, NO_CURRENCY, problem } from '../_codes.ts';
import { openText, type OpenText } from '../_open.ts';
import { Accounts, severalAccounts, statedBalances } from '../_statements.ts';
import { decodeText, HEAD_BYTES, tidy } from '../_text.ts';
import { fieldOf, interpretMovement, type QifLayout } from './movement.ts';
import type { QifRecord } from './records.ts';
import { sortRecords, warnings, weigh, type Found, type Sorted } from './sections.ts';

/** Quicken begins an account with a record of its opening balance, which moved nothing. */
function isOpening(record: QifRecord): boolean {
  const payee = tidy(fieldOf(record, 'P')?.text ?? '')
    .trim()
    .toLowerCase();
  return payee === 'opening balance' && (fieldOf(record, 'L')?.text.trim() ?? '[').startsWith('[');
}

/** The movements of one account, and the balance before them where the file says it. */
interface AccountRows {
  readonly account: string;
  opening: StatedBalance | undefined;
  readonly rows: StatementRow[];
}

interface Reading {
  readonly open: OpenText;
  readonly layout: QifLayout;
  readonly accounts: Accounts;
  readonly problems: Problem[];
}

function readAccounts({ movements }: Sorted, { open, layout, accounts, problems }: Reading): AccountRows[] {
  const found: AccountRows[] = [];
  for (const { record, account } of movements) {
    let current = found.at(-1);
    if (current?.account !== account) {
      if (accounts.add(account)) problems.push(severalAccounts(open.at(record.offset)));
      current = { account, opening: undefined, rows: [] };
      found.push(current);
    }
    const { row, problems: own } = interpretMovement(record, layout, (offset) => open.at(offset));
    for (const one of own) problems.push(one);
    if (row && current.rows.length === 0 && !current.opening && isOpening(record)) current.opening = row;
    else if (row) current.rows.push(row);
  }
  return found;
}

function balancesOf({ account, opening, rows }: AccountRows): StatedBalance[] {
  if (!opening) return [];
  const { line, date, amount, currency } = opening;
  const stated = { line, date, amount, currency, interim: false };
  // Without movements the balance is of its own day.
  if (rows.length === 0) return [{ line, date, amount, currency }];
  return statedBalances({ line, name: account, currency, opening: stated, closing: undefined, rows });
}

function describe({ lists }: Sorted, { dateOrder, decimal }: Found): Record<string, string> {
  const passed = [...lists].slice(0, 12).map(([header, count]) => `${header} (${count})`);
  return {
    decimal: `${decimal.value} (${decimal.how})`,
    date_order: `${dateOrder.value} (${dateOrder.how})`,
    ...(passed.length > 0 ? { lists: `${passed.join(', ')}: names only` } : {}),
  };
}

function notFound(at: Position): Problem {
  return problem('qif-not-found', at, 'there are no movements in this file', {
    expected: 'a section such as !Type:Bank with records that end in ^',
    mend: 'check `kind`, or export it again',
  });
}

function read(bytes: Uint8Array, file: string, options: ReadOptions): ReadResult {
  const open = openText(bytes, file, 'a QIF export', () => decodeText(bytes, options.encoding));
  if ('code' in open) return { kind: 'qif', layout: {}, rows: [], balances: [], problems: [open] };
  const sorted = sortRecords(open.text);
  const found = weigh(sorted, options);
  const currency = options.currency ?? NO_CURRENCY;
  const layout = { dateOrder: found.dateOrder.value, decimal: found.decimal.value, currency };
  const problems: Problem[] = [...open.losses, ...warnings(sorted, found, open)];
  const [start] = sorted.movements;
  if (!start && sorted.refused.size === 0 && !sorted.cut) problems.push(notFound({ file, line: 1, column: 1 }));
  if (start && options.currency === undefined) problems.push(currencyMissing(open.at(start.record.offset)));
  const accounts = new Accounts();
  const statements = readAccounts(sorted, { open, layout, accounts, problems });
  return {
    kind: 'qif',
    layout: { encoding: open.encoding, account: accounts.text, ...describe(sorted, found) },
    rows: statements.flatMap(({ rows }) => rows),
    balances: statements.flatMap(balancesOf),
    problems,
  };
}

function recognises(head: Uint8Array, name: string): number {
  const { text } = decodeText(head.subarray(0, HEAD_BYTES), undefined, true);
  if (/^\s{0,64}!(?:Type:|Account|Option:|Clear:)/i.test(text)) return 1;
  return /\.qif$/i.test(name) ? 0.5 : 0;
}

/**
 * Quicken's QIF: sections of bank, cash, credit card and other accounts. Investments are refused by name. A row begins
 * on the line where its record does; its category, class or transfer account is the row's type.
 */
export const qif: Reader = { kind: 'qif', role: 'statement', version: 1, recognises, read };
