import type { StreamRecognition } from '../../analysis/index.ts';
import { quote, say, term } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** ACC-02: a revenue stream that brings money, and for which nobody wrote down when it is earned. */
export const noRecognitionPolicy = check({
  id: 'ACC-02',
  role: 'CAO',
  title: 'No recognition policy',
  why: 'Without it revenue is whatever came in: months with many bookings look good, and money that is owed back looks earned.',
  fix: say`Write down when it is earned: ${quote('recognition: point-in-time')} for a service of a day, ${quote('over-time')} for one that lasts.`,
  effort: 'hours',
  standard: 'Revenue is recognised when, or as, a performance obligation is satisfied (ASC 606-10-25-23, step 5)',
  needs: ['recognition'],
  run({ recognition }) {
    const without = recognition.streams.filter(({ policy }) => policy === undefined);
    // What brought nothing in twelve months has nothing to be recognised.
    const claims = without.filter(({ revenue }) => revenue.value && revenue.value.mantissa !== 0n).map(claimOf);
    if (claims.length === 0 && without.some(({ revenue }) => revenue.value === undefined)) return 'not-seen';
    return claims;
  },
});

function claimOf({ of, stream, revenue }: StreamRecognition): Claim {
  return {
    entity: of.entity.id,
    subject: stream.id,
    severity: 'high',
    claim: say`${quote(stream.name)} brought ${revenue} in the last twelve full months, and no policy says when it is earned (${term('ASC 606')}).`,
    evidence: [revenue.id],
    size: revenue.id,
  };
}
