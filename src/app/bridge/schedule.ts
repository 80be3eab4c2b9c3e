import type { Effects } from '../../core/effects.ts';
import type { Schedule } from '../../model/dashboard-settings.ts';
import type { Send } from '../../model/send.ts';
import type { Ledger } from '../ledger.ts';
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
  /** Begins what is due from now on, until `stop`; what was due while nobody ran is not sent late. */
  start(): void;
  readonly runs: boolean;
  stop(): void;
}

export function scheduleDesk(_options: {
  readonly ledger: Ledger;
  readonly sends: SendDesk;
  readonly effects: Effects;
}): ScheduleDesk {
  return { planned: async () => [], start: () => undefined, runs: false, stop: () => undefined };
}
