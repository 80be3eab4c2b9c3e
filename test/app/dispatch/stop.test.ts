import { describe, expect, it } from 'vitest';
import { runQueue } from '../../../src/app/dispatch/queue.ts';
import type { Outcome } from '../../../src/model/dispatch.ts';
import { failed, house, MINUTE, states } from './_house.ts';

const ANN = 'ann@example.com';
const TAKEN: Outcome = { outcome: 'accepted', receipt: '250 ok' };

describe('a worker that is told to stop', () => {
  it('lets what is under way come to its end, and leaves the rest in the queue for the next', async () => {
    const { add, worker, run, get, transport, clock } = await house();
    const stop = new AbortController();
    const dispatches = [];
    for (const name of ['ann', 'ben', 'cleo', 'dan']) dispatches.push(await add([`${name}@example.com`]));
    transport.answers.push(
      () => {
        stop.abort();
        return TAKEN;
      },
      () => TAKEN,
    );
    const end = await runQueue({ ...worker({ concurrency: 2 }), signal: stop.signal }, clock.now);
    expect(end.next).toBeLessThanOrEqual(clock.now);
    expect(transport.asked).toHaveLength(2);
    const after = await Promise.all(dispatches.map(get));
    expect(after.flatMap(states)).toEqual(['ann sent', 'ben sent', 'cleo queued', 'dan queued']);
    await run();
    expect(transport.asked).toHaveLength(4);
  });

  it('before it began asks nobody, and says when there is something to do', async () => {
    const { add, worker, get, transport, clock } = await house();
    const dispatch = await add([ANN]);
    const end = await runQueue({ ...worker(), signal: AbortSignal.abort() }, clock.now + 60 * MINUTE);
    expect(end).toEqual({ next: dispatch.notBefore });
    expect(transport.asked).toEqual([]);
    expect((await get(dispatch)).attempts).toBe(0);
  });

  it('while it waits for a message that was put off waits no longer', async () => {
    const { add, worker, get, transport, clock } = await house();
    transport.answers.push(failed('retryable', { retryAfter: 10 * MINUTE }));
    const dispatch = await add([ANN]);
    const stop = new AbortController();
    const began = clock.now;
    const wait = (milliseconds: number): Promise<void> => {
      stop.abort();
      clock.now += milliseconds;
      return Promise.resolve();
    };
    await runQueue({ ...worker(), wait, signal: stop.signal }, clock.now + 60 * MINUTE);
    expect(clock.now - began).toBeLessThan(MINUTE);
    expect((await get(dispatch)).state).toBe('queued');
  });

  it('while messages wait for the rate claims none of them any more', async () => {
    const { add, worker, get, transport, clock } = await house();
    transport.quota = () => Promise.resolve({ perSecond: 1 });
    const dispatches = [];
    for (const name of ['ann', 'ben', 'cleo']) dispatches.push(await add([`${name}@example.com`]));
    const stop = new AbortController();
    const wait = (milliseconds: number): Promise<void> => {
      stop.abort();
      clock.now += milliseconds;
      return Promise.resolve();
    };
    await runQueue({ ...worker(), wait, signal: stop.signal }, clock.now);
    const after = await Promise.all(dispatches.map(get));
    expect(after.map(({ attempts }) => attempts)).toEqual([1, 0, 0]);
  });
});
