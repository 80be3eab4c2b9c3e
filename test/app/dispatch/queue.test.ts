import { describe, expect, it } from 'vitest';
import { runQueue } from '../../../src/app/dispatch/queue.ts';
import { UserError } from '../../../src/core/problem.ts';
import { claim } from '../../../src/model/dispatch-state.ts';
import type { Dispatch, Outcome } from '../../../src/model/dispatch.ts';
import { failed, house, MINUTE, states } from './_house.ts';

const ANN = 'ann@example.com';
const BEN = 'ben@example.com';

describe('a message in the queue', () => {
  it('is on record as being sent before anybody is asked to send it, and as sent after', async () => {
    const { add, run, get, transport, records } = await house();
    const dispatch = await add([ANN]);
    await run();
    expect(transport.asked).toHaveLength(1);
    expect(transport.asked[0]).toMatchObject({
      message: { id: dispatch.id, attempt: 1, envelope: { from: 'reports@example.com', to: [ANN] } },
      recorded: { state: 'sending', attempts: 1, lease: { worker: 'worker-1' } },
    });
    expect(Buffer.from(transport.asked[0]?.message.bytes ?? []).toString()).toBe(`To: ${ANN}\r\n\r\nreport 1\r\n`);
    const after = await get(dispatch);
    expect(after).toMatchObject({ state: 'sent', attempts: 1, receipt: `receipt-${dispatch.id}-1`, pending: [] });
    expect(await records.verify()).toEqual({ entries: 3, faults: [] });
    expect((await records.tasks.list({ limit: 10 })).records).toMatchObject([
      { task_id: dispatch.id, delivery_status: 'sent', retry_count: 0, token_subject: 'cli:test', report_type: 'cfo' },
    ]);
  });

  it('that is put off goes out later, after growing waits', async () => {
    const { add, run, get, transport, clock } = await house();
    transport.answers.push(failed('retryable'), failed('retryable', { retryAfter: 10 * MINUTE }));
    const dispatch = await add([ANN]);
    const began = clock.now;
    await run(60 * MINUTE);
    expect(transport.asked.map(({ message }) => message.attempt)).toEqual([1, 2, 3]);
    expect(await get(dispatch)).toMatchObject({ state: 'sent', attempts: 3 });
    expect(clock.now - began).toBeGreaterThanOrEqual(10 * MINUTE + 1000);
  });

  it('that nobody waits for stays queued, and the next run sends it', async () => {
    const { add, run, get, transport, clock } = await house();
    transport.answers.push(failed('retryable', { retryAfter: MINUTE }));
    const dispatch = await add([ANN]);
    const { next } = await run();
    expect(await get(dispatch)).toMatchObject({ state: 'queued', failure: { code: 'test-retryable' } });
    expect(next).toBe(clock.now + MINUTE);
    clock.now += 2 * MINUTE;
    expect(await run()).toEqual({});
    expect((await get(dispatch)).state).toBe('sent');
  });

  it.each([
    ['refused for good', [failed('permanent')], 1, 'test-permanent'],
    ['put off once too often', Array.from({ length: 4 }, () => failed('retryable')), 4, 'test-retryable'],
  ])('that is %s has failed', async (_, answers, attempts, code) => {
    const { add, run, get, transport } = await house();
    transport.answers.push(...answers);
    const dispatch = await add([ANN]);
    await run(60 * MINUTE);
    expect(await get(dispatch)).toMatchObject({ state: 'failed', attempts, failure: { code } });
    expect(transport.asked).toHaveLength(attempts);
  });

  it('that waited too long is not sent any more', async () => {
    const { add, run, get, transport, clock } = await house();
    const dispatch = await add([ANN]);
    clock.now += 25 * 60 * MINUTE;
    await run();
    expect(transport.asked).toEqual([]);
    expect(await get(dispatch)).toMatchObject({ state: 'failed', failure: { code: 'expired' } });
  });

  it('whose bytes somebody changed or took away is not sent, and holds up no other', async () => {
    const { add, run, get, transport, records } = await house();
    const [spoilt, gone, good] = [await add([ANN]), await add([ANN]), await add([BEN])];
    const original = { ...records.dispatches };
    Object.assign(records.dispatches, {
      bytes: (dispatch: Dispatch) => {
        if (dispatch.id === gone.id) return Promise.resolve(undefined);
        if (dispatch.id === spoilt.id) return Promise.reject(new UserError('record-changed', 'other bytes'));
        return original.bytes(dispatch);
      },
    });
    await run();
    expect(transport.asked.map(({ message: { id } }) => id)).toEqual([good.id]);
    expect(await get(spoilt)).toMatchObject({ state: 'failed', failure: { code: 'message-changed' } });
    expect(await get(gone)).toMatchObject({ state: 'failed', failure: { code: 'message-gone' } });
  });

  it('whose recipients are taken and refused one by one says so of each', async () => {
    const { add, run, get, transport } = await house();
    const failure = { class: 'permanent', code: 'smtp-no-mailbox', message: 'no such user' } as const;
    transport.answers.push({ outcome: 'accepted', receipt: '250 ok', refused: [{ address: BEN, failure }] });
    const dispatch = await add([ANN, BEN]);
    await run();
    expect(states(await get(dispatch))).toEqual(['ann sent', 'ben failed']);
  });

  it('is not sent to whom somebody put on the suppression list while it waited', async () => {
    const { add, run, get, transport, records, clock } = await house();
    const [both, alone] = [await add([ANN, BEN], { list: 'board' }), await add([BEN])];
    clock.now += 2 * MINUTE;
    await records.suppression.add({ address: 'Ben@example.com', reason: 'by-hand', at: clock.now });
    await run();
    expect(transport.asked.map(({ message }) => message.envelope.to)).toEqual([[ANN]]);
    expect(states(await get(both))).toEqual(['ann sent', 'ben failed']);
    expect(await get(alone)).toMatchObject({ state: 'failed', attempts: 0, pending: [] });
    expect((await get(alone)).recipients[0]?.failure?.code).toBe('suppressed');
    expect((await records.verify()).faults).toEqual([]);
  });

  it('whose recipients are put off in part is tried again for those alone', async () => {
    const { add, run, get, transport } = await house();
    const failure = { class: 'retryable', code: 'smtp-greylisted', message: 'try again later' } as const;
    const putOff: Outcome = { outcome: 'accepted', receipt: '250 ok', refused: [{ address: BEN, failure }] };
    transport.answers.push(putOff, putOff);
    const dispatch = await add([ANN, BEN]);
    await run();
    expect(states(await get(dispatch))).toEqual(['ann sent', 'ben queued']);
    await run(60 * MINUTE);
    expect(await get(dispatch)).toMatchObject({ state: 'sent', attempts: 3, pending: [] });
    expect(transport.asked.map(({ message }) => message.envelope.to)).toEqual([[ANN, BEN], [BEN], [BEN]]);
  });

  it('whose recipients are put off for ever has failed for those, after so many attempts', async () => {
    const { add, run, get, transport } = await house();
    const failure = { class: 'retryable', code: 'smtp-greylisted', message: 'try again later' } as const;
    const putOff: Outcome = { outcome: 'accepted', receipt: '250 ok', refused: [{ address: BEN, failure }] };
    transport.answers.push(putOff, putOff, putOff, putOff, putOff);
    const dispatch = await add([ANN, BEN]);
    await run(60 * MINUTE);
    expect(states(await get(dispatch))).toEqual(['ann sent', 'ben failed']);
    expect(transport.asked).toHaveLength(4);
  });

  it('that failed keeps no other back', async () => {
    const { add, run, get, transport } = await house();
    transport.answers.push(failed('permanent'));
    const [first, second] = [await add([ANN]), await add([BEN])];
    await run();
    expect((await get(first)).state).toBe('failed');
    expect((await get(second)).state).toBe('sent');
  });
});

