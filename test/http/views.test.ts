import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { viewAnswer } from '../../src/http/contract/index.ts';
import type { View } from '../../src/model/session.ts';
import { ANN, BEN, house, portfolioFolder, type House } from './_house.ts';

/** A name that is a script, a payee with line breaks and a tag: what a bank's export and a portfolio may hold. */
function hostileFolder(): string {
  const folder = portfolioFolder();
  const file = join(folder, 'portfolio.yaml');
  const text = readFileSync(file, 'utf8')
    .replace('name: Test Holdings', `name: 'T</title><script>alert(0)</script>'`)
    .replace('name: JADA Charter', `name: '<script>alert(1)</script>'`);
  writeFileSync(file, text);
  const payee = '"Evil\r\nBcc: eve@example.com\r\n\r\n<img src=x onerror=alert(2)>"';
  appendFileSync(join(folder, 'bank.csv'), `2026-04-29,${payee},-900.00,2725.00\n`);
  return folder;
}

let shared: House;
beforeAll(async () => {
  let close = async (): Promise<void> => undefined;
  shared = await house({ folder: hostileFolder(), closing: (closing) => (close = closing) });
  return () => close();
});
/** Readings have an order. */
beforeEach(() => void (shared.clock.now += 1000));

const readings = async (): Promise<readonly View[]> =>
  (await shared.bridge.ledger.records.views.list({ limit: 100 })).records;
const asked = (type: string, body: object = {}, as: { email: string } = ANN): Promise<Response> =>
  shared.ask('POST', `/api/reports/${type}/view`, { as, body });
const ticketFor = async (type: string, body: object = {}): Promise<string> => {
  const answer = await asked(type, body);
  expect(answer.status).toBe(200);
  const { url, expiresIn } = viewAnswer.parse(await answer.json());
  expect(expiresIn).toBe(60);
  expect(url).toMatch(/^\/view\/[\w-]{43}$/);
  return url;
};
const refused = async (answer: Response): Promise<unknown[]> => [
  answer.status,
  ((await answer.json()) as { code?: string }).code,
];

describe('asking to read a report', () => {
  it('puts the reading on record before anything is shown, with whose eyes it is seen by', async () => {
    const before = (await readings()).length;
    await ticketFor('cfo');
    const [latest, ...others] = await readings();
    expect(others).toHaveLength(before);
    expect(latest).toMatchObject({
      at: shared.clock.now,
      by: 'user:ann',
      report: 'cfo',
      reader: 'ann@example.com',
      asOf: '2026-04-30',
    });
    shared.clock.now += 1000;
    await ticketFor('cfo', { reader: 'BEN@example.com' });
    expect((await readings())[0]).toMatchObject({ reader: 'ben@example.com' });
  });

  it('gives nothing where the reading could not be put on record', async () => {
    const { views } = shared.bridge.ledger.records;
    const add = views.add.bind(views);
    views.add = () => Promise.reject(new Error('the disk is full'));
    const answer = await asked('cfo');
    views.add = add;
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('/view/');
  });

  it('refuses readers, reports that there are not, and eyes that the report is not for', async () => {
    const before = await readings();
    expect(await refused(await asked('cfo', {}, BEN))).toEqual([403, 'admins-only']);
    expect(await refused(await asked('cxo'))).toEqual([404, 'no-such-report']);
    expect(await refused(await asked('ceo', { reader: 'ben@example.com' }))).toEqual([404, 'no-such-reader']);
    expect(await refused(await asked('ceo', { reader: 'ben' }))).toEqual([400, 'bad-request']);
    expect((await shared.ask('POST', '/api/reports/..%2f..%2fetc/view', { as: ANN, body: {} })).status).toBe(400);
    expect(await readings()).toEqual(before);
  });
});

