import type { Effects } from '../../core/effects.ts';
import { composeAll } from '../compose-all.ts';
import { openRun, type Run } from '../run.ts';

/** The run that answers what the sources say. It is opened at the first need, shared, and opened anew when it is old. */
export interface FactsDesk {
  with<T>(does: (run: Run) => Promise<T>): Promise<T>;
  /** The same, with every figure of every report in the book. */
  withFigures<T>(does: (run: Run) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** What changed in the folder shows after so long. */
const FRESH_MS = 30_000;

interface Shared {
  readonly run: Promise<Run>;
  readonly since: number;
  figures?: Promise<unknown>;
  users: number;
  isOld: boolean;
}

export function factsDesk({ from, effects }: { readonly from: string; readonly effects: Effects }): FactsDesk {
  let current: Shared | undefined;
  const closeUnused = async (one: Shared): Promise<void> => {
    if (!one.isOld || one.users > 0) return;
    const run = await one.run.catch(() => undefined);
    await run?.close();
  };
  const retire = async (one: Shared): Promise<void> => {
    if (current === one) current = undefined;
    one.isOld = true;
    await closeUnused(one);
  };
  const shared = async (): Promise<Shared> => {
    if (current && effects.now() - current.since >= FRESH_MS) await retire(current);
    current ??= { run: openRun({ from, effects }), since: effects.now(), users: 0, isOld: false };
    return current;
  };
  const use = async <T>(does: (run: Run, one: Shared) => Promise<T>): Promise<T> => {
    const one = await shared();
    one.users += 1;
    try {
      return await does(await one.run, one);
    } catch (error) {
      // A run that could not be opened is none to keep.
      await one.run.catch(() => (one.isOld = true));
      if (one.isOld && current === one) current = undefined;
      throw error;
    } finally {
      one.users -= 1;
      await closeUnused(one);
    }
  };
  return {
    with: (does) => use(does),
    withFigures: (does) =>
      use(async (run, one) => {
        one.figures ??= composeAll(run, effects);
        await one.figures;
        return does(run);
      }),
    close: async () => {
      if (current) await retire(current);
    },
  };
}