describe('an outcome that nobody knows', () => {
  it('is never sent again; when the window is over someone must look', async () => {
    const { add, run, get, transport } = await house();
    transport.answers.push(failed('unknown'));
    const dispatch = await add([ANN]);
    await run(10 * MINUTE, { settle: 5 * MINUTE });
    expect(transport.asked).toHaveLength(1);
    const after = await get(dispatch);
    expect(after).toMatchObject({ state: 'unknown', attempts: 1, pending: [] });
    expect(after.alert).toContain('nobody knows whether it was sent');
  });

  it('is sent again after the window where the portfolio says so', async () => {
    const { add, run, get, transport, clock } = await house();
    transport.answers.push(failed('unknown'));
    const dispatch = await add([ANN]);
    await run(59 * MINUTE, { ifUnknown: 'resend' });
    expect(transport.asked).toHaveLength(1);
    clock.now += 61 * MINUTE;
    await run(0, { ifUnknown: 'resend' });
    expect(transport.asked).toHaveLength(2);
    expect((await get(dispatch)).state).toBe('sent');
  });

  it.each([
    ['that threw', () => Promise.reject(new Error('boom'))],
    ['that never answered', () => new Promise<never>(() => undefined)],
  ])('comes of a transport %s', async (_, answer) => {
    const { add, run, get, transport } = await house();
    transport.answers.push(answer);
    const dispatch = await add([ANN]);
    await run(0, { lease: 50 });
    expect((await get(dispatch)).state).toBe('unknown');
  });

  it('of a worker that went down is found when its lease is over; the transport may know', async () => {
    const { add, run, get, transport, records, clock } = await house();
    const dispatch = await add([ANN]);
    await records.dispatches.change(dispatch.id, (one) => claim(one, 'gone', clock.now, clock.now + MINUTE));
    await run();
    expect((await get(dispatch)).state).toBe('sending');
    clock.now += 2 * MINUTE;
    transport.lookup = () => Promise.resolve('not-accepted');
    await run();
    expect(transport.asked.map(({ message }) => message.attempt)).toEqual([2]);
    expect((await get(dispatch)).state).toBe('sent');
  });

  it('that the transport finds sent is sent, and nothing goes out again', async () => {
    const { add, run, get, transport, records, clock } = await house();
    const dispatch = await add([ANN]);
    await records.dispatches.change(dispatch.id, (one) => claim(one, 'gone', clock.now, clock.now + MINUTE));
    clock.now += 2 * MINUTE;
    transport.lookup = () => Promise.resolve({ outcome: 'accepted', receipt: 'found' });
    await run();
    expect(transport.asked).toEqual([]);
    expect(await get(dispatch)).toMatchObject({ state: 'sent', receipt: 'found' });
  });

  it('does not come of a worker that stood still before it could ask', async () => {
    const { add, worker, get, transport, clock } = await house();
    const dispatch = await add([ANN]);
    const work = worker({ lease: MINUTE });
    const stopped = {
      ...work,
      effects: { ...work.effects, step: (name: string) => void (clock.now += name === 'claimed' ? 2 * MINUTE : 0) },
    };
    await runQueue(stopped, clock.now);
    expect(transport.asked).toEqual([]);
    expect(await get(dispatch)).toMatchObject({ state: 'queued', failure: { code: 'lease-over' } });
  });
});

