import { connect } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { portfolioFolder } from '../http/_portfolio.ts';
import { isLoopback, namesOf } from '../../src/cli/commands/_serving.ts';
import { quarterdeck } from './_quarterdeck.ts';
import { serving, spoken, type Served } from './_serve.ts';

/** The portfolio, with something in it written otherwise. */
function folderWith(change: (text: string) => string): string {
  const folder = portfolioFolder();
  const file = join(folder, 'portfolio.yaml');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  return folder;
}

/** Under load a process is slow to say what it will say. */
const PATIENT = { timeout: 20_000 };

/** One request, as it stands, over a connection of its own. */
const asked = (target: string, { method = 'GET', host = `127.0.0.1:${at.port}`, more = '' } = {}) =>
  spoken(at.port, `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${more}\r\n`);
const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]);

let at: Served;
beforeAll(async () => {
  at = await serving(portfolioFolder());
});
afterAll(async () => {
  at.process.kill('SIGKILL');
  await at.ended;
});

describe('a server', () => {
  it('says where it listens, and works', async () => {
    expect(at.err()).toContain(`Test Holdings: listening at http://127.0.0.1:${at.port}; Ctrl-C stops it`);
    const answer = await asked('/health');
    expect(statusOf(answer)).toBe(200);
    expect(answer).toContain('"records":"ok"');
    expect(answer).not.toMatch(/^(?:server|x-powered-by):/im);
  });

  it('logs one line of JSON a request, without a word of who asked or for what', async () => {
    await asked('/api/figures/ann@example.com?token=geheim');
    await expect.poll(() => at.out(), PATIENT).toContain('/api/figures/:id');
    const lines = at
      .out()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.at(-1)).toMatchObject({
      level: 'info',
      what: 'request',
      method: 'GET',
      status: 401,
      code: 'no-token',
    });
    expect(lines.at(-1)?.['time']).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(at.out()).not.toMatch(/ann@|geheim|127\.0\.0\.1/);
  });

  it('leads to itself where the portfolio does not say where people reach it', async () => {
    const one = await serving(folderWith((text) => text.replace('  url: http://127.0.0.1:8787\n', '')));
    try {
      expect(one.err()).not.toContain('dashboard.url');
      const [here, body] = [`127.0.0.1:${one.port}`, JSON.stringify({ email: 'ann@example.com' })];
      const more = `Content-Type: application/json\r\nOrigin: http://${here}\r\nContent-Length: ${body.length}\r\n`;
      const head = `POST /api/auth/link HTTP/1.1\r\nHost: ${here}\r\nConnection: close\r\n`;
      const answer = await spoken(one.port, `${head}${more}\r\n${body}`);
      expect(statusOf(answer)).toBe(202);
      // Browsers tell no ports apart: a cookie has its server's in its name.
      expect(answer).toMatch(new RegExp(`^set-cookie: \\w[\\w-]*-${one.port}=`, 'im'));
      await expect.poll(() => one.err(), PATIENT).toContain(`asked: http://${here}/sign-in#`);
    } finally {
      one.process.kill('SIGKILL');
      await one.ended;
    }
  });

  it('hands a sign-in link that a browser asked for to whoever started it, and to no log', async () => {
    const body = JSON.stringify({ email: 'ann@example.com' });
    const more = `Content-Type: application/json\r\nOrigin: http://127.0.0.1:8787\r\nContent-Length: ${body.length}\r\n`;
    const answer = await spoken(
      at.port,
      `POST /api/auth/link HTTP/1.1\r\nHost: 127.0.0.1:8787\r\nConnection: close\r\n${more}\r\n${body}`,
    );
    expect(statusOf(answer)).toBe(202);
    await expect.poll(() => at.err(), PATIENT).toContain('Sign-in link for ann@example.com');
    const [, token = ''] = /#([\w-]{43})/.exec(at.err()) ?? [];
    expect(token).not.toBe('');
    expect(answer).not.toContain(token);
    expect(at.out()).not.toContain(token);
  });
});

