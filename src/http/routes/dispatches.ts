import { setTimeout as sleep } from 'node:timers/promises';
import { queueAgain, theOne } from '../../app/resend.ts';
import { oncePer } from '../../core/once.ts';
import type { Dispatch as Recorded } from '../../model/dispatch.ts';
import type { Page } from '../../model/records.ts';
import type { Routes } from '../_api.ts';
import { HttpProblem } from '../_problem.ts';
import { body, json, problems, route } from '../_route.ts';
import { answerWritten, written, type Written } from '../_written.ts';
import { dispatchShown, type Looker } from '../_shown/dispatch.ts';
import {
  dispatch,
  dispatchPage,
  dispatchParams,
  dispatchQuery,
  resendRequest,
  type DispatchPage,
} from '../contract/index.ts';

const LIST = route('reader', {
  method: 'get',
  path: '/api/dispatches',
  operationId: 'listDispatches',
  summary: 'What was sent, the latest first',
  tags: ['dispatches'],
  request: { query: dispatchQuery },
  responses: { 200: json(dispatchPage, 'A page; addresses are masked for readers') },
});

const GET = route('reader', {
  method: 'get',
  path: '/api/dispatches/{id}',
  operationId: 'getDispatch',
  summary: 'One message, and what became of it for each recipient',
  tags: ['dispatches'],
  request: { params: dispatchParams },
  responses: { 200: json(dispatch, 'As it is now; addresses are masked for readers'), ...problems(404) },
});

const RESEND = route('admin', {
  method: 'post',
  path: '/api/dispatches/{id}/resend',
  operationId: 'resendDispatch',
  summary: 'Sends the very same message again to those who did not get it, or gives it up',
  tags: ['dispatches'],
  request: { params: dispatchParams, body: body(resendRequest, false) },
  responses: { 200: json(dispatch, 'As it is after at most ten seconds'), ...problems(404, 409) },
});

/** Milliseconds for which an answer is worth waiting for; after that it goes on behind. */
const PATIENCE = 10_000;

export const dispatchesRoutes: Routes = (api, { bridge: { ledger, sends, effects } }) => {
  const { records, declared } = ledger;
  const { folder } = declared;
  // The records answer the same page for as long as nobody wrote.
  const pages = {
    admin: oncePer(pageFor({ role: 'admin', folder })),
    reader: oncePer(pageFor({ role: 'reader', folder })),
  };
  api.openapi(LIST, async (context) => {
    const { role } = context.get('identity');
    const { limit, cursor } = context.req.valid('query');
    const page = await records.dispatches.list({ limit, ...(cursor === undefined ? {} : { cursor }) });
    return answerWritten(context, pages[role](page));
  });
  api.openapi(GET, async (context) => {
    const { role } = context.get('identity');
    const found = await theOne(records, context.req.valid('param').id);
    return context.json(dispatchShown(found, { role, folder }), 200);
  });
  api.openapi(RESEND, async (context) => {
    const { id } = context.req.valid('param');
    const { which } = resendRequest.parse(context.req.valid('json'));
    const { subject: by } = context.get('identity');
    const { chosen, left } = await queueAgain(ledger, { which, ids: [id], by, effects });
    if (chosen.length === 0) throw notApplicable(left);
    await Promise.race([sends.hurry(), sleep(PATIENCE, undefined, { ref: false })]);
    return context.json(dispatchShown(await theOne(records, id), { role: 'admin', folder }), 200);
  });
};

/** A page as whoever asks may see it. */
function pageFor(looker: Looker): (page: Page<Recorded>) => Written<DispatchPage> {
  const one = oncePer((record: Recorded) => dispatchShown(record, looker));
  return ({ records, cursor, unreadable }) => {
    return written({
      dispatches: records.map(one),
      ...(cursor === undefined ? {} : { cursor }),
      ...(unreadable ? { unreadable: [...unreadable] } : {}),
    });
  };
}

function notApplicable(left: readonly { readonly address: string; readonly why: string }[]): HttpProblem {
  const says = left.map(({ address, why }) => (address === '' ? why : `${address}: ${why}`));
  return new HttpProblem(409, 'does-not-apply', `nothing was sent again: ${says.join('; ')}`);
}
