import type { Amounts } from '../_ledger/amounts.ts';
import type { Draft } from '../_ledger/draft.ts';
import { Running } from '../_ledger/running.ts';

/** Balances of accounts while transactions go by. */
export class Balances {
  readonly #draft: Draft;
  readonly #amounts: Amounts;
  readonly running: Running;

  constructor(draft: Draft, amounts: Amounts) {
    this.#draft = draft;
    this.#amounts = amounts;
    this.running = new Running(draft);
  }

  pass(transaction: number): void {
    const { transactions, postings } = this.#draft;
    const { account, commodity, mantissa } = postings;
    const end = transactions.first[transaction + 1] as number;
    for (let posting = transactions.first[transaction] as number; posting < end; posting += 1) {
      const [of, held] = [account[posting] as number, commodity[posting] as number];
      const quick = mantissa[posting] as number;
      // A zero may stand for an amount that is finer than its commodity's scale, and what is no number for a large one.
      if (quick === quick && quick !== 0) this.running.addMantissa(of, held, quick);
      else this.running.add(of, held, this.#amounts.of(posting));
      for (const part of this.#amounts.parts.get(posting) ?? []) this.running.add(of, part.commodity, part.amount);
    }
  }
}
