import type { Decimal } from '../../core/decimal.ts';
import type { Amounts } from '../_ledger/amounts.ts';
import type { Draft } from '../_ledger/draft.ts';
import { Running } from '../_ledger/running.ts';
import type { BalanceDraft } from './declared.ts';

/** Balances of the accounts that are asked for, each with those below it, while transactions go by. */
export class Balances {
  readonly #draft: Draft;
  readonly #amounts: Amounts;
  readonly #running: Running;
  /** By account: itself and those above it, as far as they are asked for. */
  readonly #asked: readonly (readonly number[])[];

  constructor(draft: Draft, amounts: Amounts, balances: readonly BalanceDraft[]) {
    this.#draft = draft;
    this.#amounts = amounts;
    this.#running = new Running(draft);
    const { names } = draft.accounts;
    const asked = new Map(balances.map(({ account }) => [names[account] ?? '', account]));
    this.#asked = names.map((name) => withAbove(name).flatMap((one) => asked.get(one) ?? []));
  }

  of(account: number, commodity: number): Decimal {
    return this.#running.of(account, commodity);
  }

  pass(transaction: number): void {
    const { transactions, postings } = this.#draft;
    const end = transactions.first[transaction + 1] as number;
    for (let posting = transactions.first[transaction] as number; posting < end; posting += 1) {
      const asked = this.#asked[postings.account[posting] as number];
      for (const account of asked ?? []) this.#add(account, posting);
    }
  }

  #add(account: number, posting: number): void {
    const { commodity, mantissa } = this.#draft.postings;
    const held = commodity[posting] as number;
    const quick = mantissa[posting] as number;
    // A zero may stand for an amount that is finer than its commodity's scale, and what is no number for a large one.
    if (quick === quick && quick !== 0) this.#running.addMantissa(account, held, quick);
    else this.#running.add(account, held, this.#amounts.of(posting));
    for (const part of this.#amounts.parts.get(posting) ?? []) this.#running.add(account, part.commodity, part.amount);
  }
}

/** The account's name, and those of the accounts above it. */
function withAbove(name: string): string[] {
  const names = [name];
  for (let at = name.lastIndexOf(':'); at > 0; at = name.lastIndexOf(':', at - 1)) names.push(name.slice(0, at));
  return names;
}
