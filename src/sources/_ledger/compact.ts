import { rescale, type Decimal } from '../../core/decimal.ts';
import { SAFE, type Amounts } from './amounts.ts';
import { PostingDraft, TransactionDraft } from './columns.ts';
import type { Draft } from './draft.ts';

export interface Compacted {
  readonly transactions: TransactionDraft;
  readonly postings: PostingDraft;
  readonly applied: ReadonlyMap<number, readonly string[]>;
}

/** Leaves refused transactions out and gives each further part of an amount a posting of its own. */
export function compact(draft: Draft, amounts: Amounts, refused: Uint8Array): Compacted {
  const { transactions, postings, applied } = draft;
  const more = [...amounts.parts.values()].reduce((sum, parts) => sum + parts.length, 0);
  if (more === 0 && !refused.includes(1)) return { transactions, postings, applied };
  const made = {
    transactions: new TransactionDraft(transactions.count + 1),
    postings: new PostingDraft(postings.count + more),
    applied: new Map<number, readonly string[]>(),
  };
  for (let transaction = 0; transaction < transactions.count; transaction += 1) {
    if (refused[transaction] === 1) continue;
    const number = copyTransaction(transactions, transaction, made);
    const tags = applied.get(transaction);
    if (tags) made.applied.set(number, tags);
    const end = transactions.first[transaction + 1] as number;
    for (let posting = transactions.first[transaction] as number; posting < end; posting += 1) {
      copyPosting(postings, posting, number, made.postings);
      for (const { commodity, amount } of amounts.parts.get(posting) ?? []) {
        const copy = copyPosting(postings, posting, number, made.postings);
        made.postings.cost[copy] = -1;
        made.postings.commodity[copy] = commodity;
        store(made.postings, copy, rescale(amount, draft.commodities.scale[commodity] ?? 0));
      }
    }
  }
  made.transactions.first[made.transactions.count] = made.postings.count;
  return made;
}

function copyTransaction(
  from: TransactionDraft,
  transaction: number,
  { transactions: to, postings }: Compacted,
): number {
  const number = to.count;
  to.count += 1;
  to.day[number] = from.day[transaction] as number;
  to.day2[number] = from.day2[transaction] as number;
  to.file[number] = from.file[transaction] as number;
  to.line[number] = from.line[transaction] as number;
  to.status[number] = from.status[transaction] as number;
  to.offset[number] = from.offset[transaction] as number;
  to.first[number] = postings.count;
  return number;
}

function copyPosting(from: PostingDraft, posting: number, transaction: number, to: PostingDraft): number {
  const copy = to.count;
  to.count += 1;
  to.transaction[copy] = transaction;
  to.account[copy] = from.account[posting] as number;
  to.commodity[copy] = from.commodity[posting] as number;
  to.mantissa[copy] = from.mantissa[posting] as number;
  to.line[copy] = from.line[posting] as number;
  to.offset[copy] = from.offset[posting] as number;
  to.kind[copy] = from.kind[posting] as number;
  to.day[copy] = from.day[posting] as number;
  to.status[copy] = from.status[posting] as number;
  to.cost[copy] = from.cost[posting] as number;
  const large = from.large.get(posting);
  if (large !== undefined) to.large.set(copy, large);
  return copy;
}

function store(to: PostingDraft, posting: number, { mantissa }: Decimal): void {
  const small = mantissa <= BigInt(SAFE) && mantissa >= -BigInt(SAFE);
  to.mantissa[posting] = small ? Number(mantissa) : Number.NaN;
  if (small) to.large.delete(posting);
  else to.large.set(posting, mantissa);
}
