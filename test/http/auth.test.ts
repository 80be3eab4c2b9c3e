import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bridgeState, jwkSet, linkAnswer, problem, sessionAnswer } from '../../src/http/contract/index.ts';
import { ANN, BEN, house, portfolioFolder, type House } from './_house.ts';

const MINUTE = 60_000;
/** What a browser says of a request of our own page. */
const OURS = { 'sec-fetch-site': 'same-origin', origin: 'http://127.0.0.1:8787' };

/** A browser: it keeps cookies as it is told, and says where its requests come from. */
function browserOf({ ask }: House) {
  const jar = new Map<string, string>();
  const post = async (path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await ask('POST', path, { body, headers: { ...OURS, ...(cookie ? { cookie } : {}), ...headers } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  return { jar, post };
}

const read = new Set<string>();

/** The link that came to the outbox since the last look. */
async function linkIn({ folder, bridge }: House): Promise<{ token: string; mail: string }> {
  await bridge.signIn.settled();
  const mails = readdirSync(join(folder, 'outbox')).map((file) => join(folder, 'outbox', file));
  const fresh = mails.filter((file) => !read.has(file));
  const [path = 'there is no new mail'] = fresh;
  for (const file of fresh) read.add(file);
  const mail = readFileSync(path, 'utf8');
  const [, token = ''] = /\/sign-in#([\w-]{43})/.exec(unfolded(mail)) ?? [];
  return { token, mail };
}

/** Quoted-printable without its soft line ends. */
const unfolded = (mail: string): string => mail.replaceAll('=\r\n', '').replaceAll('=3D', '=');

async function signedIn(home: House, email: string = ANN.email) {
  const browser = browserOf(home);
  await browser.post('/api/auth/link', { email });
  const { token } = await linkIn(home);
  const answer = await browser.post('/api/auth/session', { token });
  return { ...browser, answer, session: sessionAnswer.parse(await answer.json()) };
}

const codeOf = async (answer: Response): Promise<string> => problem.parse(await answer.json()).code;

it('signs in by the mail in the outbox, and says who to what', async () => {
  const home = await house();
  const { answer, session } = await signedIn(home);
  expect(answer.status).toBe(200);
  expect(session).toMatchObject({
    tokenType: 'Bearer',
    expiresIn: 900,
    user: { id: 'ann', name: 'Ann', role: 'admin' },
  });
  const state = await home.ask('GET', '/api/session', { as: session.accessToken });
  expect(bridgeState.parse(await state.json())).toEqual({
    user: { id: 'ann', name: 'Ann', role: 'admin' },
    portfolio: { name: 'Test Holdings', timeZone: 'America/Los_Angeles', currency: 'USD' },
    preview: true,
    transport: 'outbox',
    version: '0.0.0-test',
  });
  const reader = await home.ask('GET', '/api/session', { as: BEN });
  expect(bridgeState.parse(await reader.json())).toMatchObject({
    user: { name: 'ben', role: 'reader' },
    preview: false,
  });
});

it('the mail goes to the user alone: nobody has a copy, and nothing of it is on record', async () => {
  const home = await house();
  await browserOf(home).post('/api/auth/link', { email: 'ANN@example.com' });
  const { mail, token } = await linkIn(home);
  expect(mail).toContain('To: Ann <ann@example.com>');
  expect(mail).not.toContain('audit@example.com');
  expect(unfolded(mail)).toContain(`http://127.0.0.1:8787/sign-in#${token}`);
  const { records } = home.bridge.ledger;
  expect((await records.dispatches.list({ limit: 10 })).records).toEqual([]);
  expect(readFileSync(join(home.folder, 'records/records.sqlite')).includes(token)).toBe(false);
  expect(JSON.stringify(home.log)).not.toMatch(/ann|example\.com|sign-in#/);
});

it('a known address and an unknown one are answered alike (session sheet: no enumeration)', async () => {
  const home = await house();
  const [known, unknown] = [browserOf(home), browserOf(home)];
  const answers = [
    await known.post('/api/auth/link', { email: ANN.email }),
    await unknown.post('/api/auth/link', { email: 'eve@example.com' }),
  ];
  const shapes = await Promise.all(
    answers.map(async (answer) => ({
      status: answer.status,
      body: linkAnswer.parse(await answer.json()),
      headers: [...answer.headers]
        .filter(([name]) => name !== 'x-trace-id')
        .map(([name, value]) => [name, value.replaceAll(/=[\w-]{43};/g, '=…;').replaceAll(/r=\d+/g, 'r=…')]),
    })),
  );
  expect(shapes[0]).toMatchObject({ status: 202, body: { expiresIn: 900 } });
  expect(shapes[1]).toEqual(shapes[0]);
  await home.bridge.signIn.settled();
  expect(readdirSync(join(home.folder, 'outbox'))).toHaveLength(1);
});

it('too many links are refused with when to ask again, known or not', async () => {
  const home = await house();
  for (const email of [ANN.email, 'eve@example.com']) {
    const browser = browserOf(home);
    for (let asked = 0; asked < 5; asked += 1) await browser.post('/api/auth/link', { email });
    home.clock.now += MINUTE;
    const refused = await browser.post('/api/auth/link', { email });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3540']);
    expect(await codeOf(refused)).toBe('too-many-links');
  }
});

it('a link opens nothing a second time, in another browser, or too late', async () => {
  const home = await house();
  const [mine, other] = [browserOf(home), browserOf(home)];
  await mine.post('/api/auth/link', { email: ANN.email });
  await other.post('/api/auth/link', { email: 'eve@example.com' });
  const { token } = await linkIn(home);
  const stolen = await other.post('/api/auth/session', { token });
  expect([stolen.status, await codeOf(stolen), stolen.headers.getSetCookie()]).toEqual([401, 'bad-link', []]);
  expect((await mine.post('/api/auth/session', { token })).status).toBe(200);
  expect((await mine.post('/api/auth/session', { token })).status).toBe(401);
  await mine.post('/api/auth/link', { email: ANN.email });
  home.clock.now += 15 * MINUTE;
  const late = await mine.post('/api/auth/session', { token: (await linkIn(home)).token });
  expect(late.status).toBe(401);
});

it('of two that bring a link at once one is let in', async () => {
  const home = await house();
  const browser = browserOf(home);
  await browser.post('/api/auth/link', { email: ANN.email });
  const { token } = await linkIn(home);
  const both = await Promise.all([1, 2].map(() => browser.post('/api/auth/session', { token })));
  expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 401]));
});

it('on this machine without TLS its cookies go to the sign-in alone (session sheet: cookie attributes)', async () => {
  const home = await house();
  const browser = browserOf(home);
  const asked = await browser.post('/api/auth/link', { email: ANN.email });
  expect(asked.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^browser-8787=[\w-]{43}; Max-Age=900; Path=\/api\/auth; HttpOnly; SameSite=Strict$/),
  ]);
  const opened = await browser.post('/api/auth/session', { token: (await linkIn(home)).token });
  expect(opened.headers.getSetCookie()).toEqual([
    'browser-8787=; Max-Age=0; Path=/api/auth; HttpOnly; SameSite=Strict',
    expect.stringMatching(
      /^refresh-8787=ann\.[0-9a-f]{32}\.[\w-]{43}; Max-Age=604800; Path=\/api\/auth; HttpOnly; SameSite=Strict$/,
    ),
  ]);
});

