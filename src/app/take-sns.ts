import type { Effects } from '../core/effects.ts';
import { sesEvents, snsCertificates, snsMessage } from '../delivery/index.ts';
import type { Feedback, RefusedFeedback } from '../model/feedback.ts';
import { withWork } from './dispatch/open-work.ts';
import type { Ledger } from './ledger.ts';
import { takenBy } from './take-feedback.ts';

type Ask = (url: string, options: { signal: AbortSignal; redirect: 'error' }) => Promise<Response>;

export type TakenSns =
  | { readonly taken: number }
  /** `again`: it could not be checked just now, and may be brought once more. */
  | { readonly refused: string; readonly again?: boolean };

/** Milliseconds for SNS to take a confirmation. */
const TIMEOUT = 5000;

/** Takes what SNS posts: events of SES, and that it may bring them. Certificates are fetched once for all. */
export function snsDesk({ ledger, effects, ask = fetch }: { ledger: Ledger; effects: Effects; ask?: Ask | undefined }) {
  const certificates = snsCertificates(ask);
  const { topics = [] } = ledger.declared.portfolio.delivery.ses ?? {};
  return async (body: string): Promise<TakenSns> => {
    const message = await snsMessage(body, { topics, certificates, now: effects.now() });
    if ('refused' in message) return message;
    if (message.kind === 'confirm') return confirmed(message.url, ask);
    const events = eventsIn(message.message);
    if ('refused' in events) return events;
    await withWork(ledger, effects, (work) => takenBy(work, each(events)));
    return { taken: events.length };
  };
}

/** The portfolio names the topic, SNS signed the message, and the address was checked to do nothing else. */
async function confirmed(url: string, ask: Ask): Promise<TakenSns> {
  try {
    const answer = await ask(url, { signal: AbortSignal.timeout(TIMEOUT), redirect: 'error' });
    await answer.body?.cancel();
    if (answer.ok) return { taken: 0 };
    return { refused: `SNS did not take the confirmation: it answered ${answer.status}`, again: true };
  } catch {
    return { refused: 'SNS could not be asked to confirm the subscription', again: true };
  }
}

function eventsIn(message: string): readonly Feedback[] | RefusedFeedback {
  try {
    return sesEvents(JSON.parse(message));
  } catch {
    return { refused: 'what SNS brought is no JSON' };
  }
}

async function* each(events: readonly Feedback[]) {
  for (const feedback of events) yield { from: 'sns', feedback };
}
