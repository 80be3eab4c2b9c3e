import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Send } from '../../../src/model/send.ts';
import { portfolioFolder } from '../../http/_portfolio.ts';
import { openFilesIn } from '../../records/_sqlite-files.ts';
import { deskOver, end, followed, MINUTE, refused } from './_desk.ts';

const ANN = 'user:ann';

describe('a wish', () => {
  it('is answered at once, carried out behind, and on record from then on', async () => {
    const house = await deskOver();
    const { desk, ledger } = house;
    const { send, replayed } = await desk.begin({ type: 'cfo', by: ANN });
    expect(replayed).toBe(false);
    expect(send).toMatchObject({ state: 'waiting', by: ANN, type: 'cfo', again: false, dispatches: [] });
    const after = await end(house, send);
    expect(after).toMatchObject({ state: 'done', says: '2 messages sent', refused: [] });
    expect(after.dispatches).toHaveLength(2);
    for (const { id, replayed: isOld } of after.dispatches) {
      expect(isOld).toBe(false);
      const kept = await ledger.records.dispatches.get(id);
      expect(kept?.record).toMatchObject({ batch: send.id, by: ANN, state: 'sent' });
    }
    // What is on record of it tells nothing of what the report says.
    expect(JSON.stringify(after)).not.toMatch(/\d\.\d\d|USD|\$/);

    const second = await end(house, (await desk.begin({ type: 'cfo', by: ANN })).send);
    expect(second).toMatchObject({ state: 'done', says: '2 sent before' });
    expect(second.dispatches.map(({ replayed: isOld }) => isOld)).toEqual([true, true]);
  });

  it.each([
    [{ type: 'weather' }, 'no-such-report'],
    [{ type: 'cfo', list: 'nobody' }, 'no-such-list'],
    [{ type: 'ceo', list: 'finance' }, 'no-recipients'],
    [{ type: 'ceo', only: 'ben@example.com' }, 'not-a-recipient'],
  ])('that cannot be is refused at once, and none is on record: %j', async (wish, code) => {
    const { desk } = await deskOver();
    const id = 'b'.repeat(32);
    await refused(desk.begin({ ...wish, by: ANN, id }), code);
    expect(await desk.get(id)).toBeUndefined();
  });

  it('is held against the portfolio as it is now', async () => {
    const folder = portfolioFolder('reports: [weekly.md]\n');
    const { desk } = await deskOver(folder);
    writeFileSync(join(folder, 'weekly.md'), '---\ntype: monthly\n---\n');
    await refused(desk.begin({ type: 'weekly', by: ANN, list: 'finance' }), 'no-such-report');
    writeFileSync(join(folder, 'weekly.md'), '---\ntype: weekly\n---\n');
    await refused(desk.begin({ type: 'weekly', by: ANN, list: 'finance' }), 'no-recipients');
    writeFileSync(join(folder, 'portfolio.yaml'), 'name: [\n');
    await expect(desk.begin({ type: 'cfo', by: ANN })).rejects.toMatchObject({ code: 'bad-portfolio' });
  });

  it('that fails says why, and that nothing was sent', async () => {
    const folder = portfolioFolder();
    const file = join(folder, 'portfolio.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('file: bank.csv', 'file: bank.csv, fresh_within_days: 1'));
    const house = await deskOver(folder);
    const failed = await end(house, (await house.desk.begin({ type: 'cfo', by: ANN })).send);
    expect(failed).toMatchObject({ state: 'failed', says: 'nothing was sent', problem: { code: 'sources-stale' } });
  });
});

describe('an idempotency key', () => {
  it('stands for one wish of one subject, for a day', async () => {
    const house = await deskOver();
    const { desk, clock } = house;
    const wish = { type: 'cfo', by: ANN, key: 'monday' };
    const [first, second] = await Promise.all([desk.begin(wish), desk.begin(wish)]);
    expect(second.send.id).toBe(first.send.id);
    expect([first, second].filter(({ replayed }) => replayed)).toHaveLength(1);
    const ended = await end(house, first.send);
    expect(await desk.begin(wish)).toEqual({ send: ended, replayed: true });
    await refused(desk.begin({ ...wish, list: 'owners' }), 'key-used');
    await refused(desk.begin({ ...wish, again: true }), 'key-used');
    const other = await desk.begin({ ...wish, by: 'user:cleo' });
    expect(other).toMatchObject({ replayed: false });
    await end(house, other.send);
    clock.now += 25 * 60 * MINUTE;
    expect((await desk.begin({ ...wish, list: 'owners' })).replayed).toBe(false);
  });

  it('that stood for a wish which could not be is good for another', async () => {
    const { desk } = await deskOver();
    await refused(desk.begin({ type: 'weather', by: ANN, key: 'k' }), 'no-such-report');
    expect(await desk.begin({ type: 'cfo', by: ANN, key: 'k' })).toMatchObject({ replayed: false });
  });

  it('and the id of a wish are one over all processes', async () => {
    const folder = portfolioFolder();
    const [one, other] = [await deskOver(folder), await deskOver(folder)];
    const wish = { type: 'cfo', by: 'schedule:monday', id: 'c'.repeat(32) };
    const begun = await Promise.all([one.desk.begin(wish), other.desk.begin(wish)]);
    expect(begun.filter(({ replayed }) => replayed)).toHaveLength(1);
    const [seen] = (await followed(other, wish)).slice(-1);
    expect(seen).toMatchObject({ state: 'done', says: '2 messages sent' });
    expect(await one.desk.begin(wish)).toMatchObject({ replayed: true, send: { id: wish.id, state: 'done' } });
    expect((await one.ledger.records.dispatches.list({ limit: 10 })).records).toHaveLength(2);
  });
});

describe('a send that does not come to its end', () => {
  it('of an earlier version is parked once nobody wrote of it for two minutes, and never begun again', async () => {
    const { desk, ledger, clock } = await deskOver();
    const dead: Send = {
      id: 'd'.repeat(32),
      by: ANN,
      type: 'cfo',
      again: false,
      wish: 'e'.repeat(64),
      state: 'verifying',
      says: 'every figure is held against its receipt',
      started: clock.now,
      alive: clock.now,
      dispatches: [],
      refused: [],
    };
    await ledger.records.sends.add(dead);
    clock.now += 2 * MINUTE;
    expect(await desk.get(dead.id)).toEqual(dead);
    clock.now += 1;
    await desk.takeOver();
    expect(await desk.get(dead.id)).toMatchObject({ state: 'parked', ended: dead.alive });
    expect(await followed({ desk }, dead)).toMatchObject([{ state: 'parked' }]);
  });
});

// Where a process sees its own files.
describe.runIf(process.platform === 'linux')('a server that sends for weeks', () => {
  it('has its records open once, whatever it sends', async () => {
    const folder = portfolioFolder();
    const house = await deskOver(folder);
    const send = async () => end(house, (await house.desk.begin({ type: 'cfo', by: ANN, again: true })).send);
    // The first one makes them.
    await send();
    const before = openFilesIn(folder);
    expect(await send()).toMatchObject({ state: 'done' });
    expect(openFilesIn(folder)).toEqual(before);
    expect(before.filter((file) => file.endsWith('.sqlite'))).toHaveLength(1);
  });
});
