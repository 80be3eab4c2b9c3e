import { JournalFiles } from '../../src/app/journal-file.ts';
import { problemText } from '../../src/core/problem.ts';
import { amountAt, type Journal } from '../../src/model/journal.ts';
import { readJournal } from '../../src/sources/index.ts';
import type { Answer, PostingParts } from './_answer.ts';
import { costText, headRow, postingRow, priceText } from './_answer.ts';
import type { Pico } from './_meaning.ts';
import { balanceRow, pico } from './_meaning.ts';

const STATUS = ['', '!', '*'] as const;
const KIND = ['real', 'virtual', 'balanced'] as const;

const dayText = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

const valueAt = (journal: Journal, posting: number): Pico => {
  const { mantissa, scale } = amountAt(journal, posting);
  return pico(mantissa, scale);
};

const symbolOf = ({ commodities }: Journal, index: number): string => commodities[index]?.symbol ?? '?';

/** What a posting costs in all, as commodity and amount; undefined without a cost. */
function costAt(journal: Journal, posting: number): { readonly symbol: string; readonly value: Pico } | undefined {
  const cost = journal.costs[journal.postings.cost[posting] ?? -1];
  return cost && { symbol: symbolOf(journal, cost.commodity), value: pico(cost.total.mantissa, cost.total.scale) };
}

/** Postings on one line are one posting whose amount was left out: it stands for several commodities. */
function postingsOf(journal: Journal, transaction: number): string[] {
  const { postings, transactions } = journal;
  const rows: { readonly line: number; parts: PostingParts }[] = [];
  for (let at = transactions.first[transaction] ?? 0; at < (transactions.first[transaction + 1] ?? 0); at += 1) {
    const cost = costAt(journal, at);
    const amount = {
      symbol: symbolOf(journal, postings.commodity[at] ?? -1),
      value: valueAt(journal, at),
      ...(cost ? { cost: costText(cost.symbol, cost.value) } : {}),
    };
    const line = postings.line[at] ?? 0;
    const last = rows.at(-1);
    if (last?.line === line) last.parts = { ...last.parts, amounts: [...last.parts.amounts, amount] };
    else rows.push({ line, parts: { ...partsOf(journal, at), amounts: [amount] } });
  }
  return rows.map(({ parts }) => postingRow(parts));
}

function partsOf(journal: Journal, at: number): Omit<PostingParts, 'amounts'> {
  const { postings, accounts } = journal;
  const { comment, tags } = journal.postingText(at);
  return {
    kind: KIND[postings.kind[at] ?? -1] ?? 'real',
    account: accounts[postings.account[at] ?? -1]?.name ?? '?',
    status: STATUS[postings.status[at] ?? -1] ?? '?',
    day: dayText(postings.day[at] ?? 0),
    comment: comment.split('\n'),
    tags,
  };
}

function rows(journal: Journal, transaction: number): string[] {
  const { day, day2, status } = journal.transactions;
  const { code, description, comment, tags } = journal.transactionText(transaction);
  const head = headRow({
    day: dayText(day[transaction] ?? 0),
    day2: dayText(day2[transaction] ?? 0),
    status: STATUS[status[transaction] ?? -1] ?? '?',
    code,
    description,
    comment: comment.split('\n'),
    tags,
  });
  return [head, ...postingsOf(journal, transaction)];
}

function balances(journal: Journal, atCost: boolean): string[] {
  const sums = new Map<string, Map<string, Pico>>();
  const { postings, accounts } = journal;
  for (let at = 0; at < postings.count; at += 1) {
    const held = { symbol: symbolOf(journal, postings.commodity[at] ?? -1), value: valueAt(journal, at) };
    const { symbol, value } = (atCost ? costAt(journal, at) : undefined) ?? held;
    const account = accounts[postings.account[at] ?? -1]?.name ?? '?';
    const own = sums.get(account) ?? new Map<string, Pico>();
    sums.set(account, own.set(symbol, (own.get(symbol) ?? 0n) + value));
  }
  return [...sums]
    .flatMap(([account, own]) => [...own].map(([symbol, value]) => ({ account, symbol, value })))
    .filter(({ value }) => value !== 0n)
    .map(({ account, symbol, value }) => balanceRow(account, symbol, value))
    .toSorted();
}

interface Reading {
  readonly answer: Answer;
  /** Of `P` lines, in their order. */
  readonly prices: readonly string[];
  readonly problems: readonly string[];
}

/** Our reading of `main.journal` in the folder; its problems as lines, which a valid journal does not have. */
export function readOurs(folder: string): Reading {
  const files = new JournalFiles(folder);
  const { bytes, name } = files.root('main.journal');
  const journal = readJournal(bytes, name, files);
  const { files: read, transactions } = journal;
  const register = new Map<string, readonly string[]>();
  for (let at = 0; at < transactions.count; at += 1) {
    const place = `${read[transactions.file[at] ?? -1]?.name ?? '?'}:${transactions.line[at] ?? 0}`;
    register.set(place, rows(journal, at));
  }
  return {
    answer: { register, balances: balances(journal, false), atCost: balances(journal, true) },
    prices: journal.prices
      .filter(({ from }) => from === 'directive')
      .map(({ day, commodity, in: paid, price: { mantissa, scale } }) =>
        priceText(dayText(day), symbolOf(journal, commodity), symbolOf(journal, paid), pico(mantissa, scale)),
      ),
    problems: journal.problems.filter(({ severity }) => severity === 'error').map(problemText),
  };
}
