import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createClient, withParams } from '../../web/src/api/client.ts';
import { browser, json, problem, serverOf, sessionIn, signedIn, TRACE, type Answering } from './_browser.ts';

const answer = z.strictObject({ value: z.int() });

/** A client whose tokens are token-1, token-2, …: `api` answers everything but the refresh. */
function clientOf(api: Answering, options: { readonly ended?: boolean; readonly patience?: number } = {}) {
  let turn = 0;
  const { fetch, seen } = serverOf((asked) => {
    if (asked.path !== '/api/auth/refresh') return api(asked);
    turn += 1;
    return options.ended === true && turn > 1 ? problem(401, 'session-ended') : signedIn(`token-${turn}`);
  });
  const session = sessionIn(browser(), fetch);
  const { patience } = options;
  const client = createClient({ fetch, session, ...(patience === undefined ? {} : { patience }) });
  return { client, session, seen };
}

describe('an answer', () => {
  it('is what the contract says, and is asked for with the token', async () => {
    const { client, seen } = clientOf(() => json({ value: 7 }));
    expect(await client.get('/api/things', answer, { params: { limit: 10, cursor: undefined } })).toEqual({ value: 7 });
    expect(seen.map(({ path, bearer }) => [path, bearer])).toEqual([
      ['/api/auth/refresh', undefined],
      ['/api/things?limit=10', 'token-1'],
    ]);
  });

  it('to a body is asked for by POST, with the headers given', async () => {
    const { client, seen } = clientOf(() => json({ value: 1 }));
    await client.post('/api/things', answer, { body: { a: 1 }, headers: { 'idempotency-key': 'k' } });
    expect(seen.at(-1)).toMatchObject({ method: 'POST', body: { a: 1 } });
    expect(seen.at(-1)?.headers.get('idempotency-key')).toBe('k');
  });

  it('to what is shown as done already goes out though the page is left', async () => {
    const { client, seen } = clientOf(() => json({ value: 1 }));
    await client.post('/api/things', answer, { keepalive: true });
    await client.post('/api/things', answer);
    expect(seen.slice(1).map(({ keepalive }) => keepalive)).toEqual([true, false]);
  });

  it.each([
    ['another shape', () => json({ value: 'seven' }), 'value: '],
    ['a field more', () => json({ value: 7, secret: 1 }), 'secret'],
    ['no JSON', () => new Response('<!doctype html>'), 'it is no JSON'],
  ])('of %s is said to be off the contract', async (_what, respond, says) => {
    const { client } = clientOf(respond);
    const error = await client.get('/api/things', answer).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'not-the-contract' });
    expect(String(error)).toContain(says);
  });
});

describe('a token that is too old', () => {
  it('is refreshed once, and the request made again', async () => {
    const { client, seen } = clientOf(({ bearer }) =>
      bearer === 'token-1' ? problem(401, 'token-expired') : json({ value: 2 }),
    );
    expect(await client.get('/api/things', answer)).toEqual({ value: 2 });
    expect(seen.map(({ path, bearer }) => `${path} ${bearer ?? ''}`)).toEqual([
      '/api/auth/refresh ',
      '/api/things token-1',
      '/api/auth/refresh ',
      '/api/things token-2',
    ]);
  });

  it('is refreshed once for all requests that it was refused to', async () => {
    const { client, seen } = clientOf(({ bearer }) =>
      bearer === 'token-1' ? problem(401, 'token-expired') : json({ value: 2 }),
    );
    await Promise.all([1, 2, 3, 4].map(() => client.get('/api/things', answer)));
    expect(seen.filter(({ path }) => path === '/api/auth/refresh')).toHaveLength(2);
  });

  it('ends the session when the refresh is refused', async () => {
    const { client, session } = clientOf(() => problem(401, 'token-expired'), { ended: true });
    await expect(client.get('/api/things', answer)).rejects.toMatchObject({ code: 'session-ended', status: 401 });
    expect(session.state).toEqual({ kind: 'out', why: 'ended' });
  });

  it('is not refreshed again and again', async () => {
    const { client, session, seen } = clientOf(() => problem(401, 'token-expired'));
    await expect(client.get('/api/things', answer)).rejects.toMatchObject({ code: 'token-expired' });
    expect(seen).toHaveLength(4);
    expect(session.state).toEqual({ kind: 'out', why: 'ended' });
  });

  it('a new one may be refused for another reason', async () => {
    const { client, session } = clientOf(({ bearer }) =>
      bearer === 'token-1' ? problem(401, 'token-expired') : problem(403, 'admins-only'),
    );
    await expect(client.get('/api/things', answer)).rejects.toMatchObject({ code: 'admins-only' });
    expect(session.state.kind).toBe('in');
  });
});

