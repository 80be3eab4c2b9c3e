import { describe, expect, it, vi } from 'vitest';
import { portfolioFolder } from '../../http/_portfolio.ts';
import { deskOver, end, followed, MINUTE, refused, slowServer } from './_desk.ts';

const ANN = 'user:ann';

describe('a send that takes its time', () => {
  it('is followed step by step, from another process too, to its end', async () => {
    const server = await slowServer();
    const folder = portfolioFolder(server.delivery);
    const [house, watcher] = [await deskOver(folder), await deskOver(folder)];
    const { send } = await house.desk.begin({ type: 'cfo', by: ANN });
    const watching = followed(watcher, send);
    await vi.waitFor(() => expect(server.waiting()).toBe(1), 20_000);
    expect(await house.desk.settled(send.id, 0)).toMatchObject({ state: 'sending' });
    expect(await watcher.desk.settled(send.id, 1)).toMatchObject({ state: 'sending' });
    server.release();
    const seen = await watching;
    expect(seen.at(-1)).toMatchObject({ state: 'done', says: '2 messages sent' });
    expect(seen.map(({ state }) => state)).toContain('sending');
    expect(await watcher.desk.settled(send.id, 1000)).toMatchObject({ state: 'done' });
  });

  it('keeps others waiting, twenty at most', async () => {
    const server = await slowServer();
    const { desk } = await deskOver(portfolioFolder(server.delivery));
    const wishes = Array.from({ length: 21 }, () => desk.begin({ type: 'cfo', by: ANN }));
    const begun = await Promise.allSettled(wishes);
    // The first of them is under way as soon as it is there.
    expect(begun.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(20);
    await desk.begin({ type: 'cfo', by: ANN }).catch(() => undefined);
    await refused(desk.begin({ type: 'cfo', by: ANN, key: 'late' }), 'too-many-sends');
  });
});

describe('a desk that stops', () => {
  it('lets a send end within the grace time', async () => {
    const server = await slowServer();
    const { desk } = await deskOver(portfolioFolder(server.delivery));
    const { send } = await desk.begin({ type: 'cfo', list: 'owners', by: ANN });
    await vi.waitFor(() => expect(server.waiting()).toBe(1), 20_000);
    const stopping = desk.stop();
    await refused(desk.begin({ type: 'cfo', by: ANN }), 'stopping');
    server.release();
    await stopping;
    expect(await desk.get(send.id)).toMatchObject({ state: 'done', says: '1 message sent' });
  });

  it('parks what is all in the queue, and leaves what waited to the next process, which goes on with both', async () => {
    const server = await slowServer();
    const folder = portfolioFolder(server.delivery);
    const house = await deskOver(folder, { times: { grace: 1 } });
    const { send } = await house.desk.begin({ type: 'cfo', by: ANN });
    const { send: second } = await house.desk.begin({ type: 'ceo', by: ANN });
    await vi.waitFor(() => expect(server.waiting()).toBe(1), 20_000);
    const watching = followed(house, send);
    await house.desk.stop();
    expect((await watching).at(-1)).toMatchObject({ state: 'parked' });
    expect(await house.desk.get(send.id)).toMatchObject({ state: 'parked', dispatches: [{}, {}] });
    expect(await house.desk.get(second.id)).toMatchObject({ state: 'waiting', tries: 0 });
    expect((await house.desk.get(second.id))?.ended).toBeUndefined();

    server.release();
    const next = await deskOver(folder);
    await next.desk.takeOver();
    expect(await end(next, second)).toMatchObject({ id: second.id, state: 'done', says: '1 message sent' });
    await vi.waitFor(async () => {
      await next.desk.hurry();
      const { records } = await next.ledger.records.dispatches.list({ limit: 10 });
      expect(records.map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    }, 20_000);
  });
});

describe('a desk that works', () => {
  it('sends what waits when it is due', async () => {
    const server = await slowServer();
    const folder = portfolioFolder(server.delivery);
    const house = await deskOver(folder, { times: { grace: 1 } });
    const { send } = await house.desk.begin({ type: 'cfo', list: 'owners', by: ANN });
    await vi.waitFor(() => expect(server.waiting()).toBe(1), 20_000);
    await house.desk.stop();
    const [{ id } = { id: '' }] = (await house.desk.get(send.id))?.dispatches ?? [];
    // Its lease is over: nobody knows whether it was sent, and the settle window must pass first.
    const next = await deskOver(folder, { times: { look: 5 }, clock: house.clock });
    house.clock.now += 6 * MINUTE;
    next.desk.work();
    await vi.waitFor(async () => {
      expect((await next.ledger.records.dispatches.get(id))?.record.state).toBe('unknown');
    }, 20_000);
  });
});
