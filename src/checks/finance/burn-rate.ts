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
    const { surplus } = burn;
    const claim = surplus
      ? say`There is no burn: operations bring in ${surplus.low} to ${surplus.high} a month more than they cost.`
      : say`Operations take ${low} to ${high} a month out of the bank.`;
    // Without burn there is nothing that could get worse.
    const size = surplus ? {} : { size: high.id };
    return [{ entity: 'group', subject: 'burn', severity: 'info', claim, evidence, ...size }];
  },
});
