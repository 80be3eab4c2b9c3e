import * as z from 'zod';
import { count, cursor, day, dispatchId, hash, instant, limit, text } from './_scalars.ts';

export const dispatchState = z.enum(['queued', 'sending', 'sent', 'failed', 'unknown']).meta({ id: 'DispatchState' });
export type DispatchState = z.output<typeof dispatchState>;

export const failure = z
  .strictObject({ class: z.enum(['retryable', 'permanent', 'stop-all', 'unknown']), code: text, message: text })
  .meta({ id: 'Failure' });

export const feedbackKind = z.enum([
  'accepted',
  'delayed',
  'delivered',
  'complained',
  'bounced-soft',
  'failed-to-render',
  'rejected',
  'bounced-hard',
]);

export const recipientState = z
  .strictObject({
    /** For readers of the dashboard who are no admins: s…@example.com. */
    address: z.string().min(3).max(320),
    role: z.enum(['to', 'bcc']),
    state: dispatchState,
    failure: failure.optional(),
    /** What was heard of it after the provider took the message. */
    feedback: z.strictObject({ kind: feedbackKind, at: instant, detail: text.optional() }).optional(),
  })
  .meta({ id: 'RecipientState' });
export type RecipientState = z.output<typeof recipientState>;

export const resendKind = z.enum(['failed', 'unknown', 'give-up']);

/** One message and what became of it. It never holds what the report says. */
export const dispatch = z
  .strictObject({
    id: dispatchId,
    /** Dispatches of one press of a button. */
    batch: text,
    report: text,
    /** The day that the report speaks for. */
    period: day,
    list: text.optional(),
    /** Who had it sent: a token's subject, `cli:ann`, `schedule:monday`. */
    by: text,
    transport: text,
    from: z.string().max(320),
    state: dispatchState,
    attempts: count,
    queuedAt: instant,
    /** When it is tried again. */
    nextAt: instant.optional(),
    expiresAt: instant,
    generationMs: count,
    /** SHA-256 of the exact bytes, and how many there are. */
    message: hash,
    size: count,
    recipients: z.array(recipientState).max(60),
    failure: failure.optional(),
    receipt: text.optional(),
    /** What someone must look at. */
    alert: text.optional(),
    /** Who had it sent again or gave it up, in their order: a token's subject, or `cli:ann`. */
    resends: z.array(z.strictObject({ by: text, at: instant, which: resendKind })).optional(),
  })
  .meta({ id: 'Dispatch' });
export type Dispatch = z.output<typeof dispatch>;

export const dispatchPage = z
  .strictObject({
    dispatches: z.array(dispatch),
    cursor: text.optional(),
    /** Names of records that cannot be read: they hide no others. */
    unreadable: z.array(text).optional(),
  })
  .meta({ id: 'DispatchPage' });
export type DispatchPage = z.output<typeof dispatchPage>;

export const resendRequest = z
  .strictObject({
    which: resendKind
      .default('failed')
      .describe('Those whose delivery failed; those of whom nobody knows, at the risk of sending twice; or not at all'),
  })
  .meta({ id: 'ResendRequest' });

export const dispatchParams = z.object({ id: dispatchId });
export const dispatchQuery = z.object({ limit: limit(100, 10), cursor: cursor.optional() });
