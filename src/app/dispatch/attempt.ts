import { UserError } from '../../core/problem.ts';
import { accept, claim, end, fail, leaveOut, type Accepted } from '../../model/dispatch-state.ts';
import type { Dispatch, Failure, Message, Outcome, Transport } from '../../model/dispatch.ts';
import type { Kept } from '../../model/records.ts';
import type { Allowance, Held } from './allowance.ts';
import { backoff } from './backoff.ts';
import { suppressedBy } from './freeze.ts';
import { changed, type Work } from './work.ts';

const EXPIRED: Failure = {
  class: 'permanent',
  code: 'expired',
  message: 'it could not go out in time, and a stale report is not sent; send the report anew',
};

/**
 * One attempt at a queued dispatch. The order is the promise: the bytes are frozen, `sending` is committed, and only then
 * is the provider asked. Whatever happens after that, it is never sent again before it is known what became of it.
 */
export async function attempt(
  work: Work,
  kept: Kept<Dispatch>,
  allowance: Allowance,
): Promise<Kept<Dispatch> | Held | undefined> {
  const { records, effects, settings } = work;
  const { id, transport: name, expires } = kept.record;
  const write = (change: (dispatch: Dispatch) => Dispatch | undefined): Promise<Kept<Dispatch> | undefined> =>
    changed(work, id, change);
  if (expires <= effects.now()) return write((one) => end(one, EXPIRED, effects.now()));
  const bytes = await bytesOf(work, kept.record);
  if (!(bytes instanceof Uint8Array)) return write((one) => end(one, bytes, effects.now()));
  const recipients = kept.record.recipients.filter(({ state }) => state === 'queued');
  const left = await leftOut(work, kept.record);
  if (left) return left;
  const held = await allowance.take(recipients.length);
  if (held) return held;
  // Whoever waited for the rate may have been told to stop meanwhile.
  if (work.signal?.aborted === true) return undefined;
  effects.step('claim');
  const now = effects.now();
  const claimed = claim(kept.record, settings.worker, now, now + settings.lease);
  // Whoever writes over this version has it, and nobody else.
  const mine = claimed && (await records.dispatches.replace(kept, claimed));
  if (!mine) return undefined;
  effects.step('claimed');
  const transport = await work.transportOf(name);
  const isLate = effects.now() >= now + settings.lease;
  const outcome = isLate ? TOO_LATE : await within(settings.lease, transport, messageOf(mine.record, bytes));
  effects.step('answered');
  if (outcome.outcome === 'accepted') await allowance.worked();
  return settle(work, mine, outcome);
}

/** What was frozen just now was looked at then. In milliseconds. */
const JUST_NOW = 60_000;

const NO_COPY: Failure = {
  class: 'permanent',
  code: 'nobody-left',
  message: 'all readers are on the suppression list by now, so that no copy was sent either',
};

/** Who left the list, complained or bounced while the message waited does not get it. */
async function leftOut(work: Work, dispatch: Dispatch): Promise<Kept<Dispatch> | undefined> {
  const { records, effects } = work;
  if (effects.now() - dispatch.queued < JUST_NOW) return undefined;
  const reasons = new Map<string, Failure>();
  for (const { address, role, state } of dispatch.recipients) {
    const failure =
      role === 'to' && state === 'queued' ? await suppressedBy(address, dispatch.list, records) : undefined;
    if (failure) reasons.set(address, failure);
  }
  if (reasons.size === 0) return undefined;
  return changed(work, dispatch.id, (one) => leaveOut(one, reasons, NO_COPY, effects.now()));
}

/** This process stood still for so long that another may have taken over. */
const TOO_LATE: Outcome = {
  outcome: 'failed',
  failure: { class: 'retryable', code: 'lease-over', message: 'its time was over before it could be sent' },
};

const GONE: Failure = {
  class: 'permanent',
  code: 'message-gone',
  message: 'the exact bytes are not on record any more; send the report anew',
};