describe('all sending', () => {
  it('stops when the account may not send, and is tried again with one message', async () => {
    const { add, run, get, transport, records, clock } = await house();
    transport.answers.push(failed('stop-all', { message: 'the account is suspended' }));
    const first = await add([ANN]);
    await run(0, { concurrency: 1 });
    const second = await add([BEN]);
    const { held, next } = await run(0, { concurrency: 1 });
    expect(held).toBe('the account is suspended');
    expect(next).toBeGreaterThan(clock.now);
    expect(transport.asked).toHaveLength(1);
    expect((await get(second)).state).toBe('queued');
    clock.now += 16 * MINUTE;
    await run(0, { concurrency: 1 });
    expect(transport.asked).toHaveLength(3);
    expect([(await get(first)).state, (await get(second)).state]).toEqual(['sent', 'sent']);
    expect(await records.limits.paused('smtp')).toBeUndefined();
  });

  it('that is larger than all of a day’s cap holds up no other', async () => {
    const { add, run, transport, get } = await house();
    const large = await add(['a@example.com', 'b@example.com', 'c@example.com']);
    const small = await add([ANN]);
    const { held } = await run(0, { dailyCap: 2, concurrency: 1 });
    expect(held).toContain('one message has 3 recipients');
    expect(transport.asked.map(({ message: { id } }) => id)).toEqual([small.id]);
    expect((await get(large)).state).toBe('queued');
  });

  it('keeps to the cap of the day, and goes on the next day', async () => {
    const { add, run, transport, clock } = await house();
    for (const name of ['a', 'b', 'c']) await add([`${name}@example.com`]);
    const { held } = await run(0, { dailyCap: 2, concurrency: 1 });
    expect(held).toContain('cap of 2 recipients a day');
    expect(transport.asked).toHaveLength(2);
    clock.now += 20 * 60 * MINUTE;
    await run(0, { dailyCap: 2 });
    expect(transport.asked).toHaveLength(3);
  });

  it('keeps to the account’s rate and quota', async () => {
    const { add, run, transport, clock } = await house();
    transport.quota = () => Promise.resolve({ perSecond: 2, perDay: 10, sentToday: 4 });
    for (let at = 0; at < 8; at += 1) await add([`${at}@example.com`]);
    const began = clock.now;
    const { held } = await run(0, { concurrency: 1 });
    expect(transport.asked).toHaveLength(6);
    expect(held).toContain('quota of 10 recipients');
    expect(clock.now - began).toBeGreaterThanOrEqual(1500);
  });

  it('through a transport that cannot be opened waits, and holds up no other', async () => {
    const { add, worker, get, clock } = await house();
    const [lost, good] = [await add([ANN], { transport: 'ses' }), await add([BEN])];
    const work = worker();
    const opening = (name: string) =>
      name === 'ses' ? Promise.reject(new UserError('ses-region', 'no region is named')) : work.transportOf(name);
    const { held } = await runQueue({ ...work, transportOf: opening }, clock.now);
    expect(held).toBe('no region is named');
    expect([(await get(lost)).state, (await get(good)).state]).toEqual(['queued', 'sent']);
  });

  it('that is held for long keeps nobody from waiting for what is due sooner', async () => {
    const { add, worker, get, transport, clock } = await house();
    const held = await add([ANN], { transport: 'ses' });
    const later = await add([BEN]);
    transport.answers.push(failed('retryable', { retryAfter: 10 * MINUTE }));
    const work = worker();
    const opening = (name: string) =>
      name === 'ses' ? Promise.reject(new UserError('ses-region', 'no region is named')) : work.transportOf(name);
    // The held one is looked at again after a quarter of an hour, the other after ten minutes: before the deadline.
    await runQueue({ ...work, transportOf: opening }, clock.now + 12 * MINUTE);
    expect([(await get(held)).state, (await get(later)).state]).toEqual(['queued', 'sent']);
  });

  it('is done once, however many workers share the queue', async () => {
    const { add, worker, transport, clock } = await house();
    for (let at = 0; at < 40; at += 1) await add([`${at}@example.com`]);
    await Promise.all([1, 2, 3].map(() => runQueue(worker(), clock.now + MINUTE)));
    const ids = transport.asked.map(({ message: { id } }) => id);
    expect(ids).toHaveLength(40);
    expect(new Set(ids).size).toBe(40);
  });
});

