import type { RentalProperty } from '../../analysis/index.ts';
import { compare, ZERO } from '../../core/decimal.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** RENT-06: tenants' deposits are not all on a liability account of their own. */
export const depositsNotHeld = check({
  id: 'RENT-06',
  role: 'Rental',
  title: 'Security deposit not held',
  why: 'A deposit is the tenant’s money: one that was spent is owed at the worst time, and some states fine for it.',
  fix: say`Move what is missing to an account of its own, and book it as a liability to the tenant.`,
  effort: 'days',
  standard: 'State law on security deposits, such as California Civil Code § 1950.5',
  needs: ['rental'],
  run({ rental: { properties } }) {
    const claims = properties.flatMap(claimOf);
    const unseen = properties.some(({ deposits }) => deposits?.shortfall.value === undefined);
    return claims.length === 0 && unseen ? 'not-seen' : claims;
  },
});

function claimOf({ of, deposits }: RentalProperty): Claim[] {
  if (!deposits?.shortfall.value || compare(deposits.shortfall.value, ZERO) <= 0) return [];
  const { due, held, shortfall, accounts, tenants } = deposits;
  const where =
    accounts.length === 0
      ? say`the books have no liability account for deposits`
      : say`${quote(accounts.join(', '))} holds ${held}`;
  return [
    {
      entity: of.entity.id,
      subject: 'security deposits',
      severity: 'high',
      claim: say`Tenants of ${quote(of.entity.name)} gave deposits of ${due}; ${where}. ${shortfall} is not held.`,
      evidence: [due.id, held.id, shortfall.id, ...tenants.map(({ deposit }) => deposit.id)],
      stake: {
        low: shortfall.id,
        mid: shortfall.id,
        high: shortfall.id,
        how: say`Deposits of the leases in force less the balance held, exactly.`,
      },
      size: shortfall.id,
    },
  ];
}
