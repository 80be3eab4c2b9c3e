import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANN, BEN, house, type House } from './_house.ts';

const KB = 1024;

/** A body without a length, in pieces: as `Transfer-Encoding: chunked` brings it. */
function pieces(count: number): RequestInit {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (sent === count) controller.close();
      else controller.enqueue(new Uint8Array(KB).fill(0x20));
      sent += 1;
    },
  });
  return { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } };
}

describe('a body', () => {
  let ask: House['ask'];
  let api: House['api'];
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ ask, api } = await house({ closing: (closes) => (close = closes) }));
  });
  afterAll(() => close());

  it('of more than 64 KB is refused, before anybody asks who sends it', async () => {
    const answer = await ask('POST', '/api/findings', { body: ' '.repeat(64 * KB + 1) });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ code: 'body-too-large', detail: 'the body has more than 64 KB' });
    expect((await ask('POST', '/api/findings', { body: ' '.repeat(64 * KB) })).status).toBe(401);
  });

  it('is measured by what comes, not by what its head says', async () => {
    expect((await api.request('/api/findings', pieces(65))).status).toBe(413);
    expect((await api.request('/api/findings', pieces(64))).status).toBe(401);
    const endless = await api.request('/api/findings', pieces(Number.POSITIVE_INFINITY));
    expect(endless.status).toBe(413);
  });

  it('that says how large it is is refused unread', async () => {
    const answer = await api.request('/api/findings', {
      method: 'POST',
      body: '{}',
      headers: { 'content-length': '70000' },
    });
    expect(answer.status).toBe(413);
  });

  it.each([
    ['text/plain', '{}'],
    ['application/x-www-form-urlencoded', 'action=acknowledge'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['application/xml', '<a/>'],
  ])('of the type %s is none that the contract knows', async (type, body) => {
    const answer = await ask('POST', '/api/findings', { as: ANN, body, headers: { 'content-type': type } });
    expect(answer.status).toBe(415);
    expect(await answer.json()).toMatchObject({ code: 'not-json' });
  });

  it('that is no JSON is a mistake of whoever sent it', async () => {
    for (const body of ['{', '{"a":1,}', 'undefined', '\u0000']) {
      const answer = await ask('POST', '/api/findings', { as: ANN, body });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'bad-json', detail: 'the body is no JSON' });
    }
  });

  it('that is not what the contract says is told where', async () => {
    const answer = await ask('POST', '/api/findings', { as: ANN, body: { action: 'burn', evil: true } });
    expect(answer.status).toBe(400);
    const { code, errors } = (await answer.json()) as { code: string; errors: { at: string }[] };
    expect(code).toBe('bad-request');
    expect(errors.map(({ at }) => at)).toContain('json.action');
  });
});

describe('requests', () => {
  it('of one client are counted by the minute, and it is told how many are left', async () => {
    let client = '203.0.113.7';
    const { ask } = await house({ door: { limits: { requests: 3 }, clientOf: () => client } });
    const first = await ask('GET', '/api/findings');
    expect(first.headers.get('ratelimit-policy')).toBe('"client";q=3;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"client";r=2;t=\d+$/);
    await ask('GET', '/api/nothing');
    await ask('GET', '/health');
    const fourth = await ask('GET', '/api/findings');
    expect(fourth.status).toBe(429);
    expect(await fourth.json()).toMatchObject({ code: 'too-many-requests', status: 429 });
    expect(Number(fourth.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(fourth.headers.get('ratelimit')).toMatch(/^"client";r=0;t=\d+$/);
    client = '203.0.113.8';
    expect((await ask('GET', '/api/findings')).status).toBe(401);
  });

  it('of one session are counted wherever they come from', async () => {
    let client = 0;
    const { ask } = await house({ door: { limits: { requests: 2 }, clientOf: () => String((client += 1)) } });
    const coverage = (as: typeof ANN | typeof BEN) => ask('GET', '/api/lists', { as });
    expect((await coverage(ANN)).headers.get('ratelimit')).toMatch(/^"session";r=1/);
    expect((await coverage(ANN)).status).toBe(200);
    expect((await coverage(ANN)).status).toBe(429);
    expect((await coverage(BEN)).status).toBe(200);
  });

  it('for a send are counted by the hour for each person, and only once it is known who asks', async () => {
    const { ask } = await house({ door: { limits: { requests: 100, sends: 1 } } });
    const send = (as?: typeof ANN | typeof BEN) => ask('POST', '/api/reports/send?type=nothing', as ? { as } : {});
    for (const as of [undefined, BEN, undefined, BEN]) expect((await send(as)).status).toBe(as ? 403 : 401);
    const first = await send(ANN);
    expect(first.status).toBe(404);
    expect(first.headers.get('ratelimit-policy')).toBe('"sends";q=1;w=3600');
    const second = await send(ANN);
    expect(second.status).toBe(429);
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(3000);
    expect((await ask('GET', '/api/lists', { as: ANN })).status).toBe(200);
  });
});

describe('an answer', () => {
  it('that does not begin in time is given up', async () => {
    const { api, ask } = await house({ door: { limits: { patience: 20 } } });
    api.get('/api/test/slow', () => new Promise<Response>(() => undefined));
    const answer = await ask('GET', '/api/test/slow');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'too-slow' });
    expect(answer.headers.get('retry-after')).toBe('10');
  });

  it('that has begun as a stream may take as long as it likes', async () => {
    const { api, ask } = await house({ door: { limits: { patience: 20 } } });
    api.get('/api/test/stream', (context) => {
      const body = new ReadableStream({
        start: (controller) =>
          void setTimeout(() => (controller.enqueue(new TextEncoder().encode('end')), controller.close()), 60),
      });
      return context.body(body);
    });
    const answer = await ask('GET', '/api/test/stream');
    expect([answer.status, await answer.text()]).toEqual([200, 'end']);
  });
});
