import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { auditRunning, auditState, views, type AuditState, type Views } from '../../src/http/contract/index.ts';
import type { Records } from '../../src/model/records.ts';
import { ANN, BEN, house, type House } from './_house.ts';

let shared: House;
beforeAll(async () => {
  let close = async (): Promise<void> => undefined;
  shared = await house({ closing: (closing) => (close = closing) });
  return () => close();
});
/** Answers of earlier tests are old by now. */
beforeEach(() => void (shared.clock.now += 60_000));

const verified = async (): Promise<AuditState> => {
  const answer = await shared.ask('GET', '/api/audit/verify', { as: ANN });
  expect(answer.status).toBe(200);
  return auditState.parse(await answer.json());
};

/** Counts how often the records are verified, and lets the test say what comes of it. */
function verifying(verify: (real: Records['verify']) => ReturnType<Records['verify']>): { times: number } {
  const { records } = shared.bridge.ledger;
  const real = records.verify.bind(records);
  onTestFinished(() => void (records.verify = real));
  const told = { times: 0 };
  records.verify = async () => {
    told.times += 1;
    return verify(real);
  };
  return told;
}

it('verifies the chain, and says when and against what', async () => {
  await shared.bridge.ledger.records.chain.checkpoint();
  expect(await verified()).toEqual({
    sound: true,
    entries: 0,
    anchors: 0,
    faults: [],
    verifiedAt: new Date(shared.clock.now).toISOString(),
    tookMs: 0,
  });
});

it('names every fault', async () => {
  const faults = [
    { kind: 'edited', record: 'entry 12', says: 'its hash is another' },
    { kind: 'message', record: 'dispatch 20260430T150000Z-cfo-1f3a90c2', says: 'bytes of an\u0007other message' },
  ] as const;
  verifying(async () => ({ entries: 40, faults }));
  const { sound, entries, faults: told } = await verified();
  expect([sound, entries]).toEqual([false, 40]);
  expect(told).toEqual([faults[0], { ...faults[1], says: 'bytes of an\\x07other message' }]);
});

it('is done once for all who ask meanwhile, shared for as long as it took, and never twice at a time', async () => {
  let done: () => void = () => undefined;
  const slow = new Promise<void>((keep) => (done = keep));
  const told = verifying(async () => {
    await slow;
    return { entries: told.times, faults: [] };
  });
  const asking = [verified(), verified()];
  await expect.poll(() => told.times).toBe(1);
  // It takes longer than an answer is shared.
  shared.clock.now += 12_000;
  done();
  expect((await Promise.all(asking)).map(({ entries, tookMs }) => [entries, tookMs])).toEqual([
    [1, 12_000],
    [1, 12_000],
  ]);
  shared.clock.now += 11_999;
  expect((await verified()).entries).toBe(1);
  shared.clock.now += 1;
  expect((await verified()).entries).toBe(2);
});

it('tries anew when it could not be done', async () => {
  const told = verifying(async () => {
    if (told.times === 1) throw new Error('the disk is gone');
    return { entries: 0, faults: [] };
  });
  expect((await shared.ask('GET', '/api/audit/verify', { as: ANN })).status).toBe(500);
  expect((await verified()).sound).toBe(true);
});

describe('a check that takes longer than an answer', () => {
  const begun = async () => {
    const answer = await shared.ask('GET', '/api/audit/verify', { as: ANN, headers: { prefer: 'respond-async' } });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([202, '2']);
    return auditRunning.parse(await answer.json());
  };
  const slowly = () => {
    let done: (error?: Error) => void = () => undefined;
    const slow = new Promise<void>((keep, fail) => (done = (error) => (error ? fail(error) : keep())));
    const told = verifying(async () => {
      await slow;
      return { entries: told.times, faults: [] };
    });
    return { told, done: (error?: Error) => done(error) };
  };

  it('goes on, one at a time, with what the one before found; its end is told for as long as it took', async () => {
    const before = await verified();
    shared.clock.now += 60_000;
    const since = new Date(shared.clock.now).toISOString();
    const { told, done } = slowly();
    expect(await begun()).toEqual({ running: { since }, last: before });
    shared.clock.now += 90_000;
    expect(await begun()).toEqual({ running: { since }, last: before });
    expect(told.times).toBe(1);
    const waiting = verified();
    done();
    expect(await waiting).toMatchObject({ entries: 1, tookMs: 90_000 });
    // Whoever asks from time to time hears of it, too.
    shared.clock.now += 89_999;
    expect((await verified()).entries).toBe(1);
    expect(told.times).toBe(1);
    shared.clock.now += 1;
    expect((await verified()).entries).toBe(2);
  });

  it('and then fails, is told to whoever asks next, once', async () => {
    const { told, done } = slowly();
    await begun();
    done(new Error('the disk is gone'));
    await new Promise((turn) => setImmediate(turn));
    expect((await shared.ask('GET', '/api/audit/verify', { as: ANN })).status).toBe(500);
    expect(told.times).toBe(1);
    await begun();
    expect(told.times).toBe(2);
    await new Promise((turn) => setImmediate(turn));
    // A minute later nobody follows it any more.
    shared.clock.now += 60_000;
    await begun();
    expect(told.times).toBe(3);
  });
});

it('tells who read which report in the browser, the latest first and page by page', async () => {
  const { records } = shared.bridge.ledger;
  const at = shared.clock.now;
  const common = { by: 'user:ann', asOf: '2026-04-30', snapshot: 'a6b452489bc15029cdaac4c0' };
  await records.views.add({ at, report: 'ceo', ...common });
  await records.views.add({ at: at + 1000, report: 'cfo', reader: 'ben@example.com', ...common });
  await records.views.add({ at: at + 2000, report: 'rental', ...common });
  const page = async (query: string): Promise<Views> => {
    const answer = await shared.ask('GET', `/api/audit/views${query}`, { as: ANN });
    expect(answer.status).toBe(200);
    return views.parse(await answer.json());
  };
  const first = await page('?limit=2');
  expect(first.views).toEqual([
    { at: new Date(at + 2000).toISOString(), report: 'rental', ...common },
    { at: new Date(at + 1000).toISOString(), report: 'cfo', reader: 'ben@example.com', ...common },
  ]);
  const second = await page(`?limit=2&cursor=${first.cursor}`);
  expect(second.views.map(({ report }) => report)).toEqual(['ceo']);
  expect(second.cursor).toBeUndefined();
});

it('is for admins', async () => {
  for (const path of ['/api/audit/verify', '/api/audit/views'])
    expect((await shared.ask('GET', path, { as: BEN })).status).toBe(403);
  const stray = await shared.ask('GET', '/api/audit/views?cursor=abc', { as: ANN });
  expect([stray.status, await stray.json()]).toMatchObject([400, { code: 'bad-cursor' }]);
});
