import { createParser } from 'eventsource-parser';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/core/problem.ts';
import { problem, reportTypes, send, type Send } from '../../src/http/contract/index.ts';
import { reports } from '../../src/reports/index.ts';
import { documentOf } from './_document.ts';
import { ANN, BEN, house, portfolioFolder, type Asked, type House } from './_house.ts';

const OWN = '---\ntype: weekly\ntitle: Weekly\naudience: the crew\n---\n\nWhat there is to say.\n';

let home: House;
const closers: (() => Promise<void>)[] = [];
beforeAll(async () => {
  const folder = portfolioFolder('reports: [weekly.md, broken.md]\n');
  writeFileSync(join(folder, 'weekly.md'), OWN);
  writeFileSync(join(folder, 'broken.md'), '---\ntype: broken\n---\n');
  home = await house({ folder, closing: (close) => closers.push(close) });
});
afterAll(() => Promise.all(closers.map((close) => close())));

const post = (path: string, asked: Asked = { as: ANN }): Promise<Response> =>
  home.ask('POST', `/api/reports/${path}`, asked);
const read = async (answer: Response): Promise<Send> => send.parse(await answer.json());
const problemOf = async (answer: Response) => problem.parse(await answer.json());

/** Addresses of everyone to whom the messages of a send went. */
async function reached({ deliveries }: Send): Promise<readonly string[]> {
  const { dispatches } = home.bridge.ledger.records;
  const kept = await Promise.all(deliveries.map(({ dispatch = '' }) => dispatches.get(dispatch)));
  return kept.flatMap((one) => one?.record.recipients.map(({ address }) => address) ?? []);
}

async function follow(
  answer: Response,
): Promise<readonly { event: string | undefined; id: string | undefined; data: Send }[]> {
  const events: { event: string | undefined; id: string | undefined; data: Send }[] = [];
  const parser = createParser({
    onEvent: ({ event, id, data }) => events.push({ event, id, data: send.parse(JSON.parse(data)) }),
  });
  parser.feed(await answer.text());
  return events;
}

