import { setTimeout as sleep } from 'node:timers/promises';
import type { Effects } from '../../core/effects.ts';
import type { Send } from '../../model/send.ts';
import type { Ledger } from '../ledger.ts';
import { refusal } from './codes.ts';
import { carryOut } from './sends/carry-out.ts';
import { follow } from './sends/follow.ts';
import { openLine } from './sends/line.ts';
import { asSeen, givenBack } from './sends/left.ts';
import { alive, broken, freshSend, owned } from './sends/record.ts';
import { taker } from './sends/taker.ts';
import { hashOf, refuseImpossible, type SendWish } from './sends/wish.ts';
import { queueWorker } from './sends/worker.ts';

export type { SendWish } from './sends/wish.ts';

export interface SendDesk {
  /**
   * Begins a send, and comes back at once; what was begun before under the same key is answered instead. Throws a
   * UserError `key-used` when the key stands for another wish, `no-such-report` and the like for one that cannot be,
   * `too-many-sends` when too many wait already.
   */
  begin(wish: SendWish): Promise<{ readonly send: Send; readonly replayed: boolean }>;
  /** Puts a send on record that is not carried out, and why: a schedule's time that was noticed too late. */
  decline(wish: SendWish & { readonly id: string }, why: Error): Promise<void>;
  get(id: string): Promise<Send | undefined>;
  /** The send at its end, or as it is after so many milliseconds. */
  settled(id: string, patience: number): Promise<Send | undefined>;
  /** The send, each time that it or one of its dispatches changed, until its end or until `signal`. */
  follow(id: string, signal: AbortSignal): AsyncIterable<Send>;
  /** Works on the queue and takes over what other processes left half done, now and from time to time, until `stop`. */
  work(): void;
  /** Takes over now what other processes left half done; comes back when it is in the line here. */
  takeOver(): Promise<void>;
  /** Works on the queue now, and comes back when nothing is due any more. */
  hurry(): Promise<void>;
  /** Comes back when nothing is being composed or sent here, or after so many milliseconds. */
  idle(patience: number): Promise<void>;
  /**
   * Takes no more, lets what is under way come to its end or leaves it to the next process, and comes back within the
   * grace time.
   */
  stop(): Promise<void>;
}

export interface SendDeskOptions {
  readonly ledger: Ledger;
  readonly effects: Effects;
  /** Milliseconds. */
  readonly times?: Partial<Times>;
}

interface Times {
  /** Between two looks at the queue and at what others left: what a provider put off for seconds goes out in the same minute. */
  readonly look: number;
  /** Between two signs of life in the records: far below the time after which a send counts as given up. */
  readonly alive: number;
  /** For what is under way when the server stops: containers are killed after 30 seconds. */
  readonly grace: number;
}

const TIMES: Times = { look: 15_000, alive: 3000, grace: 15_000 };

/** A person presses a button a few times; a program that goes on and on is told to wait. */
const MOST_WAITING = 20;
const DAY = 86_400_000;

export function sendDesk({ ledger, effects, times: given }: SendDeskOptions): SendDesk {
  const times: Times = { ...TIMES, ...given };
  const { sends } = ledger.records;
  const stopping = new AbortController();
  const stopped = new AbortController();
  const line = openLine();
  const owner = Buffer.from(effects.randomBytes(8)).toString('hex');
  const place = { ledger, effects, owner, signal: stopping.signal };
  const join = (id: string): boolean => line.join(id, () => carryOut(id, place));
  const worker = queueWorker({ ...place, every: times.look });
  const pulse = setInterval(() => {
    for (const id of line.ids()) sends.change(id, owned(owner, alive(effects.now()))).catch(() => undefined);
  }, times.alive).unref();
  const others = taker({
    ledger,
    effects,
    owner,
    every: times.look,
    room: () => MOST_WAITING - line.waiting,
    has: (id) => line.done(id) !== undefined,
    join,
  });
  let coming = 0;

  const get = async (id: string): Promise<Send | undefined> => {
    const send = await sends.get(id);
    // What is in our own line is in good hands, however slow they are.
    return send && (line.done(id) ? send : asSeen(send, effects.now()));
  };
  const followed = (id: string, signal: AbortSignal): AsyncIterable<Send> =>
    follow(() => get(id), ledger.records, AbortSignal.any([signal, stopped.signal]));
  const before = async (id: string, wish: SendWish): Promise<Send | undefined> => {
    const send = await get(id);
    if (send && send.wish !== hashOf(wish))
      throw refusal('key-used', 'the idempotency key stands for another wish: use a new one for this');
    return send;
  };
  const started = async (id: string, wish: SendWish): Promise<Send | undefined> => {
    if (line.waiting + coming >= MOST_WAITING)
      throw refusal('too-many-sends', `${MOST_WAITING} sends wait already; ask again when some are done`);
    coming += 1;
    try {
      await refuseImpossible(wish, ledger.declared.folder, effects);
      const send = freshSend(id, wish, owner, effects.now());
      if (!(await sends.add(send))) return undefined;
      if (!join(id)) await sends.change(id, owned(owner, givenBack(effects.now())));
      return send;
    } finally {
      coming -= 1;
    }
  };
  return {
    begin: async (wish) => {
      if (stopping.signal.aborted) throw refusal('stopping', 'the server is stopping; ask again in a moment');
      const id = await idOf(wish, ledger, effects);
      const known = await before(id, wish);
      if (known) return { send: known, replayed: true };
      const send = await started(id, wish);
      if (send) return { send, replayed: false };
      // Somebody else had the same wish in the same moment, and was faster.
      const theirs = await before(id, wish);
      if (!theirs) throw new Error('A send that was on record a moment ago is gone');
      return { send: theirs, replayed: true };
    },
    decline: async (wish, why) => {
      const now = effects.now();
      // In one write, or one whose process went down in between would be begun after all.
      const ended = broken(why, now)(freshSend(wish.id, wish, owner, now));
      if (ended) await sends.add(ended);
    },
    get,
    settled: async (id, patience) => {
      const until = AbortSignal.timeout(patience);
      const done = line.done(id);
      if (done) await Promise.race([done, aborted(until)]);
      else for await (const send of followed(id, until)) if (send.ended !== undefined) break;
      return get(id);
    },
    follow: followed,
    work: () => {
      worker.start();
      others.start();
    },
    takeOver: () => others.look(),
    hurry: () => worker.hurry(),
    idle: (patience) => Promise.race([line.idle(), sleep(patience, undefined, { ref: false })]),
    stop: async () => {
      stopping.abort();
      clearInterval(pulse);
      worker.stop();
      const giveBack = async (ids: readonly string[]): Promise<void> => {
        await Promise.allSettled(ids.map((id) => sends.change(id, owned(owner, givenBack(effects.now())))));
      };
      await giveBack(line.close());
      await others.stop();
      const grace = new AbortController();
      const over = sleep(times.grace, undefined, { signal: grace.signal }).catch(() => undefined);
      await Promise.race([Promise.allSettled([line.idle(), worker.idle()]), over]);
      grace.abort();
      await giveBack(line.ids());
      stopped.abort();
    },
  };
}

/** The id of a send: of the wish, of its key, or a new one. */
async function idOf({ id, key, by }: SendWish, { records }: Ledger, effects: Effects): Promise<string> {
  const fresh = id ?? Buffer.from(effects.randomBytes(16)).toString('hex');
  const now = effects.now();
  return key === undefined ? fresh : records.once.take(`http#${by}#${key}`, fresh, now, now + DAY);
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
