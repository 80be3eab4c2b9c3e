import type { RuleState } from '../../analysis/index.ts';
import { quote, say } from '../../model/sentence.ts';
import type { Sentence } from '../../model/finding.ts';
import { check, type Claim } from '../_check.ts';

/** FIN-07: a financial rule that the owner declared does not hold. */
export const ownerRuleBroken = check({
  id: 'FIN-07',
  role: 'CFO',
  title: 'Owner’s rule broken',
  why: 'The owner set this limit as one that is not to be crossed.',
  fix: say`Do what the rule asks, or change the rule on the record.`,
  effort: 'weeks',
  standard: 'Covenant testing',
  needs: ['ownerRules'],
  run({ ownerRules }) {
    const broken = ownerRules.rules.filter((rule) => rule.state === 'broken');
    if (broken.length > 0) return broken.map(claimOf);
    // A rule whose figure is not known does not hold: nobody knows.
    return ownerRules.rules.some((rule) => rule.state === 'not-known') ? 'not-seen' : [];
  },
});

function claimOf({ rule, figure, atLeast, atMost }: RuleState): Claim {
  const limits: Sentence = [
    ...(atLeast ? say` The rule asks for at least ${atLeast}.` : []),
    ...(atMost ? say` The rule allows at most ${atMost}.` : []),
  ];
  const value = figure ? say` ${quote(figure.label)} is ${figure}.` : say``;
  return {
    entity: entityOf(figure?.id),
    subject: rule.id,
    severity: 'critical',
    claim: say`${quote(rule.rule)}${value}${limits}`,
    evidence: [figure, atLeast, atMost].flatMap((one) => (one ? [one.id] : [])),
  };
}

/** The first part of a figure's id; figures of the owner's own reports are the group's. */
function entityOf(id = 'group'): string {
  const [whose = 'group'] = id.split('.');
  return whose === 'own' ? 'group' : whose;
}