describe('the page of a ticket', () => {
  it('is the report, once, for whoever brings the ticket', async () => {
    const url = await ticketFor('cfo');
    const page = await shared.ask('GET', url);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toMatch(/^text\/html; charset=utf-8$/i);
    const text = await page.text();
    expect(text).toContain('$2,725');
    expect(text).not.toContain(shared.folder);

    const again = await shared.ask('GET', url);
    expect(again.status).toBe(410);
    expect(again.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await again.text()).toContain('once');
  });

  it('lets nothing run, nothing be fetched and nobody else frame it, and is kept by no cache', async () => {
    const url = await ticketFor('cfo');
    for (const page of [await shared.ask('GET', url), await shared.ask('GET', url)]) {
      const { headers } = page;
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox",
      );
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('needs no more than its policy allows: no script, no picture, no link to anywhere', async () => {
    const text = await (await shared.ask('GET', await ticketFor('ceo'))).text();
    expect(text).not.toMatch(/<(?:script|img|iframe|object|embed|link|form|base|video|audio)\b/i);
    expect(text).not.toMatch(/\bon\w+\s*=\s*["']/i);
    expect(text).not.toMatch(/(?:src|href)\s*=\s*["']?(?:https?:|\/\/)/i);
    expect(text).not.toMatch(/url\(|@import/i);
  });

  it('shows hostile names and payees as the text that they are', async () => {
    for (const type of ['ceo', 'cfo', 'accounting']) {
      const text = await (await shared.ask('GET', await ticketFor(type))).text();
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(text).not.toContain('<script');
      expect(text).not.toContain('<img');
      // The title ends once: where we end it.
      expect(text.split('</head>')[0]?.match(/<\/title>/g)).toHaveLength(1);
      expect(text).not.toMatch(/Evil[\r\n]/);
    }
  });

  it('is not used up by somebody who only asks whether it is there', async () => {
    const url = await ticketFor('cfo');
    expect((await shared.ask('HEAD', url)).status).toBe(405);
    expect((await shared.ask('GET', url)).status).toBe(200);
  });

  it('does not open late, or by a ticket that nobody gave', async () => {
    const late = await ticketFor('cfo');
    shared.clock.now += 60_001;
    expect((await shared.ask('GET', late)).status).toBe(410);
    expect((await shared.ask('GET', `/view/${'A'.repeat(43)}`)).status).toBe(410);
    expect((await shared.ask('GET', '/view/..%2f..%2fetc%2fpasswd')).status).toBe(410);
  });

  it('puts the reading on record once, and again where the sources changed since the ticket was given', async () => {
    const url = await ticketFor('cfo');
    const count = (await readings()).length;
    await shared.ask('GET', url);
    expect(await readings()).toHaveLength(count);

    const stale = await ticketFor('cfo');
    appendFileSync(join(shared.folder, 'bank.csv'), '2026-04-30,Charter Moe,100.00,2825.00\n');
    shared.clock.now += 30_000;
    const text = await (await shared.ask('GET', stale)).text();
    expect(text).toContain('$2,825');
    const [latest, before] = await readings();
    expect(latest).toMatchObject({ by: 'user:ann', report: 'cfo', reader: 'ann@example.com' });
    expect(latest?.snapshot).not.toBe(before?.snapshot);
  });
});

it('gives hostile names to the page as data, safe to look at', async () => {
  const answer = await shared.ask('GET', '/api/findings', { as: BEN });
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  const text = await answer.text();
  expect(text).toContain('<script>alert(1)</script>');
  expect(text).not.toMatch(/Evil(?:\\r|\\n|[\r\n])/);
});

it('does not open for somebody who signed out meanwhile', async () => {
  const { access } = shared.bridge;
  const link = await access.askLink({ address: ANN.email, client: '203.0.113.8' });
  if (!('link' in link) || !link.link) throw new Error('Ann is a user');
  const session = await access.open(link.link.token, link.browser);
  if (!('ok' in session)) throw new Error(session.refused);
  const answer = await shared.ask('POST', '/api/reports/cfo/view', { as: session.ok.accessToken, body: {} });
  const { url } = viewAnswer.parse(await answer.json());
  await access.signOut(session.ok.refreshToken);
  expect((await shared.ask('GET', url)).status).toBe(410);
});

it('is not there once the portfolio switches it off, not even by a ticket from before', async () => {
  const url = await ticketFor('cfo');
  const before = await readings();
  const file = join(shared.folder, 'portfolio.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('preview: true', 'preview: false'));
  shared.clock.now += 30_000;
  expect(await refused(await asked('cfo'))).toEqual([404, 'no-preview']);
  expect((await shared.ask('GET', url)).status).toBe(410);
  expect(await readings()).toEqual(before);
});
