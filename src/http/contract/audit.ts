import * as z from 'zod';
import { count, cursor, instant, limit, text } from './_scalars.ts';

export const auditState = z
  .strictObject({
    sound: z.boolean(),
    /** Entries of the chain, and checkpoints outside the records that it was held against. */
    entries: count,
    anchors: count,
    faults: z.array(
      z.strictObject({
        kind: z.enum(['edited', 'deleted', 'truncated', 'reordered', 'signature', 'message', 'missing', 'unreadable']),
        record: text,
        says: text,
      }),
    ),
    verifiedAt: instant,
    tookMs: count,
  })
  .meta({ id: 'AuditState' });
export type AuditState = z.output<typeof auditState>;

/** It goes on: whoever asks the same again hears the end of it. */
export const auditRunning = z
  .strictObject({
    running: z.strictObject({ since: instant }),
    /** What the one before it found. */
    last: auditState.optional(),
  })
  .meta({ id: 'AuditRunning' });
export type AuditRunning = z.output<typeof auditRunning>;

export const auditAnswer = z.union([auditState, auditRunning]);

export const verifyHeaders = z.object({
  prefer: z
    .string()
    .max(200)
    .optional()
    .describe('`respond-async`: answered at once (RFC 7240); else when it has ended, or after ten seconds'),
});

export const viewsQuery = z.object({ limit: limit(100, 20), cursor: cursor.optional() });

/** Who read which report in the browser. */
export const views = z
  .strictObject({
    views: z.array(
      z.strictObject({ at: instant, by: text, report: text, reader: text.optional(), asOf: text, snapshot: text }),
    ),
    cursor: text.optional(),
    /** Names of records that cannot be read: they hide no others. */
    unreadable: z.array(text).optional(),
  })
  .meta({ id: 'Views' });
export type Views = z.output<typeof views>;
