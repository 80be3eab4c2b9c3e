import { addDays, addMonths, lastDay, monthOf, monthsFrom, type IsoDate, type Month } from '../../core/date.ts';
import type { LeaseRow, Placed } from './sheets.ts';
import type { Tenancy } from './tenancies.ts';

/** A month's rent, as a lease makes it due. */
export interface Due extends Placed {
  readonly day: IsoDate;
  /** The last day on which it is in time. */
  readonly grace: IsoDate;
  /** Undefined where the lease does not say the rent. */
  readonly rent: bigint | undefined;
}

/** The days on which rent must lie so that it can be told whether it came. */
export interface DueWindow {
  /** First day that is on file. */
  readonly from: IsoDate;
  /** Last day that is on file, no later than the report's. */
  readonly to: IsoDate;
}

/** Where a lease does not say: the first of the month, and five days of grace. */
const DUE_DAY = 1;
const GRACE_DAYS = 5;
/** Rent may come so many days before it is due. */
const EARLY_DAYS = 15;

/**
 * Every rent of a tenancy whose grace is over within the window, by its day. A month that the lease covers in part has a
 * rent of its own, which no sheet tells: it is left out. Where the tenancy is older than the ledger, the first rent
 * counted is the first that could have been paid early on a day on file.
 */
export function duesOf(tenancy: Tenancy, { from, to }: DueWindow): Due[] {
  const first = tenancy.leases.flatMap(({ starts }) => starts ?? [])[0] ?? from;
  const earliest = first >= from ? first : addDays(from, EARLY_DAYS);
  return monthsFrom(monthOf(earliest), monthOf(to)).flatMap((month) => {
    const due = dueIn(tenancy, month);
    return due && due.day >= earliest && due.grace < to ? [due] : [];
  });
}

function dueIn(tenancy: Tenancy, month: Month): Due | undefined {
  for (const lease of tenancy.leases.toReversed()) {
    const day = dueDay(lease, month);
    if ((lease.starts ?? '') > day) continue;
    // A later lease that has not begun by then leaves the month to the one before it.
    if (!covers(lease, tenancy, month, day)) return undefined;
    const { file, line, rent } = lease;
    return { day, grace: addDays(day, lease.graceDays ?? GRACE_DAYS), rent, file, line };
  }
  return undefined;
}

function dueDay({ dueDay: day = DUE_DAY }: LeaseRow, month: Month): IsoDate {
  const wanted = `${month}-${String(Math.max(1, day)).padStart(2, '0')}`;
  return wanted > lastDay(month) ? lastDay(month) : wanted;
}

/** The lease runs to the end of the month, or of the month that begins on the day when rent is due; or another goes on. */
function covers(lease: LeaseRow, tenancy: Tenancy, month: Month, day: IsoDate): boolean {
  const { ends } = lease;
  if (ends === undefined || (tenancy.inForce && lease === tenancy.current)) return true;
  if (day > ends) return false;
  const goesOn = tenancy.leases.some(({ starts = '' }) => starts > day && starts <= addDays(ends, 1));
  const turn = addDays(dueDay(lease, addMonths(month, 1)), -1);
  const last = lastDay(month) < turn ? lastDay(month) : turn;
  return goesOn || ends >= last;
}

/** Days on which a payment can be one of the tenancy: from a quarter before it to a quarter after its end. */
export function paymentDays(tenancy: Tenancy): { readonly from: IsoDate; readonly to: IsoDate } {
  const starts = startOf(tenancy);
  const ends = tenancy.inForce ? undefined : tenancy.leases.at(-1)?.ends;
  return {
    from: starts === undefined ? '0001-01-01' : addDays(starts, -QUARTER),
    to: ends === undefined ? '9999-12-31' : addDays(ends, QUARTER),
  };
}

const QUARTER = 92;
/** A first rent is paid when the lease is signed: so many days before it begins, at most. */
const SIGNED_DAYS = 31;

const startOf = ({ leases }: Tenancy): IsoDate | undefined => leases.flatMap(({ starts }) => starts ?? [])[0];

/**
 * The first day from which payments count for these dues. A tenant who paid rent well before the first lease on file was
 * there already: what came before that lease was for the one before it.
 */
export function paidFrom(
  dues: readonly Due[],
  tenancy: Tenancy,
  { from }: DueWindow,
  paid: readonly { readonly date: IsoDate }[],
): IsoDate {
  const starts = startOf(tenancy);
  const signed = starts === undefined ? undefined : addDays(starts, -SIGNED_DAYS);
  const isNew = signed !== undefined && signed >= from && paid.every(({ date }) => date >= signed);
  if (isNew) return signed;
  return dues[0] ? addDays(dues[0].day, -EARLY_DAYS) : from;
}
