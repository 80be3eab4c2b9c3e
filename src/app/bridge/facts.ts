import type { Effects } from '../../core/effects.ts';
import { EXIT, UserError } from '../../core/problem.ts';
import { composeAll } from '../compose-all.ts';
import { openRun, type Run } from '../run.ts';

/** The run that answers what the sources say. It is opened at the first need, shared, and opened anew when it is old. */
export interface FactsDesk {
  /** The run stays open until the promise of `does` is settled; whoever keeps it longer finds it closed. */
  with<T>(does: (run: Run) => Promise<T>): Promise<T>;
  /** The same, with every figure of every report in the book. */
  withFigures<T>(does: (run: Run) => Promise<T>): Promise<T>;
  /** Takes nobody any more, and comes back when the last is done and every run is closed. */
  close(): Promise<void>;
}

export interface FactsOptions {
  /** The portfolio folder. */
  readonly from: string;
  readonly effects: Effects;
  readonly open?: (options: { readonly from: string; readonly effects: Effects }) => Promise<Run>;
  readonly compose?: (run: Run, effects: Effects) => Promise<unknown>;
}

/** What changed in the folder shows after so long: nobody is given a run whose reading began earlier. */
const FRESH_MS = 30_000;

interface Shared {
  readonly run: Promise<Run>;
  /** When its reading began. */
  readonly since: number;
  /** What is being done with it. */
  readonly uses: Set<Promise<unknown>>;
  figures?: Promise<unknown> | undefined;
}

/*
 * Whoever is given a run stands among its uses in the same turn in which it was found fresh: nothing closes it in
 * between. One that is old is given to nobody, so its uses only become fewer, and behind the last it is closed.
 */
export function factsDesk({ from, effects, open = openRun, compose = composeAll }: FactsOptions): FactsDesk {
  let current: Shared | undefined;
  let isClosing = false;
  /** Runs that are old, until they are closed. */
  const endings = new Set<Promise<void>>();

  const retire = (one: Shared): void => {
    if (current !== one) return;
    current = undefined;
    const ending = ended(one);
    endings.add(ending);
    // Nobody waits for it but whoever closes the desk: what fails then is told there.
    void ending.then(
      () => endings.delete(ending),
      () => undefined,
    );
  };
  const begin = (): Shared => {
    const since = effects.now();
    const one: Shared = { run: open({ from, effects }), since, uses: new Set() };
    // One that cannot be opened is none to keep: whoever asks next tries anew.
    one.run.catch(() => retire(one));
    return one;
  };
  const take = (): Shared => {
    if (isClosing) throw stopping();
    if (current && effects.now() - current.since >= FRESH_MS) retire(current);
    return (current ??= begin());
  };
  const use = async <T>(does: (run: Run, one: Shared) => Promise<T>): Promise<T> => {
    const one = take();
    const work = one.run.then((run) => does(run, one));
    one.uses.add(work);
    try {
      return await work;
    } finally {
      one.uses.delete(work);
    }
  };
  /** Composing only adds figures to the book, so others may read it meanwhile; once is enough for all. */
  const composed = (run: Run, one: Shared): Promise<unknown> => {
    one.figures ??= compose(run, effects).catch((error: unknown) => {
      one.figures = undefined;
      throw error;
    });
    return one.figures;
  };
  return {
    with: (does) => use(does),
    withFigures: (does) =>
      use(async (run, one) => {
        await composed(run, one);
        return does(run);
      }),
    close: async () => {
      isClosing = true;
      if (current) retire(current);
      await Promise.all(endings);
    },
  };
}

/** Waits for all that is done with a run, then closes it; one that could not be opened has nothing to close. */
async function ended({ run, uses }: Shared): Promise<void> {
  await Promise.allSettled(uses);
  const open = await run.catch(() => undefined);
  await open?.close();
}

function stopping(): UserError {
  return new UserError('stopping', 'the server is stopping; ask again in a moment', { exit: EXIT.failure });
}
