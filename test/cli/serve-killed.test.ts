import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openBridge, type Bridge } from '../../src/app/bridge/index.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { send as sendSchema, type Send } from '../../src/http/contract/index.ts';
import { portfolioFolder } from '../http/_portfolio.ts';
import { serving, type Served } from './_serve.ts';

const MINUTE = 60_000;

/** The records, beside the server. */
async function beside(folder: string): Promise<Bridge> {
  const bridge = await openBridge({ from: folder, effects: { ...systemEffects, env: {} } });
  onTestFinished(() => bridge.close());
  return bridge;
}

async function tokenOfAnn({ access }: Bridge): Promise<string> {
  const asked = await access.askLink({ address: 'ann@example.com', client: '203.0.113.7' });
  const opened = 'link' in asked && asked.link ? await access.open(asked.link.token, asked.browser) : undefined;
  if (!opened || !('ok' in opened)) throw new Error('ann is no user');
  return opened.ok.accessToken;
}

async function started(folder: string): Promise<Served> {
  const served = await serving(folder);
  onTestFinished(() => void served.process.kill('SIGKILL'));
  return served;
}

it('a send whose server is killed goes on in the next one, under its id, and reaches each reader once', async () => {
  const folder = portfolioFolder();
  const bridge = await beside(folder);
  const { records } = bridge.ledger;
  const authorization = `Bearer ${await tokenOfAnn(bridge)}`;
  const ask = async ({ port }: Served, path: string, method = 'GET'): Promise<Send> => {
    const headers = { authorization, prefer: 'respond-async', 'idempotency-key': 'the one' };
    return sendSchema.parse(await (await fetch(`http://127.0.0.1:${port}${path}`, { method, headers })).json());
  };

  const first = await started(folder);
  const begun = await ask(first, '/api/reports/executive', 'POST');
  first.process.kill('SIGKILL');
  await first.ended;
  const left = await records.sends.get(begun.dispatch);
  expect(left?.ended).toBeUndefined();
  // As if some minutes had passed.
  await records.sends.change(begun.dispatch, (send) => ({ ...send, alive: send.alive - 3 * MINUTE }));

  const second = await started(folder);
  await expect
    .poll(async () => (await ask(second, begun.status)).state, { timeout: 20_000, interval: 200 })
    .toBe('done');
  // Whoever asks with the same key again hears of the same send.
  const ended = await ask(second, '/api/reports/executive', 'POST');
  expect(ended).toMatchObject({ dispatch: begun.dispatch, state: 'done', startedAt: begun.startedAt });
  expect(ended.deliveries.map(({ report, state }) => `${report} ${state}`)).toEqual([
    'ceo sent',
    'cfo sent',
    'cfo sent',
    'accounting sent',
  ]);
  expect(readdirSync(join(folder, 'outbox')).filter((file) => file.endsWith('.eml'))).toHaveLength(4);
  expect((await records.verify()).faults).toEqual([]);
});
