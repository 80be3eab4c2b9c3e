import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openBridge } from '../../src/app/bridge/index.ts';
import { systemEffects } from '../../src/core/effects.ts';
import { apiHandler } from '../../src/lambda/api.ts';
import { portfolioFolder } from '../http/_house.ts';

/** A request as an HTTP API hands it over (payload 2.0). */
function event(method: string, path: string, headers: Record<string, string> = {}, body: unknown = null) {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { host: 'reports.example.com', ...headers },
    requestContext: {
      accountId: '123456789012',
      apiId: 'api',
      authentication: null,
      authorizer: {},
      domainName: 'reports.example.com',
      domainPrefix: 'reports',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'test' },
      requestId: 'request',
      routeKey: '$default',
      stage: '$default',
      time: '30/Apr/2026:15:00:00 +0000',
      timeEpoch: Date.UTC(2026, 3, 30, 15),
    },
    body: body === null ? null : JSON.stringify(body),
    isBase64Encoded: false,
  };
}

async function tokenOfAnn(folder: string): Promise<string> {
  const bridge = await openBridge({ from: folder, effects: { ...systemEffects, env: {} } });
  const asked = await bridge.access.askLink({ address: 'ann@example.com', client: '203.0.113.7' });
  const opened = 'link' in asked && asked.link ? await bridge.access.open(asked.link.token, asked.browser) : undefined;
  await bridge.close();
  if (!opened || !('ok' in opened)) throw new Error('ann is no user');
  return opened.ok.accessToken;
}

describe('the API as a Lambda function', () => {
  it('answers what the server answers', async () => {
    const handler = apiHandler({ ...systemEffects, env: { QUARTERDECK_FOLDER: portfolioFolder() } }, () => undefined);
    const health = await handler(event('GET', '/health'));
    expect(health).toMatchObject({ statusCode: 200 });
    expect(JSON.parse(health.body)).toMatchObject({ status: 'ok', records: 'ok' });
    const findings = await handler(event('GET', '/api/findings'));
    expect(findings).toMatchObject({ statusCode: 401 });
    expect(JSON.parse(findings.body)).toMatchObject({ code: 'no-token' });
  });

  it('mails a link before it answers, for it stands still after that', async () => {
    const folder = portfolioFolder();
    const handler = apiHandler({ ...systemEffects, env: { QUARTERDECK_FOLDER: folder } }, () => undefined, 0);
    const wish = event('POST', '/api/auth/link', { 'content-type': 'application/json' }, { email: 'ann@example.com' });
    expect(await handler(wish)).toMatchObject({ statusCode: 202 });
    expect(readdirSync(join(folder, 'outbox'))).toHaveLength(1);
  });

  it('has sent what it was asked for before it stands still, also where nobody waits for the answer', async () => {
    const folder = portfolioFolder();
    const handler = apiHandler({ ...systemEffects, env: { QUARTERDECK_FOLDER: folder } }, () => undefined);
    const headers = { authorization: `Bearer ${await tokenOfAnn(folder)}`, prefer: 'respond-async' };
    const answer = await handler(event('POST', '/api/reports/cfo', headers));
    expect(answer).toMatchObject({ statusCode: 202 });
    expect(readdirSync(join(folder, 'outbox')).filter((file) => file.endsWith('.eml'))).toHaveLength(2);
    const { status } = JSON.parse(answer.body) as { status: string };
    const events = await handler(event('GET', `${status}/events`, headers));
    expect(Buffer.from(events.body, events.isBase64Encoded ? 'base64' : 'utf8').toString()).toContain('"state":"done"');
  });

  it('goes on with a send that another execution left half done, when somebody looks after it', async () => {
    const folder = portfolioFolder();
    const effects = { ...systemEffects, env: { QUARTERDECK_FOLDER: folder } };
    const gone = await openBridge({ from: folder, effects });
    const { send } = await gone.sends.begin({ type: 'cfo', by: 'user:ann' });
    await gone.close();
    const handler = apiHandler(effects, () => undefined);
    const headers = { authorization: `Bearer ${await tokenOfAnn(folder)}` };
    const look = async (): Promise<unknown> =>
      JSON.parse((await handler(event('GET', `/api/sends/${send.id}`, headers))).body);
    await look();
    expect(await look()).toMatchObject({ state: 'done', says: '2 messages sent' });
  });

  it('refuses what is no request, so that no timer takes the answer for a success', async () => {
    const handler = apiHandler({ ...systemEffects, env: { QUARTERDECK_FOLDER: portfolioFolder() } }, () => undefined);
    const tick = { source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} };
    await expect(handler(tick as never)).rejects.toThrow('payload format 2.0');
  });

  it('that finds no portfolio says so, and looks again at the next request', async () => {
    const env: Record<string, string> = { QUARTERDECK_FOLDER: '/nowhere' };
    const handler = apiHandler({ ...systemEffects, env }, () => undefined);
    await expect(handler(event('GET', '/health'))).rejects.toThrow('there is no folder');
    env['QUARTERDECK_FOLDER'] = portfolioFolder();
    expect(await handler(event('GET', '/health'))).toMatchObject({ statusCode: 200 });
  });
});
