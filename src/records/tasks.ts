import type { Effects } from '../core/effects.ts';
import type { Dispatch, DispatchState } from '../model/dispatch.ts';
import { taskSchema, type AddressHashes, type Task, type TaskRecords } from '../model/records.ts';
import type { Store } from '../model/store.ts';
import { keptRows, type Kind } from './_kept.ts';
import { pageOf, partitionRows } from './_page.ts';

const TASK: Kind<Task> = { what: 'a task', schema: taskSchema, derived: true };

const SHOWN: Readonly<Record<DispatchState, Task['delivery_status']>> = {
  queued: 'pending',
  sending: 'pending',
  sent: 'sent',
  failed: 'failed',
  unknown: 'unknown',
};

export interface TaskOptions {
  readonly store: Store;
  /** The portfolio, as the dashboard knows it. */
  readonly dashboard: string;
  readonly addresses: AddressHashes;
  readonly effects: Pick<Effects, 'now'>;
}

/** What the dashboard shows: a row for each dispatch, made from it and never read by the worker. */
export function taskRecords({ store, dashboard, addresses, effects }: TaskOptions): TaskRecords {
  const rows = keptRows(store.dashboard, TASK);
  return {
    show: async (dispatch) => {
      const key = { partition: dashboard, sort: dispatch.id };
      const newer = (before: Task | undefined): Task | undefined =>
        before && before.step >= dispatch.step ? undefined : taskOf(dispatch, dashboard, addresses, effects.now());
      await rows.change(key, newer, effects.now());
    },
    list: (options) =>
      pageOf(`tasks of ${dashboard}`, rows, options, (after, limit) => {
        const behind = after === undefined ? {} : { after };
        return partitionRows(store.dashboard, dashboard, { limit, order: 'falling', ...behind }, effects.now());
      }),
  };
}

/** Blind copies are for the audit, and no readers. */
function taskOf(dispatch: Dispatch, dashboard: string, addresses: AddressHashes, now: number): Task {
  const readers = dispatch.recipients.filter(({ role }) => role === 'to');
  return {
    dashboard_id: dashboard,
    task_id: dispatch.id,
    report_type: dispatch.report,
    generated_at: dispatch.queued,
    generation_ms: dispatch.generation,
    recipients: readers.map(({ address }) => addresses.now(address)),
    delivery_status: SHOWN[dispatch.state],
    retry_count: Math.max(0, dispatch.attempts - 1),
    token_subject: dispatch.by,
    step: dispatch.step,
    updated_at: now,
  };
}