const CHANGED: Failure = {
  ...GONE,
  code: 'message-changed',
  message: 'the bytes on record are not those that were frozen; send the report anew',
};

/** The exact bytes that were frozen, or why they are not to be had. */
async function bytesOf({ records }: Work, dispatch: Dispatch): Promise<Uint8Array | Failure> {
  try {
    return (await records.dispatches.bytes(dispatch)) ?? GONE;
  } catch (error) {
    if (error instanceof UserError && error.code === 'record-changed') return CHANGED;
    throw error;
  }
}

/** The message for those recipients that this attempt is for. */
export function messageOf({ id, attempts, from, recipients, subject }: Dispatch, bytes: Uint8Array): Message {
  const to = recipients.filter(({ state }) => state === 'sending' || state === 'unknown').map(({ address }) => address);
  return { id, attempt: attempts, envelope: { from, to }, subject, bytes };
}

/** An attempt that goes on longer than its lease is one of which nothing is known. */
async function within(limit: number, transport: Transport, message: Message): Promise<Outcome> {
  const abort = new AbortController();
  const late = new Promise<Outcome>((resolve) => {
    const failure: Failure = { class: 'unknown', code: 'no-answer', message: 'the transport did not answer in time' };
    const timer = setTimeout(() => resolve({ outcome: 'failed', failure }), limit * 0.8);
    abort.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  try {
    return await Promise.race([transport.send(message), late]);
  } catch (error) {
    // A transport must not throw. If one does, nobody knows how far it came.
    const what = error instanceof Error ? error.name : 'an error';
    const failure: Failure = { class: 'unknown', code: 'transport-threw', message: `the transport failed: ${what}` };
    return { outcome: 'failed', failure };
  } finally {
    abort.abort();
  }
}

/** Writes down what the transport answered: over the claim, or, where evidence was faster, over what it left. */
async function settle(work: Work, claimed: Kept<Dispatch>, outcome: Outcome): Promise<Kept<Dispatch> | undefined> {
  const { records, effects } = work;
  const { id, transport, lease } = claimed.record;
  const now = effects.now();
  if (outcome.outcome === 'failed' && outcome.failure.class === 'stop-all')
    await records.limits.pause(transport, outcome.failure.message, now);
  const failure = outcome.outcome === 'failed' ? outcome.failure : putOff(outcome);
  const again = failure && againAt(work, claimed.record, failure, now);
  const settled = (one: Dispatch, retryAt?: number): Dispatch | undefined =>
    outcome.outcome === 'accepted'
      ? accept(one, outcome, now, retryAt)
      : fail(one, lease?.worker ?? '', outcome.failure, now, again);
  const first = settled(claimed.record, again);
  return insisted(
    work,
    // Over anything but the claim nobody is queued again: another attempt may be under way by then.
    async () =>
      (first && (await records.dispatches.replace(claimed, first))) ?? changed(work, id, (one) => settled(one)),
  );
}

/** Why some of the recipients of a message that was taken are to be tried once more. */
function putOff({ refused = [] }: Accepted): Failure | undefined {
  return refused.find(({ failure }) => failure.class === 'retryable')?.failure;
}

/** When it is looked at again: to look for evidence, or for another attempt. Undefined: never. */
function againAt(
  { settings, effects }: Work,
  { attempts }: Dispatch,
  failure: Failure,
  now: number,
): number | undefined {
  if (failure.class === 'unknown') return now + settings.settle;
  const isLast = attempts >= settings.attempts && failure.class !== 'stop-all';
  if (failure.class === 'permanent' || isLast) return undefined;
  return now + backoff(attempts, settings.backoff, effects, failure.retryAfter);
}

const TRIES = 5;

/** An answer is worth a few tries at writing it down: without it, its dispatch is unknown once the lease is over. */
async function insisted<T>({ wait }: Work, write: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await write();
    } catch (error) {
      if (tried === TRIES) throw error;
      await wait(100 * 2 ** tried);
    }
  }
}
