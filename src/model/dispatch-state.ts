import { sha256 } from '../core/hash.ts';
import {
  dispatchSchema,
  FEEDBACK_KINDS,
  type Dispatch,
  type DispatchState,
  type Failure,
  type FeedbackKind,
  type Outcome,
  type Recipient,
} from './dispatch.ts';
import { bearingOn, firstAfter, isOpen, type Heard } from './evidence.ts';

/*
 * The one state machine: queued → sending → sent | failed | unknown, per recipient. Pure: each function answers the
 * dispatch after a step, or undefined where the step does not apply, and then nothing may be done. A step is in the
 * dispatch's `pending` until the audit chain holds it.
 */

const GRAVITY: readonly DispatchState[] = ['sending', 'queued', 'unknown', 'failed', 'sent'];

/** Of the recipients' states the one that matters most. */
export function stateOf(recipients: readonly Pick<Recipient, 'state'>[]): DispatchState {
  return GRAVITY.find((state) => recipients.some((one) => one.state === state)) ?? 'failed';
}

/** SHA-256 of a dispatch as it is, whatever the order of its keys; what the chain does not hold yet is no part of it. */
export function digestOf(dispatch: Dispatch): string {
  return sha256(JSON.stringify(dispatchSchema.parse({ ...dispatch, pending: [] })));
}

type Steps = Omit<Dispatch, 'step' | 'pending' | 'state'>;

function after(before: Dispatch, content: Steps, at: number): Dispatch {
  const next = { ...content, state: stateOf(content.recipients), step: before.step + 1, pending: before.pending };
  return { ...next, pending: [...before.pending, markOf(next, at)] };
}

function markOf(dispatch: Dispatch, at: number): Dispatch['pending'][number] {
  return { step: dispatch.step, at, state: dispatch.state, digest: digestOf(dispatch) };
}

export type NewDispatch = Omit<
  Dispatch,
  'state' | 'attempts' | 'step' | 'pending' | 'lease' | 'failure' | 'receipt' | 'alert'
>;

/** The first step: queued. Recipients that are `failed` already (suppressed) stay so. */
export function queue(fresh: NewDispatch, at: number): Dispatch {
  const first: Dispatch = { ...fresh, state: stateOf(fresh.recipients), attempts: 0, step: 1, pending: [] };
  return { ...first, pending: [markOf(first, at)] };
}

/** Recipients in a state, changed. */
function each(
  dispatch: Dispatch,
  from: DispatchState | readonly DispatchState[],
  change: (recipient: Recipient) => Recipient,
): Recipient[] {
  return dispatch.recipients.map((one) => (from.includes(one.state) ? change(one) : one));
}

const without = <K extends 'failure'>(recipient: Recipient, key: K): Omit<Recipient, K> => {
  const { [key]: _, ...rest } = recipient;
  return rest;
};

function settled(dispatch: Dispatch): Steps {
  const { lease: _lease, failure: _failure, alert: _alert, ...rest } = dispatch;
  return rest;
}

/** Takes a queued dispatch for one attempt; nobody else may until the lease is over. */
export function claim(dispatch: Dispatch, worker: string, at: number, until: number): Dispatch | undefined {
  if (dispatch.state !== 'queued' || dispatch.notBefore > at || dispatch.expires <= at) return undefined;
  const recipients = each(dispatch, 'queued', (one) => ({ ...one, state: 'sending' }));
  return after(
    dispatch,
    { ...settled(dispatch), recipients, attempts: dispatch.attempts + 1, lease: { worker, until } },
    at,
  );
}

/**
 * The provider took it. An answer that comes after the lease is over still counts: it is evidence. Of recipients that it
 * refused, those that it put off are queued again for `retryAt`, alone; without one they have failed.
 */
export function accept(dispatch: Dispatch, outcome: Accepted, at: number, retryAt?: number): Dispatch | undefined {
  const isTaken = (one: Recipient): boolean => ANSWERED.includes(one.state) && dispatch.attempts > firstAfter(one);
  if (dispatch.attempts === 0 || !dispatch.recipients.some(isTaken)) return undefined;
  const refusals = new Map((outcome.refused ?? []).map(({ address, failure }) => [address.toLowerCase(), failure]));
  const recipients = dispatch.recipients.map((one): Recipient => {
    if (!isTaken(one)) return one;
    const failure = refusals.get(one.address.toLowerCase());
    if (!failure) return { ...without(one, 'failure'), state: 'sent' };
    const isPutOff = failure.class === 'retryable' && retryAt !== undefined;
    return isPutOff
      ? { ...one, state: 'queued', failure, after: dispatch.attempts }
      : { ...one, state: 'failed', failure };
  });
  const notBefore = recipients.some(({ state }) => state === 'queued') ? retryAt : undefined;
  const content = { ...settled(dispatch), recipients, receipt: outcome.receipt };
  return after(dispatch, { ...content, notBefore: notBefore ?? dispatch.notBefore }, at);
}
export type Accepted = Extract<Outcome, { outcome: 'accepted' }>;

