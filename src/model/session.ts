import * as z from 'zod';

/*
 * Who may use the dashboard, and for how long. All instants are milliseconds since 1970.
 */

const instant = z.int().nonnegative();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const userId = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);

/** A reader sees; an admin sends, resends, acknowledges and reads reports, too. */
export const ROLES = ['reader', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Someone who signed in, as an access token tells. */
export interface Identity {
  /** As it is kept on record: `user:sergio`. */
  readonly subject: string;
  /** Of the portfolio's `dashboard.users`. */
  readonly user: string;
  readonly role: Role;
  /** The session that the token belongs to. */
  readonly session: string;
  /** When the token ends. */
  readonly expires: number;
}

/** One sign-in on one browser: every refresh token that came of it belongs to it. */
export const sessionSchema = z.strictObject({
  /** 128 random bits. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  user: userId,
  /** SHA-256 of the refresh token that is good now, and of the one before; the tokens themselves are nowhere on record. */
  refresh: hash,
  before: hash.optional(),
  /** The token that is good now was made of the one before and of this. */
  salt: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
  created: instant,
  /** When it was last refreshed. */
  refreshed: instant,
  /** It ends by then, however often it is refreshed. */
  expires: instant,
  ended: z.strictObject({ at: instant, why: z.enum(['signed-out', 'token-reused', 'removed']) }).optional(),
});
export type Session = z.output<typeof sessionSchema>;

/** A reading of a report in the browser is on record. */
export const viewSchema = z.strictObject({
  at: instant,
  /** A token's subject. */
  by: z.string().max(2000),
  report: z.string().max(2000),
  /** As which reader sees it. */
  reader: z.string().max(320).optional(),
  asOf: z.string().max(10),
  snapshot: z.string().max(64),
});
export type View = z.output<typeof viewSchema>;

/** Lets a page be opened once: who may, and what it shows. */
export const ticketSchema = z.strictObject({
  /** SHA-256 of the ticket; the ticket itself is nowhere on record. */
  hash,
  user: userId,
  session: sessionSchema.shape.id,
  report: z.string().max(64),
  reader: z.string().max(320).optional(),
  expires: instant,
});
export type Ticket = z.output<typeof ticketSchema>;