it('over https its cookies are Secure and of this host alone (session sheet: Secure, Domain, Path, prefix)', async () => {
  const folder = portfolioFolder();
  const file = join(folder, 'portfolio.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('http://127.0.0.1:8787', 'https://reports.example.com'));
  const home = await house({ folder });
  const browser = browserOf(home);
  const headers = { origin: 'https://reports.example.com' };
  const asked = await browser.post('/api/auth/link', { email: ANN.email }, headers);
  expect(asked.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-browser=[\w-]{43}; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
  ]);
  const { token, mail } = await linkIn(home);
  expect(unfolded(mail)).toContain(`https://reports.example.com/sign-in#${token}`);
  const opened = await browser.post('/api/auth/session', { token }, headers);
  expect(opened.headers.getSetCookie()[1]).toMatch(
    /^__Host-refresh=[^;]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
  expect([...browser.jar.keys()]).toEqual(['__Host-refresh']);
});

it('a refresh gives the next pair; the cookie that was used ends the session and is taken away', async () => {
  const home = await house();
  const { post, jar } = await signedIn(home);
  const before = new Map(jar);
  const next = sessionAnswer.parse(await (await post('/api/auth/refresh')).json());
  expect((await home.ask('GET', '/api/session', { as: next.accessToken })).status).toBe(200);
  expect(jar).not.toEqual(before);
  home.clock.now += MINUTE;
  const thief = browserOf(home);
  for (const [name, value] of before) thief.jar.set(name, value);
  const refused = await thief.post('/api/auth/refresh');
  expect([refused.status, await codeOf(refused), thief.jar.size]).toEqual([401, 'token-reused', 0]);
  const ended = await post('/api/auth/refresh');
  expect([ended.status, await codeOf(ended), jar.size]).toEqual([401, 'session-ended', 0]);
  expect((await home.ask('GET', '/api/session', { as: next.accessToken })).status).toBe(401);
});

it('whoever has no cookie is not signed in, and is not told that anything is wrong', async () => {
  const home = await house();
  const answer = await browserOf(home).post('/api/auth/refresh');
  expect([answer.status, answer.headers.get('www-authenticate'), await codeOf(answer)]).toEqual([
    401,
    'Bearer',
    'no-token',
  ]);
});

it('sign-out ends the session at once, and takes the cookie (session sheet: logout)', async () => {
  const home = await house();
  const { post, jar, session } = await signedIn(home);
  const kept = new Map(jar);
  const out = await post('/api/auth/sign-out');
  expect([out.status, jar.size]).toEqual([204, 0]);
  const refused = await home.ask('GET', '/api/session', { as: session.accessToken });
  expect([refused.status, await codeOf(refused)]).toEqual([401, 'session-ended']);
  for (const [name, value] of kept) jar.set(name, value);
  expect((await post('/api/auth/refresh')).status).toBe(401);
  expect((await post('/api/auth/sign-out')).status).toBe(204);
});

it('sign-out works by the access token when the cookie is gone', async () => {
  const home = await house();
  const { session } = await signedIn(home);
  await browserOf(home).post('/api/auth/sign-out', {}, { authorization: `Bearer ${session.accessToken}` });
  expect((await home.ask('GET', '/api/session', { as: session.accessToken })).status).toBe(401);
});

it('sign-out everywhere ends every session of whoever asks', async () => {
  const home = await house();
  const [one, two, ben] = [await signedIn(home), await signedIn(home), await signedIn(home, BEN.email)];
  const answer = await home.ask('POST', '/api/auth/sign-out-everywhere', { as: one.session.accessToken, body: {} });
  expect(await answer.json()).toEqual({ ended: 2 });
  const stands = async (token: string) => (await home.ask('GET', '/api/session', { as: token })).status;
  expect([await stands(two.session.accessToken), await stands(ben.session.accessToken)]).toEqual([401, 200]);
});

it('signing in anew ends the session that the browser had (session sheet: renewal, fixation)', async () => {
  const home = await house();
  const { post, session, jar } = await signedIn(home);
  const before = jar.get('refresh-8787') ?? '';
  await post('/api/auth/link', { email: BEN.email });
  await post('/api/auth/session', { token: (await linkIn(home)).token });
  expect(jar.get('refresh-8787')?.split('.')[1]).not.toBe(before.split('.')[1]);
  expect((await home.ask('GET', '/api/session', { as: session.accessToken })).status).toBe(401);
});

it('a planted refresh cookie becomes no session (session sheet: strict generation, fixation)', async () => {
  const home = await house();
  const browser = browserOf(home);
  const planted = `ann.${'0'.repeat(32)}.${'a'.repeat(43)}`;
  browser.jar.set('refresh-8787', planted);
  await browser.post('/api/auth/link', { email: ANN.email });
  await browser.post('/api/auth/session', { token: (await linkIn(home)).token });
  expect(browser.jar.get('refresh-8787')).not.toContain('0'.repeat(32));
});

const COOKIE_ROUTES = ['/api/auth/link', '/api/auth/session', '/api/auth/refresh', '/api/auth/sign-out'];

it.each([
  { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  { 'sec-fetch-site': 'same-site', origin: 'https://other.example.com' },
  { 'sec-fetch-site': 'none' },
  { 'sec-fetch-site': 'cross-site', origin: 'http://127.0.0.1:8787' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'http://127.0.0.1:8788' },
])('a page of another site signs nobody in, out or on (CSRF): %j', async (headers) => {
  const home = await house();
  const { jar, session } = await signedIn(home);
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const body = { email: ANN.email, token: 'a'.repeat(43) };
  for (const path of COOKIE_ROUTES) {
    const answer = await home.ask('POST', path, { body, headers: { ...headers, cookie } });
    expect([path, answer.status, answer.headers.getSetCookie()]).toEqual([path, 403, []]);
    expect(await codeOf(answer)).toBe('cross-site');
  }
  expect((await home.ask('GET', '/api/session', { as: session.accessToken })).status).toBe(200);
});

it.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/jsonp',
  '',
])('a form of another site signs nobody in, out or on (CSRF): %s', async (type) => {
  const home = await house();
  const { jar } = await signedIn(home);
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  for (const path of COOKIE_ROUTES) {
    const answer = await home.ask('POST', path, { body: '{}', headers: { cookie, 'content-type': type } });
    expect([path, answer.status]).toEqual([path, 415]);
  }
});

