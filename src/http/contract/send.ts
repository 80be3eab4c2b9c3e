import * as z from 'zod';
import { count, dispatchId, id, instant, text } from './_scalars.ts';
import { dispatchState } from './dispatch.ts';

/** What a send may be told; all of it may be left out. */
export const sendRequest = z
  .strictObject({
    list: id.optional().describe('Only this list of recipients'),
    again: z.boolean().default(false).describe('Also what was sent within the hours in which it is not sent twice'),
  })
  .meta({ id: 'SendRequest' });

export const sendType = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .describe('A report type, `executive` for all executive reports, or `all`');

/** `waiting` to begin; at the end `done`, or `failed` (nothing was sent), or `parked` (what waits is in the queue). */
export const sendState = z
  .enum(['waiting', 'composing', 'verifying', 'sending', 'done', 'failed', 'parked'])
  .meta({ id: 'SendState' });

export const delivery = z
  .strictObject({
    report: text,
    /** None for a report that was refused before anything was frozen. */
    dispatch: dispatchId.optional(),
    state: dispatchState,
    /** Readers and blind copies. */
    recipients: count,
    /** Of them, those for whom the transport took it. */
    sent: count,
    attempts: count,
    error: text.optional(),
    /** Sent before, within the window: this is what became of it then. */
    replayed: z.literal(true).optional(),
  })
  .meta({ id: 'Delivery' });

/** How far a send is. It never holds what a report says. */
export const send = z
  .strictObject({
    /** Messages that the transport took, counted by recipient. */
    sent: count,
    recipients: count,
    /** The send: its dispatches have it as their batch. */
    dispatch: text,
    /** Where it is followed: `/api/sends/…`, and by events below it. */
    status: text,
    type: text,
    list: text.optional(),
    by: text,
    state: sendState,
    /** For a person: what is being done now. */
    says: text,
    startedAt: instant,
    endedAt: instant.optional(),
    deliveries: z.array(delivery),
    /** Why nothing was sent. */
    problem: z.strictObject({ code: text, detail: text }).optional(),
    /** When what waits is tried again, and why nothing goes out at present. */
    nextAt: instant.optional(),
    held: text.optional(),
  })
  .meta({ id: 'Send' });
export type Send = z.output<typeof send>;

export const sendParams = z.object({ id: z.string().regex(/^[0-9a-f]{32}$/) });

/** How a send is to be answered. */
export const sendHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\u0020-\u007e]{1,255}$/)
    .optional()
    .describe('One key stands for one wish of one subject, for a day: sent again, it is answered, and begins nothing'),
  prefer: z
    .string()
    .max(200)
    .optional()
    .describe(
      '`respond-async`: answered at once, to be followed (RFC 7240); else once it has ended, or after ten seconds',
    ),
});

export const sendQuery = z.object({ type: sendType });
export const ownReportParams = z.object({ type: sendType });
