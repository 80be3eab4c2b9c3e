import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes } from 'parse5';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messagesIn } from '../e2e/_server.ts';
import { documentOf } from './_document.ts';
import { ANN, house, portfolioFolder, type House } from './_house.ts';

/* What an attacker could have written into the portfolio or the bank's export. docs/attacks.md tells of all that was tried. */

const SCRIPT = '<script>alert(1)</script>';
const IMAGE = '"><img src=x onerror=alert(1)>';
const TWO_LINES = 'Ann\r\nBcc: thief@example.com\r\nX-Injected: yes';

const BOAT = `---
type: boat
title: '${SCRIPT}'
audience: 'the owner ${IMAGE}'
entity: jada
answer: Docks took {docks}.
---

# ${SCRIPT} ${IMAGE}

[click](javascript:alert(1)) and <b onclick="alert(1)">this</b>

~~~sql figure id=docks label="${SCRIPT.replaceAll('"', '')}"
SELECT date, payee, amount, file, line, source FROM postings WHERE payee LIKE 'Dock%'
~~~
`;

function hostileFolder(): string {
  const folder = portfolioFolder('reports: [reports/*.md]\n');
  const change = (file: string, from: string, to: string): void => {
    const text = readFileSync(join(folder, file), 'utf8');
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    writeFileSync(join(folder, file), text.replace(from, to));
  };
  const yaml = (text: string): string => JSON.stringify(text);
  change('portfolio.yaml', 'name: Test Holdings', `name: ${yaml(`${SCRIPT}\r\nBcc: thief@example.com`)}`);
  change('portfolio.yaml', 'name: JADA Charter', `name: ${yaml(`${SCRIPT}${IMAGE}`)}`);
  change('portfolio.yaml', 'id: ann, name: Ann', `id: ann, name: ${yaml(TWO_LINES)}`);
  change('portfolio.yaml', 'to: [{ name: Ann,', `to: [{ name: ${yaml(TWO_LINES)},`);
  change(
    'bank.csv',
    'Something new',
    `"${SCRIPT} ""><img src=x onerror=alert(1)> =HYPERLINK(""http://evil.example"")"`,
  );
  mkdirSync(join(folder, 'reports'));
  writeFileSync(join(folder, 'reports/boat.md'), BOAT.replaceAll('~~~', '```'));
  return folder;
}

let home: House;
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  home = await house({ folder: hostileFolder(), closing: (close) => closers.push(close) });
});
afterAll(() => Promise.all(closers.map((close) => close())));

/** Everything that a page could run, fetch or follow. */
function dangersIn(html: string): readonly string[] {
  const found: string[] = [];
  const look = (node: DefaultTreeAdapterTypes.Node): void => {
    if (defaultTreeAdapter.isElementNode(node)) {
      const { tagName, attrs } = node;
      if (/^(?:script|iframe|object|embed|link|base|form|meta-refresh)$/.test(tagName)) found.push(`<${tagName}>`);
      for (const { name, value } of attrs) {
        if (name.startsWith('on')) found.push(`${tagName} ${name}`);
        const leads = ['href', 'src', 'action', 'formaction', 'xlink:href', 'srcset', 'background'].includes(name);
        if (leads && !/^(?:https?:\/\/127\.0\.0\.1[:/]|#|mailto:|cid:|data:image\/png)/i.test(value))
          found.push(`${tagName} ${name}=${value}`);
      }
    }
    if ('childNodes' in node) for (const child of node.childNodes) look(child);
    if ('content' in node) look(node.content);
  };
  look(parse(html));
  return found;
}

describe('text that is a script', () => {
  it('comes as data from every route, which no browser takes for a page', async () => {
    const { operations } = await documentOf(home.ask);
    const reads = operations.filter(
      ({ method, path }) => method === 'GET' && path.startsWith('/api/') && !path.includes('{'),
    );
    const said: string[] = [];
    for (const { path } of reads) {
      const answer = await home.ask('GET', path, { as: ANN });
      said.push(await answer.text());
      const { headers } = answer;
      expect([path, headers.get('content-type')?.replace(/;.*/, '')]).toEqual([
        path,
        expect.stringMatching(/^application\/(?:problem\+)?json$/),
      ]);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).toContain('sandbox');
      expect(headers.get('cache-control')).toBe('no-store');
    }
    // Else nothing was tried.
    expect(said.join('')).toContain(SCRIPT);
  });

  it.each(['cfo', 'ceo', 'accounting'])('is text in the %s report as the browser shows it', async (type) => {
    const asked = await home.ask('POST', `/api/reports/${type}/view`, { as: ANN, body: {} });
    const { url } = (await asked.json()) as { url: string };
    const page = await home.ask('GET', url);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(dangersIn(html)).toEqual([]);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
    expect(policy).toMatch(/(?:^|; )sandbox(?:;|$)/);
  });
});

it('is refused in a report of the owner’s: those have no HTML', async () => {
  const answer = await home.ask('POST', '/api/reports/boat/view', { as: ANN, body: {} });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ code: 'bad-report', mistakes: expect.any(Array) });
});

/** Headers of a mail that somebody else wrote into it, and what its page would run. */
async function injectedIn(report: string) {
  const [file = ''] = messagesIn(join(home.folder, 'outbox')).filter((name) => name.includes(`-${report}-`));
  const { to, cc, bcc, subject = '', headers, html = '' } = await PostalMime.parse(readFileSync(file));
  const names = headers.map(({ key }) => key);
  return {
    to: to?.map(({ address }) => address),
    copies: [...(cc ?? []), ...(bcc ?? [])].map(({ address }) => address),
    headers: headers.filter(({ key, value }) => key === 'x-injected' || /[\r\n]/.test(value)),
    twice: ['to', 'from', 'subject', 'bcc'].filter((name) => names.indexOf(name) !== names.lastIndexOf(name)),
    lines: /[\r\n]/.test(subject),
    dangers: dangersIn(html),
  };
}

const NOTHING = { to: [ANN.email], copies: [], headers: [], twice: [], lines: false, dangers: [] };

describe('lines in names', () => {
  it('add no header to the mail with the link, and its page runs nothing', async () => {
    await home.ask('POST', '/api/auth/link', { body: { email: ANN.email } });
    await home.bridge.signIn.settled();
    expect(await injectedIn('sign-in')).toEqual(NOTHING);
  });

  it('nor to a report', async () => {
    const answer = await home.ask('POST', '/api/reports/cfo', { as: ANN, body: { list: 'owners' } });
    expect(await answer.json()).toMatchObject({ state: 'done', deliveries: [{ state: 'sent' }] });
    // The outbox keeps who gets a blind copy: the portfolio's own.
    expect(await injectedIn('cfo')).toEqual({ ...NOTHING, copies: ['audit@example.com'] });
  });
});
