import { appendFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Send } from '../../../src/model/send.ts';
import { portfolioFolder } from '../../http/_portfolio.ts';
import { deskOver, doomedDesk, end, followed, kill, MINUTE, slowServer, type Desk } from './_desk.ts';

const ANN = 'user:ann';
const CFO = { type: 'cfo', by: ANN };
/** Whoever did not write for longer is gone. */
const GONE = 2 * MINUTE + 1;

const killed = (house: { killed: () => boolean }): Promise<void> =>
  vi.waitFor(() => expect(house.killed()).toBe(true), 20_000);
const mails = (folder: string): string[] => readdirSync(join(folder, 'outbox')).filter((file) => file.endsWith('.eml'));
/** From here on the reports say something else. */
const change = (folder: string): void =>
  appendFileSync(join(folder, 'bank.csv'), '2026-04-29,Charter Moe,100.00,3725.00\n');

/** Who received what: `ann cfo`, in the order of the dispatches. */
async function readers({ ledger }: Desk): Promise<readonly string[]> {
  const { records } = await ledger.records.dispatches.list({ limit: 50 });
  return records.map(({ report, recipients: [first] }) => `${first?.address.split('@')[0] ?? ''} ${report}`).toSorted();
}

/** Another process looks, after so long. */
async function takenOver(folder: string, clock: { now: number }, { id }: Pick<Send, 'id'>, later = GONE) {
  clock.now += later;
  const next = await deskOver(folder, { clock });
  await next.desk.takeOver();
  return { next, send: await end(next, { id }) };
}

