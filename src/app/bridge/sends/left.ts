import type { UserError } from '../../../core/problem.ts';
import { isGone, takenOverAt, type Send } from '../../../model/send.ts';
import { refusal } from '../codes.ts';
import { broken, ending, LEFT, open, type Change } from './record.ts';

/*
 * A send that its process left half done, and what another does with it. Pure.
 */

/** A send that takes its process down with it is not begun for ever. */
const MOST_TRIES = 3;

const QUEUED = 'it was broken off when all of it was in the queue, and goes out from there';
const AGAIN = 'whoever worked on it is gone; another process goes on with it in a moment';

/** Its process stops. Where not all of it is in the queue, the next process goes on with it. */
export function givenBack(now: number): Change {
  return open((send) => {
    if (send.frozen) return { ...send, ...ending('parked', QUEUED, now) };
    const { owner: _, tries = 0, until = now, ...rest } = send;
    const says = `the server stopped before all of it was in the queue; the next one goes on with it, if it starts by ${timeOf(until)}`;
    // That the server stops is no fault of a send that was begun.
    const counted = send.state === 'waiting' ? tries : Math.max(0, tries - 1);
    return { ...rest, tries: counted, until, state: 'waiting', says, alive: now };
  });
}

/** Another process makes it its own: once, for it is written over the version that was looked at. */
export function takenOver(owner: string, now: number): Change {
  return open((send) => {
    if (takenOverAt(send) === undefined || !isGone(send, now)) return undefined;
    return { ...send, owner, alive: now, ...(send.frozen ? {} : { state: 'waiting', says: AGAIN }) };
  });
}

/** Why it is not begun again. */
export function hopeless({ until = 0, tries = 0 }: Send, now: number): UserError | undefined {
  if (now > until)
    return refusal('too-late', `nobody could go on with it by ${timeOf(until)}; send it again if it is still wanted`);
  if (tries < MOST_TRIES) return undefined;
  const says = `it was begun ${MOST_TRIES} times, and each time the server ended before all of it was in the queue`;
  return refusal('broken-off', `${says}; its log or \`quarterdeck send\` on the server may tell why`);
}

/** As it is to be seen now: one whose process is gone does not go on for ever. */
export function asSeen(send: Send, now: number): Send {
  if (send.ended !== undefined || !isGone(send, now)) return send;
  const { owner, alive, until } = send;
  if (until === undefined) return { ...send, ...ending('parked', LEFT, alive) };
  if (send.frozen) return { ...send, ...ending('parked', QUEUED, alive) };
  const why = hopeless(send, now);
  if (why) return broken(why, Math.max(alive, until))(send) ?? send;
  return owner === undefined ? send : { ...send, state: 'waiting', says: AGAIN };
}

/** `2026-04-30 15:15 UTC` */
function timeOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
