import type { Effects } from '../../../core/effects.ts';
import { UserError } from '../../../core/problem.ts';
import type { Dispatch } from '../../../model/dispatch.ts';
import type { Send } from '../../../model/send.ts';
import { shown } from '../../dispatch/shown.ts';
import type { Ledger } from '../../ledger.ts';
import { givenBack, hopeless, takenOver } from './left.ts';
import { advanced, broken, finished, owned, type Change, type Outcome } from './record.ts';

/** Takes over what processes that are gone left half done. */
export interface Taker {
  /** Now, and from time to time. */
  start(): void;
  /** Looks now, and comes back when what was found is in the line. */
  look(): Promise<void>;
  /** Takes nothing more; comes back when it does not. */
  stop(): Promise<void>;
}

export interface TakerOptions {
  readonly ledger: Ledger;
  readonly effects: Effects;
  readonly owner: string;
  /** Milliseconds between two looks. */
  readonly every: number;
  /** How many more the line takes: what does not fit is left to other processes. */
  readonly room: () => number;
  /** False when the line is closed. */
  readonly join: (id: string) => boolean;
  /** It is in the line here. */
  readonly has: (id: string) => boolean;
}

export function taker(options: TakerOptions): Taker {
  const { ledger, effects, owner, room, has } = options;
  const { sends } = ledger.records;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let isStopped = false;
  const take = async (): Promise<void> => {
    const found = await sends.abandoned(effects.now(), Math.max(1, room()));
    for (const { id } of found) {
      if (isStopped || room() <= 0) return;
      if (has(id)) continue;
      const taken = await sends.change(id, takenOver(owner, effects.now()));
      // Only one of several processes that look at the same time has it.
      if (taken?.owner === owner && taken.ended === undefined) await goOn(taken, options);
    }
  };
  const look = (): Promise<void> => {
    running ??= take()
      .catch((error: unknown) => {
        // The next look finds what this one did not.
        const why = error instanceof UserError ? error.message : error instanceof Error ? error.name : 'an error';
        effects.progress(`sends that were broken off could not be looked for: ${why}`);
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  return {
    start: () => {
      if (timer) return;
      timer = setInterval(() => void look(), options.every).unref();
      void look();
    },
    look,
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

/** What it froze is named in its record; then it ends, or is begun again. */
async function goOn(taken: Send, { ledger: { records }, effects, owner, join }: TakerOptions): Promise<void> {
  const change = (next: Change): Promise<Send | undefined> => records.sends.change(taken.id, owned(owner, next));
  const frozen = await frozenBy(taken, records);
  const dispatches = frozen.map(({ id }) => ({ id, replayed: false }));
  const send = (await change(advanced({ step: 'queued', dispatches }, effects.now()))) ?? taken;
  const why = hopeless(send, effects.now());
  if (send.frozen) await change(finished(await outcomeOf(send, records), effects.now()));
  else if (why) await change(broken(why, effects.now()));
  else if (!join(send.id)) await change(givenBack(effects.now()));
}

type Kept = Pick<Ledger['records'], 'dispatches'>;

const DAY = 86_400_000;
const PORTION = 500;

/**
 * Dispatches of a send, also those that its process went down before it named. They sort by the time of their ids, which
 * may be those of another send's that went down up to a window before.
 */
async function frozenBy({ id, started }: Send, { dispatches }: Kept): Promise<readonly Dispatch[]> {
  const found: Dispatch[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await dispatches.list({ limit: PORTION, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.records.filter(({ batch }) => batch === id));
    cursor = page.cursor;
    if (cursor === undefined || (page.records.at(-1)?.queued ?? 0) < started - DAY) return found.toReversed();
  }
}

/** What became of it until now: whoever sent it did not come to say so. */
async function outcomeOf({ dispatches, refused }: Send, records: Kept): Promise<Outcome> {
  const deliveries: Outcome['deliveries'][number][] = refused.map(({ report, error }) => ({
    report,
    error,
    id: '',
    transport: '',
    state: 'failed',
    recipients: [],
    attempts: 0,
  }));
  for (const { id, replayed } of dispatches) {
    const kept = await records.dispatches.get(id);
    if (kept) deliveries.push({ ...shown(kept.record), ...(replayed ? { replayed: true as const } : {}) });
  }
  return { deliveries };
}
