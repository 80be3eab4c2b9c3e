import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import type { Effects } from '../../core/effects.ts';
import { UserError } from '../../core/problem.ts';
import { transports } from '../../delivery/index.ts';
import type { Transport } from '../../model/dispatch.ts';
import type { Run } from '../run.ts';
import { settingsOf, type Work } from './work.ts';

/** A worker on the portfolio's queue. Each transport is opened at the first need, and once. */
export function workOf({ declared, records }: Pick<Run, 'declared' | 'records'>, effects: Effects): Work {
  const { delivery, outbox, time_zone: timeZone } = declared.portfolio;
  const opened = new Map<string, Promise<Transport>>();
  const open = (name: string): Promise<Transport> => {
    const kind = transports.find((one) => one.name === name);
    if (!kind)
      throw new UserError('no-such-transport', `a message waits for the transport "${name}", which there is not`);
    return kind.open({ outbox: join(declared.folder, outbox), settings: delivery, effects });
  };
  return {
    records,
    effects,
    settings: settingsOf(delivery, { timeZone, effects }),
    wait: async (milliseconds) => {
      await sleep(milliseconds);
    },
    transportOf: (name) => {
      const transport = opened.get(name) ?? open(name);
      opened.set(name, transport);
      return transport;
    },
  };
}
