import { TIERS, type Decision, type FactMap } from '../../analysis/index.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, PlanItem } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import { whenSeen } from '../_cells.ts';

const TIER_NAMES = {
  'zero-cost': 'Costs nothing',
  'low-cost': 'Costs little',
  'revenue-generating': 'Brings revenue',
} as const;

/** The initiatives in their tiers, each chosen or deferred with its reason. */
export function capitalPlanBlock({ capitalPlan }: FactMap): Block {
  return whenSeen(capitalPlan, 'capital-plan', 'Capital plan', ({ decisions }) => {
    const open = decisions.filter((one) => one.reason !== 'done');
    const items = TIERS.flatMap((tier) =>
      open.filter((one) => one.initiative.tier === tier).map((one) => item(one, decisions)),
    );
    return { kind: 'plan', id: 'capital-plan', title: 'Capital plan in three tiers', items };
  });
}

function item(decision: Decision, all: readonly Decision[]): PlanItem {
  const { initiative, cost, low, mid, high } = decision;
  const { owner } = initiative;
  return {
    what: say`${quote(initiative.name)}: costs ${cost}, worth ${mid} in a year (${low} to ${high})`,
    ...(owner === undefined ? {} : { who: owner }),
    group: TIER_NAMES[initiative.tier],
    detail: [verdict(decision, all)],
  };
}

function verdict(decision: Decision, all: readonly Decision[]): Sentence {
  const { reason, index, cumulative, waitsFor } = decision;
  const spent = cumulative ? say` Spent up to here: ${cumulative}.` : say``;
  const waits = waitsFor.map((id) => all.find((one) => one.initiative.id === id)?.initiative.name ?? id).join(', ');
  switch (reason) {
    case 'free':
      return say`Chosen: it costs nothing.${spent}`;
    case 'within budget':
      return say`Chosen: worth ${index} times its cost, and within the budget.${spent}`;
    case 'no budget declared':
      return say`Chosen: worth ${index} times its cost; no budget is declared.${spent}`;
    case 'over budget':
      return say`Deferred: what is left of the budget does not pay for it.`;
    case 'needs others first':
      return say`Deferred: it needs ${quote(waits)} first.`;
    case 'worth less than it costs':
      return say`Deferred: it is worth less than it costs.`;
    case 'not known':
      return say`Deferred: its cost or value is not known in the portfolio’s currency.`;
    case 'done':
      return say`Done.`;
  }
}
