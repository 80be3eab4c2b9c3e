import { useState } from 'preact/hooks';
import { useLocation, useSearch } from 'wouter-preact';
import type { ReportType } from '../../../src/http/contract/report.ts';
import { contract, question, useAnswer, useBridge } from '../api/index.ts';
import { Button, Empty, Loaded, Note, Page, Panel, Select } from '../ui/index.ts';
import { AdminsOnly } from './audit/admins-only.tsx';
import { Readings } from './audit/readings.tsx';
import { readerChoices, reportAsked, reportChoices } from './reader/choices.ts';
import { Frame } from './reader/frame.tsx';
import { SwitchedOff } from './reader/switched-off.tsx';
import { useReading, type Wish } from './reader/use-reading.ts';

/** @public Asked for before the page is drawn (shell/lazy.tsx). */
export const ahead = [question('/api/reports', contract.reportTypes)] as const;

const ANSWER = 'Read a report as one of its readers gets it, composed now from the sources as they are.';

/** Reports read in the browser: by admins, where the portfolio allows it, and each reading on record. */
export default function ReaderPage() {
  const { user, preview } = useBridge();
  if (user.role === 'admin' && preview) return <Reader />;
  return (
    <Page title="Reader" answer={user.role === 'admin' ? 'Reports are not read in the browser here.' : ANSWER}>
      {user.role === 'admin' ? (
        <SwitchedOff />
      ) : (
        <AdminsOnly what="read reports in the browser">A report that goes to you comes by mail, as a whole.</AdminsOnly>
      )}
    </Page>
  );
}

function Reader() {
  const answer = useAnswer('/api/reports', contract.reportTypes);
  const { reading, open, composed, openTab } = useReading();
  return (
    <Page title="Reader" answer={ANSWER}>
      <Loaded answer={answer} what="the reports">
        {({ reports }) =>
          reports.some(({ broken }) => broken === undefined) ? (
            <Choose reports={reports} isBusy={reading.kind === 'asking'} onOpen={(wish) => void open(wish)} />
          ) : (
            <Empty title="There is no report that can be read" command="quarterdeck check">
              Reports of your own have mistakes. This command names them.
            </Empty>
          )
        }
      </Loaded>
      <Frame
        reading={reading}
        onComposed={composed}
        onTab={(wish) => void openTab(wish)}
        onAgain={(wish) => void open(wish)}
      />
      {/* Below what is longer than its skeleton: it would be pushed down under somebody's finger. */}
      {answer.isPending ? null : <Readings title="Latest readings" />}
    </Page>
  );
}

interface ChooseProps {
  readonly reports: readonly ReportType[];
  readonly isBusy: boolean;
  readonly onOpen: (wish: Wish) => void;
}

function Choose({ reports, isBusy, onOpen }: ChooseProps) {
  useSearch();
  const [, go] = useLocation();
  const [reader, setReader] = useState('');
  const report = reportAsked(location.search, reports);
  if (!report) return null;
  const readers = readerChoices(report);
  // Whoever was chosen may not get the report that is chosen now.
  const chosen = readers.some(({ value }) => value === reader) ? reader : '';
  const { type, title } = report;
  return (
    <Panel title="What to read">
      <div class="grid items-start gap-3 sm:grid-cols-2">
        <Select
          label="Report"
          value={type}
          options={reportChoices(reports)}
          onChange={(next) => go(`/reader?report=${encodeURIComponent(next)}`, { replace: true })}
        />
        <Select
          label="As it goes to"
          value={chosen}
          options={[
            { value: '', label: readers.length === 0 ? 'Nobody gets it yet' : 'The first who gets it' },
            ...readers,
          ]}
          onChange={setReader}
          hint="What changed since the last report, and what is quiet, is each reader’s own."
        />
      </div>
      <Note tone="info" title="Reading is put on record">
        Your name, the time, the report, whose copy, its day and its snapshot are kept for good, and every admin sees
        them below.
      </Note>
      <div>
        <Button
          kind="primary"
          busy={isBusy}
          onClick={() => onOpen({ type, title, ...(chosen === '' ? {} : { reader: chosen }) })}
        >
          {isBusy ? 'Asking…' : `Open ${title}`}
        </Button>
      </div>
    </Panel>
  );
}
