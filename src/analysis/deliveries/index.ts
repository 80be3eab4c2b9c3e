import { notSeen, type Ground, type Reading } from '../input.ts';

/** Deliveries of yachts: quotes, jobs and their margins, papers of crews and vessels. */
export type Deliveries = Readonly<Record<string, never>>;

export function deliveries(_ground: Ground): Promise<Reading<Deliveries>> {
  return Promise.resolve(notSeen());
}
