import type { KpiState } from '../../analysis/index.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** CEO-05: a number that practice steers such a business by is not measured. */
export const unmeasuredKpi = check({
  id: 'CEO-05',
  role: 'CEO',
  title: 'KPI not measured',
  why: 'What is not measured is steered by the last thing that somebody said.',
  fix: say`Connect the source that each one names.`,
  effort: 'days',
  standard: 'KPI frameworks by kind of business',
  needs: ['kpis'],
  run({ kpis }) {
    return kpis.states.filter(({ figure }) => figure === undefined).map((one) => claimOf(one, kpis.unmeasured.id));
  },
});

function claimOf({ of, kpi }: KpiState, unmeasured: string): Claim {
  return {
    entity: of.entity.id,
    subject: kpi.id,
    severity: 'medium',
    claim: say`${quote(of.entity.name)} does not measure this: ${quote(kpi.name)}. It needs ${quote(kpi.source)}.`,
    evidence: [unmeasured],
  };
}
