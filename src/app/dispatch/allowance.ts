import { dayIn } from '../../core/date.ts';
import type { Work } from './work.ts';

/** When all sending is stopped, it is tried again after this long. */
const PROBE_AFTER = 15 * 60_000;

/** Whoever waits for the rate is asleep no longer than this: it may be told to stop. */
const NAP = 1000;

/** Why a message may not go out now, and when to ask again. */
export interface Held {
  readonly reason: string;
  readonly until: number;
}

/** What a transport may send: rate, quota, cap and pause, shared by all workers over the records. */
export interface Allowance {
  /** Waits for the rate, then takes so many recipients; or says why they must wait. */
  take(recipients: number): Promise<Held | undefined>;
  /** A message went out: what was paused goes on. */
  worked(): Promise<void>;
}

/** Asks the account once what it allows, then keeps to it and to the portfolio's own limits. */
export async function allowanceOf(work: Work, transport: string): Promise<Allowance> {
  const { records, effects, settings } = work;
  const quota = await (await work.transportOf(transport)).quota?.();
  const rates = [settings.rate, quota?.perSecond].filter((rate) => rate !== undefined);
  const perSecond = rates.length > 0 ? Math.min(...rates) : undefined;
  let probing = false;
  let left = quota?.perDay === undefined ? Infinity : quota.perDay - (quota.sentToday ?? 0);

  const flow = perSecond === undefined ? undefined : flowOf(work, transport, perSecond);
  const hold = async (now: number, reason: string): Promise<Held> => {
    await records.limits.pause(transport, reason, now);
    return { reason, until: now + PROBE_AFTER };
  };
  return {
    take: async (recipients) => {
      const now = effects.now();
      const pause = await records.limits.paused(transport);
      if (pause && now < pause.at + PROBE_AFTER) return { reason: pause.reason, until: pause.at + PROBE_AFTER };
      probing = pause !== undefined;
      const most = Math.min(settings.dailyCap ?? Infinity, quota?.perDay ?? Infinity);
      // It will not fit tomorrow either: it holds up nobody but itself.
      if (recipients > most)
        return {
          reason: `one message has ${recipients} recipients, and ${most} a day is all`,
          until: now + PROBE_AFTER,
        };
      if (left < recipients)
        return hold(now, `the account’s quota of ${quota?.perDay ?? 0} recipients in 24 hours is used up`);
      const { dailyCap, timeZone } = settings;
      const fits = (cap: number): Promise<boolean> =>
        records.limits.count(transport, dayIn(timeZone, now), recipients, cap);
      if (dailyCap !== undefined && !(await fits(dailyCap)))
        return hold(now, `the portfolio’s cap of ${dailyCap} recipients a day is reached`);
      left -= recipients;
      await flow?.(recipients);
      return undefined;
    },
    worked: async () => {
      if (probing) await records.limits.resume(transport);
      probing = false;
    },
  };
}

/**
 * Waits for the rate. Who comes first takes for all who wait by then: the rate is one row, and eight hands that each took
 * from it would write over one another.
 */
function flowOf(
  { records, effects, wait, signal }: Work,
  transport: string,
  perSecond: number,
): (recipients: number) => Promise<void> {
  let wanted = 0;
  let had = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const mine = async (recipients: number): Promise<void> => {
    try {
      while (had < recipients) {
        const { taken, askAt } = await records.limits.take(transport, wanted - had, perSecond, effects.now());
        had += taken;
        if (had >= recipients) break;
        if (signal?.aborted === true) return;
        await wait(Math.max(10, Math.min(NAP, askAt - effects.now())));
      }
      had -= recipients;
    } finally {
      wanted -= recipients;
    }
  };
  return (recipients) => {
    wanted += recipients;
    const taken = turn.then(() => mine(recipients));
    turn = taken.catch(() => undefined);
    return taken;
  };
}
