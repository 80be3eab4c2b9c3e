import { expect, it } from 'vitest';
import { scheduledSend } from '../../src/app/bridge/schedule.ts';
import { UserError } from '../../src/core/problem.ts';
import { schedule } from '../../src/http/contract/index.ts';
import { BEN, house } from './_house.ts';

const SCHEDULE = `schedule:
  - { id: daily, report: cfo, list: owners, cron: '5 8 * * *' }
`;

it('what goes out by itself, when next, and what became of the last', async () => {
  const { ask, bridge, clock } = await house({ more: SCHEDULE });
  const read = async () => schedule.parse(await (await ask('GET', '/api/schedule', { as: BEN })).json());
  const entry = {
    id: 'daily',
    report: 'cfo',
    list: 'owners',
    cron: '5 8 * * *',
    words: 'every day at 08:05',
    next: ['2026-04-30T15:05:00.000Z', '2026-05-01T15:05:00.000Z', '2026-05-02T15:05:00.000Z'],
  };
  expect(await read()).toEqual({ timeZone: 'America/Los_Angeles', runsHere: false, schedules: [entry] });
  bridge.schedule.start();
  expect((await read()).runsHere).toBe(true);
  bridge.schedule.stop();

  // As a server that ran would have had it.
  clock.now += 6 * 60_000;
  const [due] = entry.next;
  const at = Date.parse(due ?? '');
  await bridge.sends.decline(
    { id: scheduledSend('Test Holdings', 'daily', at), type: 'cfo', list: 'owners', by: 'schedule:daily' },
    new UserError('no-recipients', 'nobody receives it: ann@example.com left'),
  );
  const [first] = (await read()).schedules;
  expect(first?.next[0]).toBe('2026-05-01T15:05:00.000Z');
  expect(first?.last).toMatchObject({
    at: due,
    state: 'failed',
    says: 'nothing was sent: nobody receives it: a…@example.com left',
  });
});

it('a portfolio without any has none', async () => {
  const { ask } = await house();
  const answer = await ask('GET', '/api/schedule', { as: BEN });
  expect(schedule.parse(await answer.json()).schedules).toEqual([]);
  expect((await ask('GET', '/api/schedule')).status).toBe(401);
});
