import { compare, negate, type Decimal } from '../../core/decimal.ts';
import { problem } from '../_codes.ts';
import { amountText } from './amount-text.ts';
import type { Amounts, Part } from './amounts.ts';
import { ASSERTS, ELIDED } from './columns.ts';
import { impliedCosts, type Held } from './conversion.ts';
import { knownCost, type KnownCost } from './costs.ts';
import type { Draft } from './draft.ts';
import { QuickSum } from './quick-sum.ts';
import { Sums } from './sums.ts';

const REAL = 0;
const VIRTUAL = 1;
const BALANCED = 2;

/** Balances transactions: fills what is elided in, works implied costs out, and refuses what does not sum to zero. */
export class Balancer {
  readonly #draft: Draft;
  readonly #amounts: Amounts;
  readonly #sum: QuickSum;
  /** Of postings whose cost is written or implied. */
  readonly costs = new Map<number, KnownCost>();
  /** 1 for transactions that are left out. */
  readonly refused: Uint8Array;

  constructor(draft: Draft, amounts: Amounts) {
    this.#draft = draft;
    this.#amounts = amounts;
    this.refused = new Uint8Array(draft.transactions.count);
    this.#sum = new QuickSum(draft, amounts);
  }

  /** Balances all but those with an assignment, which it answers. */
  all(): number[] {
    const { transactions } = this.#draft;
    const assigned: number[] = [];
    for (let transaction = 0; transaction < transactions.count; transaction += 1) {
      const state = this.#quick(transaction);
      if (state === 'assigned') assigned.push(transaction);
      else if (state === 'slow') this.exactly(transaction);
    }
    return assigned;
  }

