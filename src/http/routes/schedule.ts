import type { Planned } from '../../app/bridge/schedule.ts';
import type { Routes } from '../_api.ts';
import { json, route } from '../_route.ts';
import { instant, wordsFor, type Words } from '../_shown/dispatch.ts';
import { schedule as scheduleSchema, type Schedule } from '../contract/index.ts';

const SCHEDULE = route('reader', {
  method: 'get',
  path: '/api/schedule',
  operationId: 'getSchedule',
  summary: 'Reports that go out by themselves, when next, and what became of the last',
  tags: ['schedule'],
  responses: { 200: json(scheduleSchema, 'As declared in the portfolio') },
});

export const scheduleRoutes: Routes = (api, { bridge: { schedule, ledger } }) => {
  const { portfolio, folder } = ledger.declared;
  api.openapi(SCHEDULE, async (context) => {
    const words = wordsFor({ role: context.var.identity.role, folder });
    const planned = await schedule.planned();
    return context.json(
      {
        timeZone: portfolio.time_zone,
        runsHere: schedule.runs,
        schedules: planned.map((one) => shownPlan(one, words)),
      },
      200,
    );
  });
};

function shownPlan({ schedule, words: said, next, last }: Planned, words: Words): Schedule['schedules'][number] {
  const { id, report, list, cron } = schedule;
  return {
    id,
    report,
    ...(list === undefined ? {} : { list }),
    cron,
    words: said,
    next: next.map(instant),
    ...(last ? { last: lastOf(last, words) } : {}),
  };
}

/** Why nothing was sent, where that is so; else how far it is. */
function lastOf({ at, send }: NonNullable<Planned['last']>, words: Words) {
  const says = send.problem ? `${send.says}: ${send.problem.detail}` : send.says;
  return { at: instant(at), state: send.state, says: words(says), send: send.id };
}
