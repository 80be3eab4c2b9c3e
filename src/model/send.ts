import * as z from 'zod';

/*
 * A send that someone asked for: from the wish to the last dispatch of it. All instants are milliseconds since 1970.
 */

const instant = z.int().nonnegative();
const text = z.string().max(4000);

/** At the end it is `done`, `failed` (nothing was sent), or `parked` (what waits is in the queue). */
export const SEND_STATES = ['waiting', 'composing', 'verifying', 'sending', 'done', 'failed', 'parked'] as const;
export type SendState = (typeof SEND_STATES)[number];

export const sendSchema = z.strictObject({
  /** 128 random bits; the dispatches have it as their batch. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  by: text,
  /** A report type, `executive` or `all`. */
  type: text,
  list: text.optional(),
  again: z.boolean(),
  /** The only reader that it goes to. */
  only: z.string().max(320).optional(),
  /** SHA-256 of what was asked for: one idempotency key stands for one wish. */
  wish: z.string().regex(/^[0-9a-f]{64}$/),
  state: z.enum(SEND_STATES),
  /** For a person: what is being done. */
  says: text,
  started: instant,
  /** Written every few seconds as long as someone works on it: when it is old, nobody does. */
  alive: instant,
  ended: instant.optional(),
  /** In the order in which they were queued. */
  dispatches: z.array(z.strictObject({ id: text, replayed: z.boolean() })).max(5000),
  /** Reports that must not go out, and why. */
  refused: z.array(z.strictObject({ report: text, error: text })).max(500),
  problem: z.strictObject({ code: text, detail: text }).optional(),
  next: instant.optional(),
  held: text.optional(),
});
/** A send on record; kept for 90 days. */
export type Send = z.output<typeof sendSchema>;
