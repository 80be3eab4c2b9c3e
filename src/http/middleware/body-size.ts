import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { Env } from '../_api.ts';
import { HttpProblem } from '../_problem.ts';
import { EVENTS_PATH } from './rates.ts';

const KB = 1024;
/** Bytes. The largest thing that the dashboard sends is a note on a finding. */
const MOST = 64 * KB;
/** A message of SNS has 256 KB, and may double as text in JSON. */
const MOST_EVENT = 512 * KB;

const atMost = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new HttpProblem(413, 'body-too-large', `the body has more than ${maxSize / KB} KB`, {
        // The rest of it is not read.
        headers: { connection: 'close' },
      });
    },
  });

const usual = atMost(MOST);
const event = atMost(MOST_EVENT);

/** No body is larger than so, whatever its head says of it. */
export const bodySize = createMiddleware<Env>((context, next) => {
  const { method, path } = context.req;
  // They have none; and to look for it makes the server build all that it can do without.
  if (method === 'GET' || method === 'HEAD') return next();
  return path === EVENTS_PATH ? event(context, next) : usual(context, next);
});
