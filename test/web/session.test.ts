import { describe, expect, it } from 'vitest';
import { ANN, BEN, browser, json, problem, serverOf, sessionIn, signedIn } from './_browser.ts';

/** Whatever waits for nothing but its turn has had it. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A server that says how many refreshes it worked on at once. */
function server() {
  let turn = 0;
  let busy = 0;
  const state: { user: typeof ANN | typeof BEN; ended: boolean } = { user: ANN, ended: false };
  const together: number[] = [];
  return Object.assign(
    state,
    { together },
    serverOf(async ({ path }) => {
      if (path === '/api/auth/sign-out') return new Response(null, { status: 204 });
      if (path === '/api/auth/link') return json({ expiresIn: 900 }, 202);
      busy += 1;
      together.push(busy);
      await Promise.resolve();
      busy -= 1;
      if (state.ended) return problem(401, 'session-ended');
      turn += 1;
      return signedIn(`token-${turn}`, state.user);
    }),
  );
}

describe('at the start', () => {
  it('is signed in when the refresh cookie is good', async () => {
    const { fetch, seen } = server();
    const session = sessionIn(browser(), fetch);
    expect(session.state).toEqual({ kind: 'unknown' });
    await session.start();
    expect(session.state).toEqual({ kind: 'in', user: ANN });
    expect(session.token).toBe('token-1');
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /api/auth/refresh']);
  });

  it('asks nobody in a browser in which nobody was signed in', async () => {
    const { fetch, seen } = server();
    const session = sessionIn(browser(false), fetch);
    await session.start();
    expect(session.state).toEqual({ kind: 'out' });
    expect(seen).toEqual([]);
  });

  it('is signed out when the session has ended meanwhile, and remembers it', async () => {
    const home = server();
    home.ended = true;
    const here = browser();
    const session = sessionIn(here, home.fetch);
    await session.start();
    expect(session.state).toEqual({ kind: 'out' });
    expect(here.had).toBe(false);
  });

  it('does not know while the server cannot be reached', async () => {
    const session = sessionIn(browser(), () => Promise.reject(new TypeError('Failed to fetch')));
    await session.start();
    expect(session.state).toMatchObject({ kind: 'unknown', problem: { code: 'offline' } });
  });

  it('does not know while the server is busy', async () => {
    const { fetch } = serverOf(() => problem(503, 'records-busy'));
    const session = sessionIn(browser(), fetch);
    await session.start();
    expect(session.state).toMatchObject({ kind: 'unknown', problem: { code: 'records-busy' } });
  });

  it.each([
    ['a page of a network that wants a sign-in of its own', () => new Response('<html>Welcome to our Wi-Fi')],
    ['an answer of another make', () => json({ hello: 'there' })],
  ])('says so when what answers is not the server: %s', async (_, answer) => {
    const { fetch } = serverOf(answer);
    const session = sessionIn(browser(), fetch);
    await session.start();
    expect(session.state).toMatchObject({ kind: 'unknown', problem: { code: 'not-the-contract' } });
    await expect(session.askLink('ann@example.com')).rejects.toMatchObject({ code: 'not-the-contract' });
    await expect(session.open('x')).rejects.toMatchObject({ code: 'not-the-contract' });
  });

  it('does not wait for ever: the other tabs wait for it', async () => {
    const { fetch } = serverOf(() => {
      throw new DOMException('too long', 'TimeoutError');
    });
    const session = sessionIn(browser(), fetch);
    await session.start();
    expect(session.state).toMatchObject({ kind: 'unknown', problem: { code: 'timeout' } });
  });
});

describe('a refresh', () => {
  it('is asked for once by all who need it', async () => {
    const { fetch, seen } = server();
    const session = sessionIn(browser(), fetch);
    const tokens = await Promise.all([session.refresh(undefined), session.refresh(undefined), session.refresh('old')]);
    expect(tokens).toEqual(['token-1', 'token-1', 'token-1']);
    expect(seen).toHaveLength(1);
  });

  it('gives the token that is there to whoever was refused with an older one', async () => {
    const { fetch, seen } = server();
    const session = sessionIn(browser(), fetch);
    await session.start();
    expect(await session.refresh('token-0')).toBe('token-1');
    expect(await session.refresh('token-1')).toBe('token-2');
    expect(seen).toHaveLength(2);
  });

  it('is one tab’s turn at a time', async () => {
    const home = server();
    const here = browser();
    const tabs = Array.from({ length: 4 }, () => sessionIn(here, home.fetch));
    await Promise.all(tabs.map((tab) => tab.start()));
    expect(tabs.map(({ token }) => token)).toEqual(['token-1', 'token-2', 'token-3', 'token-4']);
    expect(home.together).toEqual([1, 1, 1, 1]);
  });

  it('that finds the session ended says so', async () => {
    const home = server();
    const session = sessionIn(browser(), home.fetch);
    await session.start();
    home.ended = true;
    expect(await session.refresh('token-1')).toBeUndefined();
    expect(session.state).toEqual({ kind: 'out', why: 'ended' });
    expect(session.token).toBeUndefined();
  });

  it('that comes back after a sign-out brings nobody back', async () => {
    let answer: (response: Response) => void = () => undefined;
    const { fetch } = serverOf(({ path }) =>
      path === '/api/auth/refresh' ? new Promise((resolve) => (answer = resolve)) : new Response(null, { status: 204 }),
    );
    const session = sessionIn(browser(), fetch);
    const started = session.start();
    await settled();
    await session.signOut();
    answer(signedIn('late'));
    await started;
    expect(session.state).toEqual({ kind: 'out', why: 'signed-out' });
    expect(session.token).toBeUndefined();
  });
});

