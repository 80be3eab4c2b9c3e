import { createMiddleware } from 'hono/factory';
import type { Door, Env } from '../_api.ts';
import { HttpProblem } from '../_problem.ts';

/**
 * Answers only to its own names. A page of another site may let its own name lead to this machine (DNS rebinding): the
 * browser then takes us for that site, and its script reads what we answer.
 */
export function ownHosts({ hosts }: Door) {
  const own = hosts && new Set(hosts.map((host) => host.toLowerCase()));
  return createMiddleware<Env>(async (context, next) => {
    // Whoever watches the server asks by its bare address, and hears nothing of the portfolio.
    if (own && context.req.path !== '/health' && !own.has(new URL(context.req.url).host))
      throw new HttpProblem(421, 'wrong-host', 'the server does not go by this name; dashboard.url says which it has');
    await next();
  });
}
