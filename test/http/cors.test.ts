import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANN, house, type House } from './_house.ts';

const PARTNER = 'https://partner.example.com';

let at: House;
let close: () => Promise<void>;
beforeAll(async () => {
  at = await house({ more: `  origins: [${PARTNER}]\n`, closing: (closes) => (close = closes) });
});
afterAll(() => close());

const from = (origin: string, more: Record<string, string> = {}) => ({ headers: { origin, ...more } });
const preflight = (origin: string, path = '/api/findings') =>
  at.ask(
    'OPTIONS',
    path,
    from(origin, { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' }),
  );

describe('a page of another site', () => {
  it('that the portfolio names may ask what it may ask, and reads the answer', async () => {
    const before = await preflight(PARTNER);
    expect(before.status).toBe(204);
    expect(Object.fromEntries(before.headers)).toMatchObject({
      'access-control-allow-origin': PARTNER,
      'access-control-allow-methods': 'GET, HEAD, OPTIONS, POST',
      'access-control-allow-headers': 'authorization, content-type, idempotency-key, last-event-id, prefer',
      'access-control-max-age': '600',
      vary: 'origin',
    });
    const answer = await at.ask('GET', '/api/coverage', { as: ANN, ...from(PARTNER) });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe(PARTNER);
    expect(answer.headers.get('access-control-expose-headers')).toContain('x-trace-id');
  });

  it('reads problems, too', async () => {
    const answer = await at.ask('GET', '/api/coverage', from(PARTNER));
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, PARTNER]);
  });

  it.each([
    'https://evil.example',
    'https://partner.example.com.evil.example',
    'https://evil-partner.example.com',
    'https://partner.example.com:444',
    'http://partner.example.com',
    'https://PARTNER.example.com',
    'https://partner.example.com/',
    'null',
    '*',
    '',
  ])('of the origin "%s" is told nothing', async (origin) => {
    const before = await preflight(origin);
    expect(before.status).toBe(403);
    expect(await before.json()).toMatchObject({ code: 'origin-not-listed' });
    const answer = await at.ask('GET', '/api/coverage', { as: ANN, ...from(origin) });
    for (const one of [before, answer])
      expect([...one.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(answer.headers.get('vary')).toMatch(/(?:^|, )origin$/);
  });

  it('never uses the cookies of whoever signed in here', async () => {
    for (const path of ['/api/findings', '/api/auth/refresh', '/api/auth/link'])
      for (const answer of [await preflight(PARTNER, path), await at.ask('POST', path, from(PARTNER))])
        expect(answer.headers.has('access-control-allow-credentials')).toBe(false);
  });

  it('asks in vain before a request to nowhere', async () => {
    expect((await preflight(PARTNER, '/api/nothing')).status).toBe(404);
  });
});

it('without origins in the portfolio nobody else’s page may ask', async () => {
  const alone = await house();
  const answer = await alone.ask('OPTIONS', '/api/findings', from(PARTNER, { 'access-control-request-method': 'GET' }));
  expect([answer.status, answer.headers.has('access-control-allow-origin')]).toEqual([403, false]);
  expect((await alone.ask('GET', '/health', from(PARTNER))).headers.has('access-control-allow-origin')).toBe(false);
});
