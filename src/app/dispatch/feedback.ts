import { dayIn } from '../../core/date.ts';
import { observe } from '../../model/dispatch-state.ts';
import type { Dispatch } from '../../model/dispatch.ts';
import type { Feedback, SuppressionReason } from '../../model/feedback.ts';
import type { Work } from './work.ts';

/** What became of an event. */
export type FeedbackResult = 'applied' | 'known' | 'parked' | 'no-such-dispatch';

const SUPPRESSES: Partial<Record<Feedback['kind'], SuppressionReason>> = {
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
  const reason = SUPPRESSES[feedback.kind];
  for (const { address, detail = feedback.detail } of reason ? recipients : []) {
    if (reason)
      await records.suppression.add({ address, reason, at: feedback.at, ...(detail === undefined ? {} : { detail }) });
  }
  effects.step('suppressed');
  if (!(await records.feedback.first(feedback, effects.now())))
    return { result: 'known', dispatch: after?.record ?? kept.record };
  const day = dayIn(settings.timeZone, effects.now());
  const { from } = kept.record;
  if (feedback.kind === 'complained') await records.senders.heard(from, 'complained', day);
  if (feedback.kind === 'bounced-hard') await records.senders.heard(from, 'bounced', day);
  return { result: 'applied', dispatch: after?.record ?? kept.record };
}

/** Events that came before anyone knew whose receipt they name. */
export async function heardBefore(
  work: Pick<Work, 'records' | 'effects' | 'settings'>,
  receipt: string,
): Promise<void> {
  await work.records.feedback.takeParked(receipt, work.effects.now(), (feedback) => applyFeedback(work, feedback));
}
