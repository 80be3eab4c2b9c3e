import * as z from 'zod';
import type { Seen } from '../_failures.ts';

/** What nodemailer says of an error (its `dist/esm/errors.d.ts`); anything else it may carry is not looked at. */
const errorSchema = z.object({
  message: z.string().catch(''),
  /** Nodemailer's own: EDNS, ETLS, EAUTH, ECONNECTION, ESOCKET, ETIMEDOUT, EPROTOCOL, EENVELOPE, EMESSAGE. */
  code: z.string().optional().catch(undefined),
  /** Of the system or of OpenSSL. */
  originalCode: z.string().optional().catch(undefined),
  response: z.string().optional().catch(undefined),
  responseCode: z.number().optional().catch(undefined),
});

/** RFC 3463, after the reply code: `550 5.1.1 …`. */
const ENHANCED = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/;

/**
 * What the table of failures needs to know of an error. Where a session broke, nodemailer's `command` is always `CONN`,
 * so it does not tell how far the message came: `phase` is what the transport knows of that.
 */
export function seenOf(thrown: unknown, phase: 'before' | 'after'): Seen {
  const error = errorSchema.safeParse(thrown).data;
  if (!error) return { transport: 'smtp', phase };
  const { code, responseCode, response } = error;
  const node = nodeCode(error);
  const enhanced = ENHANCED.exec(response ?? '')?.[1];
  return {
    transport: 'smtp',
    phase,
    ...(code === undefined ? {} : { name: code }),
    ...(node === undefined ? {} : { node }),
    ...(responseCode === undefined ? {} : { reply: responseCode }),
    ...(enhanced === undefined ? {} : { enhanced }),
    said: response ?? error.message,
  };
}

/** The system's code, or the one that says the same. */
function nodeCode({ code, originalCode }: z.output<typeof errorSchema>): string | undefined {
  // A resolver that does not answer and one that knows nothing mean the same here.
  if (code === 'EDNS') return 'ENOTFOUND';
  // OpenSSL has some hundred codes.
  if (originalCode?.startsWith('ERR_SSL_') === true) return 'EPROTO';
  if (originalCode !== undefined) return originalCode;
  return code === 'ECONNECTION' ? 'ERR_SOCKET_CLOSED' : code;
}

/** An error of ours, in nodemailer's form. */
export function smtpError(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}
