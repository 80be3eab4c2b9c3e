import { Fragment } from 'preact';
import type { Coverage } from '../../api/contract.ts';
import { Empty, figurePath, Link, listed, Panel, Table, type Column } from '../../ui/index.ts';
import { groupedGaps, type GroupedGap } from './grouped-gaps.ts';
import { Said } from './said.tsx';
import { isCheck } from './words.ts';

type Gap = Coverage['gaps'][number];

/** What could not be seen: what is missing, what it would have told, and what suffers for it. */
export function Gaps({ gaps }: { readonly gaps: readonly Gap[] }) {
  return (
    <Panel title="What could not be seen">
      {gaps.length === 0 ? (
        <Empty title="No source is missing">Every figure and every check has what it asks for.</Empty>
      ) : (
        <Table
          caption="Sources that are missing"
          captionHidden
          rows={groupedGaps(gaps)}
          rowKey={keyOf}
          columns={COLUMNS}
        />
      )}
    </Panel>
  );
}

function Suffering({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return <span class="text-quiet">nothing that is shown yet</span>;
  return (
    <ul class="grid grid-cols-1 gap-1 normal-nums sm:min-w-56">
      {names.map((name) => (
        <li key={name} class="[overflow-wrap:anywhere]">
          <Link to={isCheck(name) ? `/findings?q=${encodeURIComponent(name)}` : figurePath(name)}>
            <Breakable id={name} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Where it is too long for its line, it breaks behind a dot. */
const Breakable = ({ id }: { readonly id: string }) =>
  id.split('.').map((part, at) => (
    <Fragment key={at}>
      {at === 0 ? null : (
        <>
          .<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));

const keyOf = ({ source, wouldTell }: GroupedGap): string => `${source} ${wouldTell}`;

const COLUMNS: readonly Column<GroupedGap>[] = [
  { head: 'Missing', names: true, cell: ({ source }) => <Said text={source} /> },
  { head: 'Business', cell: ({ entities }) => listed(entities) },
  { head: 'It would tell', cell: ({ wouldTell }) => <Said text={wouldTell} /> },
  { head: 'What suffers', cell: ({ suffers }) => <Suffering names={suffers} /> },
];
