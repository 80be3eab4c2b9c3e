import { decimalText } from '../../../src/core/decimal.ts';
import { UserError } from '../../../src/core/problem.ts';
import { amountAt, type Journal } from '../../../src/model/journal.ts';
import type { ReadContext } from '../../../src/model/source.ts';
import { readJournal } from '../../../src/sources/index.ts';
import { dedent } from '../_shown.ts';

/** Files by their paths; a pattern with a * matches by its beginning and its end. */
export function folder(files: Readonly<Record<string, string>>): ReadContext {
  return {
    include(pattern) {
      const [start = '', end] = pattern.split('*');
      const names = Object.keys(files).filter((name) =>
        end === undefined ? name === pattern : name.startsWith(start) && name.endsWith(end),
      );
      if (end === undefined && names.length === 0) throw new UserError('source-unreadable', `${pattern} is not there`);
      return names.toSorted().map((name) => ({ name, bytes: Buffer.from(dedent(files[name] ?? '')) }));
    },
  };
}

export function journalOf(text: string | Uint8Array, files: Readonly<Record<string, string>> = {}): Journal {
  return readJournal(typeof text === 'string' ? Buffer.from(dedent(text)) : text, 'main.journal', folder(files));
}

export const dayOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

const STATUS = ['', '! ', '* '] as const;
const BRACKETS = [
  ['', ''],
  ['(', ')'],
  ['[', ']'],
] as const;

function withSymbol(digits: string, symbol: string): string {
  return symbol === '' ? digits : `${digits} ${symbol}`;
}

/** `  assets:bank  -4.50 EUR @@ -5.00 USD  2026-05-02`; the day where it is not the transaction's. */
export function postingText(journal: Journal, posting: number): string {
  const { postings, transactions, accounts, commodities, costs } = journal;
  const transaction = postings.transaction[posting] ?? -1;
  const symbolOf = (id: number | undefined): string => commodities[id ?? -1]?.symbol ?? '?';
  const [open, close] = BRACKETS[postings.kind[posting] ?? 0] ?? ['?', '?'];
  const cost = costs[postings.cost[posting] ?? -1];
  const own = postings.day[posting] === transactions.day[transaction] ? '' : `  ${dayOf(postings.day[posting] ?? 0)}`;
  const amount = withSymbol(decimalText(amountAt(journal, posting)), symbolOf(postings.commodity[posting]));
  const paid = cost ? ` @@ ${withSymbol(decimalText(cost.total), symbolOf(cost.commodity))}` : '';
  const status = STATUS[postings.status[posting] ?? 0] ?? '?';
  return `  ${status}${open}${accounts[postings.account[posting] ?? -1]?.name}${close}  ${amount}${paid}${own}`;
}

/** The journal as it is understood, a line a transaction and a line a posting. */
export function understood(journal: Journal): string[] {
  const { transactions } = journal;
  const lines: string[] = [];
  for (let transaction = 0; transaction < transactions.count; transaction += 1) {
    const { code, description } = journal.transactionText(transaction);
    const [day, day2] = [transactions.day[transaction] ?? 0, transactions.day2[transaction] ?? 0];
    const status = STATUS[transactions.status[transaction] ?? 0] ?? '?';
    const coded = code === '' ? '' : `(${code}) `;
    lines.push(`${dayOf(day)}${day2 === day ? '' : `=${dayOf(day2)}`} ${status}${coded}${description}`.trimEnd());
    const end = transactions.first[transaction + 1] ?? 0;
    for (let posting = transactions.first[transaction] ?? 0; posting < end; posting += 1) {
      lines.push(postingText(journal, posting));
    }
  }
  return lines;
}

/** `3:14 amount-invalid` */
export const problemsOf = ({ problems }: Pick<Journal, 'problems'>): string[] =>
  problems.map(({ at, code }) => `${at.file === 'main.journal' ? '' : `${at.file}:`}${at.line}:${at.column} ${code}`);
