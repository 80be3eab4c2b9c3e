import type { Schedule } from '../../../../src/http/contract/schedule.ts';
import { Chip, classes, Instant, Note, Panel, sentence } from '../../ui/index.ts';
import { LastDispatches } from './last-dispatches.tsx';
import { OUTCOMES, type TitleOf } from './words.ts';

type Entry = Schedule['schedules'][number];

interface SchedulesProps {
  readonly schedule: Schedule;
  readonly titleOf: TitleOf;
}

/** Each schedule with its next times and its last. */
export function Schedules({ schedule, titleOf }: SchedulesProps) {
  const { runsHere, schedules, timeZone } = schedule;
  return (
    <>
      {runsHere ? null : <NotHere />}
      <p class="text-quiet">All times are in the portfolio’s zone, {timeZone}.</p>
      <ul class="grid items-start gap-5 lg:grid-cols-2">
        {schedules.map((entry) => (
          <li key={entry.id} class="keep-together">
            <One entry={entry} runsHere={runsHere} titleOf={titleOf} />
          </li>
        ))}
      </ul>
    </>
  );
}

function NotHere() {
  return (
    <Note tone="warning" title="This server does not start them">
      It was started with <code class="font-mono text-sm">--no-schedule</code>, or it runs where something outside
      starts what is due. If nothing does, nothing goes out: start it with{' '}
      <code class="font-mono text-sm">quarterdeck serve</code>.
    </Note>
  );
}

interface OneProps {
  readonly entry: Entry;
  readonly runsHere: boolean;
  readonly titleOf: TitleOf;
}

function One({ entry, runsHere, titleOf }: OneProps) {
  const { id, report, list, cron, words, next, last } = entry;
  return (
    <Panel title={sentence(words).replace(/\.$/, '')} aside={<code class="font-mono text-sm text-quiet">{cron}</code>}>
      <dl class="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2">
        <dt class="text-quiet">Report</dt>
        <dd class="font-semibold">{titleOf(report)}</dd>
        <dt class="text-quiet">Goes to</dt>
        <dd>{list === undefined ? 'Everyone who gets it' : `The list “${list}”`}</dd>
        <dt class="text-quiet">Next</dt>
        <dd>
          <Next times={next} runsHere={runsHere} />
        </dd>
        <dt class="text-quiet">Last</dt>
        <dd>{last === undefined ? 'Never yet' : <Last last={last} titleOf={titleOf} />}</dd>
        <dt class="text-quiet">Id</dt>
        <dd>
          <code class="font-mono text-sm break-all">{id}</code>
        </dd>
      </dl>
    </Panel>
  );
}

function Next({ times, runsHere }: { readonly times: readonly string[]; readonly runsHere: boolean }) {
  if (times.length === 0) return <>Never: no day is like this.</>;
  return (
    <ol class="grid gap-0.5">
      {times.map((at, place) => (
        <li key={at} class={classes(place === 0 && runsHere && 'font-semibold')}>
          <Instant at={at} />
        </li>
      ))}
    </ol>
  );
}

interface LastProps {
  readonly last: NonNullable<Entry['last']>;
  readonly titleOf: TitleOf;
}

function Last({ last: { at, send, state, says }, titleOf }: LastProps) {
  const { word, tone } = OUTCOMES[state];
  return (
    <div class="grid gap-1">
      <span class="flex flex-wrap items-center gap-2">
        <Instant at={at} />
        <Chip tone={tone}>{word}</Chip>
      </span>
      <span>{sentence(says)}</span>
      <LastDispatches send={send} titleOf={titleOf} />
    </div>
  );
}
