import { daysBetween, type IsoDate } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import { sqlDate } from '../../model/sql.ts';
import { count } from '../ids.ts';
import { cellsFigure, idOf, labelOf, sameName, type Scene } from './scene.ts';
import type { LeaseRow } from './sheets.ts';
import type { Tenancy } from './tenancies.ts';

/** Days before its end by which a lease is looked at. */
const LEASE_WINDOWS = [60, 90, 180] as const;

export interface LeaseEnd {
  readonly tenancy: Tenancy;
  readonly starts: IsoDate | undefined;
  /** Undefined: until someone gives notice. */
  readonly ends: IsoDate | undefined;
  /** Days from the day of the report; below zero where it has ended and the tenant is still there. */
  readonly days: Figure | undefined;
  /** The narrowest window that it ends in; 0 where it has ended; undefined where it ends later, or never. */
  readonly within: 0 | (typeof LEASE_WINDOWS)[number] | undefined;
  readonly renewal: string;
  /** What comes after it is settled: signed, by the month, or another lease of the unit begins. */
  readonly settled: boolean;
}

/** Leases in force by the day on which they end. */
export function calendarOf(scene: Scene, tenancies: readonly Tenancy[]): LeaseEnd[] {
  const ends = tenancies.flatMap((tenancy): LeaseEnd[] => {
    const { current } = tenancy;
    return tenancy.inForce && current ? [leaseEnd(scene, tenancy, current, tenancies)] : [];
  });
  return ends.toSorted((a, b) => ((a.ends ?? '9999') < (b.ends ?? '9999') ? -1 : 1));
}

function leaseEnd(scene: Scene, tenancy: Tenancy, lease: LeaseRow, all: readonly Tenancy[]): LeaseEnd {
  const { asOf } = scene.ground;
  const { starts, ends, renewal } = lease;
  const next = all
    .filter((one) => sameName(one.unit, tenancy.unit))
    .some((one) => one.leases.some((other) => (other.starts ?? '') > asOf));
  const settled = ends === undefined || renewal === 'signed' || renewal === 'month-to-month' || next;
  if (ends === undefined) return { tenancy, starts, ends, days: undefined, within: undefined, renewal, settled };
  const left = daysBetween(asOf, ends);
  const days = cellsFigure(
    scene,
    {
      id: idOf(scene, 'tenancy', tenancy.key, 'days-left'),
      label: labelOf(scene, `${tenancy.unit}, ${tenancy.tenant}: days to the end of the lease`),
      unit: count('day'),
    },
    { table: 'leases', column: `date_diff('day', ${sqlDate(asOf)}, ends)` },
    [{ file: lease.file, line: lease.line, value: BigInt(left) }],
  );
  const within = left < 0 ? 0 : LEASE_WINDOWS.find((window) => left <= window);
  return { tenancy, starts, ends, days, within, renewal, settled };
}