/** Whom an answer can still be about. */
const ANSWERED: readonly DispatchState[] = ['sending', 'unknown', 'queued'];

/**
 * The attempt failed. `retryable` and `stop-all` queue it again for `retryAt`; without one it has failed for good.
 * `permanent` ends it; `unknown` waits until `retryAt` for evidence.
 */
export function fail(
  dispatch: Dispatch,
  worker: string,
  failure: Failure,
  at: number,
  retryAt?: number,
): Dispatch | undefined {
  if (dispatch.state !== 'sending' || dispatch.lease?.worker !== worker) return undefined;
  const again = failure.class !== 'permanent' && retryAt !== undefined;
  const state: DispatchState = failure.class === 'unknown' ? 'unknown' : again ? 'queued' : 'failed';
  const recipients = each(dispatch, 'sending', (one) => ({ ...one, state, failure }));
  return after(dispatch, { ...settled(dispatch), recipients, failure, notBefore: retryAt ?? dispatch.notBefore }, at);
}

const LAPSED: Failure = {
  class: 'unknown',
  code: 'lease-lapsed',
  message: 'whoever was sending it stopped before it could say how it went',
};

/** Whoever was sending it is gone: it may have been sent or not. */
export function lapse(dispatch: Dispatch, at: number, settleAt: number): Dispatch | undefined {
  if (dispatch.state !== 'sending' || (dispatch.lease && dispatch.lease.until > at)) return undefined;
  const recipients = each(dispatch, 'sending', (one) => ({ ...one, state: 'unknown', failure: LAPSED }));
  return after(dispatch, { ...settled(dispatch), recipients, failure: LAPSED, notBefore: settleAt }, at);
}

/** The provider never took it, or someone says so: it goes back into the queue. */
export function release(dispatch: Dispatch, at: number, expires = dispatch.expires): Dispatch | undefined {
  if (dispatch.state !== 'unknown') return undefined;
  const recipients = each(dispatch, 'unknown', (one) => ({ ...without(one, 'failure'), state: 'queued' }));
  return after(dispatch, { ...settled(dispatch), recipients, notBefore: at, expires }, at);
}

const RESTORED: Failure = {
  class: 'unknown',
  code: 'restored',
  message: 'it waited when the backup was made, and may have been sent since',
};

/** Out of a backup: whatever waited then may have been sent since, so a person or a provider's event must say. */
export function doubt(dispatch: Dispatch, alert: string, at: number): Dispatch | undefined {
  if (dispatch.state !== 'queued' && dispatch.state !== 'sending') return undefined;
  const recipients = each(dispatch, ['queued', 'sending'], (one) => ({ ...one, state: 'unknown', failure: RESTORED }));
  const attempts = Math.max(1, dispatch.attempts);
  return after(dispatch, { ...settled(dispatch), recipients, attempts, failure: RESTORED, alert }, at);
}

/** The settle window is over and nothing was heard: someone must look. */
export function raise(dispatch: Dispatch, alert: string, at: number): Dispatch | undefined {
  if (dispatch.state !== 'unknown' || dispatch.alert !== undefined) return undefined;
  const { lease: _, ...rest } = dispatch;
  return after(dispatch, { ...rest, alert }, at);
}

/** Readers whom nothing is sent to by now have failed, each for a reason; without a reader no blind copy goes out either. */
export function leaveOut(
  dispatch: Dispatch,
  reasons: ReadonlyMap<string, Failure>,
  noCopy: Failure,
  at: number,
): Dispatch | undefined {
  if (dispatch.state !== 'queued') return undefined;
  const readers = each(dispatch, 'queued', (one) => {
    const failure = one.role === 'to' ? reasons.get(one.address) : undefined;
    return failure ? { ...one, state: 'failed', failure } : one;
  });
  if (readers.every((one, index) => one === dispatch.recipients[index])) return undefined;
  const isFor = readers.some(({ role, state }) => role === 'to' && state !== 'failed');
  const recipients = readers.map((one): Recipient => {
    return isFor || one.state !== 'queued' ? one : { ...one, state: 'failed', failure: noCopy };
  });
  return after(dispatch, { ...settled(dispatch), recipients }, at);
}

