import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Door, Env } from '../_api.ts';
import { HttpProblem } from '../_problem.ts';

/** What a page of another site may send, and may see beside the answer itself. */
const MAY_SEND = 'authorization, content-type, idempotency-key, last-event-id, prefer';
const MAY_SEE = 'idempotent-replayed, location, ratelimit, ratelimit-policy, retry-after, x-trace-id';
/** Seconds for which a browser keeps what a preflight said. */
const KEPT = '600';

/**
 * Cross-origin requests (Fetch standard, 3.2): from the origins that the portfolio names, letter by letter, and never
 * with cookies, so that such a page has to bring an access token of its own.
 */
export function cors({ bridge }: Door, methodsAt: (path: string) => readonly string[]) {
  return createMiddleware<Env>(async (context, next) => {
    const { origins } = bridge.ledger.declared.portfolio.dashboard;
    const origin = context.req.header('origin');
    const isListed = origin !== undefined && origins.includes(origin);
    const asked = context.req.header('access-control-request-method');
    if (context.req.method === 'OPTIONS' && origin !== undefined && asked !== undefined)
      context.res = preflight(context, isListed, methodsAt(context.req.path));
    else await next();
    if (origins.length > 0) context.res.headers.append('vary', 'origin');
    if (!isListed) return;
    context.res.headers.set('access-control-allow-origin', origin);
    context.res.headers.set('access-control-expose-headers', MAY_SEE);
  });
}

function preflight(context: Context<Env>, isListed: boolean, methods: readonly string[]): Response {
  if (!isListed) throw new HttpProblem(403, 'origin-not-listed', 'pages of this site may not call the API');
  if (methods.length === 0) throw new HttpProblem(404, 'no-such-route', 'there is nothing at this address');
  return context.body(null, 204, {
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': MAY_SEND,
    'access-control-max-age': KEPT,
  });
}
