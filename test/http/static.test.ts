import { mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporary } from '../cli/_quarterdeck.ts';
import { house, type House } from './_house.ts';

const SCRIPT = '/assets/index-Cx3f9a_K.js';
const PAGE = '<!doctype html><title>Quarterdeck</title>';

/** A dashboard as the build leaves it, with what does not belong there and what lies beside it. */
function built(): string {
  const folder = temporary();
  const web = join(folder, 'web');
  mkdirSync(join(web, 'assets'), { recursive: true });
  mkdirSync(join(web, '.git'));
  const files = {
    'index.html': PAGE,
    'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    [`.${SCRIPT}`]: 'console.log(1)',
    [`.${SCRIPT}.br`]: 'as brotli',
    [`.${SCRIPT}.gz`]: 'as gzip',
    'assets/inter-Bd2k8x1q.woff2': 'font',
    'assets/notes.md': '# not for the web',
    '.env': 'SECRET=1',
    '.git/config': 'secret',
    '../secret.txt': 'secret',
    '../web-other.txt': 'secret',
  };
  for (const [path, text] of Object.entries(files)) writeFileSync(join(web, path), text);
  symlinkSync(join(folder, 'secret.txt'), join(web, 'link.txt'));
  symlinkSync(folder, join(web, 'up'));
  return web;
}

let at: House;
let web: string;
let close: () => Promise<void>;
beforeAll(async () => {
  web = built();
  at = await house({ door: { web }, closing: (closes) => (close = closes) });
});
afterAll(() => close());

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const get = (path: string, headers: Record<string, string> = {}) => at.ask('GET', path, { headers });

describe('the dashboard', () => {
  it('is one page, which is asked for anew each time, and lets nothing in that is not its own', async () => {
    const answer = await get('/');
    expect([answer.status, await answer.text()]).toEqual([200, PAGE]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-frame-options': 'DENY',
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; " +
        "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'",
    });
    expect(answer.headers.get('permissions-policy')).toContain('microphone=()');
  });

  it.each([
    '/findings',
    '/figures/group',
    '/figures/group.runway.months',
    '/figures/a%2Fb.js',
    '/sign-in',
    '/a%20b',
    '/apiary',
  ])('shows %s by its own routing', async (path) => {
    const answer = await get(path, browser);
    expect([answer.status, await answer.text()]).toEqual([200, PAGE]);
  });

  it.each(['/findings', '/missing.js', '/assets/missing-Cx3f9a_K.js', '/robots.txt'])(
    'is no answer to a program that asks for %s',
    async (path) => {
      const answer = await get(path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    },
  );

  it.each(['/api', '/api/', '/api/nothing', '/health/x', '/.well-known/nothing', '/unsubscribe/x', '/view/a/b'])(
    'is no answer to what is asked of the API: %s',
    async (path) => {
      const answer = await get(path, browser);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json']);
    },
  );

  it('takes no other methods than reading', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      for (const path of ['/', SCRIPT, '/findings']) {
        const answer = await at.ask(method, path, { headers: browser });
        expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
      }
    expect((await at.ask('OPTIONS', '/')).status).toBe(204);
    const head = await at.ask('HEAD', SCRIPT);
    expect([head.status, await head.text(), head.headers.get('content-type')]).toEqual([
      200,
      '',
      'text/javascript; charset=utf-8',
    ]);
  });
});

describe('a file whose name holds its hash', () => {
  it('is kept for good by whoever has it', async () => {
    const answer = await get(SCRIPT);
    expect([answer.status, await answer.text()]).toEqual([200, 'console.log(1)']);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await get('/assets/inter-Bd2k8x1q.woff2')).headers.get('content-type')).toBe('font/woff2');
    expect((await get('/icon.svg')).headers.get('cache-control')).toBe('no-cache');
  });

  it.each([
    ['gzip, deflate, br', 'br', 'as brotli'],
    ['gzip', 'gzip', 'as gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip', 'as gzip'],
    ['identity', null, 'console.log(1)'],
    ['br;q=0', null, 'console.log(1)'],
  ])('goes to who takes "%s" as %s', async (accepted, encoding, text) => {
    const answer = await get(SCRIPT, { 'accept-encoding': accepted });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('vary')).toBe('accept-encoding');
    expect(await answer.text()).toBe(text);
  });

  it('is not sent again to who has it', async () => {
    const tag = (await get(SCRIPT)).headers.get('etag') ?? '';
    for (const known of [tag, `"other", ${tag}`]) {
      const answer = await get(SCRIPT, { 'if-none-match': known });
      expect([answer.status, await answer.text()]).toEqual([304, '']);
    }
    expect((await get(SCRIPT, { 'if-none-match': '"other"' })).status).toBe(200);
  });
});

describe('what lies outside', () => {
  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/assets/../../secret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/..\\secret.txt',
    '/....//secret.txt',
    '//secret.txt',
    '/../web-other.txt',
    '/%252e%252e%252fsecret.txt',
    '/secret.txt%00.html',
    '/link.txt',
    '/up/secret.txt',
    '/.env',
    '/.git/config',
    '/%2eenv',
    '/assets/',
    '/assets/notes.md',
    `${SCRIPT}.br`,
    `${SCRIPT}/`,
    '/INDEX.HTML',
    '/constructor',
    '/__proto__',
    '/etc/passwd',
  ])('%s cannot be had', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('secret');
    // And to a browser it is a page of the dashboard at most.
    const shown = await get(path, browser);
    expect([200, 404]).toContain(shown.status);
    if (shown.status === 200) expect(await shown.text()).toBe(PAGE);
  });
});

describe('a dashboard that is not built', () => {
  it('says how it is, and is there once it is', async () => {
    const later = join(temporary(), 'web');
    const { ask } = await house({ door: { web: later } });
    const before = await ask('GET', '/');
    expect(before.status).toBe(503);
    expect(await before.text()).toContain('<code>npm run build</code>');
    expect(before.headers.get('content-security-policy')).not.toContain('unsafe');
    expect((await ask('GET', '/health')).status).toBe(200);
    mkdirSync(later);
    writeFileSync(join(later, 'index.html'), PAGE);
    expect(await (await ask('GET', '/')).text()).toBe(PAGE);
    // Built anew, while the server runs.
    writeFileSync(join(later, 'index.html'), '<!doctype html>new');
    utimesSync(join(later, 'index.html'), 1, 1);
    expect(await (await ask('GET', '/')).text()).toBe('<!doctype html>new');
    rmSync(later, { recursive: true });
    expect((await ask('GET', '/')).status).toBe(503);
  });

  it('is somebody else’s where the server has no folder for it', async () => {
    const { ask } = await house();
    expect((await ask('GET', '/', { headers: browser })).status).toBe(404);
  });
});
