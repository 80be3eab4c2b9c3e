import { isExpense, type RecurringItem, type SharedService } from '../../analysis/index.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';
import { atStake } from '../_stake.ts';

/** FIN-09: a recurring charge rose, or two entities pay for the same service. */
export const recurringCharges = check({
  id: 'FIN-09',
  role: 'CFO',
  title: 'Recurring charges',
  why: 'Small charges that come again are seldom looked at again.',
  fix: say`Cancel it, or bring it under one contract.`,
  effort: 'hours',
  standard: 'Expense audit practice',
  needs: ['recurring'],
  run({ recurring }) {
    const rises = recurring.items.filter((item) => item.rise && isExpense(item));
    return [...rises.flatMap(rose), ...recurring.shared.map(paidTwice)];
  },
});

function rose({ entity, entityName, payee, payeeKey, rise }: RecurringItem): Claim[] {
  if (!rise) return [];
  const { before, after, percent, aYear, since } = rise;
  return [
    {
      entity,
      subject: `rise: ${payeeKey}`,
      severity: 'low',
      claim: say`${quote(payee)} charges ${quote(entityName)} ${after} since ${onDate(since)}, up ${percent} from ${before}: ${aYear} more a year.`,
      evidence: [before.id, after.id, percent.id, aYear.id],
      ...atStake(aYear, say`what the rise costs over a year`),
      fix: say`Find out why, and ask for the old price, or cancel.`,
    },
  ];
}

function paidTwice({ payee, items, aYear }: SharedService): Claim {
  const [first] = items;
  return {
    entity: 'group',
    subject: `shared: ${first?.payeeKey ?? payee}`,
    severity: 'low',
    claim: say`${quote(payee)} is paid by ${quote([...new Set(items.map((item) => item.entityName))].join(', '))}: ${aYear} a year together.`,
    evidence: [aYear.id, ...items.map((item) => item.aYear.id)],
    // No stake: what one contract would save is the seller’s to say.
    size: aYear.id,
    fix: say`See whether one contract serves them all.`,
  };
}
