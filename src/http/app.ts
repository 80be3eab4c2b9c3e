import { OpenAPIHono } from '@hono/zod-openapi';
import type { Api, Door, Env } from './_api.ts';
import { limitsOf } from './_limits.ts';
import { HttpProblem } from './_problem.ts';
import { answerWritten, written, type Written } from './_written.ts';
import { bodySize } from './middleware/body-size.ts';
import { cors } from './middleware/cors.ts';
import { securityHeaders } from './middleware/headers.ts';
import { ownHosts } from './middleware/hosts.ts';
import { methodsOf } from './middleware/methods.ts';
import { packed, PACKED } from './middleware/packed.ts';
import { patience } from './middleware/patience.ts';
import { answer, answerProblem } from './middleware/problems.ts';
import { limitedClient, openRates } from './middleware/rates.ts';
import { traced } from './middleware/trace.ts';
import { openApiDocument } from './openapi.ts';
import { routes } from './routes/index.ts';
import { openStatic } from './static.ts';

/** What is the API's own; every other path is the dashboard's. */
const OURS = /^\/(?:api|health|unsubscribe|view|\.well-known)(?:\/|$)/;

/** The API over a bridge: the same on Node and in Lambda. */
export function createApi(door: Door): Api {
  const api: Api = new OpenAPIHono<Env>({
    // A request that is not what the contract says: each place, and what was expected there.
    defaultHook: (result) => {
      if (result.success) return undefined;
      const errors = result.error.issues.slice(0, 20).map((issue) => ({
        at: [result.target, ...issue.path.map(String)].join('.'),
        message: issue.message.slice(0, 500),
      }));
      throw new HttpProblem(400, 'bad-request', 'the request is not what the contract says', { errors });
    },
  });
  const methodsAt = methodsOf(api);
  api.onError((error, context) => answerProblem(error, context));
  guard(api, door, methodsAt);
  for (const add of routes) add(api, door);
  describe(api, door);
  answerTheRest(api, door, methodsAt);
  return api;
}

/** What every request passes before its route: the outermost first. */
function guard(api: Api, door: Door, methodsAt: (path: string) => readonly string[]): void {
  const limits = limitsOf(door);
  const rates = openRates(limits);
  api.use(traced(door), securityHeaders(door), ownHosts(door));
  api.use('/api/*', cors(door, methodsAt));
  api.use(async (context, next) => {
    context.set('rates', rates);
    if (!OURS.test(context.req.path)) return next();
    return limitedClient(context, next);
  });
  api.use(bodySize, patience(limits.patience));
  for (const path of PACKED) api.use(path, packed);
}

function describe(api: Api, { version }: Door): void {
  api.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  });
  let document: Written<ReturnType<typeof openApiDocument>> | undefined;
  api.get('/api/openapi.json', (context) =>
    answerWritten(context, (document ??= written(openApiDocument(api, version)))),
  );
}

/** Paths without a route: of the dashboard, asked in another way than there is, or none. */
function answerTheRest(api: Api, { web }: Door, methodsAt: (path: string) => readonly string[]): void {
  const files = web === undefined ? undefined : openStatic(web);
  const DASHBOARD = ['GET', 'HEAD', 'OPTIONS'];
  api.notFound(async (context) => {
    const { method, path } = context.req;
    const isFile = files !== undefined && !OURS.test(path);
    if (isFile && (method === 'GET' || method === 'HEAD')) {
      const file = await files(context);
      if (file) return file;
    }
    const methods = isFile ? DASHBOARD : methodsAt(path);
    const allow = { allow: methods.join(', ') };
    if (methods.length > 0 && method === 'OPTIONS') return context.body(null, 204, allow);
    if (methods.length > 0 && !methods.includes(method)) {
      const detail = `this address takes ${methods.join(', ')}`;
      return answer(context, { status: 405, code: 'no-such-method', detail }, allow);
    }
    return answer(context, { status: 404, code: 'no-such-route', detail: 'there is nothing at this address' });
  });
}
