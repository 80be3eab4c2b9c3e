import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import type { Effects } from '../../core/effects.ts';
import { UserError } from '../../core/problem.ts';
import { transports } from '../../delivery/index.ts';
import type { Transport } from '../../model/dispatch.ts';
import type { Run } from '../run.ts';
import { settingsOf, type Work } from './work.ts';

/** A worker on the portfolio's queue, for as long as something is done with it. Each transport is opened at the first need, and once. */
export async function withWork<T>(
  { declared, records }: Pick<Run, 'declared' | 'records'>,
  effects: Effects,
  does: (work: Work) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const { delivery, outbox, time_zone: timeZone } = declared.portfolio;
  const opened = new Map<string, Promise<Transport>>();
  const open = async (name: string): Promise<Transport> => {
    const kind = transports.find((one) => one.name === name);
    if (!kind)
      throw new UserError('no-such-transport', `a message waits for the transport "${name}", which there is not`);
    return kind.open({ outbox: join(declared.folder, outbox), settings: delivery, effects });
  };
  const work: Work = {
    records,
    effects,
    signal,
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
  try {
    return await does(work);
  } finally {
    // Connections that are kept open would keep the process.
    for (const transport of opened.values()) await transport.then((one) => one.close?.()).catch(() => undefined);
  }
}
