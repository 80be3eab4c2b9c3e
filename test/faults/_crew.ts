import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Death } from './_plan.ts';
import { RECORDS, type Order, type Said } from './_talk.ts';
import { WorkerHandle, type End } from './_worker-handle.ts';
import type { FakeSes } from './fake-ses.ts';

export interface CrewOptions {
  readonly program: string;
  readonly order: Omit<Order, 'slot' | 'clock' | 'armed'>;
  readonly ses: FakeSes;
  /** Called for each worker that is no more; `death` is what it was to die of. */
  readonly onEnd: (end: End, death: Death | undefined) => void;
  readonly onStep: (step: string) => void;
}

export interface Life {
  readonly death?: Death | undefined;
  readonly clock?: number;
  /** It finds the disk full. */
  readonly full?: boolean;
}

/** Ten pages of the write-ahead log. */
const ROOM = 40_000;
/** A message that was given to a worker and is not heard of is given to another. */
const PATIENCE = 3_000;
const AT_ONCE = 16;

/** Two workers on one queue, and what they are given to do. */
export class Crew {
  readonly workers: (WorkerHandle | undefined)[] = [undefined, undefined];
  /** Messages, and the dispatch that each is on record as. */
  readonly posted = new Map<number, string>();
  /** What workers said that could not go on. */
  readonly broken: string[] = [];
  readonly #given = new Map<number, { readonly to: WorkerHandle; readonly at: number }>();
  readonly #options: CrewOptions;
  #next = 1;
  #turn = 0;

  constructor(options: CrewOptions) {
    this.#options = options;
  }

  begin(slot: number, { death, clock = 0, full = false }: Life = {}): void {
    const { program, order, ses, onEnd } = this.#options;
    const armed = death?.by === 'step' ? { step: death.step, nth: death.nth } : undefined;
    const worker = new WorkerHandle({
      program,
      order: { ...order, slot, clock, armed },
      endpoint: ses.url,
      fullAt: full ? this.#size() + ROOM : undefined,
      death,
      onSaid: (said) => this.#hear(said),
      onStep: this.#options.onStep,
    });
    this.workers[slot] = worker;
    void worker.ended.then((end) => {
      if (this.workers[slot] === worker) this.workers[slot] = undefined;
      for (const [message, { to }] of this.#given) if (to === worker) this.#given.set(message, { to, at: 0 });
      onEnd(end, death);
    });
  }

  /** Of the write-ahead log, in bytes. */
  #size(): number {
    const path = join(this.#options.order.folder, `${RECORDS}-wal`);
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }

  #hear(said: Said): void {
    if (said.what === 'posted') {
      this.posted.set(said.message, said.dispatch);
      this.#given.delete(said.message);
    } else if (said.what === 'heard') this.#options.ses.post.done(said.ticket);
    else if (said.what === 'broken') this.broken.push(said.says);
  }

  /** Gives out messages up to number `upTo`, and again those that nobody was heard of. */
  giveMessages(upTo: number): void {
    const now = Date.now();
    const worker = this.#anyone();
    if (!worker) return;
    const late = [...this.#given].filter(([, { at }]) => now - at > PATIENCE).map(([message]) => message);
    const free = Math.max(0, AT_ONCE - this.#given.size);
    const fresh = Array.from({ length: Math.min(free, Math.max(0, upTo - this.#next + 1)) }, (_, n) => this.#next + n);
    this.#next += fresh.length;
    const messages = [...late, ...fresh];
    for (const message of messages) this.#given.set(message, { to: worker, at: now });
    if (messages.length > 0) worker.tell({ what: 'post', messages });
  }

  /** Hands on the events that are due; a worker that dies with them gets them again, or the other does. */
  giveEvents(wrap: (event: unknown) => unknown): void {
    const worker = this.#anyone();
    if (!worker) return;
    const events = this.#options.ses.post.take(40, Date.now(), 2_000);
    if (events.length > 0)
      worker.tell({ what: 'events', events: events.map(({ ticket, event }) => ({ ticket, event: wrap(event) })) });
  }

  /** One that is ready and not stopped, in turn. */
  #anyone(): WorkerHandle | undefined {
    this.#turn += 1;
    const able = this.workers.filter((one) => one?.ready !== undefined && !one.frozen);
    return able[this.#turn % Math.max(1, able.length)];
  }

  /** Tells both to stop, and kills who does not within ten seconds. */
  async stop(): Promise<void> {
    await Promise.all(
      this.workers.map(async (worker) => {
        if (!worker) return;
        if (worker.frozen) worker.thaw();
        worker.tell({ what: 'stop' });
        const timer = setTimeout(() => worker.kill(), 10_000);
        await worker.ended;
        clearTimeout(timer);
      }),
    );
  }

  async killAll(): Promise<void> {
    const workers = this.workers.filter((one) => one !== undefined);
    for (const one of workers) one.kill();
    await Promise.all(workers.map(({ ended }) => ended));
  }

  /** Kills one of those who work. */
  oneLess(): void {
    const worker = this.workers.find((one) => one?.ready !== undefined && !one.frozen && !one.doomed);
    if (!worker) return;
    worker.doomed = true;
    worker.kill();
  }

  /** Somebody is still to die. */
  get isArmed(): boolean {
    return this.workers.some((one) => one?.death !== undefined);
  }

  /** Nobody has anything to do, now or later. */
  get atRest(): boolean {
    const since = Date.now() - 1_000;
    return (
      this.#given.size === 0 &&
      this.workers.every((one) => one?.idle && one.idle.next === undefined && one.idle.at > since)
    );
  }
}
