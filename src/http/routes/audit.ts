import type { Routes } from '../_api.ts';
import { json, route } from '../_route.ts';
import { shown } from '../_shown/words.ts';
import { verifyingFor } from '../_verifying.ts';
import { auditRunning, auditState, verifyHeaders, views, viewsQuery } from '../contract/index.ts';

const VERIFY = route('admin', {
  method: 'get',
  path: '/api/audit/verify',
  operationId: 'verifyAudit',
  summary: 'Holds the audit chain, its checkpoints, the dispatches and their bytes against each other',
  tags: ['audit'],
  description:
    'It takes as long as there are years on record. After ten seconds the answer is 202: it goes on, and whoever asks the same again hears the end of it. One is under way at a time; what it found is shared for ten seconds, or for as long as it took.',
  request: { headers: verifyHeaders },
  responses: {
    200: json(auditState, 'What was verified, and every fault'),
    202: {
      ...json(auditRunning, 'It goes on; Retry-After says when to ask again'),
      headers: { 'retry-after': { schema: { type: 'string' as const }, required: true } },
    },
  },
});

const VIEWS = route('admin', {
  method: 'get',
  path: '/api/audit/views',
  operationId: 'listViews',
  summary: 'Who read which report in the browser, the latest first',
  tags: ['audit'],
  request: { query: viewsQuery },
  responses: { 200: json(views, 'The readings') },
});

/** Milliseconds for which an answer waits for the end of the check. */
const PATIENCE = 10_000;
const ASYNC = /(?:^|[\s,;])respond-async(?:$|[\s,;])/i;
/** How soon it is worth asking again. In seconds. */
const SOON = '2';

export const auditRoutes: Routes = (api, { bridge }) => {
  const verifying = verifyingFor(bridge);
  api.openapi(VERIFY, async (context) => {
    const isAsync = ASYNC.test(context.req.valid('header').prefer ?? '');
    const answer = await verifying.ask(isAsync ? 0 : PATIENCE);
    if ('sound' in answer) return context.json(answer, 200);
    return context.json(answer, 202, { 'retry-after': SOON });
  });
  api.openapi(VIEWS, async (context) => {
    const { limit, cursor } = context.req.valid('query');
    const page = await bridge.ledger.records.views.list({ limit, ...(cursor === undefined ? {} : { cursor }) });
    const answer = {
      views: page.records.map(({ at, ...view }) => ({ at: new Date(at).toISOString(), ...view })),
      ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
      ...(page.unreadable ? { unreadable: page.unreadable.map(shown) } : {}),
    };
    return context.json(answer, 200);
  });
};
