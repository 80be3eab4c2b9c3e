import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Crew } from './_crew.ts';
import { clockOff, planned, type Death, type Mishap } from './_plan.ts';
import { onEventBridge, type SesEvent } from './_ses-events.ts';
import { RECORDS, type Order } from './_talk.ts';
import { tear } from './_torn.ts';
import type { End } from './_worker-handle.ts';
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
  /** Every step to be died at. */
  readonly steps: readonly string[];
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
  /** Steps that were passed by workers that ended by themselves. */
  readonly passed: readonly string[];
  readonly mishaps: Readonly<Record<Mishap, number>>;
  /** What did not go as it must. */
  readonly faults: readonly string[];
}

const TICK = 20;
/** An armed worker that does not come to its step gives it up after so many milliseconds. */
const STALLED = 20_000;
/** All clocks go forward at the end, so that whatever a clock that was off put into the future is due. */
const LATER = 4 * 3_600_000;

/** Two workers on one queue, killed and started again until the plan is done; then everything is left to come to rest. */
export async function run(options: RunOptions): Promise<RunEnd> {
  const { seed, steps, kills, ses, messages } = options;
  const plan = planned(seed, steps, kills);
  const deaths = [...plan.deaths];
  const total = deaths.length;
  const tally = { kills: 0, failpoints: new Map<string, number>(), faults: [] as string[] };
  const onEnd = (end: End, death: Death | undefined): void => {
    if (end.how === 'died') {
      tally.kills += 1;
      tally.failpoints.set(end.step, (tally.failpoints.get(end.step) ?? 0) + 1);
    } else if (end.how === 'killed') {
      tally.kills += 1;
      // Killed from outside for another reason before it came to its step.
      if (death?.by === 'step') deaths.push(death);
    } else if (death) deaths.push(death);
  };
  const { program, folder, role, lease, settle, ifUnknown } = options;
  const crew = new Crew({ program, order: { role, folder, concurrency: 4, lease, settle, ifUnknown }, ses, onEnd });
  const befall = mishapsOf(crew, options, tally);
  const pending = new Map<number, Death | undefined>();
  let lives = 0;
  let moved = Date.now();
  let before = -1;
  for (;;) {
    if (tally.kills !== before) {
      before = tally.kills;
      moved = Date.now();
      options.progress?.(`${role}: ${tally.kills} of ${total} kills, ${crew.posted.size} of ${messages} messages`);
    }
    for (const slot of [0, 1]) {
      if (crew.workers[slot] || befall.busy) continue;
      lives += 1;
      const death = deaths.shift();
      pending.set(slot, death);
      crew.begin(slot, { death, clock: options.mishaps ? clockOff(seed, lives) : 0, full: befall.fullNow() });
    }
    for (const [slot, death] of pending) {
      const worker = crew.workers[slot];
      if (death?.by === 'random' && worker?.ready !== undefined && Date.now() - worker.ready > death.after)
        worker.kill();
    }
    const stalled = Date.now() - moved;
    const share = total === 0 ? 1 : (tally.kills + 4) / total;
    const upTo = Math.min(messages, Math.ceil(messages * share) + Math.floor(stalled / 200));
    crew.giveMessages(upTo);
    crew.giveEvents(wrapped);
    const mishap = plan.mishaps.get(tally.kills);
    if (options.mishaps && mishap) befall.begin(tally.kills, mishap);
    const armed = [...pending].filter(([slot, death]) => death !== undefined && crew.workers[slot]);
    if (deaths.length === 0 && armed.length === 0 && crew.posted.size >= messages && !befall.busy) break;
    if (stalled > STALLED) {
      for (const [slot, death] of armed) {
        tally.faults.push(
          `nobody came to ${death?.by === 'step' ? `${death.step} for the ${death.nth}. time` : 'a kill'}`,
        );
        pending.set(slot, undefined);
      }
      if (armed.length === 0) {
        tally.faults.push(`${crew.posted.size} of ${messages} messages could be put on record`);
        break;
      }
      moved = Date.now();
    }
    await sleep(TICK);
  }
  await comeToRest(crew, options, tally.faults);
  return {
    posted: [...crew.posted.keys()],
    kills: tally.kills,
    failpoints: Object.fromEntries([...tally.failpoints].toSorted(([a], [b]) => a.localeCompare(b))),
    passed: [...crew.steps.keys()].toSorted(),
    mishaps: befall.counts,
    faults: [...tally.faults, ...unexpected(crew.broken)],
  };
}

const wrapped = (event: unknown): unknown => onEventBridge(event as SesEvent, { at: Date.now(), region: 'us-west-2' });

/** Workers give up where the records cannot be written, and for no other reason. */
function unexpected(broken: readonly string[]): readonly string[] {
  return broken
    .filter((one) => !/disk|full|cannot be written|EFBIG|ENOSPC/i.test(one))
    .map((one) => `a worker broke: ${one}`);
}

async function comeToRest(crew: Crew, { ses, role, progress }: RunOptions, faults: string[]): Promise<void> {
  ses.calm();
  await crew.stop();
  progress?.(`${role}: coming to rest`);
  for (const slot of [0, 1]) crew.begin(slot, { clock: LATER });
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

function mishapsOf(crew: Crew, { folder, lease, seed }: RunOptions, tally: { readonly faults: string[] }): Mishaps {
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
      whole().catch((error: unknown) => tally.faults.push(String(error)));
    },
  };
  return {
    get busy() {
      return busy;
    },
    counts,
    fullNow: () => {
      const now = full;
      if (now) counts.full += 1;
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
