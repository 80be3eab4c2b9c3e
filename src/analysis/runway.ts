import { compare, ZERO } from '../core/decimal.ts';
import type { Figure } from '../model/figure.ts';
import type { Burn } from './burn.ts';
import type { Cash } from './cash.ts';
import { notSeen, seen, type Ground, type Reading } from './input.ts';

export interface Runway {
  /**
   * `burning`: cash falls. `no-burn`: at neither mean does cash fall, so there is no date. `spent`: it falls, and more
   * than all of it belongs to others already.
   */
  readonly state: 'burning' | 'no-burn' | 'spent';
  readonly unrestricted: Figure;
  /** At the higher burn: the shorter runway, which is the one to plan by. Not known when there is no burn. */
  readonly months: Figure;
  /** At the lower burn; not known when the lower burn is none. */
  readonly high: Figure;
}

const MONTHS = { kind: 'months' } as const;

/** FIN-02: unrestricted cash ÷ burn, in months, at the high and the low burn; none where less than nothing is left. */
export function runway(ground: Ground, cash: Reading<Cash>, burn: Reading<Burn>): Reading<Runway> {
  const gaps = [...cash.gaps, ...burn.gaps];
  if (!cash.value || !burn.value) return notSeen(...gaps);
  const { unrestricted } = cash.value.group;
  const { low, high } = burn.value.group;
  if (unrestricted.value === undefined || high.value === undefined) return notSeen(...gaps);
  const isSpent = compare(unrestricted.value, ZERO) < 0;
  const at = (id: string, label: string, by: Figure, text: string): Figure => {
    if (by.value === undefined || compare(by.value, ZERO) <= 0) {
      return ground.book.unknown(id, label, MONTHS, 'no burn: operations bring in at least what they cost');
    }
    if (!isSpent) return ground.book.formula(id, label, MONTHS, 'quotient', [unrestricted, by], { text });
    const none = ground.book.constant(
      'method.runway.none',
      'No runway',
      MONTHS,
      ZERO,
      'nothing lasts less than nothing',
    );
    const below = ground.book.formula(
      `${id}.short`,
      `${label}, before it began`,
      MONTHS,
      'quotient',
      [unrestricted, by],
      { text },
    );
    return ground.book.formula(id, label, MONTHS, 'maximum', [below, none], { text: `${text}, and no less than none` });
  };
  const months = at('group.runway.months', 'Runway at the high burn', high, 'unrestricted cash ÷ high monthly burn');
  const longer = at('group.runway.high', 'Runway at the low burn', low, 'unrestricted cash ÷ low monthly burn');
  const state = months.value === undefined ? 'no-burn' : isSpent ? 'spent' : 'burning';
  return seen({ state, unrestricted, months, high: longer }, gaps);
}
