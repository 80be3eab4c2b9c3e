import { writeSync } from 'node:fs';
import { systemEffects, type Effects } from '../../src/core/effects.ts';
import type { Order } from './_talk.ts';

export interface WorkerEffects extends Effects {
  /** Sets the clock anew: it jumps. */
  setClock(off: number): void;
}

/** The system's, with a clock that is off and a step at which the process kills itself. */
export function workerEffects({ clock, armed }: Order): WorkerEffects {
  const passed = new Map<string, number>();
  let off = clock;
  return {
    ...systemEffects,
    now: () => Date.now() + off,
    setClock: (to) => {
      off = to;
    },
    step: (name) => {
      const count = (passed.get(name) ?? 0) + 1;
      passed.set(name, count);
      if (count === 1) writeSync(1, `passed ${name}\n`);
      if (armed?.step === name && armed.nth === count) die(name);
    },
  };
}

/** As by `kill -9`: nothing is closed, flushed or said; only the pipe gets the name first, and that outlives us. */
function die(step: string): void {
  writeSync(1, `died ${step}\n`);
  process.kill(process.pid, 'SIGKILL');
}