it('a program that is no browser may sign in', async () => {
  const home = await house();
  const asked = await home.ask('POST', '/api/auth/link', { body: { email: ANN.email } });
  const cookie = asked.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { token } = await linkIn(home);
  const opened = await home.ask('POST', '/api/auth/session', { body: { token }, headers: { cookie } });
  expect(opened.status).toBe(200);
});

it('nothing of it is cached (session sheet: web content caching)', async () => {
  const home = await house();
  const { answer, post } = await signedIn(home);
  const answers = [
    answer,
    await post('/api/auth/link', { email: ANN.email }),
    await post('/api/auth/session', { token: 'a'.repeat(43) }),
    await post('/api/auth/refresh'),
    await home.ask('GET', '/api/session', { as: ANN }),
    await home.ask('GET', '/api/session'),
    await home.ask('GET', '/.well-known/jwks.json'),
    await post('/api/auth/sign-out'),
  ];
  for (const { headers } of answers) expect(headers.get('cache-control')).toBe('no-store');
});

it.each([
  ['/api/auth/link', {}],
  ['/api/auth/link', { email: 'no address' }],
  ['/api/auth/link', { email: 'ann@example.com\r\nBcc: eve@example.com' }],
  ['/api/auth/link', { email: ['ann@example.com', 'eve@example.com'] }],
  ['/api/auth/link', { email: ANN.email, next: 'https://evil.example' }],
  ['/api/auth/link', { email: `${'a'.repeat(300)}@example.com` }],
  ['/api/auth/session', {}],
  ['/api/auth/session', { token: 'short' }],
  ['/api/auth/session', { token: `${'a'.repeat(42)}=` }],
  ['/api/auth/session', { token: { $ne: null } }],
])('what the contract does not say is refused: %s %j', async (path, body) => {
  const home = await house();
  const answer = await browserOf(home).post(path, body);
  expect([answer.status, await codeOf(answer)]).toEqual([400, 'bad-request']);
});

