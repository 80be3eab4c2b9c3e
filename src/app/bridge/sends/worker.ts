import { deliver } from '../../deliver.ts';
import type { Effects } from '../../../core/effects.ts';
import { UserError } from '../../../core/problem.ts';
import type { Ledger } from '../../ledger.ts';

/** Goes on with what waits in the queue, from time to time. */
export interface QueueWorker {
  start(): void;
  /** Works on the queue now, and comes back when nothing is due any more. */
  hurry(): Promise<void>;
  /** Begins nothing more. */
  stop(): void;
  idle(): Promise<void>;
}

export interface WorkerOptions {
  readonly ledger: Ledger;
  readonly effects: Effects;
  readonly signal: AbortSignal;
  /** Milliseconds between two looks. */
  readonly every: number;
}

/** While a provider holds everything back, it is asked no more often than this. In milliseconds. */
const HELD_MS = 60_000;

export function queueWorker({ ledger, effects, signal, every }: WorkerOptions): QueueWorker {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let heldUntil = 0;
  const work = async (): Promise<void> => {
    try {
      const { held } = await deliver(ledger, { resume: false, patience: 0, effects, signal });
      heldUntil = held === undefined ? 0 : effects.now() + HELD_MS;
    } catch (error) {
      // What could not be done now is done by the next look; the server goes on.
      const why = error instanceof UserError ? error.message : error instanceof Error ? error.name : 'an error';
      effects.progress(`the queue could not be worked on: ${why}`);
    }
  };
  const run = (): Promise<void> => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };
  const look = async (): Promise<void> => {
    const now = effects.now();
    if (running || now < heldUntil || signal.aborted) return;
    const next = await ledger.records.dispatches.nextDue().catch(() => undefined);
    if (next !== undefined && next <= now) await run();
  };
  return {
    start: () => {
      timer ??= setInterval(() => void look(), every).unref();
    },
    hurry: async () => {
      // One that is under way may have looked already, before there was something to do.
      await running;
      await run();
    },
    stop: () => clearInterval(timer),
    idle: async () => running,
  };
}
