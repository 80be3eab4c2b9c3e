import { notSeen, type Ground, type Reading } from '../input.ts';

/** Clients of an agency: agreements, hours, invoices, and costs to pass on. */
export type Clients = Readonly<Record<string, never>>;

export function clients(_ground: Ground): Promise<Reading<Clients>> {
  return Promise.resolve(notSeen());
}
