import type {
  Journal,
  JournalAssertion,
  PostingColumns,
  PostingText,
  TransactionColumns,
  TransactionText,
} from '../../model/journal.ts';
import { Amounts } from './amounts.ts';
import { Assertions } from './assertions.ts';
import { Balancer } from './balance.ts';
import { ELIDED, type PostingDraft, type TransactionDraft } from './columns.ts';
import { compact } from './compact.ts';
import { sealCosts, type Costed } from './seal-costs.ts';
import type { Draft } from './draft.ts';

/** Decodes the words of entries when they are asked for; each syntax has its own. */
export interface Words {
  transaction(bytes: Uint8Array, offset: number, applied: readonly string[]): TransactionText;
  posting(bytes: Uint8Array, offset: number): PostingText;
}

/** What a syntax's own rules make of a draft: what is left out, what postings cost, and what was asserted. */
export interface Booked extends Costed {
  readonly assertions: readonly JournalAssertion[];
}

/** Fills in what is elided, balances and checks what is asserted. */
export type Book = (draft: Draft, amounts: Amounts) => Booked;

/** By the rules of hledger 1.25. */
function bookAsHledger(draft: Draft, amounts: Amounts): Booked {
  const balancer = new Balancer(draft, amounts);
  const assertions = new Assertions(draft, amounts, balancer);
  const assigned = balancer.all();
  if (draft.assertions.size > 0) assertions.check(assigned);
  return { costs: balancer.costs, refused: balancer.refused, assertions: assertions.found };
}

/** Balances a draft, checks what it asserts and makes the Journal of it; what is refused is left out, with a problem. */
export function seal(draft: Draft, kind: Journal['kind'], words: Words, book: Book = bookAsHledger): Journal {
  draft.transactions.first[draft.transactions.count] = draft.postings.count;
  nameless(draft);
  const amounts = new Amounts(draft);
  const booked = book(draft, amounts);
  const { costs, prices } = sealCosts(draft, amounts, booked);
  amounts.settle();
  const { transactions, postings, applied } = compact(draft, amounts, booked.refused);
  const bytesOf = (transaction: number): Uint8Array =>
    draft.bytes[transactions.file[transaction] ?? 0] ?? new Uint8Array();
  return {
    kind,
    files: draft.files,
    accounts: draft.accounts.sealed(),
    commodities: draft.commodities.sealed(),
    transactions: transactionColumns(transactions),
    postings: postingColumns(postings),
    costs,
    prices: [...draft.prices, ...prices],
    assertions: booked.assertions,
    problems: draft.problems.all(),
    transactionText: (transaction) =>
      words.transaction(bytesOf(transaction), transactions.offset[transaction] ?? 0, applied.get(transaction) ?? []),
    postingText: (posting) => words.posting(bytesOf(postings.transaction[posting] ?? 0), postings.offset[posting] ?? 0),
  };
}

/** Postings without an amount are in no commodity yet: bare zeros, until they are filled in. */
function nameless({ postings, commodities }: Draft): void {
  const bare = commodities.idOf('');
  for (let posting = 0; posting < postings.count; posting += 1) {
    if (((postings.flags[posting] as number) & ELIDED) !== 0) postings.commodity[posting] = bare;
  }
}

function transactionColumns(draft: TransactionDraft): TransactionColumns {
  const { count } = draft;
  return {
    count,
    day: draft.day.subarray(0, count),
    day2: draft.day2.subarray(0, count),
    file: draft.file.subarray(0, count),
    line: draft.line.subarray(0, count),
    status: draft.status.subarray(0, count),
    first: draft.first.subarray(0, count + 1),
  };
}

function postingColumns(draft: PostingDraft): PostingColumns {
  const { count } = draft;
  return {
    count,
    transaction: draft.transaction.subarray(0, count),
    account: draft.account.subarray(0, count),
    commodity: draft.commodity.subarray(0, count),
    mantissa: draft.mantissa.subarray(0, count),
    large: draft.large,
    line: draft.line.subarray(0, count),
    kind: draft.kind.subarray(0, count),
    day: draft.day.subarray(0, count),
    status: draft.status.subarray(0, count),
    cost: draft.cost.subarray(0, count),
  };
}
