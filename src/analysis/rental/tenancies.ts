import type { IsoDate } from '../../core/date.ts';
import { distinctSlug } from '../ids.ts';
import { plainName, sameName, type Scene } from './scene.ts';
import type { LeaseRow, RollRow } from './sheets.ts';

/** The leases of one tenant in one unit, one after the other: a renewal goes on where the lease before it ended. */
export interface Tenancy {
  readonly key: string;
  readonly unit: string;
  readonly tenant: string;
  /** By their first day, those of days to come included. */
  readonly leases: readonly LeaseRow[];
  /** The last lease that has begun; undefined where all lie ahead. */
  readonly current: LeaseRow | undefined;
  /** It has begun and is not over: it has no end, its end lies ahead, or the tenant stays on. */
  readonly inForce: boolean;
}

const begins = (lease: LeaseRow): string => lease.starts ?? '';

/** The rent roll as it stands: of each unit the latest row, without rows about days to come. */
export function rollOn({ sheets }: Pick<Scene, 'sheets'>, asOf: IsoDate): RollRow[] {
  const standing = sheets.roll.filter(({ since }) => since === undefined || since <= asOf);
  const byUnit = new Map<string, RollRow>();
  for (const row of standing) {
    const before = byUnit.get(plainName(row.unit));
    if (!before || (before.since ?? '') <= (row.since ?? '')) byUnit.set(plainName(row.unit), row);
  }
  return [...byUnit.values()];
}

export const isLet = ({ status }: RollRow): boolean => status === 'occupied' || status === 'notice';

export function tenanciesOf(scene: Scene, roll: readonly RollRow[]): Tenancy[] {
  const { asOf } = scene.ground;
  const groups = new Map<string, LeaseRow[]>();
  for (const lease of scene.sheets.leases) {
    const name = JSON.stringify([plainName(lease.unit), plainName(lease.tenant)]);
    groups.set(name, [...(groups.get(name) ?? []), lease]);
  }
  return [...groups].flatMap(([name, rows]): Tenancy[] => {
    const leases = rows.toSorted((a, b) => (begins(a) < begins(b) ? -1 : 1));
    const current = leases.findLast((lease) => begins(lease) <= asOf);
    const [first] = leases;
    if (!first) return [];
    const { unit, tenant } = current ?? first;
    const inForce = current !== undefined && (isRunning(current, asOf) || staysOn(current, roll));
    return [{ key: distinctSlug(name), unit, tenant, leases, current, inForce }];
  });
}

const isRunning = ({ ends }: LeaseRow, asOf: IsoDate): boolean => ends === undefined || ends >= asOf;

/** After its end a lease goes on while the rent roll shows the tenant in the unit; without a rent roll, as it was agreed. */
function staysOn(lease: LeaseRow, roll: readonly RollRow[]): boolean {
  const unit = roll.find((row) => sameName(row.unit, lease.unit));
  if (!unit) return lease.renewal === 'signed' || lease.renewal === 'month-to-month';
  return isLet(unit) && (unit.tenant === '' || sameName(unit.tenant, lease.tenant));
}

/** The tenancy that is in force in a unit. */
export function tenancyOf(tenancies: readonly Tenancy[], unit: string): Tenancy | undefined {
  return tenancies.find((one) => one.inForce && sameName(one.unit, unit));
}
