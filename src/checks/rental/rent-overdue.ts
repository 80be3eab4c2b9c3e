import type { RentalProperty, TenancyRent } from '../../analysis/index.ts';
import { compare, ZERO } from '../../core/decimal.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** RENT-03: rent is due, its grace is over, and it has not come. */
export const rentOverdue = check({
  id: 'RENT-03',
  role: 'Rental',
  title: 'Rent overdue',
  why: 'Arrears of one month are paid; arrears of three are written off.',
  fix: say`Look at the account once more, then give written notice of the amount and of the day by which it is to be paid.`,
  effort: 'hours',
  standard: 'Delinquency report: payments go to the oldest rent first',
  needs: ['rental'],
  run({ rental: { properties } }) {
    const claims = properties.flatMap((property) =>
      (property.rent?.tenancies ?? []).filter(isOverdue).map((one) => claimOf(property, one)),
    );
    const unseen = properties.some(
      ({ headlines, rent }) =>
        headlines.delinquent.value === undefined ||
        rent?.tenancies.some(({ delinquent }) => delinquent.value === undefined) === true,
    );
    return claims.length === 0 && unseen ? 'not-seen' : claims;
  },
});

const isOverdue = ({ delinquent }: TenancyRent): boolean =>
  delinquent.value !== undefined && compare(delinquent.value, ZERO) > 0;

function claimOf({ of, rent }: RentalProperty, one: TenancyRent): Claim {
  const { tenancy, due, received, delinquent, since, unpaid } = one;
  const [oldest] = unpaid;
  const who = tenancy.tenant === '' ? say`The tenant` : say`${quote(tenancy.tenant)}`;
  const open = oldest ? say`, the oldest since ${onDate(oldest.day)}` : say``;
  const from = since === undefined ? say`` : say` since ${onDate(since)}`;
  const other = rent?.unmatched
    ? say` ${rent.unmatched} of rent came from payees who name no tenant on file: look there first.`
    : say``;
  return {
    entity: of.entity.id,
    subject: `rent: ${tenancy.unit}, ${tenancy.tenant}`,
    severity: 'high',
    claim: [
      ...who,
      ...say` in ${quote(tenancy.unit || of.entity.name)} owes ${delinquent} of rent after the days of grace${open}: ${due} was due${from} and ${received} came.`,
      ...other,
    ],
    evidence: [delinquent.id, due.id, received.id, ...unpaid.map((month) => month.unpaid.id)],
    stake: {
      low: delinquent.id,
      mid: delinquent.id,
      high: delinquent.id,
      how: say`Rent due less rent received, exactly.`,
    },
    size: delinquent.id,
  };
}