/** What was never taken ends for a reason: it is stale, its bytes are not what was frozen, or someone gave it up. */
export function end(dispatch: Dispatch, failure: Failure, at: number): Dispatch | undefined {
  if (dispatch.state !== 'queued' && dispatch.state !== 'unknown') return undefined;
  const recipients = each(dispatch, ['queued', 'unknown'], (one) => ({ ...one, state: 'failed', failure }));
  return after(dispatch, { ...settled(dispatch), recipients, failure }, at);
}

/** Recipients that failed go into the queue again, those alone, and of them those that may. */
export function again(
  dispatch: Dispatch,
  at: number,
  expires: number,
  may: (recipient: Recipient) => boolean = () => true,
): Dispatch | undefined {
  if (dispatch.state !== 'failed' || !dispatch.recipients.some((one) => one.state === 'failed' && may(one)))
    return undefined;
  const recipients = each(dispatch, 'failed', (one) => {
    if (!may(one)) return one;
    const { feedback: _, ...rest } = without(one, 'failure');
    return { ...rest, state: 'queued', after: dispatch.attempts };
  });
  return after(dispatch, { ...settled(dispatch), recipients, notBefore: at, expires }, at);
}

const ENDS: readonly FeedbackKind[] = ['bounced-soft', 'bounced-hard', 'rejected', 'failed-to-render'];

/**
 * What was heard of it. Any event shows that the provider took the attempt that it is of: who was open in that attempt
 * has it, and then those whom the event names are blamed, and nobody else. The order and number of events make no
 * difference.
 */
export function observe(dispatch: Dispatch, feedback: Heard, at: number): Dispatch | undefined {
  if (dispatch.attempts === 0) return undefined;
  const named = new Map(feedback.recipients.map((one) => [one.address.toLowerCase(), one.detail]));
  const told = { isEvidence: false, ends: false };
  const recipients = dispatch.recipients.map((one) => {
    const bearing = bearingOn(one, dispatch, feedback);
    if (bearing === 'none') return one;
    const taken: Recipient =
      bearing === 'evidence' && isOpen(one) ? { ...without(one, 'failure'), state: 'sent' } : one;
    told.isEvidence ||= bearing === 'evidence';
    told.ends ||= taken !== one;
    const concerns = named.size === 0 ? bearing === 'evidence' : named.has(one.address.toLowerCase());
    return concerns ? heard(taken, feedback, named.get(one.address.toLowerCase()) ?? feedback.detail) : taken;
  });
  // The receipt is that of the attempt that settled it.
  const known = told.ends ? (feedback.receipt ?? dispatch.receipt) : dispatch.receipt;
  const receipt = told.isEvidence ? (known ?? feedback.receipt) : known;
  // As long as others are being sent it, or nobody knows, its lease, failure and alert stay.
  const content = stateOf(recipients) === dispatch.state ? dispatch : settled(dispatch);
  const next = { ...content, recipients, ...(receipt === undefined ? {} : { receipt }) };
  const isSame = receipt === dispatch.receipt && recipients.every((one, index) => one === dispatch.recipients[index]);
  return isSame ? undefined : after(dispatch, next, at);
}

function heard(recipient: Recipient, { kind, at }: Heard, detail: string | undefined): Recipient {
  const words = detail?.slice(0, 500);
  const feedback = { kind, at, ...(words === undefined ? {} : { detail: words }) };
  if (recipient.feedback && !outweighs(feedback, recipient.feedback)) return recipient;
  if (!ENDS.includes(kind)) return { ...recipient, feedback };
  const message = words === undefined ? kind : `${kind}: ${words}`;
  const failure: Failure = { class: kind === 'bounced-soft' ? 'retryable' : 'permanent', code: kind, message };
  return { ...recipient, state: 'failed', failure, feedback };
}

/** The higher kind; of one kind the earlier; of one time the one that sorts first. */
function outweighs(a: NonNullable<Recipient['feedback']>, b: NonNullable<Recipient['feedback']>): boolean {
  const rank = FEEDBACK_KINDS.indexOf(a.kind) - FEEDBACK_KINDS.indexOf(b.kind);
  if (rank !== 0) return rank > 0;
  return a.at === b.at ? (a.detail ?? '') < (b.detail ?? '') : a.at < b.at;
}

/**
 * When a worker is to look at it again (milliseconds since 1970): to send it, once its worker's time is over, or to settle
 * what is unknown. Undefined at its end; an unknown one with an alert waits for a person or an event.
 */
export function dueAt({ state, notBefore, lease, alert }: Dispatch): number | undefined {
  if (state === 'sending') return lease?.until ?? notBefore;
  return state === 'queued' || (state === 'unknown' && alert === undefined) ? notBefore : undefined;
}

/** What of the audit chain's to-do is done. */
export function sealedUpTo(dispatch: Dispatch, step: number): Dispatch {
  return { ...dispatch, pending: dispatch.pending.filter((mark) => mark.step > step) };
}
