import { describe, expect, it, onTestFinished } from 'vitest';
import type { Store } from '../../src/model/store.ts';
import { idempotency } from '../../src/records/idempotency.ts';
import { rateLimits } from '../../src/records/limits.ts';
import { senderRecords } from '../../src/records/senders.ts';
import { openSqlite } from '../../src/records/sqlite/index.ts';
import { HOUR, NOW } from './_dispatch.ts';
import { effects } from './_own.ts';

/** A store in which others are faster so many times, and then no more; and how often one wrote. */
async function crowded(times: number): Promise<{ readonly store: Store; readonly tried: () => number }> {
  const store = await openSqlite(':memory:');
  onTestFinished(() => store.close());
  let tried = 0;
  const put: Store['audit']['put'] = async (row, over, now) => {
    tried += 1;
    return tried > times ? store.audit.put(row, over, now) : undefined;
  };
  return { store: { ...store, audit: { ...store.audit, put }, auth: { ...store.auth, put } }, tried: () => tried };
}

const FOR_EVER = Infinity;

describe('where others are always faster', () => {
  it('a write is tried again until it is done', async () => {
    const { store, tried } = await crowded(7);
    await senderRecords(store, effects).sent('a@shop.example', 3, '2026-11-22');
    expect(tried()).toBe(8);
    expect(await senderRecords(store, effects).standing('a@shop.example', '2026-11-22')).toMatchObject({ sent: 3 });
  });

  it('a write is given up after fifty times', async () => {
    const { store, tried } = await crowded(FOR_EVER);
    const sent = senderRecords(store, effects).sent('ann@shop.example', 3, '2026-11-22');
    await expect(sent).rejects.toMatchObject({
      code: 'records-busy',
      message: expect.stringContaining('senders#a…@shop.example / 2026-11-22'),
    });
    expect(tried()).toBe(50);
  });

  it('a key is nobody’s', async () => {
    const { store } = await crowded(FOR_EVER);
    const take = idempotency(store, effects).take('key', 'a', NOW, NOW + HOUR);
    await expect(take).rejects.toMatchObject({ code: 'records-busy' });
  });

  it('a rate gives nothing, and says when to ask again; a cap is not taken for kept', async () => {
    const { store } = await crowded(FOR_EVER);
    const limits = rateLimits(store, effects);
    expect(await limits.take('ses', 1, 10, NOW)).toEqual({ taken: 0, askAt: NOW + 50 });
    await expect(limits.count('ses', '2026-11-22', 1, 10)).rejects.toMatchObject({ code: 'records-busy' });
  });
});
