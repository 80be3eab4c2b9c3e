import { sha256 } from '../../core/hash.ts';
import type { Effects } from '../../core/effects.ts';
import { UserError } from '../../core/problem.ts';
import type { Schedule } from '../../model/dashboard-settings.ts';
import type { Send } from '../../model/send.ts';
import { timesOf, type Times } from '../../portfolio/cron.ts';
import type { Ledger } from '../ledger.ts';
import { refusal } from './codes.ts';
import { announcedIn } from './schedule/announced.ts';
import { wordsOf } from './schedule/words.ts';
import type { SendDesk } from './sends.ts';

export interface Planned {
  readonly schedule: Schedule;
  /** In words: every Monday at 07:00. */
  readonly words: string;
  /** The next times, in milliseconds since 1970. */
  readonly next: readonly number[];
  /** The last one that was due, and what became of it. */
  readonly last?: { readonly at: number; readonly send: Send };
}

/** Reports that go out by themselves, at times in the portfolio's zone. */
export interface ScheduleDesk {
  planned(): Promise<readonly Planned[]>;
  /**
   * Begins what is due from now on, until `stop`. What was due while nobody ran is not sent late, but for what a process
   * that went down had in view shortly before, and that is still wanted.
   */
  start(): void;
  readonly runs: boolean;
  stop(): void;
}

export interface ScheduleDeskOptions {
  readonly ledger: Ledger;
  readonly sends: Pick<SendDesk, 'begin' | 'decline' | 'get'>;
  readonly effects: Effects;
  /** Milliseconds between two looks at the clock. */
  readonly every?: number;
}

/** Often enough for times to the minute. In milliseconds. */
const LOOK = 5000;
/**
 * A machine that slept sends what it slept through, and one that went down goes on, when it is not older than this: a report of the morning that comes in the
 * afternoon says something else than its readers take it for. In milliseconds.
 */
const LATEST = 10 * 60_000;
/** A time that is nearer than this is announced: whoever runs then goes on with it, should this process go down. */
const AHEAD = LATEST;
/** Shown of each schedule. */
const NEXT = 3;
/** Due times of which the latest is shown that came to something: there is none of those that nobody noticed. */
const LOOKED_BACK = 10;
/** Due times that one look makes up for; a cron of every minute is due ten times in ten minutes. */
const MOST_AT_ONCE = 20;

export function scheduleDesk({ ledger, sends, effects, every = LOOK }: ScheduleDeskOptions): ScheduleDesk {
  const { schedule: schedules, time_zone: zone } = ledger.declared.portfolio;
  const plans = schedules.map((schedule) => ({ schedule, times: timesOf(schedule.cron, zone) }));
  const idOf = ({ id }: Schedule, at: number): string => scheduledSend(ledger.declared.portfolio.name, id, at);
  /** Due, and not begun yet. */
  const waiting = new Map<string, Due>();
  const underWay = new Set<string>();
  const announced = announcedIn(ledger.records.once, effects);
  let timer: NodeJS.Timeout | undefined;
  let seen = 0;

  const begin = async (id: string, { schedule, at }: Due): Promise<void> => {
    const { report: type, list } = schedule;
    const wish = { type, list, by: `schedule:${schedule.id}`, id, until: at + LATEST };
    try {
      if (effects.now() - at <= LATEST) await sends.begin(wish);
      else await sends.decline(wish, tooLate(at));
      waiting.delete(id);
    } catch (error) {
      effects.progress(`the schedule ${schedule.id} could not begin: ${wordsFor(error)}`);
      // What may be otherwise in a moment is tried again by the next look.
      if (!(error instanceof UserError) || PASSING.includes(error.code)) return;
      const isSaid = await sends.decline(wish, error).then(
        () => true,
        () => false,
      );
      if (isSaid) waiting.delete(id);
    }
  };
  const told =
    (what: string) =>
    (error: unknown): void =>
      effects.progress(`${what}: ${wordsFor(error)}`);
  const announce = async (): Promise<void> => {
    const now = effects.now();
    const coming = plans.flatMap(({ schedule, times }) => times.after(now, 1).map((at) => ({ schedule, at })));
    const near = coming.filter(({ at }) => at - now <= AHEAD);
    await Promise.all(near.map(({ schedule, at }) => announced.note(idOf(schedule, at), at))).catch(
      told('what is due next could not be noted'),
    );
  };
  /** What was due a moment ago, and nobody was there to begin it. Once it is begun, it has its record. */
  const makeUp = async (): Promise<void> => {
    const now = effects.now();
    for (const { schedule, times } of plans)
      for (const at of dueBetween(times, now - LATEST, now)) {
        const id = idOf(schedule, at);
        if (await announced.was(id)) waiting.set(id, { schedule, at });
      }
  };
  const look = (): void => {
    const from = seen;
    seen = Math.max(seen, effects.now());
    for (const { schedule, times } of plans)
      for (const at of dueBetween(times, from, seen)) waiting.set(idOf(schedule, at), { schedule, at });
    void announce();
    for (const [id, due] of waiting) {
      if (underWay.has(id)) continue;
      underWay.add(id);
      void begin(id, due).finally(() => underWay.delete(id));
    }
  };
  const lastOf = async (schedule: Schedule, times: Times): Promise<Planned['last']> => {
    for (const at of times.upTo(effects.now(), LOOKED_BACK)) {
      const send = await sends.get(idOf(schedule, at));
      if (send) return { at, send };
    }
    return undefined;
  };
  return {
    planned: () =>
      Promise.all(
        plans.map(async ({ schedule, times }): Promise<Planned> => {
          const last = await lastOf(schedule, times);
          const next = times.after(effects.now(), NEXT);
          return { schedule, words: wordsOf(schedule.cron), next, ...(last ? { last } : {}) };
        }),
      ),
    start: () => {
      seen = effects.now();
      void makeUp().catch(told('what was due a moment ago could not be looked for'));
      timer ??= setInterval(look, every).unref();
    },
    get runs() {
      return timer !== undefined;
    },
    stop: () => {
      clearInterval(timer);
      timer = undefined;
    },
  };
}

interface Due {
  readonly schedule: Schedule;
  readonly at: number;
}

/** After an instant, up to another one. */
function dueBetween(times: Times, after: number, upTo: number): readonly number[] {
  if (upTo <= after) return [];
  return times.after(after, MOST_AT_ONCE).filter((at) => at <= upTo);
}

/** One time of one schedule has one id, whichever process notices it. */
export function scheduledSend(portfolio: string, schedule: string, at: number): string {
  return sha256(JSON.stringify([portfolio, schedule, new Date(at).toISOString()])).slice(0, 32);
}

function tooLate(at: number): UserError {
  const time = new Date(at).toISOString();
  return refusal(
    'too-late',
    `it was due at ${time} and noticed more than ten minutes later; send it by hand if it is wanted`,
  );
}

/** What is so now and may be otherwise in a moment. */
const PASSING: readonly string[] = ['records-busy', 'too-many-sends', 'stopping'];

function wordsFor(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return error instanceof Error ? error.name : 'an error';
}
