import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Crew } from './_crew.ts';
import { drawn } from './_drawn.ts';
import { clockOff, planned, twice, type Death, type Mishap } from './_plan.ts';
import { onEventBridge, type SesEvent } from './_ses-events.ts';
import { RECORDS, type Order } from './_talk.ts';
import { tear } from './_torn.ts';
import type { End, WorkerHandle } from './_worker-handle.ts';
import type { FakeSes } from './fake-ses.ts';

export interface RunOptions {
  readonly program: string;
  readonly folder: string;
  readonly ses: FakeSes;
  readonly role: 'sealed' | 'send-then-record' | 'record-then-send';
  readonly seed: number;
  readonly messages: number;
  /** At least so many; more where every step twice is more. */
  readonly kills: number;
  /** Steps to be died at, each twice; `all`: every step that anybody passes. */
  readonly steps: readonly string[] | 'all';
  readonly settle: number;
  readonly lease: number;
  readonly ifUnknown: Order['ifUnknown'];
  /** Stops, clocks, full disks and torn logs between the deaths. */
  readonly mishaps: boolean;
  readonly progress?: (line: string) => void;
}

export interface RunEnd {
  readonly posted: readonly number[];
  readonly kills: number;
  /** Steps, and how often a worker died there. */
  readonly failpoints: Readonly<Record<string, number>>;
  /** Steps that anybody passed. */
  readonly passed: readonly string[];
  readonly mishaps: Readonly<Record<Mishap, number>>;
  /** What did not go as it must. */
  readonly faults: readonly string[];
}

const TICK = 20;
/** A death from outside that waits for so many milliseconds comes anyway, and a step's n-th call is given up for its first. */
const SLOW = 2_500;
/** A worker without work does not wait for its death longer than this. */
const BORED = 500;
/** A worker that does not come to its step for so long makes room for another. */
const PATIENCE = 20_000;
/** Workers that may die of something else before they come to a step. */
const TRIES = 6;
/** Where clocks were off they all go forward at the end, so that whatever one of them put into the future is due. */
const LATER = 4 * 3_600_000;

/** Two workers on one queue, killed and started again until the plan is done; then everything is left to come to rest. */
export async function run(options: RunOptions): Promise<RunEnd> {
  const { program, folder, role, lease, settle, ifUnknown, ses, seed, messages, progress } = options;
  const plan = planned(options);
  const deaths = new Deaths(plan.deaths, options);
  const order = { role, folder, concurrency: 4, lease, settle, ifUnknown };
  const crew = new Crew({
    program,
    order,
    ses,
    onEnd: (end, death) => deaths.came(end, death),
    onStep: (step) => deaths.found(step),
  });
  const befall = mishapsOf(crew, options, deaths.faults);
  let extra = 0;
  for (let lives = 0, told = -1; ;) {
    if (deaths.kills !== told) {
      told = deaths.kills;
      progress?.(`${role}: ${told} of ${deaths.total} kills, ${crew.posted.size} of ${messages} messages`);
    }
    for (const slot of [0, 1]) {
      if (crew.workers[slot] || befall.busy) continue;
      lives += 1;
      const clock = options.mishaps ? clockOff(seed, lives) : 0;
      // Who finds the disk full dies of that.
      if (befall.fullNow()) crew.begin(slot, { clock, full: true });
      else crew.begin(slot, { clock, death: deaths.next(crew.workers[1 - slot]?.death?.by === 'step') });
    }
    const waited = deaths.waited();
    for (const worker of crew.workers) if (worker) fall(worker, ses.accepted.length, waited);
    // Steps became known when those who live were to die of nothing any more: one makes room for who comes to them.
    if (deaths.left > 0 && !crew.isArmed && !befall.busy && waited > SLOW) crew.oneLess();
    // More than were asked for, where someone is to die who has no work.
    if (waited > SLOW) extra += 0.1;
    const isOver = deaths.left === 0 && !crew.isArmed;
    // The last tenth is for those who live.
    const share = isOver ? 1 : Math.min(0.9, (deaths.kills + 4) / deaths.total);
    crew.giveMessages(Math.ceil(messages * share + extra));
    crew.giveEvents(wrapped);
    const mishap = plan.mishaps.get(deaths.kills);
    if (options.mishaps && mishap) befall.begin(deaths.kills, mishap);
    if (isOver && crew.posted.size >= messages && !befall.busy) break;
    if (waited > 3 * PATIENCE) {
      deaths.faults.push(`nothing moved: ${crew.posted.size} of ${messages} messages are on record`);
      break;
    }
    await sleep(TICK);
  }
  await comeToRest(crew, options, deaths.faults);
  return {
    posted: [...crew.posted.keys()],
    kills: deaths.kills,
    failpoints: sorted(deaths.failpoints),
    passed: [...deaths.passed].toSorted(),
    mishaps: { ...befall.counts, full: crew.broken.filter((one) => FULL.test(one)).length },
    faults: [...deaths.faults, ...unexpected(crew.broken)],
  };
}

