import { compare, ZERO } from '../../core/decimal.ts';
import { say } from '../../model/sentence.ts';
import { check } from '../_check.ts';

/** FIN-01: states the burn, whatever it is. */
export const burnRate = check({
  id: 'FIN-01',
  role: 'CFO',
  title: 'Monthly burn',
  why: 'Burn sets the date by which something must change.',
  fix: say`Set a monthly ceiling for each entity, and look at the months that broke it.`,
  effort: 'hours',
  standard: 'Cash-basis burn; owner’s draws stated apart',
  needs: ['burn'],
  run({ burn }) {
    const { low, high } = burn.group;
    if (!low.value || !high.value) return 'not-seen';
    const evidence = [low.id, high.id, ...[...burn.group.months.values()].map((figure) => figure.id)];
    const claim =
      compare(high.value, ZERO) > 0
        ? say`Operations take ${low} to ${high} a month out of the bank.`
        : say`Operations bring in more than they cost: burn is ${low} to ${high} a month.`;
    return [{ entity: 'group', subject: 'burn', severity: 'info', claim, evidence }];
  },
});
