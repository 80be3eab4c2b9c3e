import { rescale, type Decimal } from '../../core/decimal.ts';
import { minorDigits } from '../../core/money.ts';
import type { Problem } from '../../core/problem.ts';
import { amountAt, type Journal } from '../../model/journal.ts';
import { problem, shown } from '../_codes.ts';
import { amountText } from './amount-text.ts';
import { positionOf } from './placed-accounts.ts';

export const VIRTUAL = 1;
/** Amounts go into 64-bit columns; 18 digits always fit. */
const LARGEST = 10n ** 18n;
/** A mantissa below has 18 digits of minor units at most, whatever the currency (four digits are the most). */
const SURELY_FITS = 1e14;

export function fits(amount: Decimal, currency: string): boolean {
  const { mantissa } = rescale(amount, minorDigits(currency));
  return mantissa <= LARGEST && mantissa >= -LARGEST;
}

interface Strange {
  readonly posting: number;
  times: number;
}

/**
 * Finds the transactions of a journal that cannot be money: with an amount in a commodity that is no currency and has
 * no cost, or too large. Each commodity is named once, and so are postings in parentheses.
 */
export class LeftOut {
  readonly problems: Problem[] = [];
  /** 1 for transactions that are left out. */
  readonly transactions: Uint8Array;
  readonly #journal: Journal;
  readonly #currencies: readonly (string | undefined)[];
  readonly #strange = new Map<number, Strange>();
  #virtual = -1;

  constructor(journal: Journal, currencies: readonly (string | undefined)[]) {
    this.#journal = journal;
    this.#currencies = currencies;
    this.transactions = new Uint8Array(journal.transactions.count);
    for (let posting = 0; posting < journal.postings.count; posting += 1) this.#look(posting);
    for (const [commodity, { posting, times }] of this.#strange) this.#nameless(commodity, posting, times);
    if (this.#virtual >= 0) this.#parentheses(this.#virtual);
  }

  #look(posting: number): void {
    const { postings, costs } = this.#journal;
    if (postings.kind[posting] === VIRTUAL) {
      if (this.#virtual < 0) this.#virtual = posting;
      return;
    }
    const cost = costs[postings.cost[posting] as number];
    const mantissa = postings.mantissa[posting] as number;
    const commodity = cost?.commodity ?? postings.commodity[posting] ?? -1;
    const currency = this.#currencies[commodity];
    if (currency === undefined) {
      if (cost || mantissa !== 0) this.#leaveOut(commodity, posting);
    } else if (cost || !(Math.abs(mantissa) < SURELY_FITS)) {
      const amount = cost?.total ?? amountAt(this.#journal, posting);
      if (!fits(amount, currency)) this.#tooLarge(posting, currency, amount);
    }
  }

  #leaveOut(commodity: number, posting: number): void {
    const seen = this.#strange.get(commodity);
    if (seen) seen.times += 1;
    else this.#strange.set(commodity, { posting, times: 1 });
    this.transactions[this.#journal.postings.transaction[posting] as number] = 1;
  }

  #tooLarge(posting: number, currency: string, amount: Decimal): void {
    this.transactions[this.#journal.postings.transaction[posting] as number] = 1;
    const message = `the amount is ${amountText(currency, amount)}`;
    const advice = { expected: 'at most 18 digits', mend: 'mend the amount' };
    this.problems.push(problem('amount-too-large', positionOf(this.#journal, posting), message, advice));
  }

  #nameless(commodity: number, posting: number, times: number): void {
    const symbol = this.#journal.commodities[commodity]?.symbol ?? '';
    const gone = times === 1 ? 'its transaction is' : `the transactions of ${times} postings are`;
    const [what, expected, mend] =
      symbol === ''
        ? [
            'an amount without a commodity is in no currency that is known',
            'a currency',
            'declare `currency: USD` for these books, or write `D 1000.00 USD` above',
          ]
        : [
            `${shown(symbol)} is no currency and has no cost here`,
            'an ISO 4217 code, a symbol that stands for one alone, or a cost with @',
            'write the cost, or the code of the currency',
          ];
    const at = positionOf(this.#journal, posting);
    this.problems.push(problem('commodity-no-currency', at, `${what}, so ${gone} left out`, { expected, mend }));
  }

  #parentheses(posting: number): void {
    const message = 'postings in parentheses balance nothing, and are left out from here on';
    const advice = {
      expected: 'postings that balance',
      mend: 'write them in brackets with what balances them, if they are to count',
    };
    this.problems.push(problem('posting-unbalanced-virtual', positionOf(this.#journal, posting), message, advice));
  }
}
