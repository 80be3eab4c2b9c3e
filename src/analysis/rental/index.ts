import { notSeen, type Ground, type Reading } from '../input.ts';

/** What the owner lets: units, leases, rent received, repairs, the loan. */
export type Rental = Readonly<Record<string, never>>;

export function rental(_ground: Ground): Promise<Reading<Rental>> {
  return Promise.resolve(notSeen());
}
