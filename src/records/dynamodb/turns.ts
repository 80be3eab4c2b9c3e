/**
 * Runs so many at once; the others wait for their turn. The SDK counts a call's time from when it was made, so one that
 * only waited for a free connection would look as if its answer was lost.
 */
export function inTurns(most: number): <T>(run: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (run) => {
    if (running >= most) await new Promise<void>((turn) => waiting.push(turn));
    else running += 1;
    try {
      return await run();
    } finally {
      // The turn goes on to the next who waits.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
