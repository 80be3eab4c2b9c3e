import { multiply, parseDecimal, rescale, type Decimal } from '../../../src/core/decimal.ts';
import type { AccountType, Journal, JournalCost, JournalPrice } from '../../../src/model/journal.ts';

/*
 * A journal from readable text, by hand: `2026-01-31=2026-02-01 * Words`, then postings `Account  12.50 EUR`, also
 * `(Account)` and `[Account]`, with `@ 1.10 USD` or `@@ 11 USD` and `; date: 2026-02-02`; `P 2026-01-31 EUR 1.10 USD`.
 * Every amount is written out. The reader of real journals is tested elsewhere.
 */

const TYPES: Readonly<Record<string, AccountType>> = {
  Assets: 'Assets',
  Liabilities: 'Liabilities',
  Equity: 'Equity',
  Income: 'Income',
  Expenses: 'Expenses',
};

const POSTING = /^([([]?)([^()[\]]+?)[)\]]? {2,}(-?[\d.]+) ?(\S*)(?: (@@?) ([\d.]+) (\S+))?(?: *; date: (\S+))?$/;

function dayOf(date: string): number {
  return Date.parse(date) / 86_400_000;
}

class Names {
  readonly all: string[] = [];
  at(name: string): number {
    const found = this.all.indexOf(name);
    return found >= 0 ? found : this.all.push(name) - 1;
  }
}

interface Posting {
  readonly account: number;
  readonly commodity: number;
  readonly amount: Decimal;
  readonly kind: number;
  readonly day: number;
  readonly line: number;
  readonly cost?: JournalCost;
}

interface Transaction {
  readonly day: number;
  readonly day2: number;
  readonly status: number;
  readonly line: number;
  readonly words: string;
  readonly postings: Posting[];
}

function number(text: string): Decimal {
  const value = parseDecimal(text);
  if (!value) throw new Error(`no number: ${text}`);
  return value;
}

export function journalOf(text: string, name = 'books.journal'): Journal {
  const accounts = new Names();
  const commodities = new Names();
  const transactions: Transaction[] = [];
  const prices: JournalPrice[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = index + 1;
    const trimmed = raw.trim();
    if (trimmed === '') continue;
    if (trimmed.startsWith('P ')) {
      const [, date = '', of = '', price = '', unit = ''] = trimmed.split(/ +/);
      prices.push({
        at: { file: name, line, column: 1 },
        day: dayOf(date),
        commodity: commodities.at(of),
        price: number(price),
        in: commodities.at(unit),
        from: 'directive',
      });
    } else if (/^\d/.test(trimmed)) {
      const [, date = '', second = date, mark, words = ''] =
        /^([\d-]+)(?:=([\d-]+))? ?([*!])? ?(.*)$/.exec(trimmed) ?? [];
      const status = mark === '*' ? 2 : mark === '!' ? 1 : 0;
      transactions.push({ day: dayOf(date), day2: dayOf(second), status, line, words, postings: [] });
    } else {
      const transaction = transactions.at(-1);
      const match = POSTING.exec(trimmed);
      if (!transaction || !match) throw new Error(`line ${line}: no posting: ${trimmed}`);
      const [, bracket, account = '', written = '', symbol = '', at, priced = '', unit = '', own] = match;
      const amount = number(written);
      const total = at === '@' ? multiply(number(priced), amount) : signed(number(priced || '0'), amount);
      transaction.postings.push({
        account: accounts.at(account),
        commodity: commodities.at(symbol),
        amount,
        kind: bracket === '(' ? 1 : bracket === '[' ? 2 : 0,
        day: own ? dayOf(own) : transaction.day,
        line,
        ...(at ? { cost: { commodity: commodities.at(unit), total } } : {}),
      });
    }
  }
  return built({ accounts: accounts.all, commodities: commodities.all, transactions, prices, name });
}

function signed(value: Decimal, like: Decimal): Decimal {
  return like.mantissa < 0n ? { ...value, mantissa: -value.mantissa } : value;
}

interface Parts {
  readonly accounts: readonly string[];
  readonly commodities: readonly string[];
  readonly transactions: readonly Transaction[];
  readonly prices: readonly JournalPrice[];
  readonly name: string;
}

function built({ accounts, commodities, transactions, prices, name }: Parts): Journal {
  const postings = transactions.flatMap((transaction, at) =>
    transaction.postings.map((one) => ({ ...one, at, transaction })),
  );
  const scales = commodities.map((_, at) =>
    Math.max(0, ...postings.map(({ commodity, amount }) => (commodity === at ? amount.scale : 0))),
  );
  const mantissas = postings.map(({ commodity, amount }) => rescale(amount, scales[commodity] ?? 0).mantissa);
  const isLarge = (mantissa: bigint): boolean => BigInt(Math.abs(Number(mantissa))) > 2n ** 53n;
  const costs = postings.flatMap(({ cost }) => cost ?? []);
  let cost = 0;
  let first = 0;
  return {
    kind: 'journal',
    files: [{ name, hash: '0'.repeat(64) }],
    accounts: accounts.map((account) => ({
      name: account,
      type: TYPES[account.split(':')[0] ?? ''],
      cash: /^Assets:(?:Bank|Cash|Checking|Savings)\b/.test(account),
    })),
    commodities: commodities.map((symbol, at) => ({
      symbol,
      currency: /^[A-Z]{3}$/.test(symbol) ? symbol : undefined,
      scale: scales[at] ?? 0,
      digits: scales[at] ?? 0,
      style: { side: 'right', spaced: true, mark: '.', group: ',' },
    })),
    transactions: {
      count: transactions.length,
      day: Int32Array.from(transactions, ({ day }) => day),
      day2: Int32Array.from(transactions, ({ day2 }) => day2),
      file: new Uint16Array(transactions.length),
      line: Uint32Array.from(transactions, ({ line }) => line),
      status: Uint8Array.from(transactions, ({ status }) => status),
      first: Uint32Array.from([
        ...transactions.map(({ postings: own }) => (first += own.length) - own.length),
        postings.length,
      ]),
    },
    postings: {
      count: postings.length,
      transaction: Uint32Array.from(postings, ({ at }) => at),
      account: Uint32Array.from(postings, ({ account }) => account),
      commodity: Uint32Array.from(postings, ({ commodity }) => commodity),
      mantissa: Float64Array.from(mantissas, (mantissa) => (isLarge(mantissa) ? Number.NaN : Number(mantissa))),
      large: new Map(mantissas.flatMap((mantissa, at) => (isLarge(mantissa) ? [[at, mantissa] as const] : []))),
      line: Uint32Array.from(postings, ({ line }) => line),
      kind: Uint8Array.from(postings, ({ kind }) => kind),
      day: Int32Array.from(postings, ({ day }) => day),
      status: Uint8Array.from(postings, ({ transaction }) => transaction.status),
      cost: Int32Array.from(postings, (posting) => (posting.cost ? cost++ : -1)),
    },
    costs,
    prices,
    assertions: [],
    problems: [],
    transactionText: (at) => {
      const description = transactions[at]?.words ?? '';
      return { code: '', description, payee: description, note: '', comment: '', tags: [] };
    },
    postingText: () => ({ comment: '', tags: [] }),
  };
}