  /** The common case without an object: no brackets, one commodity at cost, and sums that a double holds. */
  #quick(transaction: number): 'done' | 'slow' | 'assigned' {
    const { transactions, postings } = this.#draft;
    const { kind, flags } = postings;
    const end = transactions.first[transaction + 1] as number;
    const sum = this.#sum;
    sum.clear();
    let elided = -1;
    let slow = false;
    for (let posting = transactions.first[transaction] as number; posting < end; posting += 1) {
      const flag = flags[posting] as number;
      if (flag === (ELIDED | ASSERTS)) return 'assigned';
      if (kind[posting] === VIRTUAL) continue;
      if (kind[posting] !== REAL || ((flag & ELIDED) !== 0 && elided >= 0)) slow = true;
      else if ((flag & ELIDED) !== 0) elided = posting;
      else if (!slow) slow = !sum.add(posting);
    }
    if (slow || (elided >= 0 && !sum.fills(elided))) return 'slow';
    return elided >= 0 || sum.looksZero() ? 'done' : 'slow';
  }

  /** Balances one transaction whatever it holds; false when it is refused. */
  exactly(transaction: number): boolean {
    const { transactions, postings } = this.#draft;
    const groups: Partial<Record<number, number[]>> = { [REAL]: [], [BALANCED]: [] };
    for (
      let at = transactions.first[transaction] as number;
      at < (transactions.first[transaction + 1] as number);
      at += 1
    ) {
      const kind = postings.kind[at] as number;
      if ((postings.cost[at] as number) >= 0) this.#writtenCost(at);
      groups[kind]?.push(at);
    }
    const fine = [REAL, BALANCED].every((kind) => this.#group(transaction, kind, groups[kind] ?? []));
    if (!fine) this.refused[transaction] = 1;
    return fine;
  }

  #writtenCost(posting: number): void {
    const cost = this.#draft.costs[this.#draft.postings.cost[posting] as number];
    if (cost) this.costs.set(posting, knownCost(cost, this.#amounts.of(posting)));
  }

  #group(transaction: number, kind: number, group: readonly number[]): boolean {
    const { flags } = this.#draft.postings;
    const elided = group.filter((posting) => flags[posting] === ELIDED);
    const [hole, second] = elided;
    if (second !== undefined) {
      this.#twoElided(second, kind);
      return false;
    }
    const held = group.filter((posting) => posting !== hole).flatMap((posting) => this.#held(posting));
    if (hole === undefined) this.#implied(held);
    const sums = new Sums();
    for (const { posting, commodity, amount, cost } of held) {
      // What is implied is known only now; further parts of an assigned amount have no cost.
      const known =
        cost ?? (commodity === this.#draft.postings.commodity[posting] ? this.costs.get(posting) : undefined);
      if (known) sums.add(known.commodity, known.total);
      else sums.add(commodity, amount);
    }
    if (hole !== undefined) this.#fill(hole, sums);
    else {
      const left = sums.nonZero(this.#draft.commodities).filter((part) => !this.#looksZero(part, held));
      if (left.length > 0) this.#unbalanced(transaction, kind, left, held);
      return left.length === 0;
    }
    return true;
  }

  /** What a posting holds, its further parts too. */
  #held(posting: number): Held[] {
    const commodity = this.#draft.postings.commodity[posting] as number;
    const first: Held = { posting, commodity, amount: this.#amounts.of(posting), cost: this.costs.get(posting) };
    const more = this.#amounts.parts.get(posting) ?? [];
    return [first, ...more.map((part) => ({ posting, ...part, cost: undefined }))];
  }

  #implied(held: readonly Held[]): void {
    const plain = new Sums();
    const costed = new Sums();
    for (const { commodity, amount, cost } of held) (cost ? costed : plain).add(commodity, amount);
    const { commodities } = this.#draft;
    const sums = [
      ...plain.nonZero(commodities).map((part) => ({ ...part, costed: false })),
      ...costed.nonZero(commodities).map((part) => ({ ...part, costed: true })),
    ];
    for (const [posting, cost] of impliedCosts(held, sums)) this.costs.set(posting, cost);
  }

  #fill(hole: number, sums: Sums): void {
    const { commodities } = this.#draft;
    const parts = sums.nonZero(commodities).map(({ commodity, amount }) => ({ commodity, amount: negate(amount) }));
    const [first, ...more] = parts;
    const zero = sums.commodities[0] ?? commodities.idOf('');
    this.#amounts.set(hole, first?.commodity ?? zero, first?.amount ?? { mantissa: 0n, scale: 0 });
    if (more.length > 0) this.#amounts.parts.set(hole, more);
  }

  /** hledger: a sum is zero when it is not more than half of the last digit that shows. */
  #looksZero({ commodity, amount }: Part, held: readonly Held[]): boolean {
    const digits = this.#draft.commodities.balancingDigits(commodity) ?? costDigits(commodity, held, this.costs);
    const size: Decimal = amount.mantissa < 0n ? negate(amount) : amount;
    return compare({ mantissa: size.mantissa * 2n, scale: size.scale }, { mantissa: 1n, scale: digits }) <= 0;
  }

  #twoElided(posting: number, kind: number): void {
    const which = kind === BALANCED ? 'postings in brackets' : 'postings';
    const advice = {
      expected: 'one posting without an amount at most',
      mend: 'write the amount, with two blanks between it and the account',
    };
    this.#draft.problem(
      problem(
        'transaction-two-elided',
        this.#draft.position(posting),
        `two ${which} of the transaction have no amount`,
        advice,
      ),
    );
  }

  #unbalanced(transaction: number, kind: number, left: readonly Part[], held: readonly Held[]): void {
    const { commodities } = this.#draft;
    const residue = left.map(({ commodity, amount }) => amountText(commodities.symbol(commodity), amount)).join(', ');
    const which = kind === BALANCED ? 'the postings in brackets' : 'the postings';
    const lone = held.length === 1 ? ', for it has one posting' : '';
    const advice = {
      expected: 'postings that sum to zero',
      mend: 'mend an amount, or leave one out to have it filled in',
    };
    const at = this.#draft.positionOf(transaction);
    this.#draft.problem(
      problem('transaction-unbalanced', at, `${which} of the transaction sum to ${residue}${lone}`, advice),
    );
  }
}

/** Of a commodity that only costs are in: the digits that they are written with here. */
function costDigits(commodity: number, held: readonly Held[], costs: ReadonlyMap<number, KnownCost>): number {
  return Math.max(
    0,
    ...held.map(({ posting }) => costs.get(posting)).map((cost) => (cost?.commodity === commodity ? cost.digits : 0)),
  );
}
