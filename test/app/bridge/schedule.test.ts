import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { scheduleDesk, type ScheduleDesk } from '../../../src/app/bridge/schedule.ts';
import type { SendWish } from '../../../src/app/bridge/sends.ts';
import { UserError } from '../../../src/core/problem.ts';
import { portfolioFolder } from '../../http/_portfolio.ts';
import { deskOver, end, MINUTE, type Desk } from './_desk.ts';

// Thursday, 30 April 2026, 08:00 in Los Angeles.
const THURSDAY = Date.UTC(2026, 3, 30, 15);
const SCHEDULE = `schedule:
  - { id: quarter-past, report: cfo, list: owners, cron: '15 8 * * *' }
  - { id: mondays, report: executive, cron: '0 7 * * 1' }
`;

interface House extends Desk {
  readonly schedule: ScheduleDesk;
  readonly begun: SendWish[];
}

/** A process with a schedule; `fails` is what its first attempts to begin come to. */
async function process(
  folder: string,
  { clock, fails = [] }: { clock?: { now: number }; fails?: Error[] } = {},
): Promise<House> {
  const desk = await deskOver(folder, clock ? { clock } : {});
  const begun: SendWish[] = [];
  const sends = {
    ...desk.desk,
    begin: async (wish: SendWish) => {
      begun.push(wish);
      const error = fails.shift();
      if (error) throw error;
      return desk.desk.begin(wish);
    },
  };
  const schedule = scheduleDesk({ ledger: desk.ledger, sends, effects: desk.effects, every: 2 });
  onTestFinished(() => schedule.stop());
  return { ...desk, schedule, begun };
}

/** A few looks at the clock later. */
const looks = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 30));

