import { randomFillSync } from 'node:crypto';
import { createMiddleware } from 'hono/factory';
import { matchedRoutes } from 'hono/route';
import type { Context } from 'hono';
import type { Door, Env, LogLine } from '../_api.ts';

/**
 * Names a request, and says in one line of the log what became of it. A trace id that somebody sends is not taken: they
 * could make two requests look like one.
 */
export function traced(door: Door) {
  const nextId = traceIds();
  return createMiddleware<Env>(async (context, next) => {
    const began = performance.now();
    const trace = nextId();
    context.set('door', door);
    context.set('trace', trace);
    await next();
    const { res } = context;
    res.headers.set('x-trace-id', trace);
    // Nobody reads what follows the head: a stream would run on.
    if (context.req.method === 'HEAD') await res.body?.cancel();
    const code = context.get('code');
    door.log({
      level: levelOf(res.status),
      what: 'request',
      trace,
      method: methodOf(context),
      route: patternOf(context),
      status: res.status,
      ms: Math.round(performance.now() - began),
      ...(code === undefined ? {} : { code }),
    });
  });
}

const ID_BYTES = 16;

/** 128 random bits each. They name a request and keep no secret, so many are drawn at once: to ask the system is slow. */
function traceIds(): () => string {
  const drawn = Buffer.alloc(ID_BYTES * 256);
  let used = drawn.length;
  return () => {
    if (used === drawn.length) {
      randomFillSync(drawn);
      used = 0;
    }
    return drawn.toString('hex', used, (used += ID_BYTES));
  };
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** A method is any word that somebody sends: only those that there are stand in the log. */
function methodOf({ req }: Context<Env>): string {
  return METHODS.includes(req.method) ? req.method : 'other';
}

/** `/api/dispatches/:id`: what was asked for, without whose. */
function patternOf(context: Context<Env>): string {
  const routes = matchedRoutes(context).filter(({ method }) => method !== 'ALL');
  return routes.at(-1)?.path ?? (context.req.path.startsWith('/api/') ? '/api/*' : '/*');
}

function levelOf(status: number): LogLine['level'] {
  if (status >= 500) return 'error';
  return status === 429 ? 'warn' : 'info';
}
