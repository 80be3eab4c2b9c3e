import { expect, it } from 'vitest';
import { house } from './_house.ts';

it('tells whoever watches the server that it works, and nothing of the portfolio', async () => {
  const { ask } = await house();
  const answer = await ask('GET', '/health');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: 'ok', version: '0.0.0-test', records: 'ok' });
});
