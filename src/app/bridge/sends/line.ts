/** Work that is done one after the other. */
export interface Line {
  /** Behind those that wait. False when the line is closed. */
  join(id: string, work: () => Promise<void>): boolean;
  /** What is done, or waits. */
  ids(): readonly string[];
  /** Ends when this one is done; undefined for one that is not in the line. */
  done(id: string): Promise<void> | undefined;
  /** How many wait behind the one that is being done. */
  readonly waiting: number;
  /** Nothing more is begun. Answers what waited. */
  close(): readonly string[];
  /** Ends when nothing is being done. */
  idle(): Promise<void>;
}

interface Place {
  readonly id: string;
  readonly work: () => Promise<void>;
  readonly done: Promise<void>;
  readonly end: () => void;
}

/** `work` must not throw. */
export function openLine(): Line {
  const waiting: Place[] = [];
  let current: Place | undefined;
  let running = Promise.resolve();
  let isClosed = false;
  const run = async (): Promise<void> => {
    for (current = waiting.shift(); current; current = waiting.shift()) {
      await current.work();
      current.end();
    }
  };
  return {
    join: (id, work) => {
      if (isClosed) return false;
      let end = (): void => undefined;
      const done = new Promise<void>((resolve) => {
        end = resolve;
      });
      waiting.push({ id, work, done, end });
      if (!current) running = run();
      return true;
    },
    ids: () => [...(current ? [current] : []), ...waiting].map(({ id }) => id),
    done: (id) => [current, ...waiting].find((one) => one?.id === id)?.done,
    get waiting() {
      return waiting.length;
    },
    close: () => {
      isClosed = true;
      const left = waiting.splice(0);
      for (const { end } of left) end();
      return left.map(({ id }) => id);
    },
    idle: () => running,
  };
}
