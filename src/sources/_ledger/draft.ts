import type { Decimal } from '../../core/decimal.ts';
import type { Position, Problem } from '../../core/problem.ts';
import type { JournalFile, JournalPrice } from '../../model/journal.ts';
import { Accounts } from './accounts.ts';
import { PostingDraft, TransactionDraft } from './columns.ts';
import { Commodities } from './commodities.ts';
import { ProblemList } from './problem-list.ts';

/** A cost as written: per unit or for the whole posting. */
export interface CostDraft {
  readonly commodity: number;
  readonly amount: Decimal;
  readonly per: 'unit' | 'total';
}

export interface Lot {
  readonly date?: string;
  readonly note?: string;
}

/** `= 5 EUR` behind a posting: an assertion, or an assignment where the posting has no amount. */
export interface AssertionDraft {
  readonly at: Position;
  readonly posting: number;
  readonly commodity: number;
  readonly amount: Decimal;
  /** `==`: the account holds no other commodity. */
  readonly sole: boolean;
  /** `=*`: accounts below count, too. */
  readonly inclusive: boolean;
  readonly cost: CostDraft | undefined;
}

/** A journal while it is read: amounts elided, balances unchecked. `seal` makes the Journal of it. */
export class Draft {
  readonly files: JournalFile[] = [];
  /** Of each file: words of comments and descriptions are decoded from them when asked for. */
  readonly bytes: Uint8Array[] = [];
  readonly accounts = new Accounts();
  readonly commodities = new Commodities();
  readonly transactions: TransactionDraft;
  readonly postings: PostingDraft;
  readonly costs: CostDraft[] = [];
  /** Of postings whose lot is written. */
  readonly lots = new Map<number, Lot>();
  /** Tags that ledger's `apply tag` adds, by transaction. */
  readonly applied = new Map<number, readonly string[]>();
  readonly prices: JournalPrice[] = [];
  /** By posting. */
  readonly assertions = new Map<number, AssertionDraft>();
  readonly problems = new ProblemList();

  /** `size` is of the files in bytes: what is reserved follows it. */
  constructor(size: number) {
    this.transactions = new TransactionDraft(Math.ceil(size / 75) + 16);
    this.postings = new PostingDraft(Math.ceil(size / 38) + 32);
  }

  problem(problem: Problem): void {
    this.problems.add(problem);
  }

  position(posting: number): Position {
    const { transactions, postings } = this;
    const file = this.files[transactions.file[postings.transaction[posting] ?? 0] ?? 0]?.name ?? '';
    return { file, line: postings.line[posting] ?? 1, column: 1 };
  }

  positionOf(transaction: number): Position {
    const { file, line } = this.transactions;
    return { file: this.files[file[transaction] ?? 0]?.name ?? '', line: line[transaction] ?? 1, column: 1 };
  }
}
