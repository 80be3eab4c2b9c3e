import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFeedback } from '../../../src/app/dispatch/feedback.ts';
import type { FeedbackKind } from '../../../src/model/dispatch.ts';
import type { Feedback } from '../../../src/model/feedback.ts';
import { failed, house, MINUTE, states, type House } from './_house.ts';

const ANN = 'ann@example.com';
const BEN = 'ben@example.com';

let events = 0;
const event = (kind: FeedbackKind, more: Partial<Feedback> = {}): Feedback => ({
  id: `event-${(events += 1)}`,
  kind,
  recipients: [],
  at: 1_777_600_000_000,
  ...more,
});

/** A dispatch to Ann and Ben that the provider took. */
async function sent(): Promise<House & { readonly id: string }> {
  const at = await house();
  const { id } = await at.add([ANN, BEN]);
  await at.run();
  return { ...at, id };
}

describe('what a provider says', () => {
  it('of one recipient blames that one, puts it on the suppression list, and nobody else', async () => {
    const { id, worker, get, records } = await sent();
    const bounce = event('bounced-hard', {
      dispatch: id,
      recipients: [{ address: 'Ben@Example.com', detail: '550 5.1.1 unknown user' }],
    });
    expect(await applyFeedback(worker(), bounce)).toMatchObject({ result: 'applied' });
    const after = await get({ id });
    expect(states(after)).toEqual(['ann sent', 'ben failed']);
    expect(after.recipients[1]).toMatchObject({
      failure: { class: 'permanent', code: 'bounced-hard', message: 'bounced-hard: 550 5.1.1 unknown user' },
    });
    expect(await records.suppression.find(BEN)).toMatchObject({ reason: 'bounced', detail: '550 5.1.1 unknown user' });
    expect(await records.suppression.find(ANN)).toBeUndefined();
    expect(await records.senders.standing('reports@example.com', '2026-04-30')).toMatchObject({ bounced: 1 });
  });

  it('twice counts once', async () => {
    const { id, worker, get, records } = await sent();
    const complaint = event('complained', { dispatch: id, recipients: [{ address: ANN }] });
    expect(await applyFeedback(worker(), complaint)).toMatchObject({ result: 'applied' });
    const { step } = await get({ id });
    expect(await applyFeedback(worker(), complaint)).toMatchObject({ result: 'known' });
    expect((await get({ id })).step).toBe(step);
    expect(await records.senders.standing('reports@example.com', '2026-04-30')).toMatchObject({ complained: 1 });
  });

  it('once more, as a mailbox does, puts nobody back whom somebody took off the list', async () => {
    const { id, worker, records } = await sent();
    const bounce = event('bounced-hard', { dispatch: id, recipients: [{ address: ANN }] });
    await applyFeedback(worker(), bounce);
    await records.suppression.remove(ANN);
    expect(await applyFeedback(worker(), bounce)).toMatchObject({ result: 'known' });
    expect(await records.suppression.find(ANN)).toBeUndefined();
  });

  it('of several recipients counts each, on the day that it was said', async () => {
    const { id, worker, records, clock } = await sent();
    const recipients = [{ address: ANN }, { address: BEN }];
    const at = clock.now;
    clock.now += 40 * 24 * 60 * MINUTE;
    await applyFeedback(worker(), event('bounced-hard', { dispatch: id, recipients, at }));
    expect(await records.senders.standing('reports@example.com', '2026-04-30')).toMatchObject({ bounced: 2 });
    expect(await records.senders.standing('reports@example.com', '2026-06-09')).toMatchObject({ bounced: 0 });
  });

  it.each(['delayed', 'delivered', 'bounced-soft'] as const)('(%s) suppresses nobody', async (kind) => {
    const { id, worker, records } = await sent();
    await applyFeedback(worker(), event(kind, { dispatch: id, recipients: [{ address: ANN }] }));
    expect(await records.suppression.find(ANN)).toBeUndefined();
  });

  it('of somebody whom the dispatch never went to is not believed', async () => {
    const { id, worker, records } = await sent();
    const forged = event('bounced-hard', { dispatch: id, recipients: [{ address: 'boss@example.org' }] });
    expect(await applyFeedback(worker(), forged)).toEqual({ result: 'no-such-dispatch' });
    expect(await records.suppression.find('boss@example.org')).toBeUndefined();
  });

  it('of a dispatch that there is not changes nothing', async () => {
    const { worker } = await house();
    const strange = event('delivered', { dispatch: '20260430T150000Z-cfo-ffffffff', receipt: 'x' });
    expect(await applyFeedback(worker(), strange)).toEqual({ result: 'no-such-dispatch' });
  });

  it('settles an outcome that nobody knew, before anything is sent again', async () => {
    const { add, run, get, worker, transport } = await house();
    transport.answers.push(failed('unknown'));
    const dispatch = await add([ANN, BEN]);
    await run();
    expect((await get(dispatch)).state).toBe('unknown');
    await applyFeedback(worker(), event('accepted', { dispatch: dispatch.id, attempt: 1, receipt: 'ses-1' }));
    expect(await get(dispatch)).toMatchObject({ state: 'sent', receipt: 'ses-1' });
    await run(0, { ifUnknown: 'resend' });
    expect(transport.asked).toHaveLength(1);
  });

  it('settles it also after somebody was called, and takes the alert away', async () => {
    const { add, run, get, worker, transport } = await house();
    transport.answers.push(failed('unknown'));
    const dispatch = await add([ANN]);
    await run(10 * MINUTE, { settle: 5 * MINUTE });
    expect((await get(dispatch)).alert).toBeDefined();
    await applyFeedback(worker(), event('delivered', { dispatch: dispatch.id, recipients: [{ address: ANN }] }));
    const after = await get(dispatch);
    expect(after.state).toBe('sent');
    expect(after.alert).toBeUndefined();
  });

  it('before anyone knows whose receipt it names waits for that', async () => {
    const { add, run, get, worker, transport } = await house();
    const dispatch = await add([ANN]);
    transport.answers.push({ outcome: 'accepted', receipt: 'ses-7' });
    const early = event('bounced-hard', { receipt: 'ses-7', recipients: [{ address: ANN }] });
    expect(await applyFeedback(worker(), early)).toEqual({ result: 'parked' });
    await run();
    expect(states(await get(dispatch))).toEqual(['ann failed']);
  });

  it('in any order and number comes to the same', async () => {
    const kinds: FeedbackKind[] = ['accepted', 'delayed', 'delivered', 'complained', 'bounced-hard'];
    const results = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(kinds, { minLength: kinds.length }),
        fc.array(fc.constantFrom(...kinds), { maxLength: 3 }),
        async (order, more) => {
          const { id, worker, get } = await sent();
          for (const kind of [...order, ...more])
            await applyFeedback(worker(), event(kind, { dispatch: id, recipients: [{ address: ANN }] }));
          results.add(JSON.stringify((await get({ id })).recipients));
        },
      ),
      { numRuns: 6 },
    );
    expect(results.size).toBe(1);
  });
});
