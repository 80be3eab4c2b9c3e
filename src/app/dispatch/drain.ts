import { UserError } from '../../core/problem.ts';
import { sealedUpTo } from '../../model/dispatch-state.ts';
import type { Dispatch } from '../../model/dispatch.ts';
import type { Work } from './work.ts';
import { heardBefore } from './feedback.ts';

/**
 * What follows a step of a dispatch: the audit chain, the dashboard's task, and, once it is out, that the report reached
 * its reader. It runs beside the sending, which never waits for it; what it could not write stays in the dispatch's
 * `pending` and is done by the next run.
 */
export interface Drain {
  /** A dispatch that took a step. */
  follow(dispatch: Dispatch): void;
  /** Ends when everything so far is written, or cannot be: then it says why. */
  finish(): Promise<string | undefined>;
}

/** At once, in one turn: the chain grows by all of their steps. */
const PORTION = 100;
/** Milliseconds. What ends meanwhile is written with it: a portion takes three commits, whatever its size. */
const GATHER = 50;

export function openDrain(work: Work): Drain {
  const waiting = new Map<string, Dispatch>();
  let running = Promise.resolve();
  let isRunning = false;
  let trouble: string | undefined;
  let grown = false;
  let isLast = false;
  let hurry = (): void => undefined;
  const gathered = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, GATHER);
      hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async (): Promise<void> => {
    isRunning = true;
    while (waiting.size > 0) {
      if (!isLast && waiting.size < PORTION) await gathered();
      const portion = [...waiting.values()].slice(0, PORTION);
      for (const { id } of portion) waiting.delete(id);
      try {
        await write(work, portion);
        grown = true;
      } catch (error) {
        // It stays in the dispatches' own `pending`.
        trouble = error instanceof Error ? error.message : String(error);
      }
    }
    isRunning = false;
  };
  return {
    follow: (dispatch) => {
      waiting.set(dispatch.id, dispatch);
      if (!isRunning) running = run();
    },
    finish: async () => {
      isLast = true;
      hurry();
      await running;
      isLast = false;
      try {
        if (grown) await work.records.chain.checkpoint();
        grown = false;
      } catch (error) {
        trouble ??= error instanceof Error ? error.message : String(error);
      }
      return trouble;
    },
  };
}

/** Ends of the state machine, and `unknown`. */
const isAtRest = ({ state }: Dispatch): boolean => state === 'sent' || state === 'failed' || state === 'unknown';

/** One that waits keeps its steps beside it, too, until it is at rest: its row is not written anew for each. But not all. */
const MANY_STEPS = 50;

async function write(work: Work, portion: readonly Dispatch[]): Promise<void> {
  const { records, effects } = work;
  const resting = portion.filter(isAtRest);
  await records.chain.append(portion);
  effects.step('sealed');
  await Promise.all(portion.map((dispatch) => records.tasks.show(dispatch)));
  effects.step('shown');
  const done = portion.filter((dispatch) => !isAtRest(dispatch) && dispatch.pending.length >= MANY_STEPS);
  let trouble: Error | undefined;
  for (const dispatch of resting) {
    try {
      await tell(work, dispatch);
      done.push(dispatch);
    } catch (error) {
      trouble ??= error instanceof Error ? error : new Error(String(error));
      // What it said is gone for good: waiting mends nothing.
      if (error instanceof UserError && GONE.includes(error.code)) done.push(dispatch);
    }
  }
  await Promise.all(done.map(({ id, step }) => records.dispatches.change(id, (one) => cleared(one, step))));
  if (trouble) throw trouble;
}

function cleared(dispatch: Dispatch, step: number): Dispatch | undefined {
  const next = sealedUpTo(dispatch, step);
  return next.pending.length === dispatch.pending.length ? undefined : next;
}

/** Codes of what no later run will read either. */
const GONE: readonly string[] = ['records-unreadable', 'record-changed'];

/**
 * Who has the report compares the next one with it; who did not get it may be sent it again. One that somebody gave up
 * may have arrived: it is not sent again by the way, but by who says so (`--again`).
 */
async function tell(work: Work, dispatch: Dispatch): Promise<void> {
  const { records } = work;
  const { edition, queued, id, receipt } = dispatch;
  const readers = dispatch.recipients.filter(({ role, state }) => role === 'to' && state === 'sent');
  const reached = readers.map(({ address }) => address);
  if (edition !== undefined && reached.length > 0) await records.reports.reached(edition, reached, queued);
  for (const { once, state, failure } of dispatch.recipients) {
    const isDoubtful = failure?.code === 'given-up' && dispatch.attempts > 0;
    if (once !== undefined && state === 'failed' && !isDoubtful) await records.once.release(once, id);
  }
  if (receipt !== undefined) await heardBefore(work, receipt);
}
