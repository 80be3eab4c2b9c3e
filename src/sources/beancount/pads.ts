import { add, compare, negate, subtract, ZERO, type Decimal } from '../../core/decimal.ts';
import { problem } from '../_codes.ts';
import type { Amounts, Part } from '../_ledger/amounts.ts';
import type { Draft } from '../_ledger/draft.ts';
import type { BalanceDraft, Declared, PadDraft } from './declared.ts';
import { Balances } from './running.ts';
import { balanceTolerance } from './tolerances.ts';

/** A pad that is open for its account, and the commodities that a balance has asked it for. */
interface Open {
  readonly pad: PadDraft;
  readonly asked: Set<number>;
  readonly parts: Part[];
}

/**
 * Works out what pads book: on its own day, what the account and those below it lack to the next balance of each
 * commodity. As beancount does, each account is padded as if there were no pads of others. A pad that books nothing is a
 * problem, and left out.
 */
export function workPadsOut(
  draft: Draft,
  declared: Declared,
  amounts: Amounts,
  order: Uint32Array,
  refused: Uint8Array,
): void {
  if (declared.pads.size === 0) return;
  const pads = new Pads(draft, declared, amounts);
  const balances = new Balances(draft, amounts, declared.balances);
  for (const one of order) {
    const balance = declared.balances[one - draft.transactions.count];
    const pad = declared.pads.get(one);
    if (balance) pads.balance(balance, balances);
    else if (pad) pads.open(pad);
    else if (refused[one] !== 1) balances.pass(one);
  }
  pads.close(refused);
}

class Pads {
  readonly #draft: Draft;
  readonly #declared: Declared;
  readonly #amounts: Amounts;
  readonly #open = new Map<number, Open>();
  readonly #all: Open[] = [];
  /** What pads have added, by account and commodity. */
  readonly #added = new Map<string, Decimal>();
  readonly #atCost: ReadonlySet<number>;

  constructor(draft: Draft, declared: Declared, amounts: Amounts) {
    this.#draft = draft;
    this.#declared = declared;
    this.#amounts = amounts;
    this.#atCost = new Set(
      [...declared.specs].flatMap(([posting, { cost }]) => (cost ? [draft.postings.commodity[posting] as number] : [])),
    );
  }

  open(pad: PadDraft): void {
    const one: Open = { pad, asked: new Set(), parts: [] };
    this.#open.set(pad.account, one);
    this.#all.push(one);
  }

  balance({ account, commodity, amount, tolerance }: BalanceDraft, balances: Balances): void {
    const open = this.#open.get(account);
    if (!open) return;
    const key = `${account} ${commodity}`;
    const held = add(balances.of(account, commodity), this.#added.get(key) ?? ZERO);
    const lack = subtract(amount, held);
    const size = lack.mantissa < 0n ? negate(lack) : lack;
    const allowed = tolerance ?? balanceTolerance(amount, this.#declared.options);
    if (compare(size, allowed) > 0 && !open.asked.has(commodity)) {
      open.parts.push({ commodity, amount: lack });
      this.#added.set(key, add(this.#added.get(key) ?? ZERO, lack));
    }
    open.asked.add(commodity);
  }

  close(refused: Uint8Array): void {
    for (const { pad, parts } of this.#all) {
      const [first, ...more] = parts;
      if (!first) {
        refused[pad.transaction] = 1;
        this.#unused(pad);
        continue;
      }
      for (const { commodity } of parts) if (this.#atCost.has(commodity)) this.#paddedAtCost(pad, commodity);
      const posting = this.#draft.transactions.first[pad.transaction] as number;
      this.#amounts.set(posting, first.commodity, first.amount);
      this.#amounts.set(posting + 1, first.commodity, negate(first.amount));
      if (more.length === 0) continue;
      this.#amounts.parts.set(posting, more);
      this.#amounts.parts.set(
        posting + 1,
        more.map(({ commodity, amount }) => ({ commodity, amount: negate(amount) })),
      );
    }
  }

  #unused({ at, account }: PadDraft): void {
    const name = this.#draft.accounts.names[account] ?? '';
    const message = `no later balance of ${name} lacks anything`;
    const advice = { expected: 'a later balance that differs', mend: 'take the pad out' };
    this.#draft.problem(problem('pad-unused', at, message, advice));
  }

  #paddedAtCost({ at, account }: PadDraft, commodity: number): void {
    const { accounts, commodities } = this.#draft;
    const message = `the pad of ${accounts.names[account] ?? ''} would add ${commodities.symbol(commodity)}, which is held at cost`;
    const advice = { expected: 'a commodity without a cost', mend: 'write the transaction, with its cost' };
    this.#draft.problem(problem('pad-at-cost', at, message, advice));
  }
}
