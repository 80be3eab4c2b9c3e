import type { RentalProperty, RentalUnit } from '../../analysis/index.ts';
import { onDate, quote, say } from '../../model/sentence.ts';
import { check, type Claim } from '../_check.ts';

/** RENT-01: a unit stands empty. */
export const vacantUnit = check({
  id: 'RENT-01',
  role: 'Rental',
  title: 'Vacant unit',
  why: 'Each empty day is rent that nothing brings back, while taxes, loan and upkeep go on.',
  fix: say`List it now, with photographs and the market’s rent; answer inquiries on the day.`,
  effort: 'days',
  standard: 'Vacancy loss: monthly rent × days vacant ÷ days of a month',
  needs: ['rental'],
  run({ rental }) {
    const known = rental.properties.filter(({ occupancy }) => occupancy);
    if (known.length === 0) return 'not-seen';
    const claims = known.flatMap((property) =>
      property.units.filter(({ vacancy }) => vacancy).map((unit) => claimOf(property, unit)),
    );
    const unsaid = rental.properties.some(({ occupancy }) => occupancy?.units.value?.mantissa === 0n || !occupancy);
    return claims.length === 0 && unsaid ? 'not-seen' : claims;
  },
});

function claimOf({ of }: RentalProperty, { name, since, vacancy }: RentalUnit): Claim {
  const { asked, days, lost, lostSoon } = vacancy ?? {};
  const from =
    since === undefined
      ? say` has been vacant, since when is not on file`
      : say` has been vacant since ${onDate(since)}`;
  const long = days ? say`, ${days}` : say``;
  const cost = lost && asked ? say`: ${lost} of rent lost so far at ${asked} a month` : say``;
  return {
    entity: of.entity.id,
    subject: `unit: ${name}`,
    severity: 'high',
    claim: [...say`${quote(name)} of ${quote(of.entity.name)}`, ...from, ...long, ...cost, ...say`.`],
    evidence: [days, asked, lost].flatMap((figure) => (figure ? [figure.id] : [])),
    ...(lost && lostSoon
      ? {
          stake: {
            low: lost.id,
            mid: lostSoon.id,
            high: lostSoon.id,
            how: say`Low is the rent lost so far: a month’s rent × days vacant ÷ the days of a month. Mid and high are what it comes to when it stands empty for a month more.`,
          },
          size: lost.id,
        }
      : {}),
  };
}
