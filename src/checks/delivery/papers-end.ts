import type { DeliveryJob, NeededPaper, PaperFault } from '../../analysis/index.ts';
import type { Sentence } from '../../model/finding.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** YDEL-03: a licence, a medical or the hull's insurance ends before a trip that needs it does, or is not on file. */
export const papersEnd = check({
  id: 'YDEL-03',
  role: 'Delivery',
  title: 'Papers that end before the trip',
  why: 'Without a valid licence and medical the captain may not sail; without cover a loss is the owner’s.',
  fix: say`Renew the paper, or send another captain or vessel.`,
  effort: 'days',
  standard: 'USCG credential rules',
  needs: ['deliveries'],
  run({ deliveries: { entities } }) {
    const claims = entities.flatMap(({ of, papers }) =>
      (papers?.faults ?? []).flatMap((fault) => claimOf(of.entity.id, of.entity.name, fault)),
    );
    const unseen = entities.some(
      ({ jobs, papers }) => !jobs || !papers || papers.needs.some(({ state }) => state === 'open'),
    );
    return claims.length === 0 && unseen ? 'not-seen' : claims;
  },
});

const PAPERS: Readonly<Record<NeededPaper, string>> = {
  licence: 'The licence',
  medical: 'The medical certificate',
  insurance: 'The hull insurance',
};

function claimOf(entity: string, name: string, fault: PaperFault): Claim[] {
  const { key, kind, holder, state, number, prices, left, trips } = fault;
  const [first] = trips;
  if (!first) return [];
  const person = kind === 'insurance' ? {} : { owner: holder };
  const stake =
    prices.value === undefined
      ? {}
      : {
          stake: {
            low: prices.id,
            mid: prices.id,
            high: prices.id,
            how: say`The price of each trip planned or under way that may not sail without this paper.`,
          },
        };
  return [
    {
      entity,
      subject: `paper: ${key}`,
      severity: state === 'ends' ? 'critical' : 'high',
      claim: [...say`${quote(name)}: `, ...stateWords(fault), ...tripWords(first, trips.length === 1)],
      ...(state === 'missing'
        ? { fix: say`Put the paper on file before departure, with the day on which it ends.` }
        : {}),
      evidence: [number.id, ...(state === 'ends' && left ? [left.id] : [])],
      ...stake,
      size: number.id,
      ...person,
    },
  ];
}

function stateWords({ kind, holder, state, expires, number }: PaperFault): Sentence {
  if (state === 'missing' || expires === undefined)
    return say`${PAPERS[kind]} of ${quote(holder)} is not on file, and is needed for ${number}`;
  return say`${PAPERS[kind]} of ${quote(holder)} ends on ${onDate(expires)}, too early for ${number}`;
}

function tripWords(first: DeliveryJob, isOnly: boolean): Sentence {
  const end = first.arrives ?? first.departs;
  const until = end === undefined ? say`` : say`, which ends on ${onDate(end)}`;
  return say`${isOnly ? ': ' : ', first '}${quote(first.name)}${until}.`;
}
