import { compare, type Decimal } from '../../core/decimal.ts';
import type { JournalCost, JournalPrice } from '../../model/journal.ts';
import type { Amounts } from './amounts.ts';
import { journalCost, knownCost, unitPrice, type KnownCost } from './costs.ts';
import type { Draft } from './draft.ts';

/** What booking found out about costs. */
export interface Costed {
  /** Of postings whose cost is written or implied. */
  readonly costs: ReadonlyMap<number, KnownCost>;
  /** 1 for transactions that are left out. */
  readonly refused: Uint8Array;
  /** Prices of one unit that postings tell of the market, by posting; without it every cost is one. */
  readonly market?: ReadonlyMap<number, Decimal>;
}

/** The costs of postings, written or implied, as the Journal has them, and the prices that they tell. */
export function sealCosts(
  draft: Draft,
  amounts: Amounts,
  booked: Costed,
): { costs: JournalCost[]; prices: JournalPrice[] } {
  const { postings, transactions } = draft;
  const costs: JournalCost[] = [];
  const prices: JournalPrice[] = [];
  /** The last price that was told, by the two commodities. */
  const told = new Map<number, JournalPrice>();
  if (draft.costs.length === 0 && booked.costs.size === 0) return { costs, prices };
  for (let posting = 0; posting < postings.count; posting += 1) {
    const transaction = postings.transaction[posting] as number;
    const known = booked.refused[transaction] === 1 ? undefined : costOf(draft, amounts, booked, posting);
    postings.cost[posting] = -1;
    if (!known) continue;
    postings.cost[posting] = costs.push(journalCost(known, draft.lots.get(posting))) - 1;
    const price = booked.market ? booked.market.get(posting) : unitPrice(known, amounts.of(posting));
    if (!price || price.mantissa <= 0n) continue;
    const day = transactions.day[transaction] as number;
    const commodity = postings.commodity[posting] as number;
    if (repeats(told.get(commodity * draft.commodities.count + known.commodity), day, price)) continue;
    const at = draft.position(posting);
    const found: JournalPrice = { at, day, commodity, price, in: known.commodity, from: 'cost' };
    told.set(commodity * draft.commodities.count + known.commodity, found);
    prices.push(found);
  }
  return { costs, prices };
}

/** The two postings of an exchange tell the same price, and so do the many of a busy day. */
function repeats(last: JournalPrice | undefined, day: number, price: Decimal): boolean {
  return last !== undefined && last.day === day && compare(last.price, price) === 0;
}

function costOf(draft: Draft, amounts: Amounts, { costs }: Costed, posting: number): KnownCost | undefined {
  const known = costs.get(posting);
  if (known) return known;
  const written = draft.costs[draft.postings.cost[posting] as number];
  return written ? knownCost(written, amounts.of(posting)) : undefined;
}