describe('what cannot be written', () => {
  it('of the audit and the dashboard stays to be done, holds no message up, and is made up for', async () => {
    const { add, worker, get, records, clock } = await house();
    const dispatch = await add([ANN]);
    const work = worker();
    const broken = {
      ...work,
      records: {
        ...records,
        tasks: { ...records.tasks, show: () => Promise.reject(new Error('the dashboard is away')) },
      },
    };
    expect(await runQueue(broken, clock.now)).toEqual({ trouble: 'the dashboard is away' });
    const after = await get(dispatch);
    expect(after.state).toBe('sent');
    expect(after.pending).toHaveLength(3);
    expect(await runQueue(worker(), clock.now)).toEqual({});
    expect((await get(dispatch)).pending).toEqual([]);
    expect((await records.tasks.list({ limit: 1 })).records[0]?.delivery_status).toBe('sent');
    expect((await records.verify()).faults).toEqual([]);
  });

  it('of an answer is tried again, then stops all; the message is unknown, and not sent twice', async () => {
    const { add, worker, get, transport, records, clock } = await house();
    const dispatch = await add([ANN]);
    const work = worker();
    let sending = false;
    transport.answers.push(() => {
      sending = true;
      return { outcome: 'accepted', receipt: 'ok' };
    });
    const full = {
      ...work,
      records: {
        ...records,
        dispatches: {
          ...records.dispatches,
          change: (...given: Parameters<typeof records.dispatches.change>) =>
            sending ? Promise.reject(new Error('the disk is full')) : records.dispatches.change(...given),
          replace: (...given: Parameters<typeof records.dispatches.replace>) =>
            sending ? Promise.reject(new Error('the disk is full')) : records.dispatches.replace(...given),
        },
      },
    };
    await expect(runQueue(full, clock.now)).rejects.toThrow('the disk is full');
    expect((await get(dispatch)).state).toBe('sending');
    clock.now += 6 * MINUTE;
    await runQueue(worker(), clock.now);
    expect((await get(dispatch)).state).toBe('unknown');
    expect(transport.asked).toHaveLength(1);
  });
});