describe('the reports', () => {
  it('each have a route of their own, also one that is added later', async () => {
    const { operations } = await documentOf(home.ask);
    const paths = operations.filter(({ method }) => method === 'POST').map(({ path }) => path);
    for (const { type } of reports) expect(paths).toContain(`/api/reports/${type}`);
    expect(paths).toContain('/api/reports/executive');
    expect(operations.map(({ operationId }) => operationId)).toContain('sendYachtDelivery');
  });

  it('are listed with whom they go to, and without those that do not concern the portfolio', async () => {
    const { suppression } = home.bridge.ledger.records;
    await suppression.add({ address: 'ben@example.com', reason: 'unsubscribed', list: 'finance', at: home.clock.now });
    const list = reportTypes.parse(await (await home.ask('GET', '/api/reports', { as: ANN })).json()).reports;
    await suppression.remove('ben@example.com', 'finance');
    expect(list.map(({ type, kind }) => `${type} ${kind}`)).toEqual([
      'ceo executive',
      'cfo executive',
      'accounting executive',
      'weekly own',
      'broken own',
    ]);
    expect(list.find(({ type }) => type === 'cfo')).toMatchObject({
      title: 'CFO report',
      bcc: ['audit@example.com'],
      recipients: [
        { email: 'ann@example.com', name: 'Ann', list: 'owners' },
        { email: 'ben@example.com', list: 'finance', suppressed: expect.stringContaining('its reader left') as string },
      ],
    });
    expect(list.find(({ type }) => type === 'broken')?.broken).toMatch(/^broken\.md:\d+: /);
  });

  it('name whoever stands on several lists with each: a send to one of them reaches her', async () => {
    const more =
      'lists:\n  - { name: owners, to: [ann@example.com] }\n  - { name: crew, to: [ben@example.com, ann@example.com] }\n';
    const folder = portfolioFolder();
    const file = join(folder, 'portfolio.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^lists:\n(?: {2}.*\n)+/m, more));
    const both = await house({ folder });
    const { reports: list } = reportTypes.parse(await (await both.ask('GET', '/api/reports', { as: ANN })).json());
    expect(list[0]?.recipients.map((one) => [one.list, one.email])).toEqual([
      ['owners', 'ann@example.com'],
      ['crew', 'ben@example.com'],
      ['crew', 'ann@example.com'],
    ]);
  });

  it('are listed for a reader without anybody’s address', async () => {
    const answer = await home.ask('GET', '/api/reports', { as: BEN });
    const text = await answer.text();
    reportTypes.parse(JSON.parse(text));
    expect(text).not.toMatch(/\w{2,}@example/);
    expect(text).toContain('a…@example.com');
  });
});

describe('an admin', () => {
  it('sends a report to all who receive it, and hears what became of each message', async () => {
    const answer = await post('cfo');
    expect(answer.status).toBe(200);
    const text = await answer.clone().text();
    const sent = await read(answer);
    expect(sent).toMatchObject({ sent: 4, recipients: 4, type: 'cfo', by: 'user:ann', state: 'done' });
    expect(sent.deliveries.map(({ state, recipients }) => [state, recipients])).toEqual([
      ['sent', 2],
      ['sent', 2],
    ]);
    expect((await reached(sent)).toSorted()).toEqual([
      'ann@example.com',
      'audit@example.com',
      'audit@example.com',
      'ben@example.com',
    ]);
    // What went out says a lot; what was answered says nothing of it.
    const outbox = readdirSync(join(home.folder, 'outbox')).filter((file) => file.endsWith('.eml'));
    const [, subject = ''] =
      /^Subject: (.*)/m.exec(readFileSync(join(home.folder, 'outbox', outbox[0] ?? ''), 'utf8')) ?? [];
    expect(subject).not.toBe('');
    expect(text).not.toContain(subject);
    expect(text).not.toMatch(/USD|\$|\d\.\d\d\b/);
    const listed = reportTypes.parse(await (await home.ask('GET', '/api/reports', { as: ANN })).json()).reports;
    expect(listed.find(({ type }) => type === 'cfo')?.last).toMatchObject({ state: 'sent', period: '2026-04-30' });

    const second = await read(await post('executive'));
    expect(second.deliveries.map(({ report, replayed }) => `${report} ${replayed ?? 'new'}`)).toEqual([
      'ceo new',
      'cfo true',
      'cfo true',
      'accounting new',
    ]);
    expect([second.sent, second.recipients]).toEqual([4, 8]);
    expect(second.says).toBe('2 messages sent, 2 sent before');
  });

  it('sends a report of the owner, or one list of a report', async () => {
    expect(await read(await post('weekly', { as: ANN, body: { list: 'owners' } }))).toMatchObject({
      sent: 2,
      list: 'owners',
    });
    const any = await read(await post('send?type=cfo', { as: ANN, body: { list: 'finance', again: true } }));
    expect(await reached(any)).toEqual(['ben@example.com', 'audit@example.com']);
  });

  it.each([
    ['weather', {}, 404, 'no-such-report'],
    ['all', {}, 404, 'no-such-report'],
    ['send?type=weather', {}, 404, 'no-such-report'],
    ['send', {}, 400, 'bad-request'],
    ['cfo', { body: { list: 'nobody' } }, 404, 'no-such-list'],
    ['ceo', { body: { list: 'finance' } }, 422, 'no-recipients'],
    ['cfo', { body: { to: 'x@example.com' } }, 400, 'bad-request'],
    ['cfo', { body: 'list=owners', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, 'not-json'],
    ['cfo', { headers: { 'idempotency-key': '' } }, 400, 'bad-request'],
    ['cfo', { headers: { 'idempotency-key': 'k'.repeat(256) } }, 400, 'bad-request'],
    ['cfo', { headers: { 'idempotency-key': 'clé' } }, 400, 'bad-request'],
  ])('is told why it cannot be: %s %j', async (path, asked: Asked, status, code) => {
    expect(await problemOf(await post(path, { ...asked, as: ANN }))).toMatchObject({ status, code });
  });

  it('is told to wait when too many sends wait already', async () => {
    const { sends } = home.bridge;
    const begin = () => Promise.reject(new UserError('too-many-sends', '20 sends wait already'));
    Object.assign(home.bridge, { sends: { ...sends, begin } });
    const answer = await post('cfo');
    Object.assign(home.bridge, { sends });
    expect(answer.headers.get('retry-after')).toBe('30');
    expect(await problemOf(answer)).toMatchObject({ status: 429, code: 'too-many-sends' });
  });
});

describe('a reader', () => {
  it('has a report sent to themself alone, as the executive reports that they receive', async () => {
    const answer = await post('executive', { as: BEN, body: { again: true } });
    const text = await answer.clone().text();
    const sent = await read(answer);
    expect(await reached(sent)).toEqual(['ben@example.com', 'audit@example.com']);
    expect(sent).toMatchObject({ by: 'user:ben', type: 'executive', deliveries: [{ report: 'cfo' }] });
    expect(text).not.toMatch(/\w{2,}@example/);
  });

  it.each([
    ['ceo', 403, 'not-a-recipient'],
    ['send?type=cfo', 403, 'admins-only'],
    ['weekly', 403, 'not-a-recipient'],
  ])('has no other sent: %s', async (path, status, code) => {
    expect(await problemOf(await post(path, { as: BEN }))).toMatchObject({ status, code });
  });
});

describe('an idempotency key', () => {
  it('is answered with the first send, and stands for no other', async () => {
    const headers = { 'idempotency-key': 'b0b5 "quoted"', prefer: 'respond-async' };
    const asked = { as: ANN, headers, body: { list: 'finance', again: true } };
    const first = await post('cfo', asked);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    const { dispatch } = await read(first);
    await home.bridge.sends.settled(dispatch, 20_000);
    const second = await post('cfo', asked);
    expect([second.status, second.headers.get('idempotent-replayed')]).toEqual([200, 'true']);
    expect(await read(second)).toMatchObject({ dispatch, state: 'done', sent: 2 });
    const other = await post('cfo', { as: ANN, headers });
    expect(await problemOf(other)).toMatchObject({ status: 422, code: 'key-used' });
  });
});

describe('a send that goes on', () => {
  it('is answered with where it is followed, and followed to its end', async () => {
    const asked = { as: BEN, headers: { prefer: 'wait=5, respond-async' }, body: { again: true } };
    const answer = await post('cfo', asked);
    expect([answer.status, answer.headers.get('preference-applied')]).toEqual([202, 'respond-async']);
    const begun = await read(answer);
    expect(answer.headers.get('location')).toBe(begun.status);
    expect(begun.endedAt).toBeUndefined();

    const stream = await home.ask('GET', `${begun.status}/events`, { as: BEN, headers: { 'last-event-id': '7' } });
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    const events = await follow(stream);
    expect(events.map(({ event }) => event)).toEqual(events.map(() => 'send'));
    expect(events.map(({ id }) => id)).toEqual(events.map((_, at) => String(at + 1)));
    expect(events.at(-1)?.data).toMatchObject({ state: 'done', sent: 2, deliveries: [{ state: 'sent' }] });

    expect(await read(await home.ask('GET', begun.status, { as: ANN }))).toMatchObject({
      state: 'done',
      by: 'user:ben',
    });
    const [last, ...more] = await follow(await home.ask('GET', `${begun.status}/events`, { as: BEN }));
    expect([last?.data.state, more]).toEqual(['done', []]);
  });

  it('of somebody else is none for a reader; one that there is not is none for anybody', async () => {
    const { dispatch } = await read(await post('cfo', { as: ANN, headers: { prefer: 'respond-async' } }));
    for (const path of [`/api/sends/${dispatch}`, `/api/sends/${dispatch}/events`])
      expect(await problemOf(await home.ask('GET', path, { as: BEN }))).toMatchObject({
        status: 404,
        code: 'no-such-send',
      });
    const none = await home.ask('GET', `/api/sends/${'0'.repeat(32)}`, { as: ANN });
    expect(await problemOf(none)).toMatchObject({ status: 404, code: 'no-such-send' });
    expect((await home.ask('GET', '/api/sends/x', { as: ANN })).status).toBe(400);
  });
});
