import type { Dispatch, DispatchState, RecipientState, Send } from '../../api/contract.ts';
import { counted } from '../../ui/numbers.ts';
import type { StateWord } from '../../ui/state.tsx';

const STATES: Readonly<Record<DispatchState, StateWord>> = {
  queued: 'queued',
  sending: 'being sent',
  sent: 'accepted',
  failed: 'failed',
  unknown: 'unknown',
};

export const wordOfState = (state: DispatchState): StateWord => STATES[state];

type Kind = NonNullable<RecipientState['feedback']>['kind'];

/** What was heard later says more than that the message was taken. */
const HEARD: Readonly<Partial<Record<Kind, StateWord>>> = {
  delivered: 'delivered',
  complained: 'delivered',
  'bounced-soft': 'bounced',
  'bounced-hard': 'bounced',
  rejected: 'failed',
  'failed-to-render': 'failed',
};

/** What became of the message for one recipient, in one word. */
export function wordOf({ state, feedback }: RecipientState): StateWord {
  const isThere = state === 'sent' || state === 'failed';
  return (isThere && feedback ? HEARD[feedback.kind] : undefined) ?? STATES[state];
}

const FEEDBACK: Readonly<Record<Kind, string>> = {
  accepted: 'the provider took it',
  delayed: 'their mail server lets it wait',
  delivered: 'their mail server took it',
  complained: 'it was marked as spam',
  'bounced-soft': 'their mail server turned it away for now',
  'bounced-hard': 'there is no such mailbox',
  rejected: 'the provider refused it',
  'failed-to-render': 'the provider could not make the message',
};

export const feedbackText = (kind: Kind): string => FEEDBACK[kind];

/** Why it did not arrive, where that is known. */
export function reasonOf({ failure, feedback }: RecipientState): string | undefined {
  if (feedback && feedback.kind !== 'accepted' && feedback.kind !== 'delivered')
    return [FEEDBACK[feedback.kind], feedback.detail].filter(Boolean).join(': ');
  return failure?.message;
}

const ORDER: readonly StateWord[] = ['delivered', 'accepted', 'being sent', 'queued', 'bounced', 'failed', 'unknown'];

/** How many recipients are in each state: what worked first. */
export function tally(recipients: readonly RecipientState[]): readonly (readonly [StateWord, number])[] {
  const words = recipients.map(wordOf);
  return ORDER.map((word) => [word, words.filter((one) => one === word).length] as const).filter(([, of]) => of > 0);
}

/** Who a message is for, in a line: messages of one report differ in nothing else. */
export function forWhom(recipients: readonly RecipientState[]): string | undefined {
  const [first, ...others] = recipients.filter(({ role }) => role === 'to');
  if (!first) return undefined;
  return others.length === 0 ? first.address : `${first.address} and ${counted(others.length, 'other')}`;
}

/** Recipients of whom it is known how it ended: what is only queued does not count. */
export function settledOf({ deliveries }: Send): number {
  return sum(deliveries.filter(({ state }) => state === 'sent' || state === 'failed' || state === 'unknown'));
}

const sum = (deliveries: Send['deliveries']): number =>
  deliveries.reduce((total, { recipients }) => total + recipients, 0);

export interface Outcome {
  readonly tone: 'good' | 'bad' | 'warning' | 'info';
  readonly headline: string;
}

/** How a send ended, in a sentence: what worked comes first. */
export function outcomeOf(send: Send): Outcome {
  const { sent, recipients, state, problem } = send;
  const { before, waiting, failed, refused, unknown } = countsOf(send);
  const lost = failed + refused + unknown;
  const rest = [
    before > 0 ? `${before} had it before, and got no second copy` : '',
    waiting > 0 ? `${waiting} ${waiting === 1 ? 'waits' : 'wait'} in the queue` : '',
    failed > 0 ? `${failed} failed` : '',
    refused > 0 ? `${counted(refused, 'report')} could not go out` : '',
    unknown > 0 ? `of ${unknown} nobody knows yet` : '',
  ].filter((part) => part !== '');

  if (sent > 0) {
    const lead = `Accepted for ${sent} of ${counted(recipients, 'address', 'addresses')}, blind copies included`;
    return { tone: lost > 0 ? 'warning' : waiting > 0 ? 'info' : 'good', headline: `${[lead, ...rest].join('; ')}.` };
  }
  if (before > 0 && lost + waiting === 0)
    return { tone: 'info', headline: 'Nothing was sent a second time: it went out before, within the last hours.' };
  const lead = waiting > 0 || state === 'parked' ? 'Nothing was sent yet' : 'Nothing was sent';
  const why = problem || rest.length === 0 ? '' : `: ${rest.join('; ')}`;
  return { tone: lost > 0 || state === 'failed' ? 'bad' : 'info', headline: `${lead}${why}.` };
}

/** Addresses by what became of them in this send; `refused` counts reports that were kept back, of which there is no message. */
function countsOf({ deliveries }: Send) {
  // One of them may have been turned away where the blind copy was taken.
  const of = (...states: readonly DispatchState[]): number => {
    const these = deliveries.filter(({ state }) => states.includes(state));
    return these.reduce((total, { recipients, sent }) => total + recipients - sent, 0);
  };
  return {
    // What waits since an earlier send waits still: nobody has it.
    before: deliveries.reduce((total, { replayed, sent }) => total + (replayed ? sent : 0), 0),
    waiting: of('queued', 'sending'),
    failed: of('failed'),
    unknown: of('unknown'),
    refused: deliveries.filter(({ dispatch, state }) => dispatch === undefined && state === 'failed').length,
  };
}

/** The steps of a send, as far as they have come. */
export const STEPS = [
  { state: 'composing', label: 'Write the reports' },
  { state: 'verifying', label: 'Check sender and numbers' },
  { state: 'sending', label: 'Send' },
] as const;

/** What somebody must look at, each once. */
export function alertsOf(dispatches: readonly Dispatch[]): readonly string[] {
  return [...new Set(dispatches.flatMap(({ alert }) => (alert === undefined ? [] : [alert])))];
}

export const isUnderWay = ({ recipients }: Dispatch): boolean =>
  recipients.some(({ state }) => state === 'queued' || state === 'sending');

const ASKED: Readonly<Record<NonNullable<Dispatch['resends']>[number]['which'], string>> = {
  failed: 'Sent again to whom it had failed',
  unknown: 'Sent again, though it may have arrived',
  'give-up': 'Given up',
};

/** What somebody decided of a message that did not reach everybody. */
export const askedText = (which: keyof typeof ASKED): string => ASKED[which];

/** `user:ann` → ann; `schedule:monday` → the schedule monday. */
export function byText(by: string): string {
  const [, kind = '', name = by] = /^(user|cli|schedule):(.+)$/s.exec(by) ?? [];
  if (kind === 'schedule') return `the schedule ${name}`;
  return kind === 'cli' ? `${name}, on the command line` : name;
}
