import type { Sources } from '../../api/contract.ts';
import { CopyButton, count, Empty, Table, type Column } from '../../ui/index.ts';
import { StaleChip } from './stale-chip.tsx';
import { ageText, spanText, stalestFirst } from './words.ts';

/** Every file that was read, the stale ones on top. */
export function SourceTable({ sources }: Pick<Sources, 'sources'>) {
  if (sources.length === 0)
    return (
      <Empty title="No source is declared" command="quarterdeck init">
        Name a bank’s export in portfolio.yaml; the command looks at a folder and writes it for you.
      </Empty>
    );
  return (
    <Table
      caption="Sources, the stale ones on top, then the oldest"
      captionHidden
      rows={stalestFirst(sources)}
      rowKey={({ file, role, hash, entity }) => `${entity} ${file} ${role} ${hash}`}
      columns={COLUMNS}
    />
  );
}

const Hash = ({ hash, file }: { readonly hash: string; readonly file: string }) => (
  <span class="inline-flex items-center gap-1">
    <code class="font-mono text-xs" title={hash}>
      {hash.slice(0, 12)}…
    </code>
    <span class="no-print">
      <CopyButton text={hash} what={`the SHA-256 of ${file}`} />
    </span>
  </span>
);

const COLUMNS: readonly Column<Sources['sources'][number]>[] = [
  {
    head: 'File',
    names: true,
    cell: ({ file, entityName }) => (
      <>
        <span class="block break-all">{file}</span>
        <span class="block text-xs font-normal text-quiet">{entityName}</span>
      </>
    ),
  },
  { head: 'Kind', cell: ({ kind }) => kind },
  { head: 'Rows', end: true, cell: ({ rows }) => count(rows) },
  {
    head: 'Problems',
    end: true,
    cell: ({ problems }) => (problems === 0 ? '0' : <strong class="text-bad">{count(problems)}</strong>),
  },
  { head: 'First to last row', cell: ({ first, last }) => spanText(first, last) },
  {
    head: 'Age',
    cell: ({ age, stale }) => (
      <span class="inline-flex flex-wrap items-center gap-2">
        <span class="whitespace-nowrap">{ageText(age)}</span>
        {stale ? <StaleChip stale /> : null}
      </span>
    ),
  },
  { head: 'SHA-256', cell: ({ hash, file }) => <Hash hash={hash} file={file} /> },
];
