import { createMiddleware } from 'hono/factory';
import type { Door, Env } from '../_api.ts';
import { HttpProblem } from '../_problem.ts';

const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

/**
 * For routes that live from a cookie: only our own pages may call them. Browsers say where a request comes from
 * (`Sec-Fetch-Site`; before 2023 not all of them did, but then `Origin` for every POST), and no page can make them say
 * otherwise. A JSON body, which no form can send, is wanted beside. Programs that are no browsers send neither.
 */
export function sameOrigin({ bridge }: Door) {
  return createMiddleware<Env>(async (context, next) => {
    const { url } = bridge;
    const site = context.req.header('sec-fetch-site');
    const origin = context.req.header('origin');
    const isOurs = site === undefined ? origin === undefined || origin === url : site === 'same-origin';
    if (!isOurs) throw new HttpProblem(403, 'cross-site', 'pages of other sites may not sign anybody in or out');
    if (!JSON_TYPE.test(context.req.header('content-type') ?? ''))
      throw new HttpProblem(415, 'not-json', 'the content type must be application/json');
    await next();
  });
}
