import { randomBytes } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Api, Door, Env } from './_api.ts';
import { HttpProblem } from './_problem.ts';
import { answer, answerProblem } from './middleware/problems.ts';
import { openApiDocument } from './openapi.ts';
import { routes } from './routes/index.ts';

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
  api.use(async (context, next) => {
    context.set('door', door);
    context.set('trace', randomBytes(16).toString('hex'));
    await next();
  });
  api.onError((error, context) => answerProblem(error, context));
  api.notFound((context) =>
    answer(context, { status: 404, code: 'no-such-route', detail: 'there is nothing at this address' }),
  );
  for (const add of routes) add(api, door);
  api.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
  });
  api.get('/api/openapi.json', (context) => context.json(openApiDocument(api, door.version)));
  return api;
}
