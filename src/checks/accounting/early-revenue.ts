import type { Early, StreamRecognition } from '../../analysis/index.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';
import { atStake } from '../_stake.ts';

/** ACC-03: money for a service that was still ahead, booked as revenue. Each payment is named in the report. */
export const earlyRevenue = check({
  id: 'ACC-03',
  role: 'CAO',
  title: 'Deposits booked as revenue',
  why: 'Until the service is rendered the money is owed: as service, or back. Months look better than they were, and cash freer than it is.',
  fix: say`Declare the stream's policy and its account of deposits; then each payment waits there and is released on the day of service.`,
  effort: 'days',
  standard: 'Consideration received before the service is a contract liability (ASC 606-10-45-2)',
  needs: ['recognition'],
  run({ recognition }, book) {
    const claims = recognition.streams.flatMap((one) => (one.early ? claimsOf(one, one.early, book.asOf) : []));
    if (claims.length > 0) return claims;
    // Where customers pay ahead and no bookings are on file, nobody can tell.
    return recognition.streams.some(({ bookings }) => bookings === 'missing') ? 'not-seen' : [];
  },
});

function claimsOf({ of, stream, ahead }: StreamRecognition, early: Early, asOf: string): Claim[] {
  const { number, amount, misplaced, longest } = early;
  if (early.rows.length === 0 || !longest || !ahead) return [];
  const wrong = misplaced.number.value?.mantissa !== 0n;
  const claim = say`For ${quote(stream.name)}, ${number} of ${amount} together were booked as revenue before the day of service, up to ${longest} before. For ${misplaced.number} of them, ${misplaced.amount}, the service lies in another month or is still ahead. On ${onDate(asOf)}, ${ahead} of what came in is not earned.`;
  return [
    {
      entity: of.entity.id,
      subject: stream.id,
      // Served within the month that the money came in, no month's revenue is wrong.
      severity: wrong ? 'high' : 'low',
      claim,
      // The rows stand one by one in the report's table.
      evidence: [number.id, amount.id, misplaced.number.id, misplaced.amount.id, longest.id, ahead.id],
      ...atStake(ahead, say`received for services still ahead: owed as service, or back`),
      size: misplaced.amount.id,
    },
  ];
}
