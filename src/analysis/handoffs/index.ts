import { notSeen, type Ground, type Reading } from '../input.ts';

/** What the documents about the state of projects leave open. */
export type Handoffs = Readonly<Record<string, never>>;

export function handoffs(_ground: Ground): Promise<Reading<Handoffs>> {
  return Promise.resolve(notSeen());
}
