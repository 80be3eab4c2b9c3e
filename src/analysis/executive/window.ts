import { firstDay, lastDay, type IsoDate, type Month } from '../../core/date.ts';
import type { EntityCoverage } from '../coverage.ts';
import { monthsBack } from '../ids.ts';
import type { Ground } from '../input.ts';

const MONTHS = 12;
/** Fewer months say little of a year. */
const LEAST = 3;

/** The last twelve full months, from their first day to their last. */
export function year({ full }: Ground): { readonly from: IsoDate; readonly to: IsoDate } {
  return { from: firstDay(monthsBack(full, MONTHS)[0] ?? full), to: lastDay(full) };
}

/** Those of the last twelve full months that are on file, oldest first; none when they are fewer than three. */
export function monthsOnFile({ full }: Ground, of: EntityCoverage): readonly Month[] {
  const months = monthsBack(full, MONTHS).filter((month) => of.has(month));
  return months.length < LEAST ? [] : months;
}

/** The twelve months before the last twelve, where all twenty-four are on file. */
export function yearBefore({ full }: Ground, of: EntityCoverage): readonly Month[] {
  const months = monthsBack(full, 2 * MONTHS);
  return months.every((month) => of.has(month)) ? months.slice(0, MONTHS) : [];
}
