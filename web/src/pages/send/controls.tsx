import { useState } from 'preact/hooks';
import { useBridge } from '../../api/index.ts';
import type { ReportType } from '../../api/contract.ts';
import { Button, Check, counted, Instant, Note, Panel, Select, StateMark } from '../../ui/index.ts';
import { blindCopiesOf, choicesOf, chosen, lastOf, listsOf, nameOf, peopleOf } from './choices.ts';
import { ConfirmSend } from './confirm-send.tsx';
import { People } from './people.tsx';
import { begin, isBusy, useSending } from './sending.ts';
import { wordOfState } from './words.ts';

const EVERY_LIST = '';

export interface ControlsProps {
  readonly reports: readonly ReportType[];
}

/** Which report, to whom, and the button. */
export function Controls({ reports }: ControlsProps) {
  const { user } = useBridge();
  const isAdmin = user.role === 'admin';
  const choices = choicesOf(reports, isAdmin);
  const [type, setType] = useState(firstOf(choices));
  const [list, setList] = useState(EVERY_LIST);
  const [again, setAgain] = useState(false);
  const [asks, setAsks] = useState(false);
  const sending = useSending();

  const these = chosen(reports, type);
  const lists = listsOf(these);
  const only = lists.includes(list) ? list : undefined;
  const people = peopleOf(these, only);
  const reached = people.filter(({ suppressed }) => suppressed === undefined).length;
  const name = nameOf(reports, type);
  const busy = sending !== undefined && isBusy(sending);
  const nobody = isAdmin && reached === 0;

  return (
    <Panel title="Send a report">
      <div class="grid gap-5 lg:grid-cols-2">
        <div class="grid content-start gap-2">
          <Select
            label="Report"
            value={type}
            options={choices}
            onChange={setType}
            hint={these.length === 1 ? `For: ${these[0]?.audience ?? ''}` : counted(these.length, 'report')}
          />
          <Last reports={these} />
          <Broken reports={reports} />
        </div>
        <div class="grid content-start gap-3">
          {isAdmin ? (
            <>
              <People people={people} blindCopies={blindCopiesOf(these)} reports={these.length} />
              {lists.length > 1 ? (
                <Select
                  label="Lists"
                  value={only ?? EVERY_LIST}
                  options={[
                    { value: EVERY_LIST, label: `All ${lists.length} lists` },
                    ...lists.map((one) => ({ value: one, label: `Only ${one}` })),
                  ]}
                  onChange={setList}
                />
              ) : null}
            </>
          ) : (
            <p>It goes to your own address, and to nobody else’s.</p>
          )}
          <Check
            label="Send it even if it went out lately"
            hint="Else whoever has the very same report already gets no second copy."
            checked={again}
            onChange={(event) => setAgain(event.currentTarget.checked)}
          />
        </div>
      </div>
      <div class="no-print flex flex-wrap items-center gap-4">
        <Button kind="primary" busy={busy} disabled={these.length === 0 || nobody} onClick={() => setAsks(true)}>
          {busy ? 'Sending…' : isAdmin ? 'Send now' : 'Send it to me'}
        </Button>
        <p class="text-quiet">
          {nobody ? 'Nobody would get it.' : 'You are asked once more before anything goes out.'}
        </p>
      </div>
      {asks ? (
        <ConfirmSend
          name={name}
          reports={these.map(({ title }) => title)}
          people={people}
          blindCopies={blindCopiesOf(these)}
          list={only}
          again={again}
          onClose={() => setAsks(false)}
          onSend={() => {
            setAsks(false);
            void begin({ type, name, list: only, again });
          }}
        />
      ) : null}
    </Panel>
  );
}

function firstOf(choices: ReturnType<typeof choicesOf>): string {
  const [first] = choices.flatMap((entry) => ('options' in entry ? entry.options : [entry]));
  return first?.value ?? '';
}

/** When one of them went out last, and how that ended. */
function Last({ reports }: { readonly reports: readonly ReportType[] }) {
  const last = lastOf(reports);
  if (!last) return <p class="text-quiet">Not sent before, as far as the last hundred messages tell.</p>;
  return (
    <p class="flex flex-wrap items-baseline gap-x-2">
      <span>
        Last sent <Instant at={last.at} />
        {reports.length > 1 ? ` (${last.title})` : ''} to {counted(last.recipients, 'recipient')}:
      </span>
      <StateMark state={wordOfState(last.state)} />
    </p>
  );
}

function Broken({ reports }: { readonly reports: readonly ReportType[] }) {
  const broken = reports.filter((report) => report.broken !== undefined);
  if (broken.length === 0) return null;
  return (
    <Note tone="warning" title={`${counted(broken.length, 'report')} cannot be sent`}>
      <ul class="grid gap-1">
        {broken.map(({ type, title, broken: why }) => (
          <li key={type}>
            <strong>{title}</strong>: {why}
          </li>
        ))}
      </ul>
    </Note>
  );
}
