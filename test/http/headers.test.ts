import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANN, house, portfolioFolder, type House } from './_house.ts';

/** The portfolio of the house, with a dashboard that people reach there. */
function folderAt(url: string): string {
  const folder = portfolioFolder();
  const file = join(folder, 'portfolio.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('http://127.0.0.1:8787', url));
  return folder;
}

let at: House;
let close: () => Promise<void>;
beforeAll(async () => {
  at = await house({ closing: (closes) => (close = closes) });
  at.api.get('/api/test/page', (context) =>
    context.html('<p>x</p>', 200, { 'content-security-policy': "default-src 'self'", 'cache-control': 'private' }),
  );
});
afterAll(() => close());

describe('every answer', () => {
  it.each([
    ['GET', '/health', 200],
    ['GET', '/api/findings', 401],
    ['GET', '/api/nothing', 404],
    ['DELETE', '/api/findings', 405],
    ['GET', '/', 404],
    ['GET', '/unsubscribe', 400],
  ])('to %s %s is kept by nobody, framed by nobody and sniffed by nobody', async (method, path, status) => {
    const { headers, ...answer } = await at
      .ask(method, path)
      .then((one) => ({ headers: one.headers, code: one.status }));
    expect(answer.code).toBe(status);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
    });
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.has('x-powered-by')).toBe(false);
    expect(headers.has('server')).toBe(false);
  });

  it('has a trace id of its own, whatever id was sent along, and says it in a problem', async () => {
    const mine = 'a'.repeat(32);
    const answer = await at.ask('GET', '/api/nothing', {
      headers: { 'x-trace-id': mine, traceparent: `00-${mine}-${mine.slice(16)}-01` },
    });
    const trace = answer.headers.get('x-trace-id');
    expect(trace).toMatch(/^[0-9a-f]{32}$/);
    expect(trace).not.toBe(mine);
    expect(await answer.json()).toMatchObject({ trace, status: 404, code: 'no-such-route', type: 'about:blank' });
    expect((await at.ask('GET', '/api/nothing')).headers.get('x-trace-id')).not.toBe(trace);
  });

  it('that a route gave headers of its own keeps them', async () => {
    const { headers } = await at.ask('GET', '/api/test/page');
    expect(headers.get('content-security-policy')).toBe("default-src 'self'");
    expect(headers.get('cache-control')).toBe('private');
    expect(headers.has('x-frame-options')).toBe(false);
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
  });

  it('names TLS only where the dashboard is reached by TLS', async () => {
    expect((await at.ask('GET', '/health')).headers.has('strict-transport-security')).toBe(false);
    const tls = await house({ folder: folderAt('https://reports.example.com') });
    expect((await tls.ask('GET', '/health')).headers.get('strict-transport-security')).toBe('max-age=31536000');
  });
});

describe('methods', () => {
  it('that an address does not take are answered with those that it does', async () => {
    const answer = await at.ask('PUT', '/api/findings');
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST');
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ code: 'no-such-method', status: 405 });
  });

  it('of an address with a name in it, too', async () => {
    const answer = await at.ask('DELETE', '/api/figures/group.runway.months');
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  it.each(['TRACE', 'PROPFIND', 'get'])('(%s) nobody has heard of are none', async (method) => {
    // `Request` takes no TRACE: as the network would bring it.
    const request = new Request('http://localhost/api/findings');
    Object.defineProperty(request, 'method', { value: method });
    expect((await at.api.request(request)).status).toBe(405);
  });

  it('OPTIONS tells what an address takes, to anybody', async () => {
    const answer = await at.ask('OPTIONS', '/api/findings');
    expect([answer.status, answer.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST']);
    expect((await at.ask('OPTIONS', '/api/nothing')).status).toBe(404);
  });

  it('HEAD is GET without a body', async () => {
    const [get, head] = [await at.ask('GET', '/health'), await at.ask('HEAD', '/health')];
    expect([head.status, await head.text()]).toEqual([get.status, '']);
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    expect((await at.ask('HEAD', '/api/findings')).status).toBe(401);
    expect((await at.ask('HEAD', '/api/coverage', { as: ANN })).status).toBe(200);
  });

  it('HEAD does not leave a stream running that nobody reads', async () => {
    const other = await house();
    let ended = false;
    other.api.get('/api/test/stream', (context) =>
      context.body(new ReadableStream({ cancel: () => void (ended = true) }), 200),
    );
    await other.ask('HEAD', '/api/test/stream');
    expect(ended).toBe(true);
  });
});

describe('a request by another name', () => {
  it('is not answered: a page of another site may have led its own name here', async () => {
    const named = await house({ door: { hosts: ['127.0.0.1:8787', 'localhost:8787'] } });
    const by = (host: string, path = '/api/findings', headers = {}) =>
      named.api.request(`http://${host}${path}`, { headers });
    expect((await by('127.0.0.1:8787')).status).toBe(401);
    expect((await by('LOCALHOST:8787')).status).toBe(401);
    for (const host of [
      'evil.example:8787',
      '127.0.0.1',
      '127.0.0.1:8788',
      '127.0.0.1.evil.example:8787',
      '[::1]:8787',
    ]) {
      const answer = await by(host);
      expect([host, answer.status]).toEqual([host, 421]);
      expect(await answer.json()).toMatchObject({ code: 'wrong-host' });
    }
    // Whoever watches the server knows no name.
    expect((await by('10.0.0.7:8787', '/health')).status).toBe(200);
  });

  it('that is its own goes to the one that links have, when it is for a page', async () => {
    const named = await house({ door: { hosts: ['127.0.0.1:8787', 'localhost:8787'] } });
    const accept = { accept: 'text/html' };
    const answer = await named.api.request('http://localhost:8787//evil.example/?a=1', { headers: accept });
    expect(answer.status).toBe(307);
    expect(answer.headers.get('location')).toBe('http://127.0.0.1:8787//evil.example/?a=1');
    expect((await named.api.request('http://127.0.0.1:8787/', { headers: accept })).status).toBe(404);
  });
});

describe('a long answer', () => {
  const gzip = { 'accept-encoding': 'gzip, br' };

  it('is gzipped for whoever takes that', async () => {
    const plain = await at.ask('GET', '/api/coverage', { as: ANN });
    const packed = await at.ask('GET', '/api/coverage', { as: ANN, headers: gzip });
    expect([plain, packed].map(({ headers }) => headers.get('content-encoding'))).toEqual([null, 'gzip']);
    expect([plain, packed].every(({ headers }) => headers.get('vary')?.includes('Accept-Encoding'))).toBe(true);
    const body = packed.body?.pipeThrough(new DecompressionStream('gzip'));
    expect(await new Response(body).json()).toEqual(await plain.json());
  });

  it.each([
    ['what is no list', '/api/session', ANN],
    ['a refusal', '/api/coverage', undefined],
  ])('is not, where it is %s', async (_what, path, as) => {
    const { headers } = await at.ask('GET', path, { ...(as ? { as } : {}), headers: gzip });
    expect(headers.get('content-encoding')).toBeNull();
  });
});
