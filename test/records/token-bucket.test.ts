import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketSchema, draw, waits, type Bucket } from '../../src/records/token-bucket.ts';
import { HOUR, NOW } from './_dispatch.ts';

/** A bucket shared by workers whose clocks may differ, and what each may take from it. */
function shared(perSecond: number): (worker: number, now: number, wanted: number) => { taken: number; askAt: number } {
  const clocks = [waits(), waits()];
  let held: Bucket | undefined;
  return (worker, now, wanted) => {
    const stood = clocks[worker]?.stood('ses', held, now, perSecond) ?? false;
    const { bucket, taken, askAt } = draw(held, { wanted, perSecond, now, stood });
    if (bucket) held = bucketSchema.parse(bucket);
    return { taken, askAt };
  };
}

describe('a rate', () => {
  it.each([
    // per second, wanted, taken at once
    [14, 50, 14],
    [14, 3, 3],
    [0.5, 5, 1],
    [0, 5, 0],
    [-1, 5, 0],
    [NaN, 5, 0],
    [14, 0, 0],
    [14, -2, 0],
  ])('of %d a second gives who wants %d first of all %d', (perSecond, wanted, taken) => {
    expect(shared(perSecond)(0, NOW, wanted).taken).toBe(taken);
  });

  it('says when to ask again', () => {
    const take = shared(0.5);
    expect(take(0, NOW, 1)).toEqual({ taken: 1, askAt: NOW + 2000 });
    expect(take(0, NOW + 1999, 1)).toEqual({ taken: 0, askAt: NOW + 2000 });
    expect(take(0, NOW + 2000, 1)).toEqual({ taken: 1, askAt: NOW + 4000 });
  });

  it('flows however often it is asked', () => {
    const take = shared(0.5);
    take(0, NOW, 1);
    const looks = Array.from({ length: 10_000 }, (_, later) => take(0, NOW + 1 + later, 1).taken);
    expect(looks.reduce((sum, taken) => sum + taken, 0)).toBe(5);
  });

  it('gives within any time no more than flows in it and one second’s worth', () => {
    const asks = fc.array(fc.record({ wait: fc.nat(700), wanted: fc.nat(30) }), { maxLength: 60 });
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 50, noNaN: true }), asks, (perSecond, list) => {
        const take = shared(perSecond);
        let [now, total] = [NOW, 0];
        for (const { wait, wanted } of list) {
          now += wait;
          total += take(0, now, wanted).taken;
          expect(total).toBeLessThanOrEqual(((now - NOW) * perSecond) / 1000 + Math.max(1, perSecond) + 1e-6);
        }
      }),
    );
  });

  it('gives no more because two clocks differ', () => {
    const asks = fc.array(fc.record({ wait: fc.nat(700), worker: fc.nat(1), wanted: fc.nat(30) }), { maxLength: 60 });
    const ahead = fc.integer({ min: 0, max: 2 * HOUR });
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 50, noNaN: true }), ahead, asks, (perSecond, by, list) => {
        const take = shared(perSecond);
        let [now, total] = [NOW, 0];
        for (const { wait, wanted, worker } of list) {
          now += wait;
          total += take(worker, now + worker * by, wanted).taken;
          // Once, when the one that is ahead comes first, it finds what the other's time has not brought yet.
          expect(total).toBeLessThanOrEqual(((now - NOW) * perSecond) / 1000 + 2 * Math.max(1, perSecond) + 1e-6);
        }
      }),
    );
  });

  it('goes on a second after a clock that was ahead is gone', () => {
    const take = shared(10);
    expect(take(0, NOW + HOUR, 10).taken).toBe(10);
    expect(take(1, NOW, 1)).toEqual({ taken: 0, askAt: NOW + 1000 + 100 });
    expect(take(1, NOW + 999, 1).taken).toBe(0);
    expect(take(1, NOW + 1000, 1).taken).toBe(0);
    expect(take(1, NOW + 1100, 1).taken).toBe(1);
  });

  it('is not taken for gone while the other clock is at work', () => {
    const take = shared(10);
    for (let later = 0; later < 5000; later += 500) {
      expect(take(0, NOW + HOUR + later, 10).taken).toBe(later === 0 ? 10 : 5);
      expect(take(1, NOW + later, 10).taken).toBe(0);
    }
  });
});
