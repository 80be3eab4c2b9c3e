import type { EntityPapers, RequiredPaper } from '../../analysis/index.ts';
import type { Sentence } from '../../model/finding.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** CEO-07: a paper that a business of this kind must have is missing, has ended, or ends soon. */
export const papersEnding = check({
  id: 'CEO-07',
  role: 'CEO',
  title: 'Certificates missing or ending',
  why: 'A cover that cannot be shown is no cover to a customer, a marina or a court.',
  fix: say`Ask the insurer or the office for the certificate today, and put it into the folder with the day on which it ends.`,
  effort: 'hours',
  standard: 'Compliance calendar',
  needs: ['certificates'],
  run({ certificates: { entities, limit } }) {
    return entities.flatMap((one) =>
      one.required.filter(({ state }) => state !== 'valid').map((required) => claimOf(one, required, limit.id)),
    );
  },
});

const NAMES: Readonly<Record<RequiredPaper['kind'], string>> = {
  insurance: 'insurance certificate',
  licence: 'licence',
  registration: 'registration',
  permit: 'permit',
  agreement: 'agreement',
  inspection: 'inspection',
  other: 'document',
};

function claimOf({ of, premiums }: EntityPapers, required: RequiredPaper, limit: string): Claim {
  const { kind, state, paper } = required;
  const paid = kind === 'insurance' && premiums?.value && premiums.value.mantissa > 0n ? premiums : undefined;
  const premium = paid ? say`, though premiums of ${paid} were paid in twelve full months` : say``;
  return {
    entity: of.entity.id,
    subject: `paper: ${kind}`,
    severity: state === 'ending' ? 'medium' : 'high',
    claim: say`${quote(of.entity.name)}: ${words(required, paper?.expires)}${premium}.`,
    evidence: [limit, ...(paid ? [paid.id] : [])],
  };
}

function words({ kind, state, paper }: RequiredPaper, ends: string | undefined): Sentence {
  const name = NAMES[kind];
  if (state === 'absent') return say`no ${name} is on file`;
  if (state === 'no-file')
    return say`no ${name} is on file: ${quote(paper?.title ?? '')} is declared, and its file is not there`;
  const until = ends === undefined ? say`` : say` on ${onDate(ends)}`;
  return state === 'ended' ? say`the ${name} ended${until}` : say`the ${name} ends${until}`;
}
