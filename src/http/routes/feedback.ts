import { snsDesk, type TakenSns } from '../../app/take-sns.ts';
import { UserError } from '../../core/problem.ts';
import type { Routes } from '../_api.ts';
import { HttpProblem } from '../_problem.ts';
import { problems, route } from '../_route.ts';
import { EVENTS_PATH } from '../middleware/rates.ts';

const ANY_JSON = { schema: { type: 'object' } } as const;

const SNS = route('anyone', {
  method: 'post',
  path: EVENTS_PATH,
  operationId: 'takeSnsFeedback',
  summary: 'Where SNS brings what SES says of messages: signed, and of a topic that the portfolio names',
  tags: ['mail'],
  // SNS calls its JSON text/plain.
  request: { body: { required: true, content: { 'text/plain': ANY_JSON, 'application/json': ANY_JSON } } },
  responses: { 204: { description: 'Taken, now or before' }, ...problems(415) },
});

const KINDS = /^(?:text\/plain|application\/json)\s*(?:;|$)/i;

export const feedbackRoutes: Routes = (api, door) => {
  let take: ReturnType<typeof snsDesk> | undefined;
  api.openapi(SNS, async (context) => {
    const kind = context.req.header('content-type') ?? '';
    if (!KINDS.test(kind)) throw new HttpProblem(415, 'not-json', 'the body must be JSON, as text/plain or as JSON');
    take ??= snsDesk({ ledger: door.bridge.ledger, effects: door.bridge.effects, ask: door.ask });
    const taken = await take(await context.req.text()).catch(later);
    if ('refused' in taken)
      throw new HttpProblem(taken.again ? 503 : 400, taken.again ? 'not-now' : 'not-believed', taken.refused);
    return context.body(null, 204);
  });
};

/** SNS gives up at any 4xx but 429: what could not be written down has to be one that it brings again. */
function later(error: unknown): TakenSns {
  if (!(error instanceof UserError)) throw error;
  return { refused: 'it could not be put on record just now', again: true };
}
