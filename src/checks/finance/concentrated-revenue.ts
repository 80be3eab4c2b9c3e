import type { Share } from '../../analysis/index.ts';
import { compare, decimal } from '../../core/decimal.ts';
import type { Figure } from '../../model/figure.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

const LIMIT = 40;

/** FIN-05: one customer, channel or entity brings more than 40 % of the revenue of twelve months. */
export const concentratedRevenue = check({
  id: 'FIN-05',
  role: 'CFO',
  title: 'Concentrated revenue',
  why: 'What one party brings, one party can take away.',
  fix: say`Plan a second source that could carry the fixed costs alone.`,
  effort: 'weeks',
  standard: 'Concentrations (ASC 275-10-50)',
  needs: ['concentration'],
  run({ concentration }, book) {
    const limit = book.constant(
      'method.concentration',
      'Share that is a concentration',
      { kind: 'percent' },
      decimal(LIMIT),
      'limit of FIN-05',
    );
    const above = concentration.shares.filter(({ share }) => share.value && compare(share.value, decimal(LIMIT)) > 0);
    return above.map((share) => claimOf(share, limit, concentration.total));
  },
});

const WORDS = { customer: 'customer', channel: 'account', entity: 'entity' } as const;

function claimOf({ dimension, key, name, entity, share, revenue }: Share, limit: Figure, total: Figure): Claim {
  return {
    entity: dimension === 'entity' ? entity : 'group',
    subject: `${dimension}: ${key}`,
    severity: 'medium',
    claim: say`One ${WORDS[dimension]}, ${quote(name)}, brings ${share} of the revenue of twelve months: ${revenue} of ${total}. The limit is ${limit}.`,
    evidence: [share.id, revenue.id, total.id],
    // No stake: a customer’s revenue is in its account’s and in its entity’s, and nobody knows whether it goes.
    size: share.id,
  };
}
