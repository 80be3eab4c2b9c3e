import type { Effects } from '../../core/effects.ts';
import type { Dispatch, Transport } from '../../model/dispatch.ts';
import type { Kept, Records } from '../../model/records.ts';
import type { DeliverySettings } from '../../model/delivery-settings.ts';

/** What a worker on the queue has to do with. Times in milliseconds. */
export interface Work {
  readonly records: Records;
  /** Opened at the first need, and once. */
  readonly transportOf: (name: string) => Promise<Transport>;
  readonly effects: Effects;
  readonly settings: WorkSettings;
  /** Waits; at most so long. */
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Aborted: nothing new is begun, what is under way comes to its end, and the rest stays in the queue. */
  readonly signal?: AbortSignal | undefined;
}

export interface WorkSettings {
  /** No other worker, now or ever, has this name. */
  readonly worker: string;
  /** Messages under way at a time. */
  readonly concurrency: number;
  /** How long a claimed dispatch is its worker's alone. */
  readonly lease: number;
  /** How long evidence of an unknown outcome is waited for. */
  readonly settle: number;
  readonly ifUnknown: DeliverySettings['if_unknown'];
  readonly attempts: number;
  /** The first wait before a message is tried again; doubled with each attempt. */
  readonly backoff: number;
  /** Recipients a second, at most; the account may allow less. */
  readonly rate?: number | undefined;
  readonly dailyCap?: number | undefined;
  readonly timeZone: string;
}

const MINUTE = 60_000;

/** The portfolio's settings, for a worker of this process. */
export function settingsOf(
  delivery: DeliverySettings,
  { timeZone, effects }: { timeZone: string; effects: Pick<Effects, 'randomBytes'> },
): WorkSettings {
  return {
    worker: Buffer.from(effects.randomBytes(8)).toString('hex'),
    concurrency: Math.max(4, 2 * (delivery.smtp?.connections ?? 4)),
    lease: 5 * MINUTE,
    settle: delivery.settle_minutes * MINUTE,
    ifUnknown: delivery.if_unknown,
    attempts: delivery.attempts,
    backoff: 2_000,
    rate: delivery.rate,
    dailyCap: delivery.daily_cap,
    timeZone,
  };
}

/** Changes a dispatch as it is on record now. Undefined when the change does not apply any more: somebody else was there. */
export async function changed(
  { records }: Pick<Work, 'records'>,
  id: string,
  change: (dispatch: Dispatch) => Dispatch | undefined,
): Promise<Kept<Dispatch> | undefined> {
  let applies = false;
  const kept = await records.dispatches.change(id, (dispatch) => {
    const next = change(dispatch);
    applies = next !== undefined;
    return next;
  });
  return applies ? kept : undefined;
}
