import { UserError } from '../../core/problem.ts';
import { accept, lapse, raise, release } from '../../model/dispatch-state.ts';
import type { Dispatch, Transport } from '../../model/dispatch.ts';
import type { Kept } from '../../model/records.ts';
import { messageOf } from './attempt.ts';
import { changed, type Work } from './work.ts';

/**
 * A dispatch whose outcome nobody knows: its worker is gone, or the answer was lost. Nothing is sent again here before
 * the transport itself can say that it never took it. Provider events may resolve it at any time (feedback.ts); when the
 * settle window is over without any, the portfolio's policy decides.
 */
export async function reconcile(work: Work, kept: Kept<Dispatch>): Promise<Kept<Dispatch> | undefined> {
  const { effects, settings } = work;
  const { id, state } = kept.record;
  if (state === 'sending') {
    const lapsed = await changed(work, id, (one) => lapse(one, effects.now(), effects.now() + settings.settle));
    effects.step('lapsed');
    return lapsed && ((await ask(work, lapsed.record)) ?? lapsed);
  }
  const answered = await ask(work, kept.record);
  if (answered) return answered;
  const now = effects.now();
  if (settings.ifUnknown === 'resend') return changed(work, id, (one) => release(one, now));
  const minutes = Math.round(settings.settle / 60_000);
  const alert =
    `nobody knows whether it was sent: ${kept.record.failure?.message ?? 'the answer was lost'}; ` +
    `no evidence came within ${minutes} minutes. Ask a recipient, then \`quarterdeck resend --unknown ${id}\` or leave it`;
  return changed(work, id, (one) => raise(one, alert, now));
}

/** Undefined for a transport whose settings are gone: it knows nothing then. */
async function openOr({ transportOf }: Work, name: string): Promise<Transport | undefined> {
  try {
    return await transportOf(name);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** What the transport can find out by itself. */
async function ask(work: Work, dispatch: Dispatch): Promise<Kept<Dispatch> | undefined> {
  const { records, effects } = work;
  const transport = await openOr(work, dispatch.transport);
  if (!transport) return undefined;
  const bytes = transport.lookup && (await records.dispatches.bytes(dispatch));
  if (!transport.lookup || !bytes) return undefined;
  const found = await transport.lookup(messageOf(dispatch, bytes));
  effects.step('looked-up');
  const now = effects.now();
  if (found === 'not-accepted') return changed(work, dispatch.id, (one) => release(one, now));
  if (found?.outcome === 'accepted') return changed(work, dispatch.id, (one) => accept(one, found, now));
  return undefined;
}
