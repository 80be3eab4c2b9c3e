import * as z from 'zod';
import { id, text } from './_scalars.ts';

export const role = z.enum(['reader', 'admin']).meta({ id: 'Role' });

export const linkRequest = z.strictObject({ email: z.email().max(254) }).meta({ id: 'LinkRequest' });

/** The same for every address, known or not. */
export const linkAnswer = z
  .strictObject({ expiresIn: z.int().positive().describe('Seconds for which the link opens a session') })
  .meta({ id: 'LinkAnswer' });

export const sessionRequest = z
  .strictObject({ token: z.string().regex(/^[\w-]{43}$/) })
  .meta({ id: 'SessionRequest', description: 'What follows the # in the link' });

export const user = z.strictObject({ id, name: text, role }).meta({ id: 'User' });
export type User = z.output<typeof user>;

export const sessionAnswer = z
  .strictObject({
    accessToken: z.string().max(4000).describe('JWT (RFC 9068), EdDSA; for `Authorization: Bearer`'),
    tokenType: z.literal('Bearer'),
    expiresIn: z.int().positive().describe('Seconds'),
    user,
  })
  .meta({ id: 'SessionAnswer' });

/** How many sessions ended, this one among them. */
export const signedOutAnswer = z.strictObject({ ended: z.int().nonnegative() }).meta({ id: 'SignedOutAnswer' });

export const jwkSet = z
  .strictObject({
    keys: z
      .array(
        z.strictObject({
          kty: z.literal('OKP'),
          crv: z.literal('Ed25519'),
          x: z.string().regex(/^[\w-]{43}$/),
          kid: z.string().max(64),
          use: z.literal('sig'),
          alg: z.literal('EdDSA'),
        }),
      )
      .max(1000),
  })
  .meta({ id: 'JwkSet', description: 'RFC 7517: the key that signs now, and those before it' });

/** What every page shows around itself. */
export const bridgeState = z
  .strictObject({
    user,
    portfolio: z.strictObject({ name: text, timeZone: text, currency: z.string().length(3) }),
    /** Reports may be read in the browser, by this user. */
    preview: z.boolean(),
    transport: z.enum(['outbox', 'smtp', 'ses']),
    version: text,
  })
  .meta({ id: 'BridgeState' });
export type BridgeState = z.output<typeof bridgeState>;
