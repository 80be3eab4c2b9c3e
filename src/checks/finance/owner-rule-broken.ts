import { figureId, type RuleState } from '../../analysis/index.ts';
import { compare } from '../../core/decimal.ts';
import type { Book } from '../../model/book.ts';
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
  run({ ownerRules }, book) {
    const broken = ownerRules.rules.filter((rule) => rule.state === 'broken');
    if (broken.length > 0) return broken.map((rule) => ({ ...claimOf(rule), ...beyond(book, rule) }));
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

/**
 * How far the figure is beyond the limit that it breaks. It is no stake, be it money or not: rules are about balances,
 * about a month and about a year, which do not add up.
 */
function beyond(book: Book, { rule, figure, atLeast, atMost }: RuleState): Pick<Claim, 'size'> {
  if (!figure?.value) return {};
  const { value, unit, label } = figure;
  const isLow = atLeast?.value !== undefined && compare(value, atLeast.value) < 0;
  const limit = isLow ? atLeast : atMost;
  if (!limit || JSON.stringify(limit.unit) !== JSON.stringify(unit)) return {};
  const id = figureId(entityOf(figure.id), 'size.fin-07', rule.id);
  const text = isLow ? 'limit − figure' : 'figure − limit';
  const inputs = isLow ? [limit, figure] : [figure, limit];
  return { size: book.formula(id, `${label}, beyond the limit`, unit, 'difference', inputs, { text }).id };
}
