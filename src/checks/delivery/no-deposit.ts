import type { DeliveryJob } from '../../analysis/index.ts';
import { addDays, type IsoDate } from '../../core/date.ts';
import type { Sentence } from '../../model/finding.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** A deposit is due this many days before departure, and until the trip is over. */
const DAYS = 14;

/** YDEL-04: a trip departs within fourteen days, or has departed, and its deposit is not there in whole. */
export const noDeposit = check({
  id: 'YDEL-04',
  role: 'Delivery',
  title: 'Departure without the deposit',
  why: 'After departure the crew is paid and the fuel is bought, and nothing is left to ask with.',
  fix: say`Collect the rest of the deposit first; do not cast off without it.`,
  effort: 'hours',
  standard: 'Job terms',
  needs: ['deliveries'],
  run({ deliveries: { entities } }, book) {
    const due = entities.flatMap(({ of, jobs }) =>
      (jobs?.list ?? []).filter((job) => isDue(job, book.asOf)).map((job) => ({ entity: of.entity, job })),
    );
    const claims = due.flatMap(({ entity, job }) => claimOf(entity.id, entity.name, job, book.asOf));
    const unseen = entities.some(({ jobs }) => !jobs) || due.some(({ job }) => !job.deposit?.missing.value);
    return claims.length === 0 && unseen ? 'not-seen' : claims;
  },
});

function isDue({ state, departs }: DeliveryJob, asOf: IsoDate): boolean {
  if (state === 'under-way') return true;
  return state === 'planned' && departs !== undefined && departs <= addDays(asOf, DAYS);
}

function claimOf(entity: string, name: string, job: DeliveryJob, asOf: IsoDate): Claim[] {
  const { deposit } = job;
  if (!deposit?.missing.value || deposit.missing.value.mantissa <= 0n) return [];
  const { due, received, missing, told } = deposit;
  const by =
    told === 'sheet'
      ? 'going by the sheet of jobs'
      : 'going by the payments in the ledger that name the job or its customer';
  return [
    {
      entity,
      subject: `job: ${job.key}`,
      severity: 'high',
      claim: say`${quote(name)}: job ${quote(job.name)} ${departure(job, asOf)}; of its deposit of ${due}, ${received} was received, ${by}, and ${missing} is missing.`,
      evidence: [due.id, received.id, missing.id],
      stake: {
        low: missing.id,
        mid: missing.id,
        high: missing.id,
        how: say`Exact: the part of the deposit that was not received.`,
      },
      size: missing.id,
    },
  ];
}

function departure({ departs }: DeliveryJob, asOf: IsoDate): Sentence {
  if (departs === undefined) return say`is under way`;
  return departs > asOf ? say`departs on ${onDate(departs)}` : say`departed on ${onDate(departs)}`;
}
