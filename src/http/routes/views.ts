import * as z from 'zod';
import type { Bridge } from '../../app/bridge/index.ts';
import { definitionOf } from '../../app/compose.ts';
import { preview } from '../../app/preview.ts';
import type { Run } from '../../app/run.ts';
import type { View } from '../../model/session.ts';
import type { Routes } from '../_api.ts';
import { HttpProblem } from '../_problem.ts';
import { knownReader, readersOf } from '../_readers.ts';
import { body, json, problems, route } from '../_route.ts';
import { viewAnswer, viewParams, viewRequest } from '../contract/index.ts';
import { GONE_PAGE, VIEW_HEADERS } from '../pages/view.ts';

const ASK = route('admin', {
  method: 'post',
  path: '/api/reports/{type}/view',
  operationId: 'viewReport',
  summary: 'Read a report in the browser: the reading goes on record, and the address opens once, within a minute',
  tags: ['reports'],
  request: { params: viewParams, body: body(viewRequest, false) },
  responses: { 200: json(viewAnswer, 'Where the report is, once'), ...problems(404, 422) },
});

const html = (description: string) => ({ description, content: { 'text/html': { schema: z.string() } } });

const OPEN = route('anyone', {
  method: 'get',
  path: '/view/{ticket}',
  operationId: 'openView',
  summary: 'The report of a ticket, for whoever brings the ticket first',
  tags: ['reports'],
  request: { params: z.object({ ticket: z.string().max(200) }) },
  responses: { 200: html('The report'), 410: html('The ticket was used, or came late'), ...problems(404, 405, 422) },
});

/** As long as a ticket is good for. */
const SECONDS = 60;

export const viewsRoutes: Routes = (api, { bridge }) => {
  const { access, effects, facts, ledger } = bridge;
  api.openapi(ASK, async (context) => {
    const { type: report } = context.req.valid('param');
    const wanted = context.req.valid('json')?.reader;
    const { identity } = context.var;
    const page = await facts.with(async (run) => {
      if (!run.declared.portfolio.dashboard.preview) throw noPreview();
      definitionOf(report, run.own);
      const reader =
        wanted === undefined ? readersOf(report, run, effects)[0]?.email : knownReader(wanted, report, run, effects);
      await ledger.records.views.add(viewOf({ by: identity.subject, report, reader }, run, bridge));
      return { report, reader };
    });
    return context.json({ url: `/view/${await access.ticket(identity, page)}`, expiresIn: SECONDS }, 200);
  });
  api.openapi(OPEN, async (context) => {
    // Who only asks whether it is there would use it up.
    if (context.req.method !== 'GET')
      throw new HttpProblem(405, 'no-such-method', 'this address takes GET', { headers: { allow: 'GET' } });
    const ticket = await access.useTicket(context.req.valid('param').ticket);
    const report = 'ok' in ticket ? await facts.with((run) => pageOf(ticket.ok, run, bridge)) : undefined;
    return report === undefined ? context.html(GONE_PAGE, 410, VIEW_HEADERS) : context.html(report, 200, VIEW_HEADERS);
  });
};

interface Reading {
  readonly by: string;
  readonly report: string;
  readonly reader: string | undefined;
}

function viewOf({ by, report, reader }: Reading, { asOf, facts }: Run, { effects }: Bridge): View {
  const as = reader === undefined ? {} : { reader };
  return { at: effects.now(), by, report, ...as, asOf, snapshot: facts.snapshot };
}

interface Ticket {
  readonly user: string;
  readonly report: string;
  readonly reader?: string | undefined;
}

/** The report as HTML; undefined when the portfolio was told meanwhile that none is to be read here. */
async function pageOf({ user, report, reader }: Ticket, run: Run, bridge: Bridge): Promise<string | undefined> {
  if (!run.declared.portfolio.dashboard.preview) return undefined;
  await recorded(viewOf({ by: `user:${user}`, report, reader }, run, bridge), bridge);
  const options = { effects: bridge.effects, colour: false, width: 80, reader };
  return Buffer.from(await preview(run, report, 'html', options)).toString('utf8');
}

/** The sources may have changed since the ticket was given: what is shown is on record, whichever it is. */
async function recorded(view: View, { ledger: { records } }: Bridge): Promise<void> {
  const { records: latest } = await records.views.list({ limit: 50 });
  const same = (one: View): boolean =>
    one.by === view.by &&
    one.report === view.report &&
    one.reader === view.reader &&
    one.asOf === view.asOf &&
    one.snapshot === view.snapshot;
  if (!latest.some(same)) await records.views.add(view);
}

function noPreview(): HttpProblem {
  const mend = 'set `dashboard.preview: true` in the portfolio to switch it on';
  return new HttpProblem(404, 'no-preview', `reports are not read in the browser here; ${mend}`);
}
