import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import { dispatch, dispatchPage, problem, type Dispatch } from '../../src/http/contract/index.ts';
import { accept, claim, fail, queue } from '../../src/model/dispatch-state.ts';
import type { Dispatch as Recorded, Failure } from '../../src/model/dispatch.ts';
import { freshDispatch } from '../records/_dispatch.ts';
import { ANN, BEN, house, type House } from './_house.ts';

const MINUTE = 60_000;
const BYTES = Buffer.from('From: a\r\nSubject: USD 3,625 left\r\n\r\nUSD 3,625.00\r\n');
const REFUSED: Failure = { class: 'permanent', code: 'smtp-no-mailbox', message: '550 <zoe@example.net> no such user' };
const LOST: Failure = { class: 'unknown', code: 'smtp-reset', message: 'the connection broke' };

let home: House;
const closers: (() => Promise<void>)[] = [];
beforeAll(async () => {
  home = await house({ closing: (close) => closers.push(close) });
});
afterAll(() => Promise.all(closers.map((close) => close())));

/** A dispatch to Zoe with a blind copy that ended so. */
async function add(number: number, ended: (sending: Recorded) => Recorded | undefined = (one) => one): Promise<string> {
  const { dispatches } = home.bridge.ledger.records;
  const now = home.clock.now - (60 - number) * MINUTE;
  const id = `${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}-cfo-${String(number).padStart(8, '0')}`;
  const fresh = freshDispatch({
    id,
    period: '2026-04-30',
    by: 'user:ann',
    subject: 'USD 3,625 left',
    message: sha256(BYTES),
    size: BYTES.length,
    recipients: [
      { address: 'zoe@example.net', role: 'to', state: 'queued' },
      { address: 'audit@example.com', role: 'bcc', state: 'queued' },
    ],
    queued: now,
    notBefore: now,
    expires: now + 24 * 60 * MINUTE,
  });
  await dispatches.add(queue(fresh, now), BYTES);
  await dispatches.change(id, (one) => claim(one, 'w', now, now + MINUTE));
  await dispatches.change(id, ended);
  return id;
}
const sent = (number: number) =>
  add(number, (one) => accept(one, { outcome: 'accepted', receipt: '250 ok' }, one.queued));
const failed = (number: number) => add(number, (one) => fail(one, 'w', REFUSED, one.queued));
const unknown = (number: number) => add(number, (one) => fail(one, 'w', LOST, one.queued, one.queued + 300 * MINUTE));

const read = async (answer: Response): Promise<Dispatch> => dispatch.parse(await answer.json());
const problemOf = async (answer: Response) => problem.parse(await answer.json());

describe('what was sent', () => {
  it('is listed, the latest first, ten at a time, page by page', async () => {
    const ids = [];
    for (const number of [1, 2, 3]) ids.unshift(await sent(number));
    const first = dispatchPage.parse(await (await home.ask('GET', '/api/dispatches?limit=2', { as: BEN })).json());
    expect(first.dispatches.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const next = await home.ask('GET', `/api/dispatches?limit=2&cursor=${first.cursor ?? ''}`, { as: BEN });
    const second = dispatchPage.parse(await next.json());
    expect(second.dispatches.map(({ id }) => id)).toEqual(ids.slice(2));
    expect(second.cursor).toBeUndefined();
    const all = dispatchPage.parse(await (await home.ask('GET', '/api/dispatches', { as: BEN })).json());
    expect(all.dispatches).toHaveLength(3);
  });

  it.each(['limit=0', 'limit=101', 'limit=many', 'cursor=%00', 'cursor=elsewhere'])(
    'is not listed by %s',
    async (query) => {
      const answer = await home.ask('GET', `/api/dispatches?${query}`, { as: BEN });
      expect(await problemOf(answer)).toMatchObject({ status: 400 });
    },
  );

  it('is shown with what became of it, and without what it says', async () => {
    const id = await failed(4);
    const answer = await home.ask('GET', `/api/dispatches/${id}`, { as: ANN });
    const text = await answer.clone().text();
    expect(text).not.toMatch(/3,625|subject|USD/i);
    expect(await read(answer)).toMatchObject({
      id,
      batch: 'batch-1',
      by: 'user:ann',
      state: 'failed',
      period: '2026-04-30',
      failure: { code: 'smtp-no-mailbox' },
      recipients: [
        { address: 'zoe@example.net', role: 'to', state: 'failed' },
        { address: 'audit@example.com', role: 'bcc', state: 'failed' },
      ],
    });
  });

  it('tells a reader nobody’s address, also where a provider repeats it', async () => {
    const id = await failed(5);
    const text = await (await home.ask('GET', `/api/dispatches/${id}`, { as: BEN })).text();
    expect(text).not.toMatch(/zoe@|audit@/);
    expect(text).toContain('550 <z…@example.net> no such user');
  });

  it.each(['20260430T150000Z-cfo-ffffffff', 'nothing', '..%2f..%2fetc'])(
    'that there is not is said: %s',
    async (id) => {
      const answer = await home.ask('GET', `/api/dispatches/${id}`, { as: ANN });
      expect([400, 404]).toContain(answer.status);
      problem.parse(await answer.json());
    },
  );
});

describe('sending again', () => {
  const resend = (id: string, body?: object, as: typeof ANN | typeof BEN = ANN) =>
    home.ask('POST', `/api/dispatches/${id}/resend`, { as, ...(body ? { body } : {}) });

  it('sends the very same to those who did not get it, once', async () => {
    const id = await failed(6);
    expect(await read(await resend(id))).toMatchObject({
      id,
      state: 'sent',
      attempts: 2,
      recipients: [{ state: 'sent' }, { state: 'sent' }],
      resends: [{ by: 'user:ann', at: new Date(home.clock.now).toISOString(), which: 'failed' }],
    });
    expect(await problemOf(await resend(id, {}))).toMatchObject({ status: 409, code: 'does-not-apply' });
  });

  it('does not reach whoever wants nothing more, and says so', async () => {
    const id = await failed(7);
    const { suppression } = home.bridge.ledger.records;
    for (const address of ['zoe@example.net', 'audit@example.com'])
      await suppression.add({ address, reason: 'complained', at: home.clock.now });
    const { status, detail } = await problemOf(await resend(id));
    expect([status, detail]).toEqual([409, expect.stringContaining('zoe@example.net: on the suppression list')]);
    await suppression.remove('zoe@example.net');
    await suppression.remove('audit@example.com');
  });

  it('of what nobody knows is a decision, and so is giving it up', async () => {
    const [risk, given] = [await unknown(8), await unknown(9)];
    expect(await problemOf(await resend(risk))).toMatchObject({ status: 409, code: 'does-not-apply' });
    expect(await read(await resend(risk, { which: 'unknown' }))).toMatchObject({ state: 'sent' });
    const after = await read(await resend(given, { which: 'give-up' }));
    expect(after).toMatchObject({ state: 'failed', failure: { code: 'given-up' } });
  });

  it('is for admins, of what there is, and as the contract has it', async () => {
    const id = await sent(10);
    expect(await problemOf(await resend(id, {}, BEN))).toMatchObject({ status: 403, code: 'admins-only' });
    expect(await problemOf(await resend('20260430T150000Z-cfo-ffffffff'))).toMatchObject({ status: 404 });
    expect(await problemOf(await resend(id, { which: 'all' }))).toMatchObject({ status: 400 });
  });
});
