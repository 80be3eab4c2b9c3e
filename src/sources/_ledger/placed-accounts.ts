import type { Problem } from '../../core/problem.ts';
import type { Journal } from '../../model/journal.ts';
import type { ReadOptions } from '../../model/source.ts';
import { placeAccount, unplacedAccount } from '../_books/place-account.ts';
import { typeOfName } from './accounts.ts';

interface Placed {
  readonly account: string;
  readonly cash: boolean;
}

/** Where the accounts of a journal stand among the five types; those with postings that stand nowhere are problems. */
export class PlacedAccounts {
  readonly problems: readonly Problem[];
  readonly #placed: readonly Placed[];

  constructor(journal: Journal, declared: ReadOptions['accounts']) {
    const first = firstPostings(journal);
    const problems: Problem[] = [];
    this.#placed = journal.accounts.map(({ name, type, cash }, id) => {
      const { account, known } = placeAccount({ name, type }, declared);
      const posting = first[id] ?? -1;
      if (!known && posting >= 0) problems.push(unplacedAccount({ name }, positionOf(journal, posting)));
      const asset = account.startsWith('Assets:');
      return { account, cash: asset && (cash || (typeOfName(account)?.cash ?? false)) };
    });
    this.problems = problems;
  }

  account(id: number): string {
    return this.#placed[id]?.account ?? '';
  }

  cash(id: number): boolean {
    return this.#placed[id]?.cash ?? false;
  }
}

/** The first posting of each account that counts, or -1. */
function firstPostings({ accounts, postings }: Journal): Int32Array {
  const first = new Int32Array(accounts.length).fill(-1);
  for (let posting = postings.count - 1; posting >= 0; posting -= 1) {
    // Unbalanced virtual postings (kind 1) do not count.
    if (postings.kind[posting] !== 1) first[postings.account[posting] as number] = posting;
  }
  return first;
}

export function positionOf({ files, transactions, postings }: Journal, posting: number): Problem['at'] {
  const file = transactions.file[postings.transaction[posting] ?? 0] ?? 0;
  return { file: files[file]?.name ?? '', line: postings.line[posting] ?? 1, column: 1 };
}
