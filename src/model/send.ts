import * as z from 'zod';

/*
 * A send that someone asked for: from the wish to the last dispatch of it. All instants are milliseconds since 1970.
 */

const instant = z.int().nonnegative();
const text = z.string().max(4000);

/**
 * At the end it is `done`, `failed` (nothing was sent), or `parked` (what waits is in the queue). One that its process left
 * half done is `waiting` again, for another process to go on with.
 */
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
  /** Who works on it, or has it waiting in their line; nobody, where a server that stopped gave it back. */
  owner: z.string().max(64).optional(),
  /** Written by its owner every few seconds: when it is old, the owner is gone, and another takes the send over. */
  alive: instant,
  /** How often somebody began to compose it. */
  tries: z.int().nonnegative().optional(),
  /** Not begun again after it: nobody expects it any more. Sends of earlier versions have none, and are never begun again. */
  until: instant.optional(),
  /** All of it is in the queue, or refused: there is nothing left to begin again. */
  frozen: z.literal(true).optional(),
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

/** A record that its owner did not write for so long is nobody's any more. In milliseconds. */
const GONE_MS = 120_000;

/** From when on another may take it over (milliseconds since 1970); undefined at its end, and of earlier versions. */
export function takenOverAt({ ended, until, owner, alive }: Send): number | undefined {
  if (ended !== undefined || until === undefined) return undefined;
  return owner === undefined ? alive : alive + GONE_MS;
}

/** Whoever worked on it is gone. */
export function isGone({ owner, until, alive }: Send, now: number): boolean {
  const isNobodys = owner === undefined && until !== undefined;
  return isNobodys || now - alive > GONE_MS;
}
