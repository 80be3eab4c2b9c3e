import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { house, type House } from './_house.ts';

let at: House;
let close: () => Promise<void>;
beforeAll(async () => {
  at = await house({ closing: (closes) => (close = closes) });
});
afterAll(() => close());

const tokenFor = (address: string, list = 'owners') => at.bridge.ledger.records.unsubscribe.token({ address, list });
const suppressed = (address: string, list?: string) => at.bridge.ledger.records.suppression.find(address, list);
const page = (token: string) => at.ask('GET', `/unsubscribe?token=${encodeURIComponent(token)}`);
const leave = (token: string, headers: Record<string, string> = {}, body?: string) =>
  at.ask('POST', `/unsubscribe?token=${encodeURIComponent(token)}`, {
    headers,
    ...(body === undefined ? {} : { body }),
  });

describe('the page behind the link of a mail', () => {
  it('asks first, and changes nothing: mail scanners open every link', async () => {
    const answer = await page(tokenFor('cleo@example.com'));
    const html = await answer.text();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
    expect(html).toContain('<form method="post">');
    expect(html).toContain('c…@example.com');
    expect(html).toContain('owners');
    expect(html).not.toContain('cleo@');
    expect(await suppressed('cleo@example.com', 'owners')).toBeUndefined();
    await at.ask('HEAD', `/unsubscribe?token=${tokenFor('cleo@example.com')}`);
    expect(await suppressed('cleo@example.com', 'owners')).toBeUndefined();
  });

  it('runs no script, fetches nothing, and its form leads to us alone', async () => {
    const answer = await page(tokenFor('cleo@example.com'));
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/,
    );
    const html = await answer.text();
    expect(html).not.toMatch(/<script|src=|href=|style=| on\w+=/i);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
    expect(policy).toContain(Buffer.from(digest).toString('base64'));
  });

  it('shows what an address holds as text', async () => {
    const html = await (await page(tokenFor('<img/src=x>@<b>.example', '"><script>'))).text();
    expect(html).not.toMatch(/<img|<b>|<script/);
    expect(html).toContain('&lt;…@&lt;b&gt;.example');
  });
});

describe('one click', () => {
  it.each([
    ['a mail program', 'application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
    [
      'another mail program',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
    ],
    ['a bare request', undefined, undefined],
  ])('of %s takes a reader off this list, and no other', async (who, type, body) => {
    const address = `${who.replaceAll(' ', '-')}@example.com`;
    const answer = await leave(tokenFor(address), type ? { 'content-type': type } : {}, body);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('You have left the list');
    expect(await suppressed(address, 'owners')).toEqual({
      address,
      list: 'owners',
      reason: 'unsubscribed',
      at: at.clock.now,
    });
    expect(await suppressed(address, 'finance')).toBeUndefined();
    expect(await suppressed(address)).toBeUndefined();
  });

  it('twice is as good as once, and what was graver stays', async () => {
    const { suppression } = at.bridge.ledger.records;
    await suppression.add({ address: 'dan@example.com', reason: 'bounced', at: 1 });
    const token = tokenFor('dan@example.com');
    expect((await leave(token)).status).toBe(200);
    expect((await leave(token)).status).toBe(200);
    expect(await suppressed('dan@example.com', 'owners')).toMatchObject({ reason: 'bounced' });
  });
});

describe('a token that is none of ours', () => {
  it('is told so on a page, without a word about whose it might be', async () => {
    const good = tokenFor('eve@example.com');
    const [key = '', payload = '', mac = ''] = good.split('.');
    const other = Buffer.from(JSON.stringify(['fay@example.com', 'owners'])).toString('base64url');
    const bad = [
      '',
      'x',
      `${key}.${other}.${mac}`,
      `${key}.${payload}.${mac.replace(/./, (one) => (one === 'A' ? 'B' : 'A'))}`,
      `${'0'.repeat(16)}.${payload}.${mac}`,
      `${key}.${payload}`,
      `${good}.x`,
      'a'.repeat(5000),
      '../../etc/passwd',
    ];
    for (const token of bad)
      for (const answer of [await page(token), await leave(token)]) {
        const html = await answer.text();
        expect([token, answer.status]).toEqual([token, 400]);
        expect(html).toContain('This link does not work');
        expect(html).not.toMatch(/example\.com|form|at .*:\d+/);
      }
    for (const path of ['/unsubscribe', `/unsubscribe?token=${good}&token=${good}`]) {
      const answer = await at.ask('POST', path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html; charset=UTF-8']);
    }
    expect(await suppressed('eve@example.com', 'owners')).toBeUndefined();
    expect(await suppressed('fay@example.com', 'owners')).toBeUndefined();
  });
});
