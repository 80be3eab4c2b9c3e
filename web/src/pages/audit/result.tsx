import type { AuditState } from '../../../../src/http/contract/audit.ts';
import { count, duration, Instant, Note, Panel, Table, Tile, Tiles, type Column } from '../../ui/index.ts';
import { answerOf, blindSpot, KINDS } from './words.ts';

type Fault = AuditState['faults'][number];

const COLUMNS: readonly Column<Fault>[] = [
  {
    head: 'Record',
    names: true,
    cell: ({ record }) => <code class="font-mono text-sm font-normal break-all">{record}</code>,
  },
  { head: 'What', tight: true, cell: ({ kind }) => <span class="font-semibold text-bad">{KINDS[kind].word}</span> },
  { head: 'What is wrong', cell: ({ says }) => says },
  { head: 'What to do', cell: ({ kind }) => KINDS[kind].mend },
];

/** What a verification found. */
export function Result({ state }: { readonly state: AuditState }) {
  const { entries, anchors, faults, verifiedAt, tookMs } = state;
  return (
    <Panel title="What was found">
      <Verdict state={state} />
      <Tiles>
        <Tile label="Entries of the chain" value={count(entries)} />
        <Tile label="Checkpoints kept elsewhere" value={count(anchors)} />
        <Tile label="Faults" value={count(faults.length)} />
        <Tile label="Took" value={duration(tookMs)} />
      </Tiles>
      <p class="text-sm text-quiet">
        Verified on <Instant at={verifiedAt} />.
      </p>
      {faults.length === 0 ? null : (
        <>
          <Table
            caption="Faults"
            columns={COLUMNS}
            rows={faults}
            rowKey={({ kind, record, says }) => `${kind} ${record} ${says}`}
          />
          <WhatToDo />
        </>
      )}
    </Panel>
  );
}

/** Sound, broken, or sound as far as it could look. */
function Verdict({ state }: { readonly state: AuditState }) {
  const { sound, entries, anchors } = state;
  if (!sound) return <Note tone="bad" role="alert" title={answerOf(state)} />;
  if (entries === 0) return <Note tone="plain" role="status" title="There is nothing to verify yet" />;
  if (anchors > 0) return <Note tone="good" role="status" title="Every record is as it was written" />;
  return (
    <Note tone="warning" role="status" title="Every record is as it was written, as far as the records can tell">
      {blindSpot(anchors)}
    </Note>
  );
}

function WhatToDo() {
  return (
    <div class="grid max-w-[68ch] gap-2">
      <h3 class="font-semibold">Then</h3>
      <ol class="grid list-decimal gap-1.5 ps-5">
        <li>Keep the records as they are now: copy the folder, and change nothing in it. They are evidence.</li>
        <li>
          Hold them against the copies that whoever did this could not reach:{' '}
          <Code>quarterdeck verify --anchors ~/Mail/audit</Code>
        </li>
        <li>
          Restore a backup into a folder of its own, verify it, and compare:{' '}
          <Code>quarterdeck records restore backup.gz</Code>
        </li>
        <li>Find out who could write to the records, and change the keys that they may have seen.</li>
      </ol>
    </div>
  );
}

const Code = ({ children }: { readonly children: string }) => (
  <code class="rounded bg-sunken px-1.5 py-0.5 font-mono text-sm break-words">{children}</code>
);
