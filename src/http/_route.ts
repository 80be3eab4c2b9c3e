import { createRoute, type RouteConfig } from '@hono/zod-openapi';
import type * as z from 'zod';
import { problem } from './contract/index.ts';
import { authorise } from './middleware/authorise.ts';
import { limitedSends, limitedSession } from './middleware/rates.ts';

/** Who may ask: anyone, whoever is signed in, or admins. */
export type Who = 'anyone' | 'reader' | 'admin';

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'The request is not what the contract says',
  401: 'Nobody is signed in',
  403: 'Whoever is signed in may not',
  404: 'There is no such thing',
  409: 'It goes against what is on record',
  413: 'The body is too large',
  415: 'The body is of another kind than the contract says',
  421: 'The server does not go by the name that it was asked by',
  422: 'It cannot be done as asked',
  429: 'Too many requests; Retry-After says when to ask again',
  500: 'The server failed; the trace id stands in its log',
  503: 'It cannot be done at present',
};

/** `application/problem+json` for the statuses named. */
export function problems<const S extends number>(...statuses: readonly S[]) {
  const one = (status: number) => ({
    description: PROBLEMS[status] ?? 'It cannot be done',
    content: { 'application/problem+json': { schema: problem } },
  });
  return Object.fromEntries(statuses.map((status) => [status, one(status)])) as Record<S, ReturnType<typeof one>>;
}

/** What every route may answer beside its own. */
function usual(who: Who, hasBody: boolean) {
  return {
    ...problems(400, 413, 421, 429, 500, 503),
    ...(who === 'anyone' ? {} : problems(401, 403)),
    ...(hasBody ? problems(415) : {}),
  };
}

/** Routes that send mail to people: they are counted by the hour. */
const SENDS = /^\/api\/(?:reports\/[^/]+|dispatches\/\{\w+\}\/resend)$/;

function guards(who: Who, { method, path }: { readonly method: string; readonly path: string }) {
  if (who === 'anyone') return [];
  const isSend = method === 'post' && SENDS.test(path);
  return [authorise(who), limitedSession, ...(isSend ? [limitedSends] : [])];
}

/**
 * A route of the API with who may ask, which stands in the OpenAPI document as `x-who`, and with the problems that any
 * route may answer.
 */
export function route<const P extends string, const C extends Omit<RouteConfig, 'path'>>(
  who: Who,
  config: C & { path: P },
) {
  return createRoute({
    ...config,
    'x-who': who,
    security: who === 'anyone' ? [] : [{ bearer: [] }],
    middleware: guards(who, config),
    responses: { ...usual(who, config.request?.body !== undefined), ...config.responses },
  });
}

/** A JSON answer. */
export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

/** A JSON body. */
export const body = <S extends z.ZodType>(schema: S, required = true) => ({
  required,
  content: { 'application/json': { schema } },
});
