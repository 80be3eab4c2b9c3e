import { decimalText } from '../../core/decimal.ts';
import type { Row } from '../../model/facts.ts';
import { amountAt, type Journal } from '../../model/journal.ts';
import type { ReadOptions } from '../../model/source.ts';
import { counterpartyOf } from '../_books/counterparty.ts';
import { dayText } from './calendar.ts';
import type { PlacedAccounts } from './placed-accounts.ts';
import { currencyIn, type Valued } from './valued.ts';

const STATUS = ['', 'pending', 'cleared'] as const;
/** Tags of hledger's own that say when a posting is, and nothing about it. */
const DATES: ReadonlySet<string> = new Set(['date', 'date2']);

type Tags = readonly (readonly [name: string, value: string])[];

/** Rows of table `entries`, made one by one as they are asked for: a journal has millions. */
export function* entryRows(
  journal: Journal,
  valued: Valued,
  accounts: PlacedAccounts,
  options: ReadOptions,
): Generator<Row> {
  const { transactions } = journal;
  for (let transaction = 0, number = 0; transaction < transactions.count; transaction += 1) {
    if (valued.leftOut(transaction)) continue;
    number += 1;
    const text = journal.transactionText(transaction);
    const shared = {
      part: BigInt(transactions.file[transaction] ?? 0),
      txn: BigInt(number),
      date: dayText(transactions.day[transaction] ?? 0),
      payee: text.payee,
      memo: text.payee === text.description ? '' : text.note,
    };
    for (const { posting, amount, currency, held } of valued.postings(transaction)) {
      const account = journal.postings.account[posting] ?? 0;
      const own = journal.postingText(posting).tags;
      const stated = journal.accounts[account]?.name ?? '';
      yield {
        ...shared,
        line: BigInt(journal.postings.line[posting] ?? 1),
        account: accounts.account(account),
        amount,
        currency,
        commodity: held ? nameOf(journal, posting) : null,
        quantity: held ? decimalText(amountAt(journal, posting)) : null,
        status: STATUS[journal.postings.status[posting] || (transactions.status[transaction] ?? 0)] ?? '',
        cash: accounts.cash(account) ? 1n : 0n,
        tags: tagNames(own, text.tags),
        unit: valueOf('unit', own, text.tags) ?? null,
        counterparty:
          valueOf('counterparty', own, text.tags) ?? counterpartyOf(options.counterparties, stated, text.payee) ?? null,
      };
    }
  }
}

/** A commodity as facts name it: by its code where it is a currency, so that € and EUR are one. */
function nameOf(journal: Journal, posting: number): string {
  const commodity = journal.commodities[journal.postings.commodity[posting] ?? -1];
  return commodity?.currency ?? commodity?.symbol ?? '';
}

function tagNames(...lists: readonly Tags[]): string {
  const names = lists.flat().flatMap(([name]) => (DATES.has(name) ? [] : [name.replaceAll(',', ' ')]));
  return names.length === 0 ? '' : `,${[...new Set(names)].join(',')},`;
}

/** The value of a tag, the posting's before the transaction's; an empty one says nothing. */
function valueOf(tag: string, ...lists: readonly Tags[]): string | undefined {
  return lists.flat().find(([name, value]) => name === tag && value !== '')?.[1];
}

/** Rows of table `prices`: what the journal states, in currencies. */
export function* priceRows(journal: Journal, fallback: string | undefined): Generator<Row> {
  for (const { at, day, commodity, price, in: into, from } of journal.prices) {
    const of = journal.commodities[commodity];
    const currency = currencyIn(journal, into, fallback);
    if (from !== 'directive' || !of || currency === undefined) continue;
    yield {
      part: partOf(journal, at.file),
      line: BigInt(at.line),
      date: dayText(day),
      commodity: of.currency ?? of.symbol,
      currency,
      price: decimalText(price),
    };
  }
}

/** The number of a file among the journal's; 0 is the file itself. */
export function partOf(journal: Journal, name: string): bigint {
  return BigInt(
    Math.max(
      0,
      journal.files.findIndex((file) => file.name === name),
    ),
  );
}