describe('over a raw connection', () => {
  it.each([
    '/../../../../etc/passwd',
    '/..%2f..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/package.json',
    '/assets/../../package.json',
    '/assets/..%5c..%5cpackage.json',
    '/..;/package.json',
    '/./.env',
    '//etc/passwd',
    'file:///etc/passwd',
    '/assets/%00',
    '/%ff%fe',
  ])('%s leads nowhere', async (target) => {
    const answer = await asked(target);
    expect([400, 404, 421]).toContain(statusOf(answer));
    expect(answer).not.toMatch(/root:|"dependencies"|node:|\n\s+at \S+ \(/);
  });

  it('a head that is too large, or has too many lines, is refused', async () => {
    expect(statusOf(await asked('/health', { more: `X-Large: ${'a'.repeat(20_000)}\r\n` }))).toBe(431);
    expect(statusOf(await asked(`/${'a'.repeat(20_000)}`))).toBe(431);
  });

  it('what is no request is refused, without a word about the server', async () => {
    for (const bytes of [
      'hello\r\n\r\n',
      'GET / HTTP/1.1\r\n\r\n',
      'GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n',
      `POST /api/findings HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      'GET / HTTP/1.1\r\nHost: x\r\nX: a\r\n b\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    ]) {
      const answer = await spoken(at.port, bytes);
      expect(statusOf(answer)).toBe(400);
      expect(answer).not.toMatch(/\bat .*:\d+|node_modules/);
    }
  });

  it('a request by a name that is not its own is not answered', async () => {
    for (const host of ['evil.example', `evil.example:${at.port}`, '127.0.0.1:1', 'localhost'])
      expect([host, statusOf(await asked('/api/findings', { host }))]).toEqual([host, 421]);
    for (const host of [`localhost:${at.port}`, '127.0.0.1:8787'])
      expect([host, statusOf(await asked('/api/findings', { host }))]).toEqual([host, 401]);
    // The address line counts before the Host line (RFC 9112, section 3.2.2).
    expect(statusOf(await asked('http://evil.example/api/findings'))).toBe(421);
  });
});

describe('a server that is asked to stop', () => {
  it('ends with 0, though somebody holds a connection open', async () => {
    const one = await serving(portfolioFolder(), ['--no-schedule']);
    const idle = connect(one.port, '127.0.0.1');
    await new Promise((done) => idle.once('connect', done));
    idle.on('error', () => undefined);
    const cut = new Promise((done) => idle.once('close', done));
    one.process.kill('SIGTERM');
    expect(await one.ended).toBe(0);
    await cut;
    expect(one.err()).toContain('stopped');
  });

  it('twice ends at once; and one where nobody may sign in says how to declare them', async () => {
    const one = await serving(folderWith((text) => text.replace(/ {2}users:[\s\S]*$/, '')));
    await expect
      .poll(() => one.err(), PATIENT)
      .toContain('- { id: ann, name: Ann, email: ann@example.com, role: admin }');
    expect(one.err()).toContain('Nobody may sign in yet');
    // A request whose body is still coming, and which the server knows of: it is waited for.
    const half = connect(one.port, '127.0.0.1');
    half.on('error', () => undefined);
    const known = new Promise((done) => half.once('data', done));
    const more = 'Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n';
    half.write(`POST /api/x HTTP/1.1\r\nHost: 127.0.0.1:${one.port}\r\n${more}\r\n`);
    expect(String(await known)).toContain('100 Continue');
    one.process.kill('SIGINT');
    await expect.poll(() => one.err(), PATIENT).toContain('stopping');
    one.process.kill('SIGINT');
    expect(await one.ended).toBe(1);
    half.destroy();
  });
});

describe('a server does not start', () => {
  it('where other machines reach it without TLS', async () => {
    const { exit, err } = await quarterdeck(['serve', '--port', '0', '--host', '0.0.0.0'], { cwd: portfolioFolder() });
    expect(exit).toBe(2);
    expect(err).toContain('sign-in would cross the network in the clear');
  });

  it('at a port that is taken', async () => {
    const { exit, err } = await quarterdeck(['serve', '--port', String(at.port)], { cwd: portfolioFolder() });
    expect(exit).toBe(2);
    expect(err).toBe(
      `quarterdeck: cannot listen at 127.0.0.1, port ${at.port}: another program does; \`--port\` chooses another one\n`,
    );
  });

  it('with options that are none, and names them all', async () => {
    const words = ['serve', '--port', '70000', '--host', 'a b', '--trust-proxy', '-1'];
    const { exit, err } = await quarterdeck(words, { cwd: portfolioFolder() });
    expect(exit).toBe(2);
    for (const option of ['--port', '--host', '--trust-proxy']) expect(err).toContain(`${option}: `);
  });
});

describe('an address', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost'])('%s is this machine’s own', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '192.168.1.7', '127.0.0.1.example.com', '127.0.0', 'localhost.example.com', ''])(
    '%s may be reached by others',
    (host) => {
      expect(isLoopback(host)).toBe(false);
    },
  );

  it('is one of the server’s names, beside the one that links have', () => {
    const names = (host: string, port: number, url = 'https://reports.example.com') => namesOf(url, { host, port });
    expect(names('127.0.0.1', 8787)).toEqual(['reports.example.com', '127.0.0.1:8787', 'localhost:8787']);
    expect(names('::1', 80)).toEqual(['reports.example.com', '[::1]', 'localhost']);
    expect(names('0.0.0.0', 8787, 'https://reports.example.com:8443')).toEqual(['reports.example.com:8443']);
  });
});
