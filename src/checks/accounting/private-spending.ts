import type { EntityExpenses } from '../../analysis/index.ts';
import type { Figure } from '../../model/figure.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';
import { atStake } from '../_stake.ts';

/** ACC-09: private spending from a business account. */
export const privateSpending = check({
  id: 'ACC-09',
  role: 'CAO',
  title: 'Private spending',
  why: 'Private spending in a business account can cost the owner the shield of the company, and the deduction.',
  fix: say`Book it as an owner's draw, and pay it from a private account from now on.`,
  effort: 'hours',
  standard: 'Commingling (piercing the corporate veil)',
  needs: ['expenseAudit'],
  run({ expenseAudit: { entities } }) {
    return entities.flatMap((entity) => (entity.personalTotal ? [claimOf(entity, entity.personalTotal)] : []));
  },
});

function claimOf({ of, personal }: EntityExpenses, total: Figure): Claim {
  const payees = personal.slice(0, 3).map(({ payee }) => payee);
  return {
    entity: of.entity.id,
    subject: 'private spending',
    severity: 'medium',
    claim: say`${quote(of.entity.name)} paid ${total} of private spending in twelve months: ${quote(payees.join(', '))}${personal.length > payees.length ? ' and others' : ''}.`,
    evidence: [total.id, ...personal.map(({ amount }) => amount.id)],
    ...atStake(total, say`private spending of twelve months that the business paid`),
  };
}
