import { expect, it } from 'vitest';
import { dashboardSettings } from '../../../src/app/bridge/settings.ts';
import { signInMail } from '../../../src/app/bridge/sign-in-mail.ts';
import { signInDesk, type SignInOptions } from '../../../src/app/bridge/sign-in.ts';
import { systemEffects } from '../../../src/core/effects.ts';
import type { TransportKind } from '../../../src/delivery/index.ts';
import type { Message, Outcome } from '../../../src/model/dispatch.ts';
import { loadPortfolio } from '../../../src/portfolio/load.ts';
import { portfolioFolder } from '../../http/_house.ts';

const LINK = { token: 'T'.repeat(43), address: 'ann@example.com', name: 'Ann', minutes: 15 };
const ACCEPTED: Outcome = { outcome: 'accepted', receipt: 'r' };
const failed = (kind: 'permanent' | 'retryable' | 'unknown', code: string): Outcome => ({
  outcome: 'failed',
  failure: { class: kind, code, message: 'no such user ann@example.com' },
});

/** A desk over a transport that answers as it is told; what it was given to send, and what was said of it. */
async function desk(answers: (Outcome | Error | 'never')[], more: Partial<SignInOptions> = {}, senders?: object[]) {
  const { declared } = await loadPortfolio(portfolioFolder());
  const portfolio = { ...declared.portfolio, ...(senders ? { senders } : {}) } as typeof declared.portfolio;
  const sent: Message[] = [];
  const told: string[] = [];
  const closed: boolean[] = [];
  const kind: TransportKind = {
    name: 'outbox',
    open: async () => ({
      name: 'outbox',
      send: async (message) => {
        sent.push(message);
        const answer = answers.shift() ?? ACCEPTED;
        if (answer instanceof Error) throw answer;
        return answer === 'never' ? new Promise<Outcome>(() => undefined) : answer;
      },
      close: async () => void closed.push(true),
    }),
  };
  const effects = { ...systemEffects, env: {} };
  const made = signInDesk({
    ledger: { declared: { ...declared, portfolio } },
    url: 'http://127.0.0.1:8787',
    effects,
    kinds: [kind],
    ...more,
  });
  made.onTrouble((code) => told.push(code));
  return { made, sent, told, closed };
}

const textOf = ({ bytes }: Message): string => Buffer.from(bytes).toString('utf8').replaceAll('=\r\n', '');

it('sends one mail to one address, and closes the connection', async () => {
  const { made, sent, told, closed } = await desk([]);
  made.mail(LINK);
  await made.settled();
  expect(sent.map(({ envelope, subject, id }) => [envelope.to, subject, id])).toEqual([
    [['ann@example.com'], 'Sign in to Test Holdings', expect.stringMatching(/^\d{8}T\d{6}Z-sign-in-[0-9a-f]{8}$/)],
  ]);
  expect([told, closed]).toEqual([[], [true]]);
});

it('comes back at once, and nothing of a mail is done before', async () => {
  const { made, sent } = await desk(['never'], { patience: 1 });
  made.mail(LINK);
  await Promise.resolve();
  expect(sent).toEqual([]);
  await made.settled();
});

const SENDERS = [{ email: 'one@example.com' }, { email: 'two@example.com' }];

it('another sender tries where the first may not send, and nobody twice where it is not known', async () => {
  const refused = await desk([failed('permanent', 'ses-not-verified')], {}, SENDERS);
  refused.made.mail(LINK);
  await refused.made.settled();
  expect(refused.sent.map(({ envelope }) => envelope.from)).toEqual(['one@example.com', 'two@example.com']);
  expect(refused.told).toEqual([]);
  const unknown = await desk([failed('unknown', 'no-answer')], {}, SENDERS);
  unknown.made.mail(LINK);
  await unknown.made.settled();
  expect([unknown.sent.length, unknown.told]).toEqual([1, ['no-answer']]);
});

it.each([
  ['a transport that refuses', [failed('permanent', 'smtp-550')], {}, undefined, 'smtp-550'],
  ['one that throws', [new Error('ann@example.com')], {}, undefined, 'unexpected'],
  ['one that never answers', ['never'], { patience: 1 }, undefined, 'no-answer'],
  ['one that there is not', [], { kinds: [] }, undefined, 'no-such-transport'],
  ['no sender', [], {}, [], 'no-sender'],
] as const)('%s is told by its code alone', async (_, answers, more, senders, code) => {
  const { made, told } = await desk([...answers], more, senders && [...senders]);
  made.mail(LINK);
  await made.settled();
  expect(told).toEqual([code]);
});

it('a name from the portfolio begins no header and no tag', async () => {
  const hostile = 'Evil\r\nBcc: eve@example.com\u2028<script>alert(1)</script>"';
  const parts = await signInMail({
    url: 'https://x.example/sign-in#t',
    portfolio: hostile,
    name: hostile,
    minutes: 15,
  });
  expect(parts.subject).toBe('Sign in to Evil Bcc: eve@example.com <script>alert(1)</script>"');
  expect(parts.html).not.toContain('<script');
  expect(parts.html).toContain('&lt;script&gt;');
  const { made, sent } = await desk([]);
  made.mail({ ...LINK, name: hostile });
  await made.settled();
  const [message] = sent;
  expect(message && textOf(message).split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/im);
});

it('says in text and in HTML how long, how often and where the link works', async () => {
  const url = 'https://x.example/sign-in#t';
  const { text, html, images } = await signInMail({ url, portfolio: 'Harbour', minutes: 15 });
  expect(text).toContain(`\n\n${url}\n\n`);
  expect(text).toMatch(/^Hello,\n/);
  for (const words of [text, html]) {
    expect(words).toContain('once, for 15 minutes, and only in the browser');
    expect(words).toContain('If you did not ask for it');
  }
  expect(html).toContain(`href="${url}"`);
  // Nothing is fetched, so nobody is told that it was opened.
  expect([html.match(/src=|url\(/), images]).toEqual([null, []]);
});

it('the settings are those that it began with where no file is named', async () => {
  const { declared } = await loadPortfolio(portfolioFolder());
  const clock = { now: 0 };
  const { files: _, ...nameless } = declared;
  const settings = dashboardSettings({ declared: nameless, effects: { now: () => clock.now } });
  const before = await settings();
  clock.now += 10_000;
  expect(await settings()).toBe(before);
});