describe('a schedule', () => {
  it('tells its next times in the portfolio’s zone, in words too, and nothing of the past', async () => {
    const { schedule } = await process(portfolioFolder(SCHEDULE));
    expect(schedule.runs).toBe(false);
    expect(await schedule.planned()).toEqual([
      {
        schedule: { id: 'quarter-past', report: 'cfo', list: 'owners', cron: '15 8 * * *' },
        words: 'every day at 08:15',
        next: [0, 1, 2].map((days) => THURSDAY + (15 + days * 24 * 60) * MINUTE),
      },
      {
        schedule: { id: 'mondays', report: 'executive', cron: '0 7 * * 1' },
        words: 'every Monday at 07:00',
        next: [4, 11, 18].map((days) => THURSDAY + (days * 24 - 1) * 60 * MINUTE),
      },
    ]);
  });

  it('is begun once when it is due, by whichever of two processes', async () => {
    const folder = portfolioFolder(SCHEDULE);
    const clock = { now: THURSDAY };
    const [one, other] = [await process(folder, { clock }), await process(folder, { clock })];
    one.schedule.start();
    other.schedule.start();
    expect(one.schedule.runs).toBe(true);
    await looks();
    expect([...one.begun, ...other.begun]).toEqual([]);
    clock.now += 15 * MINUTE;
    await vi.waitFor(() => expect([one.begun.length, other.begun.length]).toEqual([1, 1]), 10_000);
    const [{ id = '' } = {}] = one.begun;
    expect(other.begun[0]?.id).toBe(id);
    await vi.waitFor(async () => expect((await one.desk.get(id))?.ended).toBeDefined(), 20_000);
    const sent = await end(one, { id });
    expect(sent).toMatchObject({ state: 'done', by: 'schedule:quarter-past', says: '1 message sent', list: 'owners' });
    const [planned] = await other.schedule.planned();
    expect(planned?.last).toEqual({ at: THURSDAY + 15 * MINUTE, send: sent });
    expect((await one.ledger.records.dispatches.list({ limit: 10 })).records).toHaveLength(1);
    await looks();
    expect([one.begun.length, other.begun.length]).toEqual([1, 1]);
    one.schedule.stop();
    other.schedule.stop();
    // A day later nobody ran: what became of the last one is still to be seen.
    clock.now += 25 * 60 * MINUTE;
    expect((await (await process(folder, { clock })).schedule.planned())[0]?.last?.send.id).toBe(id);
  });

  it('that was due while nobody ran is not sent late', async () => {
    const { schedule, clock, begun } = await process(portfolioFolder(SCHEDULE));
    clock.now += 16 * MINUTE;
    schedule.start();
    await looks();
    expect(begun).toEqual([]);
    expect((await schedule.planned())[0]?.last).toBeUndefined();
  });

  it('that a process had in view before it went down is begun by the next, within ten minutes', async () => {
    const folder = portfolioFolder(SCHEDULE);
    const clock = { now: THURSDAY + 10 * MINUTE };
    const first = await process(folder, { clock });
    first.schedule.start();
    await looks();
    first.schedule.stop();
    clock.now += 6 * MINUTE;
    const next = await process(folder, { clock });
    next.schedule.start();
    await vi.waitFor(() => expect(next.begun).toHaveLength(1), 10_000);
    const [{ id = '' } = {}] = next.begun;
    await vi.waitFor(async () => expect(await next.desk.get(id)).toBeDefined(), 10_000);
    expect(await end(next, { id })).toMatchObject({ state: 'done', by: 'schedule:quarter-past' });
    next.schedule.stop();
    // One that starts later still finds it on record, and nothing goes out again.
    clock.now += 3 * MINUTE;
    const third = await process(folder, { clock });
    third.schedule.start();
    await vi.waitFor(() => expect(third.begun).toHaveLength(1), 10_000);
    await looks();
    expect((await third.ledger.records.dispatches.list({ limit: 10 })).records).toHaveLength(1);
    third.schedule.stop();
    clock.now += 10 * MINUTE;
    const late = await process(folder, { clock });
    late.schedule.start();
    await looks();
    expect(late.begun).toEqual([]);
  });

  it('that was noticed more than ten minutes late is not sent, and it is said', async () => {
    const { schedule, clock, begun } = await process(portfolioFolder(SCHEDULE));
    schedule.start();
    clock.now += 26 * MINUTE;
    await vi.waitFor(async () => {
      const [planned] = await schedule.planned();
      expect(planned?.last).toMatchObject({
        at: THURSDAY + 15 * MINUTE,
        send: { state: 'failed', says: 'nothing was sent', problem: { code: 'too-late' } },
      });
    }, 10_000);
    expect(begun).toEqual([]);
  });

  it('is tried again where that may help, and else says why nothing was sent', async () => {
    const fails = [new UserError('too-many-sends', '20 wait'), new Error('the disk is away')];
    const busy = await process(portfolioFolder(SCHEDULE), { fails });
    busy.schedule.start();
    busy.clock.now += 15 * MINUTE;
    await vi.waitFor(() => expect(busy.begun).toHaveLength(3), 10_000);
    expect(busy.said).toContain('the schedule quarter-past could not begin: 20 wait');
    const [{ id = '' } = {}] = busy.begun;
    await vi.waitFor(async () => expect(await busy.desk.get(id)).toBeDefined(), 10_000);
    busy.schedule.stop();

    const wrong = await process(portfolioFolder(SCHEDULE), { fails: [new UserError('no-recipients', 'nobody')] });
    wrong.schedule.start();
    wrong.clock.now += 15 * MINUTE;
    await vi.waitFor(async () => {
      const [planned] = await wrong.schedule.planned();
      expect(planned?.last?.send).toMatchObject({
        state: 'failed',
        problem: { code: 'no-recipients', detail: 'nobody' },
      });
    }, 10_000);
    await looks();
    expect(wrong.begun).toHaveLength(1);
  });

  it('begins nothing once it is stopped', async () => {
    const { schedule, clock, begun } = await process(portfolioFolder(SCHEDULE));
    schedule.start();
    schedule.stop();
    expect(schedule.runs).toBe(false);
    clock.now += 15 * MINUTE;
    await looks();
    expect(begun).toEqual([]);
  });
});
