import type { CapitalPlan } from '../../analysis/index.ts';
import type { Book } from '../../model/book.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

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
  run({ capitalPlan }, book) {
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
        ...undone(book, capitalPlan),
      },
    ];
  },
});

/** What the chosen initiatives that are not done would bring in a year, and who owns them where it is one person. */
function undone(book: Book, { decisions }: CapitalPlan): Pick<Claim, 'stake' | 'owner'> {
  const open = decisions.filter(({ chosen, reason }) => chosen && reason !== 'done');
  const [first] = open;
  if (!first) return {};
  const owner = open.every(({ initiative }) => initiative.owner === first.initiative.owner)
    ? first.initiative.owner
    : undefined;
  const [low, mid, high] = (['low', 'mid', 'high'] as const).map((end) => {
    const values = open.map((one) => one[end]);
    const label = `Value of the plan that is not done, ${end}`;
    const text = 'sum of the initiatives chosen and not done';
    return book.formula(`group.stake.fin-08.${end}`, label, first.mid.unit, 'sum', values, { text });
  });
  const how = say`what the initiatives chosen and not done are expected to bring in a year, before what they cost`;
  return {
    ...(low?.value && mid?.value && high?.value ? { stake: { low: low.id, mid: mid.id, high: high.id, how } } : {}),
    ...(owner === undefined ? {} : { owner }),
  };
}
