import { UserError } from '../../core/problem.ts';
import { dueAt } from '../../model/dispatch-state.ts';
import type { Dispatch } from '../../model/dispatch.ts';
import type { Kept } from '../../model/records.ts';
import { allowanceOf, type Allowance, type Held } from './allowance.ts';
import { attempt } from './attempt.ts';
import { openDrain, type Drain } from './drain.ts';
import { reconcile } from './reconcile.ts';
import type { Work } from './work.ts';

export interface QueueEnd {
  /** When the next dispatch is due that was not waited for; undefined when the queue is empty. */
  readonly next?: number;
  /** Why nothing goes out at present. */
  readonly held?: string;
  /** Why the audit or the dashboard could not be written; it is made up for by the next run. */
  readonly trouble?: string;
}

/** A dispatch that another worker has, or that the queue's index shows too late, is left alone for so long. */
const LEFT_ALONE = 500;
/** Nobody sleeps longer than this: another worker may have put something into the queue. */
const NAP = 1000;
/** Read from the queue at a time, for each message under way. */
const AHEAD = 4;

/**
 * Works on the queue until nothing is due any more, or nothing will be before `deadline` (milliseconds since 1970): what
 * is queued, what others left half done, and what is unknown. Any number of workers may share a queue. One that is told to
 * stop begins nothing more, and comes back when what is under way has ended. What was `frozen` just now is put into the
 * audit chain whatever becomes of it. Throws when the records cannot be written: then nothing more is sent.
 */
export async function runQueue(work: Work, deadline: number, frozen: readonly Dispatch[] = []): Promise<QueueEnd> {
  const { records, effects, settings, wait } = work;
  const drain = openDrain(work);
  for (const dispatch of frozen) drain.follow(dispatch);
  for (const { record } of await records.dispatches.unsealed(1000)) drain.follow(record);
  const hands = handsOf(work, drain);
  let ahead: Kept<Dispatch>[] = [];
  while (hands.failure === undefined && !isStopped(work)) {
    const now = effects.now();
    if (ahead.length === 0) {
      const most = AHEAD * settings.concurrency + hands.busy(now);
      ahead = (await records.dispatches.due(now, most)).filter(({ record: { id } }) => !hands.has(id));
    }
    for (const kept of ahead.splice(0, settings.concurrency - hands.running())) hands.take(kept);
    if (hands.running() > 0) {
      await hands.oneFree();
      continue;
    }
    const next = await nextOf(work, hands, deadline);
    if (next === undefined || next > deadline) return ended(drain, next, hands.held);
    await wait(Math.max(1, Math.min(NAP, next - effects.now())));
  }
  await hands.allFree();
  if (hands.failure === undefined) return ended(drain, await records.dispatches.nextDue(), hands.held);
  await drain.finish();
  throw hands.failure;
}

const isStopped = ({ signal }: Work): boolean => signal?.aborted === true;

/** When there is something to do again. What is left alone stays due in the queue: what is due behind it counts, too. */
async function nextOf({ records, effects }: Work, hands: Hands, deadline: number): Promise<number | undefined> {
  const until = hands.until();
  if (until === undefined) return records.dispatches.nextDue();
  const found = await records.dispatches.due(Math.min(until, deadline), hands.busy(effects.now()) + 1);
  const other = found.find(({ record }) => !hands.has(record.id));
  return (other && dueAt(other.record)) ?? until;
}

/** What is under way, and what is left alone for a while. */
interface Hands {
  take(kept: Kept<Dispatch>): void;
  has(id: string): boolean;
  running(): number;
  /** Dispatches that the queue would name and that nothing can be done about now. */
  busy(now: number): number;
  /** Until when the first of those that are left alone is. */
  until(): number | undefined;
  oneFree(): Promise<void>;
  allFree(): Promise<void>;
  /** Why nothing goes out at present. */
  readonly held: string | undefined;
  /** The records cannot be written. */
  readonly failure: Error | undefined;
}

function handsOf(work: Work, drain: Drain): Hands {
  const running = new Map<string, Promise<void>>();
  const left = new Map<string, number>();
  const allowances = new Map<string, Promise<Allowance>>();
  let held: string | undefined;
  let failure: Error | undefined;
  const allowance = (name: string): Promise<Allowance> => {
    const known = allowances.get(name) ?? allowanceOf(work, name).catch((error: unknown) => closedBy(error, work));
    allowances.set(name, known);
    return known;
  };
  const one = async (kept: Kept<Dispatch>): Promise<void> => {
    const { id, transport, state } = kept.record;
    try {
      const done =
        state === 'queued' ? await attempt(work, kept, await allowance(transport)) : await reconcile(work, kept);
      if (done && isHeld(done)) {
        held = done.reason;
        left.set(id, Math.min(done.until, kept.record.expires));
      } else if (done) drain.follow(done.record);
      else left.set(id, work.effects.now() + LEFT_ALONE);
    } catch (error) {
      failure ??= error instanceof Error ? error : new Error(String(error));
    } finally {
      running.delete(id);
    }
  };
  return {
    take: (kept) => {
      running.set(kept.record.id, one(kept));
    },
    has: (id) => running.has(id) || left.has(id),
    running: () => running.size,
    busy: (now) => {
      for (const [id, until] of left) if (until <= now) left.delete(id);
      return running.size + left.size;
    },
    until: () => (left.size > 0 ? Math.min(...left.values()) : undefined),
    oneFree: async () => {
      await Promise.race(running.values());
    },
    allFree: async () => {
      await Promise.all(running.values());
    },
    get held() {
      return held;
    },
    get failure() {
      return failure;
    },
  };
}

const QUARTER = 15 * 60_000;

/** A transport that cannot be opened holds up its own messages, and no others. */
function closedBy(error: unknown, { effects }: Work): Allowance {
  if (!(error instanceof UserError)) throw error;
  const held = (): Held => ({ reason: error.message, until: effects.now() + QUARTER });
  return { take: async () => held(), worked: async () => undefined };
}

function isHeld(done: Kept<Dispatch> | Held): done is Held {
  return 'until' in done;
}

async function ended(drain: Drain, next: number | undefined, held: string | undefined): Promise<QueueEnd> {
  const trouble = await drain.finish();
  return {
    ...(next === undefined ? {} : { next }),
    ...(held === undefined ? {} : { held }),
    ...(trouble === undefined ? {} : { trouble }),
  };
}