describe('a send whose process is killed', () => {
  it('while it freezes is gone on with under its id; who has the report frozen gets no second one, whatever it says by now', async () => {
    const folder = portfolioFolder();
    const house = await doomedDesk(folder, 'keys-taken', { times: 2 });
    const { send } = await house.desk.begin(CFO);
    await killed(house);
    const { records: first } = await house.ledger.records.dispatches.list({ limit: 10 });
    expect(first).toMatchObject([{ batch: send.id, state: 'queued' }]);
    change(folder);
    const { next, send: ended } = await takenOver(folder, house.clock, send);
    expect(ended).toMatchObject({
      id: send.id,
      state: 'done',
      says: '2 messages sent',
      tries: 2,
      started: send.started,
    });
    const { records } = await next.ledger.records.dispatches.list({ limit: 10 });
    expect(records.map(({ batch, state }) => [batch, state])).toEqual([
      [send.id, 'sent'],
      [send.id, 'sent'],
    ]);
    expect(ended.dispatches.map(({ replayed }) => replayed)).toEqual([false, false]);
    expect(ended.dispatches.map(({ id }) => id).toSorted()).toEqual(records.map(({ id }) => id).toSorted());
    expect(records.map(({ id }) => id)).toContain(first[0]?.id);
    // The one says what it said then, the other what is so now.
    expect(new Set(records.map(({ snapshot }) => snapshot)).size).toBe(2);
    expect(await readers(next)).toEqual(['ann cfo', 'ben cfo']);
    expect(mails(folder)).toHaveLength(2);
  });

  it('before anything was frozen is begun again, also one that was to be sent again in any case', async () => {
    const folder = portfolioFolder();
    const house = await doomedDesk(folder, 'keys-taken');
    const { send } = await house.desk.begin({ ...CFO, again: true });
    await killed(house);
    const { send: ended } = await takenOver(folder, house.clock, send);
    expect(ended).toMatchObject({ state: 'done', says: '2 messages sent' });
    expect(mails(folder)).toHaveLength(2);
  });

  it('is followed across it, and its key is answered with it', async () => {
    const folder = portfolioFolder();
    const house = await doomedDesk(folder, 'keys-taken');
    const wish = { ...CFO, key: 'monday' };
    const { send } = await house.desk.begin(wish);
    await killed(house);
    house.clock.now += GONE;
    const next = await deskOver(folder, { clock: house.clock });
    const again = await next.desk.begin(wish);
    expect(again).toMatchObject({ replayed: true, send: { id: send.id, state: 'waiting' } });
    expect(again.send.says).toContain('another process goes on with it');
    const watching = followed(next, send);
    next.desk.work();
    expect((await watching).at(-1)).toMatchObject({ state: 'done' });
    expect(await next.desk.begin(wish)).toMatchObject({ replayed: true, send: { id: send.id, state: 'done' } });
  });

  it('when all of it was in the queue is not composed again, and ends with what became of it', async () => {
    const server = await slowServer();
    const folder = portfolioFolder(server.delivery);
    const house = await deskOver(folder, { times: { grace: 1 } });
    const { send } = await house.desk.begin({ ...CFO, list: 'owners' });
    await vi.waitFor(() => expect(server.waiting()).toBe(1), 20_000);
    kill(house);
    server.release();
    await vi.waitFor(async () => {
      const { records } = await house.ledger.records.dispatches.list({ limit: 10 });
      expect(records).toMatchObject([{ state: 'sent' }]);
    }, 20_000);
    house.clock.now += GONE;
    const next = await deskOver(folder, { clock: house.clock });
    expect(await next.desk.get(send.id)).toMatchObject({ state: 'parked' });
    await next.desk.takeOver();
    expect(await next.desk.get(send.id)).toMatchObject({ state: 'done', says: '1 message sent', tries: 1 });
  });

  it('is taken over by one of two that look at the same time', async () => {
    const folder = portfolioFolder();
    const house = await doomedDesk(folder, 'keys-taken');
    const { send } = await house.desk.begin(CFO);
    await killed(house);
    house.clock.now += GONE;
    const both = [await deskOver(folder, { clock: house.clock }), await deskOver(folder, { clock: house.clock })];
    await Promise.all(both.map(({ desk }) => desk.takeOver()));
    const [ended] = await Promise.all(both.map((one) => end(one, send)));
    expect(ended).toMatchObject({ state: 'done', says: '2 messages sent', tries: 2 });
    expect(mails(folder)).toHaveLength(2);
  });

  it('is left alone as long as its process may still be there', async () => {
    const folder = portfolioFolder();
    const house = await doomedDesk(folder, 'keys-taken');
    const { send } = await house.desk.begin(CFO);
    await killed(house);
    house.clock.now += GONE - 1;
    const next = await deskOver(folder, { clock: house.clock });
    await next.desk.takeOver();
    expect(await next.desk.get(send.id)).toMatchObject({ state: 'sending', tries: 1 });
  });

  it('and that somebody asked for anew meanwhile is sent once', async () => {
    const folder = portfolioFolder();
    const house = await doomedDesk(folder, 'keys-taken', { times: 2 });
    const { send } = await house.desk.begin(CFO);
    await killed(house);
    house.clock.now += MINUTE;
    const next = await deskOver(folder, { clock: house.clock });
    const own = await end(next, (await next.desk.begin(CFO)).send);
    expect(own).toMatchObject({ state: 'done', says: '1 message sent, 1 sent before' });
    const { send: ended } = await takenOver(folder, house.clock, send);
    expect(ended).toMatchObject({ state: 'done', says: '1 message sent, 1 sent before' });
    expect(mails(folder)).toHaveLength(2);
  });
});

