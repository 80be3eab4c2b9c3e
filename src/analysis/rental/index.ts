import { notSeen, seen, type Ground, type Reading } from '../input.ts';
import { groupOf, type RentalGroup } from './group.ts';
import { propertyOf, type RentalProperty } from './property.ts';
import { sceneOf } from './scene.ts';
import { readRows, sheetsOf } from './sheets.ts';

export type { CostClass } from './accounts.ts';
export type { TenancyRent } from './arrears.ts';
export type { LeaseEnd } from './calendar.ts';
export type { DebtService } from './debt.ts';
export type { IncomeAccount } from './income.ts';
export type { OpenTicket } from './maintenance.ts';
export type { RentalProperty } from './property.ts';
export type { RentalUnit } from './units.ts';

/** What the owner lets: units, leases, rent received, repairs, the loan. */
export interface Rental {
  readonly properties: readonly RentalProperty[];
  readonly group: RentalGroup | undefined;
}

/** Entities of kind rental-property, and those with a rent roll or leases. */
export async function rental(ground: Ground): Promise<Reading<Rental>> {
  const rows = await readRows(ground.facts);
  const scenes = ground.coverage.entities
    .map((of) => sceneOf(ground, of, sheetsOf(rows, of)))
    .filter(({ of, sheets }) => of.entity.kind === 'rental-property' || sheets.roll.length + sheets.leases.length > 0);
  if (scenes.length === 0) return notSeen(NONE);
  const found = [];
  for (const scene of scenes) found.push(await propertyOf(scene));
  const properties = found.map(({ property }) => property);
  const gaps = found.flatMap((one) => one.gaps);
  const ids = properties.map(({ of }) => of.entity.id);
  const own = ground.coverage.gaps.filter(({ entity }) => ids.includes(entity));
  return seen({ properties, group: groupOf(ground, properties) }, [...own, ...gaps]);
}

const NONE = {
  id: 'group.rental',
  entity: 'group',
  source: 'an entity of kind rental-property, or one with a rent roll or leases',
  wouldTell: 'what is let, what it brings, and what is overdue',
  suffers: ['RENT-01', 'RENT-02', 'RENT-03', 'RENT-04', 'RENT-05', 'RENT-06'],
};
