import type { RentalProperty } from '../../analysis/index.ts';
import { compare, ZERO } from '../../core/decimal.ts';
import { quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** RENT-04: net operating income covers debt service less than lenders ask for, or not at all. */
export const debtCover = check({
  id: 'RENT-04',
  role: 'Rental',
  title: 'Debt service hardly covered',
  why: 'Under the coverage that lenders ask for there is no refinancing; under one the owner pays the loan out of other pockets.',
  fix: say`Raise the rent to the market’s, cut the dearest costs, or refinance over more years.`,
  effort: 'weeks',
  standard:
    'DSCR = net operating income ÷ debt service; NOI before debt, depreciation, tax on income and capital improvements',
  needs: ['rental'],
  run({ rental: { properties } }) {
    const claims = properties.flatMap(claimOf);
    const unseen = properties.some(({ income }) => income.cover.dscr.value === undefined);
    return claims.length === 0 && unseen ? 'not-seen' : claims;
  },
});

function claimOf({ of, income, debt, value }: RentalProperty): Claim[] {
  const { noi, cover, after } = income;
  const { dscr, least, shortfall } = cover;
  // The ratio is rounded; whether it is enough is asked of the money.
  if (!dscr.value || !shortfall.value || !after.value || compare(shortfall.value, ZERO) <= 0) return [];
  const isUncovered = compare(after.value, ZERO) < 0;
  const rate = value.capRate.value ? say` The capitalisation rate is ${value.capRate}.` : say``;
  const escrow = debt.escrow ? say`, escrow ${debt.escrow}` : say``;
  return [
    {
      entity: of.entity.id,
      subject: 'debt service coverage',
      severity: isUncovered ? 'critical' : 'high',
      claim: say`Net operating income of ${quote(of.entity.name)} over twelve months is ${noi} (income ${income.income}, operating costs ${income.costs}${escrow}), ${dscr} times its debt service of ${debt.service}; lenders ask for ${least}.${rate}`,
      evidence: [noi, income.income, income.costs, debt.service, dscr].map(({ id }) => id),
      stake: {
        low: shortfall.id,
        mid: shortfall.id,
        high: shortfall.id,
        how: say`What net operating income is short of ${least} times the debt service, a year.`,
      },
      size: shortfall.id,
    },
  ];
}
