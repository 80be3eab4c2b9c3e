import type { Send, SendState } from '../../../model/send.ts';
import { UserError } from '../../../core/problem.ts';
import type { SendStep } from '../../dispatch/send-options.ts';
import type { Sent } from '../../send.ts';
import type { BridgeCode } from '../codes.ts';
import { hashOf, type SendWish } from './wish.ts';

/*
 * A send's record, from one step to the next. Pure: what has ended stays as it is, and then these answer undefined.
 */

type Change = (send: Send) => Send | undefined;

export function freshSend(id: string, wish: SendWish, now: number): Send {
  const { by, type, list, again = false, only } = wish;
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
    alive: now,
    dispatches: [],
    refused: [],
  };
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
    if (step.step === 'queued')
      return { ...send, alive: now, dispatches: [...send.dispatches, ...step.dispatches].slice(0, MOST.dispatches) };
    if (step.step === 'refused') {
      const refused = step.refused.map(({ report, error, code }) => ({ report, error: withoutFigures(code, error) }));
      return { ...send, alive: now, refused: refused.slice(0, MOST.refused) };
    }
    const [state, says] = SAYS[step.step];
    return { ...send, alive: now, state, says };
  });
}

/** Someone still works on it. */
export const alive = (now: number): Change => open((send) => ({ ...send, alive: now }));

/** It came to its end; what is not out yet is the queue's. */
export function finished({ deliveries, next, held }: Sent, now: number): Change {
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
  return open((send) =>
    send.dispatches.length === 0
      ? { ...send, ...ending('failed', 'nothing was sent', now), problem }
      : { ...send, ...ending('parked', LEFT, now), problem },
  );
}

const LEFT = 'it was broken off: what is in the queue goes out from there, the rest is to be sent again';

/** Its process stops, or is gone. What was being frozen then may be in the queue, or not. */
export function abandoned(now: number): Change {
  return open((send) => {
    if (send.state === 'sending') return { ...send, ...ending('parked', LEFT, now) };
    const detail = 'the server stopped before anything was sent; send it again';
    const problem = { code: 'stopped' satisfies BridgeCode, detail };
    return { ...send, ...ending('failed', 'nothing was sent', now), problem };
  });
}

/** A record that nobody wrote for so long is nobody's any more: it is written every few seconds. In milliseconds. */
const GONE_MS = 120_000;

/** As it is to be seen now: one whose process is gone does not go on for ever. */
export function asSeen(send: Send, now: number): Send {
  if (send.ended !== undefined || now - send.alive <= GONE_MS) return send;
  const says = `whoever worked on it is gone: what is in the queue goes out from there, the rest is to be sent again`;
  return { ...send, ...ending('parked', says, send.alive) };
}

const ending = (state: SendState, says: string, now: number) => ({ state, says, ended: now, alive: now });

const open =
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
