import { dayIn } from '../../core/date.ts';
import { observe } from '../../model/dispatch-state.ts';
import type { Dispatch } from '../../model/dispatch.ts';
import type { Feedback } from '../../model/feedback.ts';
import type { Work } from './work.ts';

/** What became of an event. */
export type FeedbackResult = 'applied' | 'known' | 'parked' | 'no-such-dispatch';

const SUPPRESSES: Partial<Record<Feedback['kind'], 'bounced' | 'complained'>> = {
  'bounced-hard': 'bounced',
  complained: 'complained',
};

/**
 * Applies what a provider or a mail server said: to the recipients that it names and that the dispatch has, and to no
 * others. The same event twice, or events in another order, come to the same. Written so that a crash in between leaves
 * an event that is applied again, never one that is forgotten.
 */
export async function applyFeedback(
  work: Pick<Work, 'records' | 'effects' | 'settings'>,
  feedback: Feedback,
): Promise<{ readonly result: FeedbackResult; readonly dispatch?: Dispatch }> {
  const { records, effects, settings } = work;
  const id = feedback.dispatch ?? (feedback.receipt && (await records.dispatches.byReceipt(feedback.receipt)));
  const kept = id === undefined || id === '' ? undefined : await records.dispatches.get(id);
  if (!kept) {
    if (feedback.receipt === undefined || feedback.dispatch !== undefined) return { result: 'no-such-dispatch' };
    await records.feedback.park(feedback, effects.now());
    // Its dispatch may have become known meanwhile, and then nobody asks for what is parked any more.
    const meanwhile = await records.dispatches.byReceipt(feedback.receipt);
    if (meanwhile !== undefined && (await records.dispatches.get(meanwhile))) await heardBefore(work, feedback.receipt);
    return { result: 'parked' };
  }
  const ours = new Set(kept.record.recipients.map(({ address }) => address.toLowerCase()));
  const recipients = feedback.recipients.filter(({ address }) => ours.has(address.toLowerCase()));
  // It blames only people that this dispatch never went to.
  if (feedback.recipients.length > 0 && recipients.length === 0) return { result: 'no-such-dispatch' };
  const after = await records.dispatches.change(kept.record.id, (one) =>
    observe(one, { ...feedback, recipients }, effects.now()),
  );
  effects.step('observed');
  const result = { dispatch: after?.record ?? kept.record };
  // A mailbox brings the same report again at each reading: whom someone took off the list since then stays off it.
  if (await records.feedback.has(feedback, effects.now())) return { ...result, result: 'known' };
  const reason = SUPPRESSES[feedback.kind];
  for (const { address, detail = feedback.detail } of reason ? recipients : []) {
    if (reason)
      await records.suppression.add({ address, reason, at: feedback.at, ...(detail === undefined ? {} : { detail }) });
  }
  effects.step('suppressed');
  if (!(await records.feedback.first(feedback, effects.now()))) return { ...result, result: 'known' };
  // On the day of the event, however late it is read: what is old is held against nobody now.
  const day = dayIn(settings.timeZone, Math.min(feedback.at, effects.now()));
  for (const _ of recipients) if (reason) await records.senders.heard(kept.record.from, reason, day);
  return { ...result, result: 'applied' };
}

/** Events that came before anyone knew whose receipt they name. */
export async function heardBefore(
  work: Pick<Work, 'records' | 'effects' | 'settings'>,
  receipt: string,
): Promise<void> {
  await work.records.feedback.takeParked(receipt, work.effects.now(), (feedback) => applyFeedback(work, feedback));
}
