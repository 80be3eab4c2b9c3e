import { compare, negate, rescale, subtract, type Decimal } from '../../core/decimal.ts';
import { minorDigits } from '../../core/money.ts';
import type { Problem } from '../../core/problem.ts';
import { amountAt, type Journal } from '../../model/journal.ts';
import { LeftOut, VIRTUAL } from './left-out.ts';

/** A posting in minor units of a currency: at cost where it has one. */
export interface ValuedPosting {
  readonly posting: number;
  readonly amount: bigint;
  readonly currency: string;
  /** Whether it holds something else than the currency of its amount. */
  readonly held: boolean;
}

interface Exact extends ValuedPosting {
  readonly exact: Decimal;
}

/** The currency that a commodity is; bare numbers are in the one that the portfolio says. */
export function currencyIn(journal: Journal, commodity: number, fallback: string | undefined): string | undefined {
  const entry = journal.commodities[commodity];
  return entry?.symbol === '' ? fallback : entry?.currency;
}

/** The postings of a journal as money. What is none is left out and named; see LeftOut. */
export class Valued {
  readonly problems: readonly Problem[];
  readonly #journal: Journal;
  readonly #currencies: readonly (string | undefined)[];
  readonly #leftOut: Uint8Array;

  constructor(journal: Journal, fallback: string | undefined) {
    this.#journal = journal;
    this.#currencies = journal.commodities.map((_, id) => currencyIn(journal, id, fallback));
    const { problems, transactions } = new LeftOut(journal, this.#currencies);
    this.problems = problems;
    this.#leftOut = transactions;
  }

  leftOut(transaction: number): boolean {
    return this.#leftOut[transaction] === 1;
  }

  /**
   * The postings of a transaction in minor units, rounded half-even; they sum to zero in each currency. What rounding
   * leaves goes to a posting with a cost, whose amount is the one that was worked out.
   */
  postings(transaction: number): ValuedPosting[] {
    const { first } = this.#journal.transactions;
    const valued: Exact[] = [];
    for (let posting = first[transaction] ?? 0; posting < (first[transaction + 1] ?? 0); posting += 1) {
      const one = this.#value(posting);
      if (one) valued.push(one);
    }
    const sums = new Map<string, bigint>();
    for (const { currency, amount } of valued) sums.set(currency, (sums.get(currency) ?? 0n) + amount);
    for (const [currency, sum] of sums) if (sum !== 0n) give(valued, currency, -sum);
    return valued;
  }

  #value(posting: number): Exact | undefined {
    const { postings, costs } = this.#journal;
    if (postings.kind[posting] === VIRTUAL) return undefined;
    const cost = costs[postings.cost[posting] ?? -1];
    const exact = cost?.total ?? amountAt(this.#journal, posting);
    const currency = this.#currencies[cost?.commodity ?? postings.commodity[posting] ?? -1];
    // A zero of something that is no currency moves no money.
    if (currency === undefined) return undefined;
    const amount = rescale(exact, minorDigits(currency)).mantissa;
    return { posting, exact, amount, currency, held: cost !== undefined };
  }
}

/** Adds what is left to the posting that bears it best: one with a cost, else the one that rounding changed most. */
function give(valued: Exact[], currency: string, left: bigint): void {
  const own = valued.filter((one) => one.currency === currency);
  const [first] = own.toSorted((a, b) => Number(b.held) - Number(a.held) || compare(lossOf(b), lossOf(a)));
  if (first) valued[valued.indexOf(first)] = { ...first, amount: first.amount + left };
}

/** By how much rounding to minor units changed an amount. */
function lossOf({ exact, amount, currency }: Exact): Decimal {
  const loss = subtract(exact, { mantissa: amount, scale: minorDigits(currency) });
  return loss.mantissa < 0n ? negate(loss) : loss;
}
