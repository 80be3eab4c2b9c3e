import * as z from 'zod';
import { count, day, hash, text } from './_scalars.ts';
import { mistake } from './problem.ts';

export const gap = z
  .strictObject({
    id: text,
    entity: text,
    entityName: text,
    source: text,
    wouldTell: text,
    suffers: z.array(text),
  })
  .meta({ id: 'Gap' });

export const coverage = z
  .strictObject({
    asOf: day,
    snapshot: text,
    entities: z.array(
      z.strictObject({
        id: text,
        name: text,
        currency: text,
        /** First and last month on file; none when there is none. */
        from: text.optional(),
        to: text.optional(),
        accounts: z.array(
          z.strictObject({
            account: text,
            currency: text,
            openingKnown: z.boolean(),
            first: day,
            last: day,
            stale: z.boolean(),
          }),
        ),
      }),
    ),
    gaps: z.array(gap),
    /** Checks that could not look, and what they lacked. */
    unseen: z.array(z.strictObject({ check: text, title: text, why: text })),
    /** Checks that looked. */
    seen: count,
  })
  .meta({ id: 'Coverage' });
export type Coverage = z.output<typeof coverage>;

export const source = z
  .strictObject({
    file: text,
    role: text,
    hash,
    entity: text,
    entityName: text,
    kind: text,
    rows: count,
    problems: count,
    first: day.optional(),
    last: day.optional(),
    /** Days between its last row and the day of the run. */
    age: z.int().optional(),
    /** Older than its owner allows. */
    stale: z.boolean(),
  })
  .meta({ id: 'Source' });

export const sources = z
  .strictObject({ asOf: day, snapshot: text, sources: z.array(source), mistakes: z.array(mistake) })
  .meta({ id: 'Sources' });
export type Sources = z.output<typeof sources>;
