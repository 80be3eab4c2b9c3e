import { streamSSE } from 'hono/streaming';
import type { Bridge } from '../../app/bridge/index.ts';
import type { Identity } from '../../model/session.ts';
import type { Send } from '../../model/send.ts';
import type { Routes } from '../_api.ts';
import { limitsOf } from '../_limits.ts';
import { HttpProblem } from '../_problem.ts';
import { json, problems, route } from '../_route.ts';
import { sendShown, type Ended } from '../_shown/send.ts';
import { send as sendSchema, sendParams } from '../contract/index.ts';

const SEND = route('reader', {
  method: 'get',
  path: '/api/sends/{id}',
  operationId: 'getSend',
  summary: 'How far a send is',
  description: 'Readers see those that they asked for.',
  tags: ['reports'],
  request: { params: sendParams },
  responses: { 200: json(sendSchema, 'As it is now'), ...problems(404) },
});

const EVENTS = route('reader', {
  method: 'get',
  path: '/api/sends/{id}/events',
  operationId: 'followSend',
  summary: 'A send as it goes on',
  description:
    'Server-sent events: `send`, with the send as JSON, now and each time that something changed, until its end. A stream lasts five minutes at most; one that is taken up again begins with how it is then.',
  tags: ['reports'],
  request: { params: sendParams },
  responses: {
    200: { description: 'Events', content: { 'text/event-stream': { schema: { type: 'string' as const } } } },
    ...problems(404),
  },
});

/** Proxies close a connection on which nothing was said for half a minute. In milliseconds. */
const HEARTBEAT = 15_000;

export const sendsRoutes: Routes = (api, door) => {
  const { bridge, log } = door;
  const { stream: longest } = limitsOf(door);
  const { sends, ledger } = bridge;
  const { folder } = ledger.declared;
  api.openapi(SEND, async (context) => {
    const { identity } = context.var;
    const send = await theirs(bridge, context.req.valid('param').id, identity);
    return context.json(await sendShown(send, ledger.records, { role: identity.role, folder }), 200);
  });
  api.openapi(EVENTS, async (context) => {
    const {
      trace,
      identity: { role },
    } = context.var;
    const { id } = await theirs(bridge, context.req.valid('param').id, context.var.identity);
    // Proxies that gather answers before they hand them on are told not to.
    context.header('x-accel-buffering', 'no');
    return streamSSE(context, async (stream) => {
      const left = new AbortController();
      stream.onAbort(() => left.abort());
      const pulse = setInterval(() => void stream.write(': still here\n\n'), HEARTBEAT).unref();
      const ended: Ended = new Map();
      let number = 0;
      try {
        const until = AbortSignal.any([left.signal, AbortSignal.timeout(longest)]);
        for await (const send of sends.follow(id, until)) {
          const data = JSON.stringify(await sendShown(send, ledger.records, { role, folder }, ended));
          await stream.writeSSE({ event: 'send', id: String((number += 1)), data });
        }
      } catch (error) {
        // The stream ends, and whoever followed asks again.
        log({ level: 'error', what: error instanceof Error ? error.name : 'an error', trace, code: 'unexpected' });
      } finally {
        clearInterval(pulse);
      }
    });
  });
};

/** Readers see their own sends; that there are others is not said. */
async function theirs({ sends }: Bridge, id: string, { role, subject }: Identity): Promise<Send> {
  const send = await sends.get(id);
  if (!send || (role !== 'admin' && send.by !== subject))
    throw new HttpProblem(404, 'no-such-send', 'there is no such send, or it is older than 90 days');
  return send;
}
