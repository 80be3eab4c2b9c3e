import { isFarBelow, type TargetPath } from '../../analysis/index.ts';
import { decimal } from '../../core/decimal.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

const LIMIT = 20;

/** FIN-04: revenue fell short of its target by more than a fifth for three months running. */
export const missedTargets = check({
  id: 'FIN-04',
  role: 'CFO',
  title: 'Revenue target missed',
  why: 'A plan that is missed by far each month no longer says what to do.',
  fix: say`Plan anew from the revenue of the last year, or name what will close the gap.`,
  effort: 'days',
  standard: 'Variance analysis; forecast error (MAPE)',
  needs: ['targets'],
  run({ targets }, book) {
    const limit = book.constant(
      'method.target-error',
      'Error that calls for a new plan',
      { kind: 'percent' },
      decimal(LIMIT),
      'limit of FIN-04',
    );
    const graded = targets.paths.filter((one) => one.variance.size >= 3);
    if (graded.length === 0) return 'not-seen';
    return graded.filter((one) => isFarBelow(one, limit)).map(claimOf);
  },
});

function claimOf({ of, stream, variance }: TargetPath): Claim {
  const last = [...variance.values()].slice(-3);
  const [newest] = last.slice(-1);
  const name = stream ? say`${quote(of.entity.name)}, ${quote(stream.name)}` : say`${quote(of.entity.name)}`;
  return {
    entity: of.entity.id,
    subject: stream?.id ?? 'revenue',
    severity: 'medium',
    claim: newest
      ? say`${name}: revenue of ${newest.actual} in the last full month stands against a target of ${newest.target}, and the two months before fell as far short.`
      : name,
    evidence: last.flatMap(({ actual, target, percent }) => [actual.id, target.id, percent.id]),
  };
}
