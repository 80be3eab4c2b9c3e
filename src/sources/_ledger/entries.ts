import { decimalText } from '../../core/decimal.ts';
import type { Row } from '../../model/facts.ts';
import { amountAt, type Journal, type TransactionText } from '../../model/journal.ts';
import type { ReadOptions } from '../../model/source.ts';
import { counterpartyOf } from '../_books/counterparty.ts';
import { dayText } from './calendar.ts';
import type { PlacedAccounts } from './placed-accounts.ts';
import { currencyIn, type Valued, type ValuedPosting } from './valued.ts';

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
  for (let transaction = 0, number = 0; transaction < journal.transactions.count; transaction += 1) {
    if (valued.leftOut(transaction)) continue;
    number += 1;
    const text = journal.transactionText(transaction);
    for (const posting of valued.postings(transaction)) {
      yield entry({ journal, accounts, options, transaction, number, text }, posting);
    }
  }
}

interface Around {
  readonly journal: Journal;
  readonly accounts: PlacedAccounts;
  readonly options: ReadOptions;
  readonly transaction: number;
  readonly number: number;
  readonly text: TransactionText;
}

/** One row; written out in one literal, for objects made by spreading cost twenty times as much. */
function entry({ journal, accounts, options, transaction, number, text }: Around, valued: ValuedPosting): Row {
  const { transactions, postings } = journal;
  const { posting, held } = valued;
  const account = postings.account[posting] ?? 0;
  const own = journal.postingText(posting).tags;
  const tags = own.length === 0 ? text.tags : [...own, ...text.tags];
  const stated = journal.accounts[account]?.name ?? '';
  return {
    part: BigInt(transactions.file[transaction] ?? 0),
    line: BigInt(postings.line[posting] ?? 1),
    txn: BigInt(number),
    date: dayText(transactions.day[transaction] ?? 0),
    account: accounts.account(account),
    amount: valued.amount,
    currency: valued.currency,
    commodity: held ? nameOf(journal, posting) : null,
    quantity: held ? decimalText(amountAt(journal, posting)) : null,
    payee: text.payee,
    memo: text.payee === text.description ? '' : text.note,
    status: STATUS[postings.status[posting] || (transactions.status[transaction] ?? 0)] ?? '',
    cash: accounts.cash(account) ? 1n : 0n,
    tags: tagNames(tags),
    unit: valueOf('unit', tags) ?? null,
    counterparty: valueOf('counterparty', tags) ?? counterpartyOf(options.counterparties, stated, text.payee) ?? null,
  };
}

/** A commodity as facts name it: by its code where it is a currency, so that € and EUR are one. */
function nameOf(journal: Journal, posting: number): string {
  const commodity = journal.commodities[journal.postings.commodity[posting] ?? -1];
  return commodity?.currency ?? commodity?.symbol ?? '';
}

function tagNames(tags: Tags): string {
  if (tags.length === 0) return '';
  const names = tags.flatMap(([name]) => (DATES.has(name) ? [] : [name.replaceAll(',', ' ')]));
  return names.length === 0 ? '' : `,${[...new Set(names)].join(',')},`;
}

/** The value of a tag, the first that says something: the posting's stand before the transaction's. */
function valueOf(tag: string, tags: Tags): string | undefined {
  return tags.find(([name, value]) => name === tag && value !== '')?.[1];
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
