import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Refusal } from '../../access/index.ts';
import type { Role } from '../../model/session.ts';
import type { Env } from '../_api.ts';
import { HttpProblem } from '../_problem.ts';

/** The scheme may be written in any case (RFC 9110, section 11.1). */
const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i;

/** The access token that a request brings, whatever it is worth. */
export function bearerOf(context: Context<Env>): string | undefined {
  return BEARER.exec(context.req.header('authorization') ?? '')?.[1];
}

/** Lets in whoever brings a good access token (RFC 6750) of at least this role. */
export function authorise(role: Role) {
  return createMiddleware<Env>(async (context, next) => {
    const { access } = context.get('door').bridge;
    const admitted = await access.verify(bearerOf(context));
    if ('refused' in admitted) throw unauthorised(admitted.refused);
    if (role === 'admin' && admitted.ok.role !== 'admin')
      throw new HttpProblem(403, 'admins-only', 'only admins may do this', {
        headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' },
      });
    context.set('identity', admitted.ok);
    await next();
  });
}

/** RFC 6750, section 3: who brought no token is not told that it is wrong. */
export function unauthorised(refusal: Refusal): HttpProblem {
  const challenge = refusal === 'no-token' ? 'Bearer' : 'Bearer error="invalid_token"';
  return new HttpProblem(401, refusal, SAYS[refusal], { headers: { 'www-authenticate': challenge } });
}

const SAYS: Readonly<Record<Refusal, string>> = {
  'no-token': 'sign in first',
  'bad-token': 'the token is none of ours',
  'token-expired': 'the token’s time is over; refresh it',
  'session-ended': 'the session has ended; sign in again',
  'token-reused': 'the session has ended: its token was used twice; sign in again',
  'bad-link': 'the link is used up, too old, or from another browser; ask for a new one',
  'no-user': 'the session has ended; sign in again',
};
