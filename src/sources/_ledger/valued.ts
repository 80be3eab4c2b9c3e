import { rescale, type Decimal } from '../../core/decimal.ts';
import { minorDigits } from '../../core/money.ts';
import type { Problem } from '../../core/problem.ts';
import { amountAt, type Journal } from '../../model/journal.ts';
import { problem, shown } from '../_codes.ts';
import { positionOf } from './placed-accounts.ts';

const VIRTUAL = 1;

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

/**
 * The postings of a journal as money. Transactions with an amount that is none, in a commodity that is no currency and
 * has no cost, are left out and named; so are postings in parentheses, which balance nothing.
 */
export class Valued {
  readonly problems: Problem[] = [];
  readonly #journal: Journal;
  readonly #currencies: readonly (string | undefined)[];
  /** 1 for transactions that are left out. */
  readonly #left: Uint8Array;

  constructor(journal: Journal, fallback: string | undefined) {
    this.#journal = journal;
    this.#currencies = journal.commodities.map((_, id) => currencyIn(journal, id, fallback));
    this.#left = new Uint8Array(journal.transactions.count);
    this.#check();
  }

  leftOut(transaction: number): boolean {
    return this.#left[transaction] === 1;
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
    const currency = this.#currencies[cost?.commodity ?? postings.commodity[posting] ?? -1] ?? '';
    if (currency === '' && exact.mantissa !== 0n) return undefined;
    const amount = rescale(exact, minorDigits(currency)).mantissa;
    return { posting, exact, amount, currency, held: cost !== undefined };
  }

  #check(): void {
    const { postings, costs } = this.#journal;
    const strange = new Map<number, { posting: number; times: number }>();
    let virtual = -1;
    for (let posting = 0; posting < postings.count; posting += 1) {
      const cost = postings.cost[posting] as number;
      const commodity = cost < 0 ? (postings.commodity[posting] as number) : (costs[cost]?.commodity ?? 0);
      if (postings.kind[posting] === VIRTUAL) {
        if (virtual < 0) virtual = posting;
      } else if (this.#currencies[commodity] === undefined && (cost >= 0 || postings.mantissa[posting] !== 0)) {
        const seen = strange.get(commodity);
        strange.set(commodity, { posting: seen?.posting ?? posting, times: (seen?.times ?? 0) + 1 });
        this.#left[postings.transaction[posting] as number] = 1;
      }
    }
    for (const [commodity, { posting, times }] of strange) this.problems.push(this.#strange(commodity, posting, times));
    if (virtual >= 0) this.problems.push(leftVirtual(this.#journal, virtual));
  }

  #strange(commodity: number, posting: number, times: number): Problem {
    const symbol = this.#journal.commodities[commodity]?.symbol ?? '';
    const more = times === 1 ? 'its transaction is' : `the transactions of ${times} postings are`;
    const at = positionOf(this.#journal, posting);
    if (symbol === '') {
      const message = `amounts without a commodity are in no currency that is known, so ${more} left out`;
      return problem('commodity-no-currency', at, message, {
        expected: 'a currency',
        mend: 'declare `currency: USD` for these books, or write `D 1000.00 USD` above',
      });
    }
    const message = `${shown(symbol)} is no currency and has no cost here, so ${more} left out`;
    return problem('commodity-no-currency', at, message, {
      expected: 'an ISO 4217 code, a symbol that stands for one alone, or a cost with @',
      mend: 'write the cost, or the code of the currency',
    });
  }
}

function leftVirtual(journal: Journal, posting: number): Problem {
  const message = 'postings in parentheses balance nothing, and are left out from here on';
  return problem('posting-unbalanced-virtual', positionOf(journal, posting), message, {
    expected: 'postings that balance',
    mend: 'write them in brackets with what balances them, if they are to count',
  });
}

/** Adds what is left to the posting that bears it best: one with a cost, else the one with the most digits. */
function give(valued: Exact[], currency: string, left: bigint): void {
  const own = valued.filter((one) => one.currency === currency);
  const finest = own.toSorted((a, b) => Number(b.held) - Number(a.held) || b.exact.scale - a.exact.scale)[0];
  const at = finest ? valued.indexOf(finest) : -1;
  if (finest) valued[at] = { ...finest, amount: finest.amount + left };
}
