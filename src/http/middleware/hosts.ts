import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Door, Env } from '../_api.ts';
import { HttpProblem } from '../_problem.ts';

/**
 * Answers only to its own names. A page of another site may let its own name lead to this machine (DNS rebinding): the
 * browser then takes us for that site, and its script reads what we answer.
 */
export function ownHosts({ hosts, bridge }: Door) {
  const own = hosts && new Set(hosts.map((host) => host.toLowerCase()));
  return createMiddleware<Env>(async (context, next) => {
    if (!own) return next();
    const asked = new URL(context.req.url);
    // Whoever watches the server asks by its bare address, and hears nothing of the portfolio.
    if (context.req.path !== '/health' && !own.has(asked.host))
      throw new HttpProblem(421, 'wrong-host', 'the server does not go by this name; dashboard.url says which it has');
    if (!isPage(context)) return next();
    const url = new URL(bridge.url);
    if (asked.host === url.host || asked.port !== url.port) return next();
    return context.redirect(`${url.origin}${asked.pathname}${asked.search}`, 307);
  });
}

/**
 * `localhost` and `127.0.0.1` are two sites to a browser: who signs in at one with a link to the other has the wrong
 * cookies. So pages are shown at the address that links have.
 */
function isPage({ req }: Context<Env>): boolean {
  return req.method === 'GET' && (req.header('accept') ?? '').includes('text/html');
}
