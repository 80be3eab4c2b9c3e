import type { Dispatch, Recipient } from './dispatch.ts';
import type { Feedback } from './feedback.ts';

/*
 * Which attempt an event is of, and what it shows of whom. A dispatch may have been sent again, for some of its
 * recipients, and events come late.
 */

export type Heard = Omit<Feedback, 'id'>;

/** Failures of ours that ended the waiting, and say nothing of what became of earlier attempts. */
const GIVEN_UP = ['expired', 'given-up'] as const;

/** Whether the provider may have taken it for this recipient, or may yet. */
export function isOpen({ state, failure }: Recipient): boolean {
  if (state === 'failed') return GIVEN_UP.some((code) => code === failure?.code);
  return state !== 'sent';
}

/** A recipient is a part of the attempts after this one; who was never sent it again, of the first on. */
export function firstAfter({ after = -1 }: Recipient): number {
  return after;
}

/**
 * `evidence` that the provider took an attempt that the recipient was a part of; `none` when the event is of another
 * attempt; `hearsay` when nobody can tell of which: then it may blame whom it names, and shows nothing else.
 */
export type Bearing = 'evidence' | 'hearsay' | 'none';

export function bearingOn(one: Recipient, dispatch: Dispatch, { attempt, receipt }: Heard): Bearing {
  const from = firstAfter(one);
  // When others were sent it again without him, he was a part no more.
  const to = Math.min(...dispatch.recipients.map(firstAfter).filter((after) => after > from), Infinity);
  if (attempt !== undefined) return attempt > from && attempt <= to ? 'evidence' : 'none';
  if (to < Infinity) return 'hearsay';
  if (from < 0) return 'evidence';
  // Nothing was tried since.
  if (dispatch.attempts <= from) return 'none';
  if (receipt === undefined || dispatch.receipt === undefined) return 'hearsay';
  // Of who is open the receipt on record is an earlier attempt's; of the others it is the one that settled it.
  const isOnRecord = receipt === dispatch.receipt;
  return isOnRecord === isOpen(one) ? 'none' : 'evidence';
}
