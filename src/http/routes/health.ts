import type { Routes } from '../_api.ts';
import { json, route } from '../_route.ts';
import { health } from '../contract/index.ts';

const HEALTH = route('anyone', {
  method: 'get',
  path: '/health',
  operationId: 'health',
  summary: 'Whether the server and its records work',
  tags: ['server'],
  responses: { 200: json(health, 'It works'), 503: json(health, 'It does not') },
});

export const healthRoutes: Routes = (api, { bridge, version }) => {
  api.openapi(HEALTH, async (context) => {
    try {
      await bridge.ledger.records.dispatches.nextDue();
      return context.json({ status: 'ok', version, records: 'ok' } as const, 200);
    } catch {
      return context.json({ status: 'failing', version, records: 'failing' } as const, 503);
    }
  });
};
