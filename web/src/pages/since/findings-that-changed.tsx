import type { Since } from '../../api/contract.ts';
import { Chip, Empty, Link, Panel, SeverityChip, Table, type Column } from '../../ui/index.ts';
import { findingsThatChanged, type ChangedFinding } from './changed-findings.ts';

/** Findings that are new, worse or back; then those that are gone, and those that nobody can see any more. */
export function FindingsThatChanged({ since }: { readonly since: Since }) {
  const rows = findingsThatChanged(since);
  return (
    <Panel title="Findings that changed">
      {rows.length === 0 ? (
        <Empty title="No finding changed">Each stands as it stood in the last report.</Empty>
      ) : (
        <Table
          caption="Findings that are new, worse, back or gone"
          captionHidden
          columns={COLUMNS}
          rows={rows}
          rowKey={keyOf}
        />
      )}
    </Panel>
  );
}

const keyOf = ({ id, what }: ChangedFinding): string => `${what} ${id}`;

const COLUMNS: readonly Column<ChangedFinding>[] = [
  {
    head: 'Finding',
    names: true,
    cell: ({ id, title, subject, isThere }) => (
      <>
        {isThere ? <Link to={`/findings#${id}`}>{title}</Link> : title}
        <span class="block text-sm font-normal text-quiet [overflow-wrap:anywhere]">{subject}</span>
      </>
    ),
  },
  { head: 'What', tight: true, cell: ({ what, tone }) => <Chip tone={tone}>{what}</Chip> },
  { head: 'Severity', tight: true, cell: ({ severity }) => <SeverityChip severity={severity} /> },
  { head: 'Business', cell: ({ entityName }) => entityName },
  { head: 'Check', tight: true, cell: ({ check }) => check },
];
