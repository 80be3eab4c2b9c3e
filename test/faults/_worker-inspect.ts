import { join } from 'node:path';
import * as z from 'zod';
import type { Dispatch } from '../../src/model/dispatch.ts';
import { auditEntrySchema, type Records } from '../../src/model/records.ts';
import { openDriver } from '../../src/records/sqlite/open-driver.ts';
import { RECORDS, type Ledger, type Order, type Recorded } from './_talk.ts';
import { openWorkerRecords } from './_worker-work.ts';
import type { WorkerEffects } from './_worker-effects.ts';

/** Reads all that is on record, once nobody works on it any more, and has the product verify it. */
export async function inspect(order: Order, effects: WorkerEffects): Promise<Ledger> {
  const records = await openWorkerRecords(order, effects);
  try {
    const shown = new Map<string, string>();
    for await (const task of all((cursor) => records.tasks.list({ limit: 500, ...cursor })))
      shown.set(task.task_id, task.delivery_status);
    const dispatches: Recorded[] = [];
    for await (const one of all((cursor) => records.dispatches.list({ limit: 500, ...cursor })))
      dispatches.push(recorded(one, shown.get(one.id)));
    const { entries, faults } = await records.verify();
    return {
      dispatches,
      unknown: await everUnknown(order),
      entries,
      faults: faults.map(({ kind, record, says }) => `${record}: ${kind}: ${says}`),
    };
  } finally {
    await records.close();
  }
}

type PageOf<T> =
  Awaited<ReturnType<Records['tasks']['list']>> extends { records: readonly unknown[] }
    ? { readonly records: readonly T[]; readonly cursor?: string }
    : never;

async function* all<T>(page: (from: { cursor?: string }) => Promise<PageOf<T>>): AsyncGenerator<T> {
  for (let from: { cursor?: string } = {}; ;) {
    const { records, cursor } = await page(from);
    yield* records;
    if (cursor === undefined) return;
    from = { cursor };
  }
}

function recorded({ id, state, message, alert, recipients }: Dispatch, shown: string | undefined): Recorded {
  return {
    id,
    state,
    message,
    alerted: alert !== undefined,
    shown,
    recipients: recipients.map(({ address, role, state: of, failure, feedback }) => ({
      address,
      role,
      state: of,
      failure: failure?.code,
      heard: feedback?.kind,
    })),
  };
}

/** A row of the audit chain: entries that were written together. */
const runSchema = z.object({ entries: z.array(auditEntrySchema) });

/** By the audit chain, which forgets nothing. */
async function everUnknown({ folder }: Order): Promise<readonly string[]> {
  const database = await openDriver(join(folder, RECORDS));
  try {
    const rows = database.prepare(`SELECT body FROM audit WHERE body LIKE '%"unknown"%'`).all([]) as { body: string }[];
    const entries = rows.flatMap(({ body }) => runSchema.safeParse(JSON.parse(body)).data?.entries ?? []);
    return [...new Set(entries.flatMap(({ state, dispatch }) => (state === 'unknown' ? [dispatch] : [])))];
  } finally {
    database.close();
  }
}
