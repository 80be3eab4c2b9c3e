import { compare, isZero, negate, subtract, ZERO, type Decimal } from '../../core/decimal.ts';
import type { JournalAssertion } from '../../model/journal.ts';
import { problem } from '../_codes.ts';
import { amountText } from './amount-text.ts';
import type { Amounts, Part } from './amounts.ts';
import type { Balancer } from './balance.ts';
import { ASSERTS, ELIDED } from './columns.ts';
import { knownCost } from './costs.ts';
import type { AssertionDraft, Draft } from './draft.ts';
import { Running } from './running.ts';

/** Days before 1900 do not occur; added, days are positive and sort as part of a whole number. */
const SHIFT = 30_000;
const TURN = 2 ** 32;

/**
 * Goes through the postings by date, and on one day in the order of the files, as hledger 1.25 does: checks what is
 * asserted and works out what is assigned.
 */
export class Assertions {
  readonly #draft: Draft;
  readonly #amounts: Amounts;
  readonly #balancer: Balancer;
  readonly #running: Running;
  readonly found: JournalAssertion[] = [];

  constructor(draft: Draft, amounts: Amounts, balancer: Balancer) {
    this.#draft = draft;
    this.#amounts = amounts;
    this.#balancer = balancer;
    this.#running = new Running(draft);
  }

  /** `assigned` are the transactions that have an assignment and are not balanced yet. */
  check(assigned: readonly number[]): void {
    const waiting = new Set(assigned);
    const { postings } = this.#draft;
    for (const key of this.#order(waiting)) {
      const posting = key % TURN;
      const transaction = postings.transaction[posting] as number;
      if (waiting.has(transaction)) this.#assigned(transaction);
      else this.#pass(posting);
    }
  }

  /** Postings by day; a transaction with an assignment goes by as a whole, on its own day, under its first posting. */
  #order(waiting: ReadonlySet<number>): Float64Array {
    const { transactions, postings } = this.#draft;
    const keys = new Float64Array(postings.count);
    let count = 0;
    let sorted = true;
    const push = (day: number, posting: number): void => {
      keys[count] = (day + SHIFT) * TURN + posting;
      if (count > 0 && (keys[count] as number) < (keys[count - 1] as number)) sorted = false;
      count += 1;
    };
    for (let transaction = 0; transaction < transactions.count; transaction += 1) {
      const first = transactions.first[transaction] as number;
      const end = transactions.first[transaction + 1] as number;
      if (this.#balancer.refused[transaction] === 1) continue;
      if (waiting.has(transaction)) push(transactions.day[transaction] as number, first);
      else for (let posting = first; posting < end; posting += 1) push(postings.day[posting] as number, posting);
    }
    const all = keys.subarray(0, count);
    return sorted ? all : all.toSorted();
  }

  #pass(posting: number): void {
    this.#add(posting);
    const assertion =
      (this.#draft.postings.flags[posting] as number) & ASSERTS ? this.#draft.assertions.get(posting) : undefined;
    if (assertion) this.#check(assertion);
  }

