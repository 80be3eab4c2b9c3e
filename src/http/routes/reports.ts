import type { SendWish } from '../../app/bridge/sends.ts';
import { UserError } from '../../core/problem.ts';
import { reports } from '../../reports/index.ts';
import type { Door, Routes } from '../_api.ts';
import { HttpProblem } from '../_problem.ts';
import { body, json, problems, route } from '../_route.ts';
import { reportTypesShown } from '../_shown/report-types.ts';
import { sendShown } from '../_shown/send.ts';
import {
  ownReportParams,
  reportTypes,
  send,
  sendHeaders,
  sendQuery,
  sendRequest,
  type Send,
} from '../contract/index.ts';
import type { Identity } from '../../model/session.ts';

const LIST = route('reader', {
  method: 'get',
  path: '/api/reports',
  operationId: 'listReports',
  summary: 'The reports that concern the portfolio, with whom they go to',
  tags: ['reports'],
  responses: { 200: json(reportTypes, 'Types; addresses are masked for readers') },
});

/** What all routes that send have in common. No answer of theirs holds what a report says. */
const SENDING = {
  method: 'post' as const,
  tags: ['reports'],
  responses: {
    200: json(send, 'It has ended: what became of each message'),
    202: {
      ...json(send, 'It goes on; Location says where it is followed'),
      headers: { location: { schema: { type: 'string' as const }, required: true } },
    },
    ...problems(404, 422),
  },
};

const THEMSELVES = 'An admin has it sent to everyone who receives it, a reader to themself alone.';

const SEND_ANY = route('admin', {
  ...SENDING,
  path: '/api/reports/send',
  operationId: 'send',
  summary: 'Composes and sends a report, `executive` for all executive reports, or `all`',
  request: { query: sendQuery, headers: sendHeaders, body: body(sendRequest, false) },
});

const sendOne = (type: string, title: string) =>
  route('reader', {
    ...SENDING,
    path: `/api/reports/${type}`,
    operationId: `send${nameOf(type)}`,
    summary: `Composes and sends: ${title}`,
    description: THEMSELVES,
    request: { headers: sendHeaders, body: body(sendRequest, false) },
  });

const SEND_OWN = route('reader', {
  ...SENDING,
  path: '/api/reports/{type}',
  operationId: 'sendOwn',
  summary: 'Composes and sends a report of the owner’s',
  description: THEMSELVES,
  request: { params: ownReportParams, headers: sendHeaders, body: body(sendRequest, false) },
});

/** `yacht-delivery` as `YachtDelivery`. */
function nameOf(type: string): string {
  return type
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
}

export const reportsRoutes: Routes = (api, door) => {
  const { facts, effects } = door.bridge;
  api.openapi(LIST, async (context) => {
    const { role } = context.var.identity;
    return context.json(await facts.with((run) => reportTypesShown(run, effects, role)), 200);
  });
  api.openapi(SEND_ANY, async (context) => {
    const { type } = context.req.valid('query');
    const asked = { type, headers: context.req.valid('header'), body: context.req.valid('json') };
    const { shown, status, headers } = await sent(door, context.var.identity, asked);
    return context.json(shown, status, headers);
  });
  const types = [{ type: 'executive', title: 'all executive reports' }, ...reports];
  for (const { type, title } of types) {
    api.openapi(sendOne(type, title), async (context) => {
      const asked = { type, headers: context.req.valid('header'), body: context.req.valid('json') };
      const { shown, status, headers } = await sent(door, context.var.identity, asked);
      return context.json(shown, status, headers);
    });
  }
  api.openapi(SEND_OWN, async (context) => {
    const { type } = context.req.valid('param');
    // Types that stand for several reports have routes of their own, with who may ask.
    if (type === 'all') throw new HttpProblem(404, 'no-such-report', 'all reports are sent by POST /api/reports/send');
    const asked = { type, headers: context.req.valid('header'), body: context.req.valid('json') };
    const { shown, status, headers } = await sent(door, context.var.identity, asked);
    return context.json(shown, status, headers);
  });
};

interface Asked {
  readonly type: string;
  readonly headers: { readonly 'idempotency-key'?: string | undefined; readonly prefer?: string | undefined };
  readonly body: unknown;
}

interface Answered {
  readonly shown: Send;
  readonly status: 200 | 202;
  readonly headers: Record<string, string>;
}

/** Milliseconds for which an answer waits for the end of a send. */
const PATIENCE = 10_000;
const ASYNC = /(?:^|[\s,;])respond-async(?:$|[\s,;])/i;

async function sent({ bridge }: Door, identity: Identity, asked: Asked): Promise<Answered> {
  const { sends, ledger } = bridge;
  const { subject, role } = identity;
  // Without a body the validator leaves nothing behind, not even what is usual.
  const { list, again } = sendRequest.parse(asked.body);
  const only = role === 'admin' ? undefined : await addressOf(identity, bridge);
  const key = asked.headers['idempotency-key'];
  const wish: SendWish = { type: asked.type, list, again, only, by: subject, key };
  const { send: begun, replayed } = await begin(sends, wish);
  const isAsync = ASYNC.test(asked.headers.prefer ?? '');
  const now = (await sends.settled(begun.id, isAsync ? 0 : PATIENCE)) ?? begun;
  const shown = await sendShown(now, ledger.records, { role, folder: ledger.declared.folder });
  const hasEnded = now.ended !== undefined;
  return {
    shown,
    status: hasEnded ? 200 : 202,
    headers: {
      ...(hasEnded ? {} : { location: shown.status }),
      ...(isAsync ? { 'preference-applied': 'respond-async' } : {}),
      ...(replayed ? { 'idempotent-replayed': 'true' } : {}),
    },
  };
}

/** When a place in the line is likely to be free. In seconds. */
const SOON = '30';

async function begin(sends: Door['bridge']['sends'], wish: SendWish) {
  try {
    return await sends.begin(wish);
  } catch (error) {
    if (!(error instanceof UserError && error.code === 'too-many-sends')) throw error;
    throw new HttpProblem(429, error.code, error.message, { headers: { 'retry-after': SOON } });
  }
}

/** A reader has reports sent to the address by which they sign in, and to no other. */
async function addressOf({ user }: Identity, { settings }: Door['bridge']): Promise<string> {
  const { users } = await settings();
  const found = users.find(({ id }) => id === user);
  if (!found) throw new HttpProblem(403, 'not-a-recipient', 'you are no user of this dashboard any more');
  return found.email;
}
