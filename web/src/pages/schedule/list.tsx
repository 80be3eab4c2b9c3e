import type { Schedule } from '../../../../src/http/contract/schedule.ts';
import { Chip, classes, Instant, Link, Note, Panel, sentence } from '../../ui/index.ts';
import { OUTCOMES } from './words.ts';

type Entry = Schedule['schedules'][number];

/** Each schedule with its next times and its last. */
export function Schedules({ schedule }: { readonly schedule: Schedule }) {
  const { runsHere, schedules, timeZone } = schedule;
  return (
    <>
      {runsHere ? null : <NotHere />}
      <p class="text-quiet">All times are in the portfolio’s zone, {timeZone}.</p>
      <ul class="grid items-start gap-5 lg:grid-cols-2">
        {schedules.map((entry) => (
          <li key={entry.id} class="keep-together">
            <One entry={entry} runsHere={runsHere} />
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

function One({ entry, runsHere }: { readonly entry: Entry; readonly runsHere: boolean }) {
  const { id, report, list, cron, words, next, last } = entry;
  return (
    <Panel title={sentence(words).replace(/\.$/, '')} aside={<code class="font-mono text-sm text-quiet">{cron}</code>}>
      <dl class="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2">
        <dt class="text-quiet">Report</dt>
        <dd class="font-semibold">{report}</dd>
        <dt class="text-quiet">Goes to</dt>
        <dd>{list === undefined ? 'Everyone who gets it' : `The list “${list}”`}</dd>
        <dt class="text-quiet">Next</dt>
        <dd>
          <Next times={next} runsHere={runsHere} />
        </dd>
        <dt class="text-quiet">Last</dt>
        <dd>{last === undefined ? 'Never yet' : <Last last={last} />}</dd>
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

function Last({ last: { at, send, state, says } }: { readonly last: NonNullable<Entry['last']> }) {
  const { word, tone } = OUTCOMES[state];
  return (
    <div class="grid justify-items-start gap-1">
      <span class="flex flex-wrap items-center gap-2">
        <Instant at={at} />
        <Chip tone={tone}>{word}</Chip>
      </span>
      <span>{sentence(says)}</span>
      <Link to={`/?send=${encodeURIComponent(send)}`}>Its dispatches</Link>
    </div>
  );
}
