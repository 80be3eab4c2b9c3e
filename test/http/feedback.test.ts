import { describe, expect, it } from 'vitest';
import { queue } from '../../src/model/dispatch-state.ts';
import { sha256 } from '../../src/core/hash.ts';
import type { Ask } from '../../src/http/_api.ts';
import { DISPATCH, bounce, event } from '../delivery/feedback/_ses.ts';
import { certificate, CONFIRMATION, foreign, NOTIFICATION, signed, TOPIC } from '../delivery/feedback/_sns.ts';
import { freshDispatch } from '../records/_dispatch.ts';
import { house } from './_house.ts';

const LISTENING = `delivery: { ses: { topics: ['${TOPIC}'] } }\n`;
const BOUNCE = {
  ...NOTIFICATION,
  Message: JSON.stringify(event('Bounce', { bounce: bounce('Permanent', 'General') })),
};

/** A server that listens to the topic, and an SNS that hands out its certificate. */
async function listening({ more = LISTENING, ask }: { more?: string; ask?: Ask } = {}) {
  const asked: string[] = [];
  const sns: Ask = async (url) => {
    asked.push(url);
    return new Response(url.endsWith('.pem') ? certificate : '<ConfirmSubscriptionResponse/>');
  };
  const at = await house({ more, door: { ask: ask ?? sns } });
  const bring = (body: unknown, type = 'text/plain; charset=UTF-8') =>
    at.ask('POST', '/api/feedback/sns', {
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': type },
    });
  return { ...at, asked, bring };
}

type Listening = Awaited<ReturnType<typeof listening>>;

/** A dispatch to Ana and Ben that was sent. */
async function dispatched({ bridge, clock }: Listening): Promise<void> {
  const bytes = Buffer.from('report');
  const fresh = freshDispatch({
    id: DISPATCH,
    message: sha256(bytes),
    size: bytes.length,
    recipients: ['ana', 'ben'].map((name) => ({ address: `${name}@example.com`, role: 'to', state: 'queued' })),
    queued: clock.now,
    notBefore: clock.now,
  });
  await bridge.ledger.records.dispatches.add(queue(fresh, clock.now), bytes);
}

describe('what SNS brings', () => {
  it('of a message that bounced blames the one it names, once, however often it is brought', async () => {
    const at = await listening();
    await dispatched(at);
    for (const type of ['text/plain; charset=UTF-8', 'application/json']) {
      const answer = await at.bring(signed(BOUNCE), type);
      expect([answer.status, await answer.text()]).toEqual([204, '']);
    }
    const { suppression, senders } = at.bridge.ledger.records;
    expect(await suppression.find('ben@example.com')).toMatchObject({ reason: 'bounced' });
    expect(await suppression.find('ana@example.com')).toBeUndefined();
    const { from } = (await at.bridge.ledger.records.dispatches.get(DISPATCH))?.record ?? { from: '' };
    expect(await senders.standing(from, '2026-04-30')).toMatchObject({ bounced: 1 });
    // One certificate, fetched once.
    expect(at.asked.length).toBe(1);
  });

  it('of a dispatch that is none of ours is taken, and changes nothing', async () => {
    const at = await listening();
    expect((await at.bring(signed(BOUNCE))).status).toBe(204);
    expect(await at.bridge.ledger.records.suppression.find('ben@example.com')).toBeUndefined();
  });

  it('to have its subscription confirmed is confirmed, at SNS and nowhere else', async () => {
    const at = await listening();
    expect((await at.bring(signed(CONFIRMATION))).status).toBe(204);
    expect(at.asked.at(-1)).toBe(CONFIRMATION['SubscribeURL']);
    const elsewhere = { ...CONFIRMATION, SubscribeURL: 'https://evil.example/?Action=ConfirmSubscription' };
    expect((await at.bring(signed(elsewhere))).status).toBe(400);
    expect(at.asked.filter((url) => url.includes('evil'))).toEqual([]);
  });
});

describe('what only says that it is of SNS', () => {
  it.each([
    ['is signed by another key', signed(BOUNCE, { key: foreign.privateKey })],
    ['was changed on its way', { ...signed(BOUNCE), MessageId: 'another' }],
    ['is of a topic that nobody listens to', signed({ ...BOUNCE, TopicArn: `${TOPIC}-2` })],
    ['has its certificate elsewhere', signed(BOUNCE, { url: 'https://evil.example/a.pem' })],
    ['is a day old', signed({ ...BOUNCE, Timestamp: '2026-04-29T15:00:00.000Z' })],
    ['is not signed', event('Bounce', { bounce: bounce('Permanent', 'General') })],
    ['is no JSON', 'hello'],
    ['is nothing', ''],
  ])('and %s is not believed', async (_why, body) => {
    const at = await listening();
    await dispatched(at);
    const answer = await at.bring(body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'not-believed' });
    expect(await at.bridge.ledger.records.suppression.find('ben@example.com')).toBeUndefined();
    expect(at.asked.filter((url) => !url.startsWith('https://sns.us-west-2.amazonaws.com/'))).toEqual([]);
  });

  it('is not believed where the portfolio names no topic', async () => {
    const at = await listening({ more: '' });
    expect((await at.bring(signed(BOUNCE))).status).toBe(400);
    expect(at.asked).toEqual([]);
  });

  it('is refused unread when it is of another kind, or too large', async () => {
    const at = await listening();
    expect((await at.bring(signed(BOUNCE), 'application/xml')).status).toBe(415);
    expect((await at.bring(' '.repeat(512 * 1024 + 1))).status).toBe(413);
    expect((await at.bring(' '.repeat(300 * 1024))).status).toBe(400);
  });
});

describe('what cannot be taken just now', () => {
  it('is one that SNS brings again: its certificate, its confirmation', async () => {
    const silent = await listening({ ask: () => Promise.reject(new Error('no network')) });
    const answer = await silent.bring(signed(BOUNCE));
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([503, 'not-now']);
    const busy = await listening({
      ask: async (url) => (url.endsWith('.pem') ? new Response(certificate) : new Response('', { status: 500 })),
    });
    expect((await busy.bring(signed(CONFIRMATION))).status).toBe(503);
  });
});
