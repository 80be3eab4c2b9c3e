import type { LeaseEnd, RentalProperty, RentalUnit } from '../../analysis/index.ts';
import { compare, decimal } from '../../core/decimal.ts';
import type { Book } from '../../model/book.ts';
import type { Figure } from '../../model/figure.ts';
import type { Sentence } from '../../model/finding.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

const NEAR_DAYS = 60;
const UNDER_PERCENT = 10;

/** RENT-02: a lease ends soon, or has ended, and nothing is signed; or a rent lies far under the market's. */
export const leaseTerms = check({
  id: 'RENT-02',
  role: 'Rental',
  title: 'Lease ends, or rent under market',
  why: 'A renewal that is offered late ends as a vacancy, or runs on at a rent of years ago.',
  fix: say`Offer terms in writing, at the market’s rent and with the notice that the law asks for.`,
  effort: 'days',
  standard: 'Renewal practice: offer sixty to ninety days before the end',
  needs: ['rental'],
  run({ rental: { properties } }, book) {
    const near = limit(
      book,
      'lease-end',
      { kind: 'count', of: 'day' },
      NEAR_DAYS,
      'Days before a lease’s end by which its renewal is signed',
    );
    const under = limit(
      book,
      'under-market',
      { kind: 'percent' },
      UNDER_PERCENT,
      'Rent under market that is no longer usual',
    );
    const claims = properties.flatMap((property) => [
      ...(property.calendar ?? []).filter(isOpen).map((end) => endClaim(property, end, near)),
      ...property.units.filter(isUnder).flatMap((unit) => marketClaim(property, unit, under)),
    ]);
    const unseen = properties.some(({ calendar, units }) => !calendar || !units.some(({ marketRent }) => marketRent));
    return claims.length === 0 && unseen ? 'not-seen' : claims;
  },
});

function limit(book: Book, name: string, unit: Figure['unit'], value: number, label: string): Figure {
  return book.constant(`method.rental.${name}`, label, unit, decimal(value), 'limit of RENT-02');
}

const isOpen = ({ within, settled }: LeaseEnd): boolean => !settled && (within === 0 || within === NEAR_DAYS);
const isUnder = ({ market }: RentalUnit): boolean =>
  market?.percent.value !== undefined && compare(market.percent.value, decimal(UNDER_PERCENT)) > 0;

const RENEWALS: Readonly<Record<string, Sentence>> = {
  offered: say`a renewal is offered and not signed`,
  declined: say`the renewal was declined`,
};

function endClaim(
  { of, units }: RentalProperty,
  { tenancy, ends, days, within, renewal }: LeaseEnd,
  near: Figure,
): Claim {
  const state = RENEWALS[renewal] ?? say`no renewal is on file`;
  const name = tenancy.tenant === '' ? say`` : say` with ${quote(tenancy.tenant)}`;
  const when = ends === undefined ? say`` : say` ${within === 0 ? 'ended' : 'ends'} on ${onDate(ends)}`;
  const left = within === 0 || !days ? say`` : say`, in ${days}, less than the ${near} that a renewal takes`;
  const rent = units.find((unit) => unit.name === tenancy.unit)?.rent;
  const brings = rent ? say` It brings ${rent} a month.` : say``;
  return {
    entity: of.entity.id,
    subject: `lease: ${tenancy.unit}, ${tenancy.tenant}`,
    severity: 'medium',
    claim: [...say`The lease of ${quote(tenancy.unit)}`, ...name, ...when, ...left, ...say`; ${state}.`, ...brings],
    evidence: [days, rent].flatMap((figure) => (figure ? [figure.id] : [])),
    ...(renewal === 'declined'
      ? { fix: say`List the unit for the day after the lease ends, and agree on a day to look at it.` }
      : {}),
  };
}

function marketClaim({ of }: RentalProperty, { name, rent, market }: RentalUnit, under: Figure): Claim[] {
  if (!rent || !market) return [];
  const { gap, percent, aYear, source } = market;
  const who = source === '' ? say`the sheet, which names no source` : say`${quote(source)}`;
  return [
    {
      entity: of.entity.id,
      subject: `market rent: ${name}`,
      severity: 'medium',
      claim: say`${quote(name)} of ${quote(of.entity.name)} brings ${rent} a month, ${percent} under the ${market.market} that the market pays by ${who}; up to ${under} is usual.`,
      evidence: [rent.id, market.market.id, gap.id, percent.id],
      stake: {
        low: aYear.id,
        mid: aYear.id,
        high: aYear.id,
        how: say`The gap to the market’s rent by ${who}, over a year.`,
      },
      size: gap.id,
    },
  ];
}