describe('a refusal', () => {
  it.each(['bad-token', 'session-ended', 'token-reused', 'no-user'])('%s ends the session', async (code) => {
    const { client, session, seen } = clientOf(() => problem(401, code));
    await expect(client.get('/api/things', answer)).rejects.toMatchObject({ code });
    expect(session.state).toEqual({ kind: 'out', why: 'ended' });
    expect(seen).toHaveLength(2);
  });

  it('has the server’s words, code and trace id, and what of the portfolio is wrong', async () => {
    const mistake = { code: 'm', file: 'portfolio.yaml', line: 3, column: 1, severity: 'error', message: 'no such' };
    const { client, session } = clientOf(() =>
      problem(422, 'portfolio-invalid', { errors: [{ at: 'json.list', message: 'too long' }], mistakes: [mistake] }),
    );
    await expect(client.get('/api/things', answer)).rejects.toMatchObject({
      status: 422,
      code: 'portfolio-invalid',
      detail: 'it is portfolio-invalid',
      trace: TRACE,
      errors: [{ at: 'json.list', message: 'too long' }],
      mistakes: [mistake],
    });
    expect(session.state.kind).toBe('in');
  });

  it('of whatever stands between has words, too', async () => {
    const { client } = clientOf(() => new Response('<h1>Bad gateway</h1>', { status: 502 }));
    await expect(client.get('/api/things', answer)).rejects.toMatchObject({
      status: 502,
      code: 'no-problem-details',
      detail: expect.stringContaining('502') as string,
    });
  });

  it.each([
    ['30', 30],
    ['0.2', 1],
    ['soon', undefined],
    ['-3', undefined],
  ])('with Retry-After: %s', async (header, retryAfter) => {
    const { client } = clientOf(() => problem(429, 'too-many', {}, { 'retry-after': header }));
    const error = await client.get('/api/things', answer).catch((thrown: unknown) => thrown);
    expect((error as { retryAfter?: number }).retryAfter).toBe(retryAfter);
  });
});

describe('no answer', () => {
  it('is “offline” when the server cannot be reached', async () => {
    const { client, session } = clientOf(() => {
      throw new TypeError('Failed to fetch');
    });
    await expect(client.get('/api/things', answer)).rejects.toMatchObject({ code: 'offline', status: 0 });
    expect(session.state.kind).toBe('in');
  });

  it('is “timeout” when it takes too long', async () => {
    const { fetch } = serverOf(() => signedIn('token-1'));
    const session = sessionIn(browser(), fetch);
    await session.start();
    const client = createClient({
      session,
      patience: 5,
      fetch: (_path, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error));
        }),
    });
    await expect(client.get('/api/things', answer)).rejects.toMatchObject({ code: 'timeout', status: 0 });
  });

  it('is no problem to whoever did not want it any more', async () => {
    const { client, session } = clientOf(() => json({ value: 1 }));
    await session.start();
    const gone = AbortSignal.abort();
    await expect(client.get('/api/things', answer, { signal: gone })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it.each([
  [{}, '/api/x'],
  [{ a: 'b c&d', n: 1, yes: true, none: undefined }, '/api/x?a=b+c%26d&n=1&yes=true'],
])('a query of %j', (params, path) => {
  expect(withParams('/api/x', params)).toBe(path);
});
