import type { JournalCost, JournalPrice } from '../../model/journal.ts';
import type { Amounts } from './amounts.ts';
import type { Balancer } from './balance.ts';
import { journalCost, knownCost, unitPrice, type KnownCost } from './costs.ts';
import type { Draft } from './draft.ts';

/** The costs of postings, written or implied, as the Journal has them, and the prices that they tell. */
export function sealCosts(
  draft: Draft,
  amounts: Amounts,
  balancer: Balancer,
): { costs: JournalCost[]; prices: JournalPrice[] } {
  const { postings, transactions } = draft;
  const costs: JournalCost[] = [];
  const prices: JournalPrice[] = [];
  if (draft.costs.length === 0 && balancer.costs.size === 0) return { costs, prices };
  for (let posting = 0; posting < postings.count; posting += 1) {
    const transaction = postings.transaction[posting] as number;
    const known = balancer.refused[transaction] === 1 ? undefined : costOf(draft, amounts, balancer, posting);
    postings.cost[posting] = -1;
    if (!known) continue;
    postings.cost[posting] = costs.push(journalCost(known, draft.lots.get(posting))) - 1;
    const price = unitPrice(known, amounts.of(posting));
    if (!price || price.mantissa <= 0n) continue;
    const day = transactions.day[transaction] as number;
    const commodity = postings.commodity[posting] as number;
    prices.push({ at: draft.position(posting), day, commodity, price, in: known.commodity, from: 'cost' });
  }
  return { costs, prices };
}

function costOf(draft: Draft, amounts: Amounts, { costs }: Balancer, posting: number): KnownCost | undefined {
  const known = costs.get(posting);
  if (known) return known;
  const written = draft.costs[draft.postings.cost[posting] as number];
  return written ? knownCost(written, amounts.of(posting)) : undefined;
}
