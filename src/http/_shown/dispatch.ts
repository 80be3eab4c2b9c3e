import type { Dispatch as Recorded, Failure as RecordedFailure, Recipient } from '../../model/dispatch.ts';
import type { Role } from '../../model/session.ts';
import { masked } from '../_mask.ts';
import type { Dispatch } from '../contract/index.ts';
import { withoutPlaces } from '../middleware/places.ts';
import { shown } from './words.ts';

export interface Looker {
  readonly role: Role;
  /** The portfolio folder: no answer tells where it is. */
  readonly folder: string;
}

/** Text that may name addresses, or a file of this machine: what a provider said, where a message lies. */
export type Words = (text: string) => string;

/** Linear: no part of it can match what the next one does. */
const ADDRESS = /[^\s<>()[\]"',;:@]+@[^\s<>()[\]"',;:@]+/g;

export const wordsFor =
  ({ role, folder }: Looker): Words =>
  (text) => {
    const said = shown(withoutPlaces(text, folder));
    return role === 'admin' ? said : said.replaceAll(ADDRESS, masked);
  };

/** A message and what became of it, as whoever asks may see it. Its subject says what the report says, so it is no part of it. */
export function dispatchShown(dispatch: Recorded, looker: Looker): Dispatch {
  const { id, batch, report, period, list, by, transport, from, state, attempts, message, size } = dispatch;
  const { failure, receipt, alert, queued, expires, generation, resends } = dispatch;
  const words = wordsFor(looker);
  const next = nextOf(dispatch);
  return {
    id,
    batch,
    report,
    period,
    ...(list === undefined ? {} : { list }),
    by,
    transport,
    from,
    state,
    attempts,
    queuedAt: instant(queued),
    ...(next === undefined ? {} : { nextAt: instant(next) }),
    expiresAt: instant(expires),
    generationMs: generation,
    message,
    size,
    recipients: dispatch.recipients.map((one) => recipientShown(one, looker, words)),
    ...(failure && state !== 'sent' ? { failure: failureShown(failure, words) } : {}),
    ...(receipt === undefined ? {} : { receipt: words(receipt) }),
    ...(alert === undefined ? {} : { alert: words(alert) }),
    ...(resends ? { resends: resends.map((one) => ({ ...one, at: instant(one.at) })) } : {}),
  };
}

export const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** When something happens next by itself: it is tried again, or looked after. One that is being sent is left alone. */
function nextOf({ state, notBefore, alert }: Recorded): number | undefined {
  return state === 'queued' || (state === 'unknown' && alert === undefined) ? notBefore : undefined;
}

function recipientShown(recipient: Recipient, { role: looks }: Looker, words: Words): Dispatch['recipients'][number] {
  const { address, role, state, failure, feedback } = recipient;
  return {
    address: looks === 'admin' ? address : masked(address),
    role,
    state,
    ...(failure ? { failure: failureShown(failure, words) } : {}),
    ...(feedback
      ? {
          feedback: {
            kind: feedback.kind,
            at: instant(feedback.at),
            ...(feedback.detail === undefined ? {} : { detail: words(feedback.detail) }),
          },
        }
      : {}),
  };
}

function failureShown({ class: kind, code, message }: RecordedFailure, words: Words) {
  return { class: kind, code, message: words(message) };
}