describe('a send that is not begun again', () => {
  it('was begun three times, and took its process down each time: it says so', async () => {
    const folder = portfolioFolder();
    const clock = { now: Date.UTC(2026, 3, 30, 15) };
    let id = '';
    for (const time of [1, 2, 3]) {
      const house = await doomedDesk(folder, 'keys-taken', { clock });
      if (time === 1) ({ id } = (await house.desk.begin(CFO)).send);
      else await house.desk.takeOver();
      await killed(house);
      clock.now += GONE;
    }
    const { next, send } = await takenOver(folder, clock, { id }, 0);
    expect(send).toMatchObject({
      state: 'failed',
      says: 'nothing was sent',
      problem: { code: 'broken-off' },
      tries: 3,
    });
    expect(send.problem?.detail).toContain('it was begun 3 times');
    expect(await readers(next)).toEqual([]);
  });

  it('is a schedule’s whose time is over, and one that a person waited for too long', async () => {
    const folder = portfolioFolder();
    const clock = { now: Date.UTC(2026, 3, 30, 15) };
    const house = await doomedDesk(folder, 'keys-taken', { clock });
    const until = clock.now + 10 * MINUTE;
    const wish = { ...CFO, by: 'schedule:weekly', id: 'a'.repeat(32), until };
    await house.desk.begin(wish);
    await house.desk.begin({ ...CFO, id: 'b'.repeat(32) });
    await killed(house);
    clock.now += 10 * MINUTE + 1;
    const next = await deskOver(folder, { clock });
    // Whoever only looks sees the same as is put on record.
    const late = { state: 'failed', says: 'nothing was sent', problem: { code: 'too-late' } };
    const seen = await next.desk.get(wish.id);
    expect(seen?.problem?.detail).toContain('by 2026-04-30 15:10 UTC');
    clock.now += 5 * MINUTE;
    await next.desk.takeOver();
    expect(await next.ledger.records.sends.get('b'.repeat(32))).toMatchObject(late);
    expect(await readers(next)).toEqual([]);
  });

  it('names what it froze all the same', async () => {
    const folder = portfolioFolder();
    const house = await doomedDesk(folder, 'keys-taken', { times: 2 });
    const { send } = await house.desk.begin(CFO);
    await killed(house);
    expect((await house.ledger.records.sends.get(send.id))?.dispatches).toEqual([]);
    const { send: ended } = await takenOver(folder, house.clock, send, 16 * MINUTE);
    expect(ended).toMatchObject({ state: 'parked', problem: { code: 'too-late' }, dispatches: [{ replayed: false }] });
  });
});

describe('a server that stops', () => {
  it('while it reads the sources leaves the send to the next, which goes on with it at once', async () => {
    const folder = portfolioFolder();
    const house = await deskOver(folder);
    const { send } = await house.desk.begin(CFO);
    await house.desk.stop();
    const left = await house.desk.get(send.id);
    expect(left).toMatchObject({ state: 'waiting', tries: 0 });
    expect(left?.says).toContain('the next one goes on with it, if it starts by 2026-04-30 15:15 UTC');
    expect((await house.ledger.records.dispatches.list({ limit: 1 })).records).toEqual([]);
    const { send: ended } = await takenOver(folder, house.clock, send, 1);
    expect(ended).toMatchObject({ state: 'done', says: '2 messages sent', tries: 1 });
  });

  it('leaves nothing for ever: a quarter of an hour later it is over', async () => {
    const folder = portfolioFolder();
    const house = await deskOver(folder);
    const { send } = await house.desk.begin(CFO);
    await house.desk.stop();
    const { send: ended } = await takenOver(folder, house.clock, send, 15 * MINUTE + 1);
    expect(ended).toMatchObject({ state: 'failed', problem: { code: 'too-late' } });
  });
});

it('a process that was only slow freezes nothing more once another has its send', async () => {
  const folder = portfolioFolder();
  const slow = await deskOver(folder, { times: { grace: 1 } });
  const { sends } = slow.ledger.records;
  const real = sends.change.bind(sends);
  let wake: () => void = () => undefined;
  const asleep = new Promise<void>((done) => (wake = done));
  // It sleeps when all is verified, just before it begins to freeze.
  sends.change = async (id, next) => {
    const is = await slow.ledger.records.sends.get(id);
    if (is?.state === 'verifying') await asleep;
    return real(id, next);
  };
  const { send } = await slow.desk.begin({ ...CFO, again: true });
  await vi.waitFor(async () => expect(await sends.get(send.id)).toMatchObject({ state: 'verifying' }), 20_000);
  change(folder);
  const { next, send: ended } = await takenOver(folder, slow.clock, send);
  expect(ended).toMatchObject({ state: 'done', says: '2 messages sent' });
  wake();
  await slow.desk.idle(20_000);
  expect(await slow.ledger.records.sends.get(send.id)).toEqual(ended);
  expect(await readers(next)).toEqual(['ann cfo', 'ben cfo']);
});
