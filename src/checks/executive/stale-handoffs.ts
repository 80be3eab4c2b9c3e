import type { DocumentList, EntityHandoffs, HandoffDocument } from '../../analysis/index.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** CEO-08: a document that nobody has touched though it says that work is open, or one that says that it is superseded. */
export const staleHandoffs = check({
  id: 'CEO-08',
  role: 'CEO',
  title: 'Handoff documents that no longer hold',
  why: 'Whoever takes over works from what the document says.',
  fix: say`Bring it up to date, or move it out of the folder.`,
  effort: 'hours',
  standard: 'Handoff practice',
  needs: ['handoffs'],
  run({ handoffs: { entities } }) {
    const judged = entities.some(({ documents: { all, undated } }) => all.documents.length > undated.documents.length);
    const claims = entities.flatMap(claimsOf);
    return claims.length === 0 && !judged ? 'not-seen' : claims;
  },
});

function claimsOf({ of: { entity }, documents: { stale, superseded, limit } }: EntityHandoffs): Claim[] {
  const claimed = (subject: string, list: DocumentList, told: (first: HandoffDocument) => Claim['claim']): Claim[] => {
    const [first] = list.documents;
    if (!first) return [];
    const evidence = [list.number.id, ...(subject === 'stale' ? [limit.id] : [])];
    return [{ entity: entity.id, subject, severity: 'low', claim: told(first), evidence, size: list.number.id }];
  };
  const name = quote(entity.name);
  return [
    ...claimed('stale', stale, (first) => {
      const day = first.dated === undefined ? say`` : say`, of ${onDate(first.dated)}`;
      return say`${name} has ${stale.number} not changed for longer than they should be (${limit}, where nothing else is declared). The oldest is ${quote(first.file)}${day}.`;
    }),
    ...claimed('superseded', superseded, (first) => {
      const by = first.supersededBy === '' ? say`` : say`, by ${quote(first.supersededBy)}`;
      return say`${name} still keeps ${superseded.number} marked as superseded, such as ${quote(first.file)}${by}.`;
    }),
  ];
}
