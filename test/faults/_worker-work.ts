import { setTimeout as sleep } from 'node:timers/promises';
import { settingsOf, type Work } from '../../src/app/dispatch/work.ts';
import { createSes } from '../../src/delivery/ses/index.ts';
import { portfolioSchema } from '../../src/model/portfolio.ts';
import type { Transport } from '../../src/model/dispatch.ts';
import type { Records } from '../../src/model/records.ts';
import { openRecords } from '../../src/records/index.ts';
import { RECORDS, type Order } from './_talk.ts';
import type { WorkerEffects } from './_worker-effects.ts';

export const TIME_ZONE = 'America/Los_Angeles';

/** The parts of a portfolio that sending goes by. */
function portfolioOf({ ifUnknown }: Order) {
  return portfolioSchema.pick({ delivery: true, records: true }).parse({
    delivery: {
      transport: 'ses',
      ses: { region: 'us-west-2', configuration_set: 'reports' },
      attempts: 50,
      if_unknown: ifUnknown,
    },
    records: { file: RECORDS },
  });
}

export function openWorkerRecords(order: Order, effects: WorkerEffects): Promise<Records> {
  const { records } = portfolioOf(order);
  return openRecords({ folder: order.folder, settings: records, effects, dashboard: 'harness' });
}

/** The product's own worker, over the real transport; only its times are short. */
export function workOf(order: Order, records: Records, effects: WorkerEffects): Work {
  const { delivery } = portfolioOf(order);
  let opened: Transport | undefined;
  return {
    records,
    effects,
    settings: {
      ...settingsOf(delivery, { timeZone: TIME_ZONE, effects }),
      concurrency: order.concurrency,
      lease: order.lease,
      settle: order.settle,
      backoff: 100,
    },
    wait: async (milliseconds) => {
      await sleep(milliseconds);
    },
    transportOf: () => Promise.resolve((opened ??= createSes({ settings: delivery, effects }))),
  };
}
