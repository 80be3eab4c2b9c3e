import { contract, useAnswer } from '../api/index.ts';
import { Loaded, Page, useUnfoldedOnPaper } from '../ui/index.ts';
import { NoSchedule } from './schedule/none.tsx';
import { Schedules } from './schedule/list.tsx';
import { answerOf, type TitleOf } from './schedule/words.ts';

const EVERY_MS = 30_000;

/** What goes out by itself, when, and what became of it the last time. */
export default function SchedulePage() {
  const answer = useAnswer('/api/schedule', contract.schedule, { every: EVERY_MS });
  const titleOf = useTitles();
  useUnfoldedOnPaper();
  return (
    <Page title="Schedule" answer={answer.data && answerOf(answer.data, titleOf)}>
      <Loaded answer={answer} what="the schedule">
        {(schedule) =>
          schedule.schedules.length === 0 ? <NoSchedule /> : <Schedules schedule={schedule} titleOf={titleOf} />
        }
      </Loaded>
    </Page>
  );
}

/** Titles of reports, once they are there; `executive` and `all` are several. */
function useTitles(): TitleOf {
  const { data } = useAnswer('/api/reports', contract.reportTypes);
  return (report) => SEVERAL[report] ?? data?.reports.find(({ type }) => type === report)?.title ?? report;
}

const SEVERAL: Readonly<Record<string, string>> = { executive: 'All executive reports', all: 'All reports' };
