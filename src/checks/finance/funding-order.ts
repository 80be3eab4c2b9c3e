import { quote, say } from '../../model/sentence.ts';
import { check } from '../_check.ts';

/** FIN-08: what to fund, in which order, within the budget. */
export const fundingOrder = check({
  id: 'FIN-08',
  role: 'CFO',
  title: 'Order of funding',
  why: 'Money is short: each amount goes where it is worth most, and what comes first must be first.',
  fix: say`Fund in the order given.`,
  effort: 'weeks',
  standard: 'Capital rationing by profitability index',
  needs: ['capitalPlan'],
  run({ capitalPlan }) {
    const { decisions, spent, value, budget } = capitalPlan;
    const [first] = decisions.filter((one) => one.chosen);
    if (!first || !spent || !value) return [];
    const within = budget ? say` within the budget of ${budget}` : say``;
    return [
      {
        entity: 'group',
        subject: 'capital plan',
        severity: 'info',
        claim: say`The plan costs ${spent}${within} and is expected to bring ${value} in a year; it begins with ${quote(first.initiative.name)}.`,
        evidence: [spent.id, value.id, ...(budget ? [budget.id] : [])],
      },
    ];
  },
});
