import type { Effects } from '../core/effects.ts';
import { withWork } from './dispatch/open-work.ts';
import { runQueue, type QueueEnd } from './dispatch/queue.ts';
import { shown, type ReportDelivery } from './dispatch/shown.ts';
import type { Ledger } from './ledger.ts';

export interface Delivered extends QueueEnd {
  /** What was in the queue, and is now what it is. */
  readonly deliveries: readonly ReportDelivery[];
  /** Dispatches that a person must look at. */
  readonly alerts: number;
}

export interface DeliverOptions {
  /** What stopped all sending is mended. */
  readonly resume: boolean;
  /** How long to wait for messages that a provider puts off, in milliseconds. */
  readonly patience: number;
  readonly effects: Effects;
  /** Aborted: what is not under way stays in the queue. */
  readonly signal?: AbortSignal;
}

/** Seen at a time: what waits longer is worked on all the same, and listed by the next run. */
const MOST = 500;

/** Goes on with what waits: what a provider put off, what a crash left half done, what is unknown and can be settled now. */
export async function deliver(
  ledger: Ledger,
  { resume, patience, effects, signal }: DeliverOptions,
): Promise<Delivered> {
  const { records, declared } = ledger;
  if (resume) await records.limits.resume(declared.portfolio.delivery.transport);
  const waiting = await records.dispatches.due(effects.now() + patience, MOST);
  const end = await withWork(ledger, effects, (work) => runQueue(work, effects.now() + patience), signal);
  const after = await Promise.all(waiting.map(({ record: { id } }) => records.dispatches.get(id)));
  const dispatches = after.flatMap((kept) => (kept ? [kept.record] : []));
  return {
    ...end,
    deliveries: dispatches.map(shown),
    alerts: dispatches.filter(({ alert }) => alert !== undefined).length,
  };
}
