import type { IsoDate } from '../../core/date.ts';
import type { Row } from '../../model/facts.ts';
import type { ReadOptions } from '../../model/source.ts';
import type { ChartAccount } from './chart.ts';
import { counterpartyOf } from './counterparty.ts';
import type { Opening } from './openings.ts';
import type { Posting } from './posting.ts';
import type { Group } from './transactions.ts';

/** What balances an opening. */
const OPENING = 'Equity:Opening Balances';

interface Entry {
  readonly line: number;
  readonly txn: number;
  readonly date: IsoDate;
  readonly account: string;
  readonly amount: bigint;
  readonly currency: string;
  readonly payee: string;
  readonly memo: string;
  readonly cash: boolean;
  readonly foreign?: Posting['foreign'];
  readonly counterparty?: string | undefined;
}

function row({ line, txn, cash, foreign, counterparty, ...entry }: Entry): Row {
  return {
    part: 0n,
    line: BigInt(line),
    txn: BigInt(txn),
    ...entry,
    commodity: foreign?.commodity ?? null,
    quantity: foreign?.quantity ?? null,
    status: '',
    cash: cash ? 1n : 0n,
    tags: '',
    unit: null,
    counterparty: counterparty ?? null,
  };
}

/**
 * Rows of table `entries`: openings first, each against Equity:Opening Balances, then the transactions in the order of
 * their first lines.
 */
export function entriesOf(
  groups: readonly Group[],
  openings: { readonly list: readonly Opening[]; readonly day: IsoDate | undefined },
  currency: string,
  counterparties: ReadOptions['counterparties'],
): readonly Row[] {
  const { list, day } = openings;
  const opened = day === undefined ? [] : list.flatMap((opening, at) => openingRows(opening, at + 1, day, currency));
  const first = opened.length / 2 + 1;
  const ordered = groups.toSorted((a, b) => (a[0]?.line ?? 0) - (b[0]?.line ?? 0));
  const booked = ordered.flatMap((group, at) =>
    group.flatMap((posting) => postingRow(posting, first + at, counterparties)),
  );
  return [...opened, ...booked];
}

function openingRows({ line, account, amount }: Opening, txn: number, date: IsoDate, currency: string): Row[] {
  const shared = { line, txn, date, currency, payee: '', memo: 'Beginning balance' };
  return [
    row({ ...shared, account: account.account, amount, cash: account.cash }),
    row({ ...shared, account: OPENING, amount: -amount, cash: false }),
  ];
}

function postingRow(posting: Posting, txn: number, declared: ReadOptions['counterparties']): Row[] {
  const { account, date, amount, line, currency, payee, memo, foreign } = posting;
  // Those without are in no whole group.
  if (account === undefined || date === undefined || amount === undefined) return [];
  const counterparty = counterpartyOf(declared, stated(account), payee);
  return [
    row({
      line,
      txn,
      date,
      account: account.account,
      amount,
      currency,
      payee,
      memo,
      cash: account.cash,
      foreign,
      counterparty,
    }),
  ];
}

function stated(account: ChartAccount): string {
  return account.stated;
}
