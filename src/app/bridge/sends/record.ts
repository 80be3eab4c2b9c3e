import type { Send, SendState } from '../../../model/send.ts';
import { UserError } from '../../../core/problem.ts';
import type { SendStep } from '../../dispatch/send-options.ts';
import type { Sent } from '../../send.ts';
import type { BridgeCode } from '../codes.ts';
import { hashOf, type SendWish } from './wish.ts';

/*
 * A send's record, from one step to the next. Pure: what has ended stays as it is, and then these answer undefined.
 */

export type Change = (send: Send) => Send | undefined;

/** A person who asked looks after it for so long, and then asks again. In milliseconds. */
const PERSONS_MS = 15 * 60_000;

export function freshSend(id: string, wish: SendWish, owner: string, now: number): Send {
  const { by, type, list, again = false, only, until = now + PERSONS_MS } = wish;
  return {
    id,
    by,
    type,
    ...(list === undefined ? {} : { list }),
    again,
    ...(only === undefined ? {} : { only }),
    wish: hashOf(wish),
    state: 'waiting',
    says: 'it waits for its turn',
    started: now,
    owner,
    alive: now,
    tries: 0,
    until,
    dispatches: [],
    refused: [],
  };
}

/** What only its owner may do: another may have taken the send over meanwhile. */
export const owned =
  (owner: string, change: Change): Change =>
  (send) =>
    send.owner === owner ? change(send) : undefined;

/** Somebody begins to compose it. What an earlier try refused may be sound by now. */
export function begun(now: number): Change {
  return open(({ tries = 0, ...send }) => {
    const [state, says] = SAYS.composing;
    return { ...send, state, says, alive: now, tries: tries + 1, refused: [] };
  });
}

const SAYS: Readonly<Record<Exclude<SendStep['step'], 'refused' | 'queued'>, readonly [SendState, string]>> = {
  composing: ['composing', 'the reports are being composed'],
  verifying: ['verifying', 'every figure is held against its receipt'],
  freezing: ['sending', 'the messages are being written'],
  sending: ['sending', 'the messages are on their way'],
};

/** What the record of a send holds at most; beyond it the dispatches have the send's id as their batch. */
const MOST = { dispatches: 5000, refused: 500 } as const;

/** A step that it took. */
export function advanced(step: SendStep, now: number): Change {
  return open((send) => {
    if (step.step === 'queued') {
      // An earlier try may have told of some.
      const known = new Set(send.dispatches.map(({ id }) => id));
      const more = step.dispatches.filter(({ id }) => !known.has(id));
      return { ...send, alive: now, dispatches: [...send.dispatches, ...more].slice(0, MOST.dispatches) };
    }
    if (step.step === 'refused') {
      const refused = step.refused.map(({ report, error, code }) => ({ report, error: withoutFigures(code, error) }));
      return { ...send, alive: now, refused: refused.slice(0, MOST.refused) };
    }
    const [state, says] = SAYS[step.step];
    return { ...send, alive: now, state, says, ...(step.step === 'sending' ? { frozen: true as const } : {}) };
  });
}

/** Someone still works on it. */
export const alive = (now: number): Change => open((send) => ({ ...send, alive: now }));

/** What of a send bears on its record. */
export type Outcome = Pick<Sent, 'deliveries' | 'next' | 'held'>;

/** It came to its end; what is not out yet is the queue's. */
export function finished({ deliveries, next, held }: Outcome, now: number): Change {
  const queued = deliveries.filter(({ id }) => id !== '');
  const isWaiting = queued.some((one) => one.state === 'queued' || one.state === 'sending');
  const state = queued.length === 0 ? 'failed' : isWaiting ? 'parked' : 'done';
  return open((send) => ({
    ...send,
    ...ending(state, outcomeOf(deliveries), now),
    ...(next === undefined || !isWaiting ? {} : { next }),
    ...(held === undefined || !isWaiting ? {} : { held }),
  }));
}

/** It failed: what was frozen by then goes out all the same, and without any nothing was sent. */
export function broken(error: unknown, now: number): Change {
  const problem =
    error instanceof UserError
      ? { code: error.code, detail: withoutFigures(error.code, error.message).slice(0, 4000) }
      : { code: 'unexpected' satisfies BridgeCode, detail: 'something went wrong that nobody expected' };
  return open((send) => endedFor(send, problem, now));
}

function endedFor(send: Send, problem: NonNullable<Send['problem']>, now: number): Send {
  // Where messages were being frozen, some may be that the record does not name yet.
  return send.dispatches.length === 0 && send.state !== 'sending'
    ? { ...send, ...ending('failed', 'nothing was sent', now), problem }
    : { ...send, ...ending('parked', LEFT, now), problem };
}

export const LEFT = 'it was broken off: what is in the queue goes out from there, the rest is to be sent again';

export const ending = (state: SendState, says: string, now: number) => ({ state, says, ended: now, alive: now });

export const open =
  (change: Change): Change =>
  (send) =>
    send.ended === undefined ? change(send) : undefined;

/** Which figures differ, and what they say, is for the command line: no answer of a send holds what a report says. */
function withoutFigures(code: string, message: string): string {
  return code.endsWith('-differ')
    ? 'figures do not agree with their receipts, or with another report; `quarterdeck send` on the server names them'
    : message;
}

/** `3 messages sent, 1 sent before, 1 waits in the queue`. */
function outcomeOf(deliveries: Sent['deliveries']): string {
  const among = deliveries.filter(({ id }) => id !== '');
  const count = (...states: readonly string[]): number =>
    among.filter(({ state, replayed }) => replayed !== true && states.includes(state)).length;
  const parts: readonly (readonly [number, string, string])[] = [
    [count('sent'), 'message sent', 'messages sent'],
    [among.filter(({ replayed }) => replayed === true).length, 'sent before', 'sent before'],
    [count('queued', 'sending'), 'waits in the queue', 'wait in the queue'],
    [count('failed'), 'failed', 'failed'],
    [count('unknown'), 'may have been sent: nobody knows', 'may have been sent: nobody knows'],
    [deliveries.length - among.length, 'report could not be sent', 'reports could not be sent'],
  ];
  const said = parts.flatMap(([number, one, more]) => (number === 0 ? [] : [`${number} ${number === 1 ? one : more}`]));
  return said.join(', ');
}
