import { contract, useAnswer } from '../api/index.ts';
import { Loaded, Page } from '../ui/index.ts';
import { NoSchedule } from './schedule/none.tsx';
import { Schedules } from './schedule/list.tsx';
import { answerOf } from './schedule/words.ts';

const EVERY_MS = 30_000;

/** What goes out by itself, when, and what became of it the last time. */
export default function SchedulePage() {
  const answer = useAnswer('/api/schedule', contract.schedule, { every: EVERY_MS });
  return (
    <Page title="Schedule" answer={answer.data && answerOf(answer.data)}>
      <Loaded answer={answer} what="the schedule">
        {(schedule) => (schedule.schedules.length === 0 ? <NoSchedule /> : <Schedules schedule={schedule} />)}
      </Loaded>
    </Page>
  );
}
