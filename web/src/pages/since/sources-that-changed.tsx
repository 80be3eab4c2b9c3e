import type { Since } from '../../api/contract.ts';
import { counted, dayText, Empty, Panel, Table, type Column } from '../../ui/index.ts';
import { changesOf, countsText, unlisted, type Cell, type Change, type SourceDiff } from './cells.ts';
import { ROW } from './words.ts';

/** Sources that changed, each with its rows: before and now, row by row. */
export function SourcesThatChanged({ sources, last }: { readonly sources: Since['sources']; readonly last: string }) {
  return (
    <Panel title="Sources that changed">
      {sources.length === 0 ? (
        <Empty title="No source changed">Every file is, byte for byte, what the last report was made of.</Empty>
      ) : (
        <div>
          {sources.map((source) => (
            <Source key={source.file} source={source} last={last} />
          ))}
        </div>
      )}
    </Panel>
  );
}

function Source({ source, last }: { readonly source: SourceDiff; readonly last: string }) {
  const changes = changesOf(source, last);
  const title = (
    <>
      <span class="font-mono text-sm font-semibold break-all">{source.file}</span>{' '}
      <span class="text-quiet">{countsText(source)}</span>
    </>
  );
  if (changes.length === 0) return <p class="border-t border-line py-2.5 ps-4 first:border-0">{title}</p>;
  const history = changes.filter((change) => change.history);
  const activity = changes.filter((change) => !change.history);
  const rest = unlisted(source);
  return (
    <details class="border-t border-line py-2.5 first:border-0">
      <summary class="min-h-6">{title}</summary>
      <div class="grid gap-4 pt-3 ps-4">
        <Rows title={`Restated history, up to ${dayText(last)}`} file={source.file} changes={history} />
        <Rows title={`New activity, after ${dayText(last)}`} file={source.file} changes={activity} />
        {rest === 0 ? null : <p class="text-quiet">{counted(rest, 'more row')} changed and are not listed here.</p>}
      </div>
    </details>
  );
}

interface RowsProps {
  readonly title: string;
  readonly file: string;
  readonly changes: readonly Change[];
}

function Rows({ title, file, changes }: RowsProps) {
  if (changes.length === 0) return null;
  return (
    <Table
      caption={
        <>
          {title}
          <span class="sr-only">, in {file}</span>
        </>
      }
      columns={COLUMNS}
      rows={changes}
      rowKey={keyOf}
    />
  );
}

const keyOf = ({ what, line, cells }: Change): string => [what, line, ...cells.map(({ now }) => now)].join(' ');

const Side = ({ cells, side }: { readonly cells: readonly Cell[]; readonly side: 'before' | 'now' }) => {
  const filled = cells.filter((cell) => cell[side] !== undefined || cell.differs);
  if (cells.every((cell) => cell[side] === undefined))
    return <span class="text-quiet">{side === 'before' ? 'was not there' : 'is not there'}</span>;
  return (
    <dl class="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 max-sm:grid-cols-1">
      {filled.map((cell) => (
        <Value key={cell.name} cell={cell} side={side} />
      ))}
    </dl>
  );
};

/** Cells that differ are struck out before and underlined now, and say so. */
const Value = ({ cell, side }: { readonly cell: Cell; readonly side: 'before' | 'now' }) => {
  const text = cell[side] ?? '(empty)';
  const isPair = cell.differs;
  return (
    <>
      <dt class="text-quiet">{cell.name}</dt>
      <dd class="break-words">
        {!isPair ? (
          text
        ) : side === 'before' ? (
          <del class="rounded-sm bg-bad-tint px-1 text-bad">{text}</del>
        ) : (
          <ins class="rounded-sm bg-good-tint px-1 font-semibold text-good">{text}</ins>
        )}
      </dd>
    </>
  );
};

const COLUMNS: readonly Column<Change>[] = [
  { head: 'Row', names: true, tight: true, cell: ({ line }) => `Line ${line}` },
  { head: 'What', cell: ({ what }) => ROW[what] },
  { head: 'Before', cell: ({ cells }) => <Side cells={cells} side="before" /> },
  { head: 'Now', cell: ({ cells }) => <Side cells={cells} side="now" /> },
];