describe('a link', () => {
  it('signs in, and the other tabs with it', async () => {
    const { fetch, seen } = server();
    const here = browser(false);
    const asking = sessionIn(here, fetch);
    await asking.start();
    const opening = sessionIn(here, fetch);
    await opening.open('L'.repeat(43));
    expect(opening.state).toEqual({ kind: 'in', user: ANN });
    await settled();
    expect(asking.state).toEqual({ kind: 'in', user: ANN });
    expect(seen.map(({ path, body }) => [path, body])).toEqual([
      ['/api/auth/session', { token: 'L'.repeat(43) }],
      ['/api/auth/refresh', {}],
    ]);
  });

  it('of another user makes the other tabs that user’s', async () => {
    const home = server();
    const here = browser();
    const [one, two] = [sessionIn(here, home.fetch), sessionIn(here, home.fetch)];
    await one.start();
    home.user = BEN;
    await two.open('L'.repeat(43));
    await settled();
    expect(one.state).toEqual({ kind: 'in', user: BEN });
  });

  it('that is refused is a problem, and signs nobody out', async () => {
    const { fetch } = serverOf(({ path }) =>
      path === '/api/auth/session' ? problem(401, 'bad-link') : signedIn('token-1'),
    );
    const session = sessionIn(browser(), fetch);
    await session.start();
    await expect(session.open('L'.repeat(43))).rejects.toMatchObject({ code: 'bad-link', status: 401, trace: /./ });
    expect(session.state).toEqual({ kind: 'in', user: ANN });
  });

  it('is asked for with the address, and its time comes back', async () => {
    const { fetch, seen } = server();
    expect(await sessionIn(browser(), fetch).askLink('ann@example.com')).toEqual({ expiresIn: 900 });
    expect(seen.map(({ path, body }) => [path, body])).toEqual([['/api/auth/link', { email: 'ann@example.com' }]]);
  });

  it('that was asked for too often says when to ask again', async () => {
    const { fetch } = serverOf(() => problem(429, 'too-many-links', {}, { 'retry-after': '120' }));
    await expect(sessionIn(browser(), fetch).askLink('a@example.com')).rejects.toMatchObject({ retryAfter: 120 });
  });
});

describe('signing out', () => {
  it('signs out all tabs at once, and the server with the token', async () => {
    const { fetch, seen } = server();
    const here = browser();
    const [one, two] = [sessionIn(here, fetch), sessionIn(here, fetch)];
    await Promise.all([one.start(), two.start()]);
    await one.signOut();
    expect([one.state, two.state]).toEqual([
      { kind: 'out', why: 'signed-out' },
      { kind: 'out', why: 'signed-out' },
    ]);
    expect([one.token, two.token]).toEqual([undefined, undefined]);
    expect(seen.at(-1)).toMatchObject({ path: '/api/auth/sign-out', bearer: 'token-1' });
    expect(here.had).toBe(false);
  });

  it('holds here when the server cannot be reached', async () => {
    const { fetch } = serverOf(({ path }) => {
      if (path === '/api/auth/sign-out') throw new TypeError('Failed to fetch');
      return signedIn('token-1');
    });
    const session = sessionIn(browser(), fetch);
    await session.start();
    await session.signOut();
    expect(session.state.kind).toBe('out');
  });
});

it('tells whoever listens of each change, until they leave', async () => {
  const { fetch } = server();
  const session = sessionIn(browser(), fetch);
  const kinds: string[] = [];
  const leave = session.subscribe(() => kinds.push(session.state.kind));
  await session.start();
  leave();
  await session.signOut();
  expect(kinds).toEqual(['in']);
});
