import { definitionOf } from '../../app/compose.ts';
import { viewFor } from '../../app/view.ts';
import type { Identity } from '../../model/session.ts';
import type { Bridge } from '../../app/bridge/index.ts';
import type { Routes } from '../_api.ts';
import { HttpProblem } from '../_problem.ts';
import { knownReader } from '../_readers.ts';
import { json, problems, route } from '../_route.ts';
import { sinceShown } from '../_shown/since.ts';
import { namesOf } from '../_shown/words.ts';
import { since, sinceQuery } from '../contract/index.ts';

const SINCE = route('reader', {
  method: 'get',
  path: '/api/since',
  operationId: 'getSince',
  summary: 'What changed since one’s last report of a type',
  tags: ['findings'],
  request: { query: sinceQuery },
  responses: {
    200: json(since, 'What changed; without `last` where there was no report before'),
    ...problems(404, 422),
  },
});

export const sinceRoutes: Routes = (api, { bridge }) => {
  api.openapi(SINCE, async (context) => {
    const { report, reader } = context.req.valid('query');
    const own = addressOf(context.var.identity, bridge);
    const named = reader !== undefined && reader.toLowerCase() !== own.toLowerCase();
    if (named && context.var.identity.role !== 'admin')
      throw new HttpProblem(403, 'admins-only', 'only admins may see what changed for another reader');
    const answer = await bridge.facts.with(async (run) => {
      const definition = definitionOf(report, run.own);
      if (named) knownReader(reader, report, run, bridge.effects);
      const { since: changes } = await viewFor(run, definition, named ? reader : own);
      return sinceShown(
        { report, asOf: run.asOf, snapshot: run.facts.snapshot, nameOf: namesOf(run.declared.portfolio) },
        changes,
      );
    });
    return context.json(answer, 200);
  });
};

/** The address of whoever asks; '' once the portfolio names them no more. */
function addressOf({ user }: Identity, { ledger }: Bridge): string {
  return ledger.declared.portfolio.dashboard.users.find(({ id }) => id === user)?.email ?? '';
}
