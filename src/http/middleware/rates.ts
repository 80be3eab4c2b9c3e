import { createMiddleware } from 'hono/factory';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Context } from 'hono';
import type { Env, Limits, RateName, Rates } from '../_api.ts';
import { HttpProblem } from '../_problem.ts';

const MINUTE = 60;
const HOUR = 3600;

export function openRates({ requests, sends, events }: Limits): Rates {
  return {
    client: new RateLimiterMemory({ points: requests, duration: MINUTE }),
    session: new RateLimiterMemory({ points: requests, duration: MINUTE }),
    // Every one of them is mail to people.
    sends: new RateLimiterMemory({ points: sends, duration: HOUR }),
    // A provider tells of a thousand messages at once, from few addresses, and repeats what it could not say.
    events: new RateLimiterMemory({ points: events, duration: MINUTE }),
  };
}

/** Counts a request of whoever it comes from. */
function limited(name: RateName, keyOf: (context: Context<Env>) => string) {
  return createMiddleware<Env>(async (context, next) => {
    await count(context, name, keyOf(context));
    await next();
  });
}

export const limitedSession = limited('session', (context) => context.get('identity').session);
export const limitedSends = limited('sends', (context) => context.get('identity').subject);

export const EVENTS_PATH = '/api/feedback/sns';

export const limitedClient = createMiddleware<Env>(async (context, next) => {
  const name = context.req.path === EVENTS_PATH ? 'events' : 'client';
  await count(context, name, context.get('door').clientOf(context));
  await next();
});

async function count(context: Context<Env>, name: RateName, key: string): Promise<void> {
  const limiter = context.get('rates')[name];
  let left: RateLimiterRes;
  try {
    left = await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const headers = { ...said(name, limiter, error), 'retry-after': String(seconds(error)) };
    throw new HttpProblem(429, 'too-many-requests', SAYS[name], { headers });
  }
  for (const [header, value] of Object.entries(said(name, limiter, left))) context.header(header, value);
}

const SAYS: Readonly<Record<RateName, string>> = {
  client: 'too many requests of late; Retry-After says in how many seconds there is room again',
  session: 'too many requests of late; Retry-After says in how many seconds there is room again',
  sends: 'too many sends within an hour; Retry-After says in how many seconds the next one may be asked for',
  events: 'too many events of late; Retry-After says in how many seconds there is room again',
};

/** RateLimit header fields (draft-ietf-httpapi-ratelimit-headers): of the last limit that was looked at, which is the nearest to the route. */
function said(name: RateName, { points, duration }: RateLimiterMemory, left: RateLimiterRes) {
  return {
    'ratelimit-policy': `"${name}";q=${points};w=${duration}`,
    ratelimit: `"${name}";r=${left.remainingPoints};t=${seconds(left)}`,
  };
}

const seconds = ({ msBeforeNext }: RateLimiterRes): number => Math.max(1, Math.ceil(msBeforeNext / 1000));
