import { notSeen, type Ground, type Reading } from '../input.ts';

/** What visitors of a site meet on the way to buying. */
export type Site = Readonly<Record<string, never>>;

export function site(_ground: Ground): Promise<Reading<Site>> {
  return Promise.resolve(notSeen());
}
