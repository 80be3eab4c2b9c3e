import { verifyAudit } from '../../app/verify-audit.ts';
import type { Bridge } from '../../app/bridge/index.ts';
import type { Routes } from '../_api.ts';
import { json, route } from '../_route.ts';
import { shown } from '../_shown/words.ts';
import { auditState, views, viewsQuery, type AuditState } from '../contract/index.ts';

const VERIFY = route('admin', {
  method: 'get',
  path: '/api/audit/verify',
  operationId: 'verifyAudit',
  summary: 'Holds the audit chain, its checkpoints, the dispatches and their bytes against each other',
  tags: ['audit'],
  responses: { 200: json(auditState, 'What was verified, and every fault') },
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

/** Every dispatch and its bytes are read: whoever asks again within this time shares the answer. */
const SHARED_MS = 10_000;
/** Whoever has so many faults knows enough. */
const MOST_FAULTS = 1000;

export const auditRoutes: Routes = (api, { bridge }) => {
  const verified = verifiedFor(bridge);
  api.openapi(VERIFY, async (context) => context.json(await verified(), 200));
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

/** Verifies for all who ask meanwhile at once, and never twice at a time. */
function verifiedFor({ ledger, effects }: Bridge): () => Promise<AuditState> {
  let under: Promise<AuditState> | undefined;
  let last: { readonly state: AuditState; readonly until: number } | undefined;
  const verify = async (): Promise<AuditState> => {
    const began = effects.now();
    const { entries, anchors, faults } = await verifyAudit(ledger, { effects });
    const now = effects.now();
    const state = {
      sound: faults.length === 0,
      entries,
      anchors,
      faults: faults
        .slice(0, MOST_FAULTS)
        .map(({ kind, record, says }) => ({ kind, record: shown(record), says: shown(says) })),
      verifiedAt: new Date(now).toISOString(),
      tookMs: Math.max(0, now - began),
    };
    last = { state, until: now + SHARED_MS };
    return state;
  };
  return async () => {
    if (last && effects.now() < last.until) return last.state;
    under ??= verify().finally(() => (under = undefined));
    return under;
  };
}