const sorted = (counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> =>
  Object.fromEntries([...counts].toSorted(([a], [b]) => a.localeCompare(b)));

/** The deaths that are still to come, and those that came. */
class Deaths {
  readonly failpoints = new Map<string, number>();
  readonly faults: string[] = [];
  kills = 0;
  readonly #queue: Death[];
  readonly #tries = new Map<string, number>();
  readonly #options: RunOptions;
  readonly passed = new Set<string>();
  #moved = Date.now();

  constructor(deaths: readonly Death[], options: RunOptions) {
    this.#queue = [...deaths];
    this.#options = options;
    if (options.steps !== 'all') for (const step of options.steps) this.#add(step);
  }

  /** A step that nobody had passed before: it is to be died at, too. */
  found(step: string): void {
    if (this.passed.has(step)) return;
    this.passed.add(step);
    if (this.#options.steps === 'all') this.#add(step);
  }

  /** In the places of two random deaths, one soon and one later. */
  #add(step: string): void {
    for (const [index, death] of twice(step, this.#options).entries()) {
      const at = Math.floor(this.#queue.length * (0.1 + 0.4 * index) * (1 + drawn(this.#options.seed, step, index)));
      const from = this.#queue.findIndex(({ by }, place) => by === 'random' && place >= at);
      if (from >= 0) this.#queue[from] = death;
      else this.#queue.push(death);
    }
  }

  get total(): number {
    return Math.max(1, this.kills + this.#queue.length);
  }

  get left(): number {
    return this.#queue.length;
  }

  /** Milliseconds since somebody died. */
  waited(): number {
    return Date.now() - this.#moved;
  }

  /** `isAwaited`: the other worker is still to come to its step, which takes somebody who leaves things half done. */
  next(isAwaited: boolean): Death | undefined {
    return this.#queue.shift() ?? (isAwaited ? { by: 'random', taken: 4, delay: 20 } : undefined);
  }

  came(end: End, death: Death | undefined): void {
    this.#moved = Date.now();
    if (end.how === 'died' || end.how === 'killed') this.kills += 1;
    if (end.how === 'died') this.failpoints.set(end.step, (this.failpoints.get(end.step) ?? 0) + 1);
    else if (death?.by === 'step') this.#again(death);
    else if (death && end.how !== 'killed') this.#queue.push(death);
  }

  /** It died of something else before it came to its step: the next who has it dies at the first call. */
  #again({ step, by }: Death & { by: 'step' }): void {
    const tries = (this.#tries.get(step) ?? 0) + 1;
    this.#tries.set(step, tries);
    if (tries > TRIES) this.faults.push(`nobody came to ${step}`);
    else this.#queue.unshift({ by, step, nth: 1 });
  }
}

/** Kills a worker whose time has come. */
function fall(worker: WorkerHandle, taken: number, waited: number): void {
  const { death, ready, doomed } = worker;
  if (ready === undefined || doomed || !death) return;
  worker.since ??= taken;
  // A step that does not come: someone else may come to it, at its first call.
  const late = Date.now() - ready > (death.by === 'step' && death.nth === 1 ? PATIENCE : SLOW) && waited > SLOW;
  const isBored =
    death.by === 'random' && worker.idle?.next === undefined && worker.idle !== undefined && waited > BORED;
  if (!late && !isBored && (death.by === 'step' || taken - worker.since < death.taken)) return;
  worker.doomed = true;
  setTimeout(() => worker.kill(), death.by === 'random' ? death.delay : 0);
}

const wrapped = (event: unknown): unknown => onEventBridge(event as SesEvent, { at: Date.now(), region: 'us-west-2' });

/** What the product says where the records cannot be written. */
const FULL = /cannot be written|disk/i;
/** And where somebody who was stopped in the middle of a write holds the lock. */
const LOCKED = /another process has been writing/;

/** Workers give up for that, and for no other reason. */
function unexpected(broken: readonly string[]): readonly string[] {
  return broken.filter((one) => !FULL.test(one) && !LOCKED.test(one)).map((one) => `a worker broke: ${one}`);
}

async function comeToRest(crew: Crew, { ses, role, mishaps, progress }: RunOptions, faults: string[]): Promise<void> {
  await crew.stop();
  progress?.(`${role}: coming to rest`);
  for (const slot of [0, 1]) crew.begin(slot, { clock: mishaps ? LATER : 0 });
  const began = Date.now();
  for (let quiet = 0; quiet < 25;) {
    if (Date.now() - began > 90_000) {
      faults.push('the queue did not come to rest');
      break;
    }
    crew.giveMessages(0);
    crew.giveEvents(wrapped);
    quiet = crew.atRest && ses.post.waiting === 0 ? quiet + 1 : 0;
    await sleep(TICK);
  }
  await crew.stop();
}

interface Mishaps {
  /** Nobody is started meanwhile. */
  readonly busy: boolean;
  readonly counts: Record<Mishap, number>;
  /** The next worker finds the disk full; said once. */
  fullNow(): boolean;
  begin(at: number, mishap: Mishap): void;
}

function mishapsOf(crew: Crew, { folder, lease, seed }: RunOptions, faults: string[]): Mishaps {
  const counts: Record<Mishap, number> = { stop: 0, clock: 0, full: 0, torn: 0 };
  const begun = new Set<number>();
  let busy = false;
  let full = false;
  const whole = async (): Promise<void> => {
    busy = true;
    await crew.killAll();
    if (tear(join(folder, RECORDS))) counts.torn += 1;
    busy = false;
  };
  const acts: Record<Mishap, (at: number) => void> = {
    stop: (at) => {
      const worker = crew.workers[at % 2];
      if (!worker || worker.frozen) return;
      worker.freeze();
      counts.stop += 1;
      setTimeout(() => worker.thaw(), lease + 700);
    },
    clock: (at) => {
      for (const one of crew.workers) one?.tell({ what: 'clock', clock: clockOff(seed + 1, at) || 1_800_000 });
      counts.clock += 1;
    },
    full: () => {
      full = true;
    },
    torn: () => {
      whole().catch((error: unknown) => faults.push(String(error)));
    },
  };
  return {
    get busy() {
      return busy;
    },
    counts,
    fullNow: () => {
      const now = full;
      full = false;
      return now;
    },
    begin: (at, mishap) => {
      if (begun.has(at)) return;
      begun.add(at);
      acts[mishap](at);
    },
  };
}
