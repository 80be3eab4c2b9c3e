import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runQueue } from '../../../src/app/dispatch/queue.ts';
import type { Dispatch } from '../../../src/model/dispatch.ts';
import { openSqlite } from '../../../src/records/sqlite/index.ts';
import { failed, house, MINUTE, type House } from './_house.ts';

/** Takes a dispatch out of the records, as someone would who can write to the file. */
async function takeAway({ folder, clock }: House, { id }: Dispatch): Promise<void> {
  const store = await openSqlite(join(folder, 'records/records.sqlite'));
  const key = { partition: 'dispatches#2026-04', sort: id };
  const row = await store.audit.get(key, clock.now);
  expect(row && (await store.audit.remove(key, row.version))).toBe(true);
  await store.close();
}

describe('what waits is in the audit chain', () => {
  it('from the moment on when it is queued, also where nothing may go out', async () => {
    const home = await house();
    const { records, transport, worker, add, clock } = home;
    await records.limits.pause('smtp', 'the account is suspended', clock.now);
    const held = [await add(['ann@example.com']), await add(['ben@example.com'])];

    await runQueue(worker(), clock.now, held);
    expect(transport.asked).toEqual([]);
    expect(await records.verify()).toEqual({ entries: 2, faults: [] });
    expect(await records.chain.latest()).toMatchObject({ count: 2 });

    const [ann] = held;
    if (ann) await takeAway(home, ann);
    expect((await records.verify()).faults).toEqual([
      {
        kind: 'deleted',
        record: `dispatch ${ann?.id}`,
        says: 'the chain knows it; the records hold it no more',
      },
    ]);
  });

  it('with each step, when it is put off; and each step once, when it is sent at last', async () => {
    const home = await house();
    const { records, transport, run, add, get } = home;
    const dispatch = await add(['ann@example.com']);
    transport.answers.push(failed('retryable', { retryAfter: 10 * MINUTE }));
    await run();
    // Queued, sending, queued: nothing of it is at rest, and all of it is told.
    expect(await records.verify()).toEqual({ entries: 3, faults: [] });
    expect((await get(dispatch)).pending).toHaveLength(3);

    await run(15 * MINUTE);
    expect(await get(dispatch)).toMatchObject({ state: 'sent', attempts: 2, pending: [] });
    expect(await records.verify()).toEqual({ entries: 5, faults: [] });
  });

  it('shows on the dashboard as pending', async () => {
    const { records, worker, add, clock } = await house();
    await records.limits.pause('smtp', 'the account is suspended', clock.now);
    await runQueue(worker(), clock.now, [await add(['ann@example.com'])]);
    const { records: tasks } = await records.tasks.list({ limit: 10 });
    expect(tasks.map(({ delivery_status: status }) => status)).toEqual(['pending']);
  });
});
