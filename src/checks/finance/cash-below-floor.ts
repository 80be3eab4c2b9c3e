import { decimal } from '../../core/decimal.ts';
import { onDate, say } from '../../model/sentence.ts';
import { check } from '../_check.ts';
import { atStake } from '../_stake.ts';

/** FIN-10: within 13 weeks, cash closes a week below the owner's floor. */
export const cashBelowFloor = check({
  id: 'FIN-10',
  role: 'CFO',
  title: 'Cash below the floor',
  why: 'A week seen ahead can be mended by moving one payment; on the day it cannot.',
  fix: say`Move a payment, or draw money in, before that week.`,
  effort: 'days',
  standard: 'Direct-method short-term cash forecast',
  needs: ['cashForecast'],
  run({ cashForecast }, book) {
    const { floor, firstBelow, weeks, lowest } = cashForecast;
    if (!floor || !firstBelow?.value) return 'not-seen';
    const place = weeks.find((week) => firstBelow.value?.mantissa === decimal(week.number).mantissa);
    if (!place) return [];
    const id = 'group.stake.fin-10.cash-floor';
    const text = 'floor − lowest close';
    const lacks = book.formula(id, 'Cash lacking of the floor', floor.unit, 'difference', [floor, lowest], { text });
    return [
      {
        entity: 'group',
        subject: 'cash floor',
        severity: 'high',
        claim: say`Cash falls below the floor of ${floor} in the week that ends on ${onDate(place.to)}: it closes at ${place.closing}, and the lowest close is ${lowest}.`,
        evidence: [firstBelow.id, floor.id, place.closing.id, lowest.id],
        ...atStake(lacks, say`what the lowest close lacks of the floor`),
      },
    ];
  },
});
