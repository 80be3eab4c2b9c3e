import { figureId, isFarBelow, isFarOff, scopeOf, type ForecastRun, type TargetPath } from '../../analysis/index.ts';
import { decimal } from '../../core/decimal.ts';
import type { Book } from '../../model/book.ts';
import type { Figure } from '../../model/figure.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';
import { atStake } from '../_stake.ts';

const LIMIT = 20;
const RUNNING = 3;

/** FIN-04: for three months running, revenue fell short of its target, or a forecast was off, by more than a fifth. */
export const missedTargets = check({
  id: 'FIN-04',
  role: 'CFO',
  title: 'Target missed, or forecast off',
  why: 'A plan that is missed by far each month no longer says what to do.',
  fix: say`Plan anew from the revenue of the last year, or name what will close the gap.`,
  effort: 'days',
  standard: 'Variance analysis; forecast error (MAPE)',
  needs: ['forecastScore'],
  wants: ['targets'],
  run({ forecastScore, targets }, book) {
    const limit = book.constant(
      'method.target-error',
      'Error that calls for a new plan',
      { kind: 'percent' },
      decimal(LIMIT),
      'limit of FIN-04',
    );
    const due = targets?.paths.filter((one) => one.variance.size >= RUNNING) ?? [];
    const graded = forecastScore.runs.filter((one) => one.last.length >= RUNNING);
    if (due.length === 0 && graded.length === 0) return 'not-seen';
    const missed = due.filter((one) => isFarBelow(one, limit));
    return [
      ...missed.map((one) => ({ ...claimOf(one), ...lost(book, one, missed) })),
      ...graded.filter((one) => isFarOff(one, limit)).map((one) => forecastClaim(one, limit)),
    ];
  },
});

function forecastClaim({ name, entity, subject, last }: ForecastRun, limit: Figure): Claim {
  const three = last.slice(-RUNNING);
  const [newest] = three.slice(-1);
  return {
    entity,
    subject: `forecast ${subject}`,
    severity: 'medium',
    claim: newest
      ? say`${quote(name)}: the last three forecasts that can be graded were each off by more than ${limit}; the newest said ${newest.predicted}, and ${newest.actual} came.`
      : say`${quote(name)}`,
    evidence: three.flatMap(({ predicted, actual, percent }) => [predicted.id, actual.id, percent.id]),
    ...(newest ? { size: newest.percent.id } : {}),
    fix: say`Look at what the forecast left out or counted on, and plan anew from what came.`,
  };
}

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

/** Revenue that the last three full months lack. */
function lost(book: Book, one: TargetPath, missed: readonly TargetPath[]): Pick<Claim, 'stake' | 'size'> {
  const { of, stream, base } = one;
  const id = figureId(scopeOf(of.entity), 'stake.fin-04', ...(stream ? ['stream', stream.id] : ['entity']));
  const name = stream ? `${of.entity.name} ${stream.name}` : of.entity.name;
  const last = [...one.variance.values()].slice(-RUNNING).map(({ difference }) => difference);
  const all = book.formula(figureId(id, 'difference'), `${name}, revenue less target`, base.unit, 'sum', last, {
    text: 'sum of the last three full months',
  });
  const text = '−(revenue − target)';
  const short = book.formula(id, `${name}, revenue short of target`, base.unit, 'negate', [all], { text });
  // What a stream lacks is in what its whole business lacks: it is money at stake once.
  const isCounted = stream === undefined && missed.some((other) => other.of === of && other.stream);
  if (isCounted) return { size: short.id };
  return atStake(short, say`revenue that the targets of the last three full months asked for and that did not come`);
}
