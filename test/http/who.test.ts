import { afterAll, beforeAll, expect, it } from 'vitest';
import { documentOf, type Operation } from './_document.ts';
import { ANN, BEN, house, type House } from './_house.ts';
import { mintOf, type Mint } from './_tokens.ts';

/* Every route of the document × everyone who may come. A route that is added later is asked, too. */

let home: House;
let mint: Mint;
let operations: readonly Operation[];
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  home = await house({ closing: (close) => closers.push(close) });
  mint = mintOf(home);
  ({ operations } = await documentOf(home.ask));
});
afterAll(() => Promise.all(closers.map((close) => close())));

type Verdict = 'in' | 'nobody' | 'not allowed';

/** Who comes, with which token, and what a route for readers and one for admins make of it. */
const COMERS: Readonly<Record<string, { token: () => Promise<string | undefined>; reader: Verdict; admin: Verdict }>> =
  {
    'no token': { token: async () => undefined, reader: 'nobody', admin: 'nobody' },
    'a malformed token': { token: async () => 'not-a-token', reader: 'nobody', admin: 'nobody' },
    'three parts of nothing': { token: async () => 'e30.e30.e30', reader: 'nobody', admin: 'nobody' },
    'an expired token': { token: () => mint.good(ANN, { claims: past() }), reader: 'nobody', admin: 'nobody' },
    'a token for another audience': {
      token: () => mint.good(ANN, { claims: { aud: 'https://elsewhere.example.com' } }),
      reader: 'nobody',
      admin: 'nobody',
    },
    'a token of another issuer': {
      token: () => mint.good(ANN, { claims: { iss: 'https://elsewhere.example.com' } }),
      reader: 'nobody',
      admin: 'nobody',
    },
    'a token by another key': { token: () => mint.otherKey(ANN), reader: 'nobody', admin: 'nobody' },
    'a token that nobody signed': { token: () => mint.unsigned(ANN), reader: 'nobody', admin: 'nobody' },
    'the public key as a secret': { token: () => mint.publicKeyAsSecret(ANN), reader: 'nobody', admin: 'nobody' },
    'someone who signed out': { token: () => mint.signedOut(ANN), reader: 'nobody', admin: 'nobody' },
    'a reader who says admin': {
      token: () => mint.good(BEN, { claims: { role: 'admin' } }),
      reader: 'in',
      admin: 'not allowed',
    },
    'a reader': { token: () => mint.good(BEN), reader: 'in', admin: 'not allowed' },
    'an admin': { token: () => mint.good(ANN), reader: 'in', admin: 'in' },
  };

function past() {
  const now = Math.floor(home.clock.now / 1000);
  return { iat: now - 7200, nbf: now - 7200, exp: now - 3600 };
}

/** A request whose body no route takes, so that nothing is done for whoever is let in. */
async function ask({ method, path }: Operation, token: string | undefined): Promise<Response> {
  const somewhere = path.replaceAll(/\{[^}]+\}/g, 'nothing-of-this-name');
  const body = method === 'GET' ? {} : { body: { 'no-such-field': true } };
  const answer = await home.ask(method, somewhere, { ...body, ...(token === undefined ? {} : { as: token }) });
  await answer.body?.cancel();
  return answer;
}

function verdict({ status, headers }: Response): Verdict {
  if (status === 401) {
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
    return 'nobody';
  }
  return status === 403 ? 'not allowed' : 'in';
}

it('has routes for anyone, for readers and for admins', () => {
  expect(new Set(operations.map((operation) => operation['x-who']))).toEqual(new Set(['anyone', 'reader', 'admin']));
});

it.each(Object.entries(COMERS))('%s', async (_name, { token, ...expected }) => {
  const asked = operations.filter((operation) => operation['x-who'] !== 'anyone');
  const said: Record<string, Verdict> = {};
  for (const operation of asked) said[operation.operationId] = verdict(await ask(operation, await token()));
  expect(said).toEqual(
    Object.fromEntries(
      asked.map(({ operationId, 'x-who': who }) => [operationId, who === 'admin' ? expected.admin : expected.reader]),
    ),
  );
});

it('asks nobody for a token where anyone may come', async () => {
  for (const operation of operations.filter(({ 'x-who': who }) => who === 'anyone')) {
    const { operationId, security } = operation;
    const { status } = await ask(operation, undefined);
    const { status: withToken } = await ask(operation, 'e30.e30.e30');
    expect({ operationId, status: withToken, security }).toEqual({ operationId, status, security: [] });
  }
});

it.each(['Bearer', 'bearer', 'BEARER'])('takes a token as %s', async (scheme) => {
  const token = await mint.good(BEN);
  const { status } = await home.ask('GET', '/api/session', { headers: { authorization: `${scheme} ${token}` } });
  expect(status).toBe(200);
  const other = await home.ask('GET', '/api/session', { headers: { authorization: `Basic ${token}` } });
  expect(other.status).toBe(401);
});

it('serves no route that the document does not have', () => {
  const known = new Set(operations.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`));
  const served = home.api.routes
    .filter(({ method, path }) => method !== 'ALL' && path !== '/api/openapi.json')
    .map(({ method, path }) => `${method} ${path.replaceAll(/\{[^}]*\}/g, '')}`);
  expect(served.filter((one) => !known.has(one))).toEqual([]);
});