it('public keys are public; private halves are nowhere in them', async () => {
  const home = await house();
  await home.tokenOf(ANN);
  const answer = await home.ask('GET', '/.well-known/jwks.json');
  const { keys } = jwkSet.parse(await answer.json());
  expect(keys).toHaveLength(1);
});

it('whoever is taken out of portfolio.yaml is out while the server runs', async () => {
  const home = await house();
  const { session, post } = await signedIn(home, BEN.email);
  const file = join(home.folder, 'portfolio.yaml');
  const before = readFileSync(file, 'utf8');
  const stands = async () => (await home.ask('GET', '/api/session', { as: session.accessToken })).status;
  // A portfolio with a mistake changes nothing.
  writeFileSync(file, before.replace('role: admin', 'role: emperor'));
  home.clock.now += 2000;
  expect(await stands()).toBe(200);
  writeFileSync(file, before.replace(/.*id: ben.*\n/, ''));
  home.clock.now += 2000;
  expect(await stands()).toBe(401);
  expect((await post('/api/auth/refresh')).status).toBe(401);
});

it('a mail that cannot go out is in the log, without the link or whose it was; the answer is the same', async () => {
  const home = await house();
  writeFileSync(join(home.folder, 'outbox'), 'no folder');
  const answer = await browserOf(home).post('/api/auth/link', { email: ANN.email });
  expect(answer.status).toBe(202);
  await home.bridge.signIn.settled();
  const line = home.log.find(({ what }) => what === 'sign-in mail');
  expect(line).toEqual({ level: 'error', what: 'sign-in mail', code: 'outbox-taken' });
});

it('the command line hears of each link where mail goes to an outbox', async () => {
  const home = await house();
  const heard: string[] = [];
  home.bridge.signIn.onLink((url, address) => heard.push(`${url} ${address}`));
  const browser = browserOf(home);
  await browser.post('/api/auth/link', { email: 'ANN@example.com' });
  await browser.post('/api/auth/link', { email: 'eve@example.com' });
  const { token } = await linkIn(home);
  expect(heard).toEqual([`http://127.0.0.1:8787/sign-in#${token} ann@example.com`]);
});