  #add(posting: number, sign = 1): void {
    const { account, commodity, mantissa } = this.#draft.postings;
    const [of, held] = [account[posting] as number, commodity[posting] as number];
    const quick = mantissa[posting] as number;
    // A zero may stand for an amount that is finer than its commodity's scale.
    if (quick === quick && quick !== 0) this.#running.addMantissa(of, held, quick * sign);
    else this.#running.add(of, held, signed(this.#amounts.of(posting), sign));
    const parts = this.#amounts.parts.size > 0 ? this.#amounts.parts.get(posting) : undefined;
    for (const part of parts ?? []) this.#running.add(of, part.commodity, signed(part.amount, sign));
  }

  #check({ at, posting, commodity, amount, sole, inclusive }: AssertionDraft): void {
    const { postings, commodities } = this.#draft;
    const account = postings.account[posting] as number;
    const day = postings.day[posting] as number;
    const others = sole
      ? Array.from({ length: commodities.count }, (_, id) => id).filter((id) => id !== commodity)
      : [];
    for (const one of [commodity, ...others]) {
      const stated = one === commodity ? amount : ZERO;
      // What no other commodity may be there is asked of the account alone, as hledger does.
      if (one !== commodity && isZero(this.#running.of(account, one))) continue;
      const found = this.#running.total(account, one, inclusive);
      this.found.push({ at, day, account, commodity: one, stated, found });
      if (compare(stated, found) !== 0) this.#failed(at, account, one, stated, found);
    }
  }

  #failed(at: AssertionDraft['at'], account: number, commodity: number, stated: Decimal, found: Decimal): void {
    const text = (amount: Decimal): string => amountText(this.#draft.commodities.symbol(commodity), amount);
    const name = this.#draft.accounts.names[account] ?? '';
    const message = `the balance of ${name} is ${text(found)} here, not ${text(stated)} (difference ${text(subtract(found, stated))})`;
    const mend = 'find the posting that is missing or wrong, or mend the balance';
    this.#draft.problem(problem('assertion-failed', at, message, { expected: text(stated), mend }));
  }

  #assigned(transaction: number): void {
    const { transactions, postings } = this.#draft;
    const first = transactions.first[transaction] as number;
    const end = transactions.first[transaction + 1] as number;
    const all = Array.from({ length: end - first }, (_, index) => first + index);
    const dated = all.find(
      (posting) =>
        postings.flags[posting] === (ELIDED | ASSERTS) && postings.day[posting] !== transactions.day[transaction],
    );
    if (dated !== undefined) {
      this.#dated(dated);
      this.#balancer.refused[transaction] = 1;
      return;
    }
    const late = all.filter((posting) => postings.flags[posting] === ELIDED);
    const now = all.filter((posting) => postings.flags[posting] !== ELIDED);
    for (const posting of now) this.#assign(posting);
    if (this.#balancer.exactly(transaction)) for (const posting of late) this.#add(posting);
    else for (const posting of now) this.#add(posting, -1);
  }

  #assign(posting: number): void {
    const { flags } = this.#draft.postings;
    const assertion = this.#draft.assertions.get(posting);
    if (assertion && flags[posting] === (ELIDED | ASSERTS)) {
      const [first, ...more] = this.#missing(assertion);
      this.#amounts.set(posting, first?.commodity ?? assertion.commodity, first?.amount ?? ZERO);
      if (more.length > 0) this.#amounts.parts.set(posting, more);
      flags[posting] = ASSERTS;
      if (assertion.cost && first) this.#cost(posting, assertion, first.amount);
    }
    this.#pass(posting);
  }

  #cost(posting: number, { cost }: AssertionDraft, amount: Decimal): void {
    if (!cost) return;
    this.#draft.postings.cost[posting] = this.#draft.costs.push(cost) - 1;
    this.#balancer.costs.set(posting, knownCost(cost, amount));
  }

  /** What an account lacks of what it is assigned; that of the commodity named comes first. */
  #missing({ posting, commodity, amount, sole, inclusive }: AssertionDraft): Part[] {
    const account = this.#draft.postings.account[posting] as number;
    const own: Part = { commodity, amount: subtract(amount, this.#running.total(account, commodity, inclusive)) };
    if (!sole) return [own];
    const others = Array.from({ length: this.#draft.commodities.count }, (_, id) => id)
      .filter((id) => id !== commodity)
      .map((id): Part => ({ commodity: id, amount: negate(this.#running.total(account, id, inclusive)) }))
      .filter((part) => !isZero(part.amount));
    return [own, ...others];
  }

  #dated(posting: number): void {
    const advice = { expected: 'the transaction’s own date', mend: 'write the amount, or take the posting’s date out' };
    const message = 'an amount is assigned by balance to a posting with a date of its own';
    this.#draft.problem(problem('assignment-dated', this.#draft.position(posting), message, advice));
  }
}

function signed(amount: Decimal, sign: number): Decimal {
  return sign < 0 ? negate(amount) : amount;
}
