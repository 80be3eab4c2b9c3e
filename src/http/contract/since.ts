import * as z from 'zod';
import { count, day, hash, id, severity, text } from './_scalars.ts';
import { figureName } from './finding.ts';

const row = z.strictObject({ line: z.int(), date: day.optional(), cells: z.record(z.string(), z.string()) });

const named = z.strictObject({
  id: hash,
  check: text,
  title: text,
  /** What tells those of one check apart. */
  subject: text,
  entity: text,
  entityName: text,
  severity,
});

export const sinceQuery = z.object({
  report: id,
  reader: z.email().max(254).optional().describe('Another reader of the report, for admins; else whoever asks'),
});

/** What changed since a reader's last report of a type; `last` is not there when there was none. */
export const since = z
  .strictObject({
    report: text,
    asOf: day,
    snapshot: text,
    last: day.optional(),
    /** before + restated + activity = now. */
    moves: z.array(
      z.strictObject({
        figure: figureName,
        before: figureName,
        restated: figureName,
        activity: figureName,
        change: figureName.optional(),
      }),
    ),
    incomparable: z.array(
      z.strictObject({
        figure: figureName,
        why: z.enum(['defined-differently', 'not-known-now', 'not-known-then']),
      }),
    ),
    /** Figures that were compared, moved or not. */
    compared: count,
    sources: z.array(
      z.strictObject({
        file: text,
        state: z.enum(['added', 'removed', 'changed']),
        added: z.array(row),
        removed: z.array(row),
        changed: z.array(z.strictObject({ before: row, now: row })),
        counts: z.strictObject({ added: count, removed: count, changed: count }),
        unknown: z.literal(true).optional(),
      }),
    ),
    /** The portfolio itself says something else. */
    declared: z.boolean(),
    risen: z.array(named.extend({ state: z.enum(['new', 'persisting', 'worse', 'reopened']) })),
    resolved: z.array(named),
    outOfSight: z.array(named),
  })
  .meta({ id: 'Since' });
export type Since = z.output<typeof since>;
