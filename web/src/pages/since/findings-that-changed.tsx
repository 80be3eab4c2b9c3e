import type { Since } from '../../api/contract.ts';
import { Chip, Empty, Link, Panel, SeverityChip, Table, type Column } from '../../ui/index.ts';
import { findingsThatChanged, type ChangedFinding } from './changed-findings.ts';

const KEYS = { bad: 'bad', good: 'good', plain: 'plain' } as const;

/** Findings that are new, worse or back; then those that are gone, and those that nobody can see any more. */
export function FindingsThatChanged({ since }: { readonly since: Since }) {
  const rows = findingsThatChanged(since);
  return (
    <Panel title="Findings that changed">
      {rows.length === 0 ? (
        <Empty title="No finding changed">Each stands as it stood in the last report.</Empty>
      ) : (
        <Table caption="Findings that changed" captionHidden columns={COLUMNS} rows={rows} rowKey={keyOf} />
      )}
    </Panel>
  );
}

const keyOf = ({ id, what }: ChangedFinding): string => `${what} ${id}`;

const COLUMNS: readonly Column<ChangedFinding>[] = [
  { head: 'What', tight: true, cell: ({ what, tone }) => <Chip tone={KEYS[tone]}>{what}</Chip> },
  { head: 'Severity', tight: true, cell: ({ severity }) => <SeverityChip severity={severity} /> },
  {
    head: 'Finding',
    names: true,
    cell: ({ id, title, isThere }) => (isThere ? <Link to={`/findings#${id}`}>{title}</Link> : title),
  },
  { head: 'Business', cell: ({ entity }) => entity },
  { head: 'Check', tight: true, cell: ({ check }) => check },
];
