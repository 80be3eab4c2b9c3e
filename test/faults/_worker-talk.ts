import type { Order, Said, Told } from './_talk.ts';

type Kind = Told['what'];
type Of<K extends Kind> = Extract<Told, { what: K }>;

/** The worker's end of the line. */
export interface Talk {
  say(words: Said): void;
  /** The last word, which has gone out when this is done. */
  end(words: Said): Promise<void>;
  /** Does each order of a kind after the other; ends when it is told to stop and nothing is left. */
  each<K extends 'post' | 'events'>(kind: K, work: (told: Of<K>) => Promise<void>): Promise<void>;
  readonly stopped: boolean;
}

/** Waits for the order to begin. */
export async function openTalk(onClock: (clock: number) => void): Promise<{ order: Order; talk: Talk }> {
  const queues = { post: [] as Of<'post'>[], events: [] as Of<'events'>[] };
  let wake: (() => void)[] = [];
  let stopped = false;
  let begin: (order: Order) => void = () => undefined;
  const order = new Promise<Order>((resolve) => {
    begin = resolve;
  });
  process.on('message', (told: Told) => {
    if (told.what === 'start') begin(told.order);
    else if (told.what === 'clock') onClock(told.clock);
    else if (told.what === 'stop') stopped = true;
    else if (told.what === 'post') queues.post.push(told);
    else queues.events.push(told);
    const sleepers = wake;
    wake = [];
    for (const one of sleepers) one();
  });
  // Without its parent it has nothing to do in the world.
  process.on('disconnect', () => process.exit(0));
  const talk: Talk = {
    say: (words) => {
      if (process.connected) process.send?.(words);
    },
    end: (words) =>
      new Promise((resolve) => {
        if (process.connected) process.send?.(words, undefined, undefined, () => resolve());
        else resolve();
      }),
    each: async (kind, work) => {
      for (;;) {
        const next = queues[kind].shift();
        if (next) await work(next as Parameters<typeof work>[0]);
        else if (stopped) return;
        else
          await new Promise<void>((resolve) => {
            wake.push(resolve);
          });
      }
    },
    get stopped() {
      return stopped;
    },
  };
  return { order: await order, talk };
}
