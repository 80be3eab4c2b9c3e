import type { KeyPerson } from '../../analysis/index.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** CEO-04: one person holds critical roles in two or more operations, and nobody stands in. */
export const noDeputy = check({
  id: 'CEO-04',
  role: 'CEO',
  title: 'Key person without a deputy',
  why: 'One illness stops them all at once.',
  fix: say`Name a deputy for each role, and let the deputy do it for a week while the other is there.`,
  effort: 'weeks',
  standard: 'Key-person risk',
  needs: ['keyPersons'],
  run({ keyPersons: { persons } }) {
    return persons.filter(({ operations }) => operations.length > 1).map(claimOf);
  },
});

function claimOf({ name, roles, alone, operations }: KeyPerson): Claim {
  const listed = operations.map((entity) => {
    const own = roles.filter((one) => one.entity === entity && one.deputy === undefined);
    return `${entity.name} (${own.map(({ role }) => role).join(', ')})`;
  });
  return {
    entity: 'group',
    subject: `person: ${name.toLowerCase()}`,
    severity: 'high',
    claim: say`${quote(name)} alone holds critical roles in ${alone}, without a deputy: ${quote(listed.join('; '))}.`,
    evidence: [alone.id],
    size: alone.id,
    owner: name,
  };
}
