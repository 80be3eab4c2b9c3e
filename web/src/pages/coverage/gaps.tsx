import type { Coverage } from '../../api/contract.ts';
import { Empty, figurePath, Link, Panel, sentence, Table, type Column } from '../../ui/index.ts';
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
          rows={gaps}
          rowKey={({ id, entity }) => `${entity} ${id}`}
          columns={COLUMNS}
        />
      )}
    </Panel>
  );
}

function Suffering({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return <span class="text-quiet">nothing that is shown yet</span>;
  return (
    <ul class="grid gap-1">
      {names.map((name) => (
        <li key={name} class="break-all">
          <Link to={isCheck(name) ? `/findings?q=${encodeURIComponent(name)}` : figurePath(name)}>{name}</Link>
        </li>
      ))}
    </ul>
  );
}

const COLUMNS: readonly Column<Gap>[] = [
  { head: 'Missing', names: true, cell: ({ source }) => sentence(source) },
  { head: 'Business', cell: ({ entityName }) => entityName },
  { head: 'It would tell', cell: ({ wouldTell }) => sentence(wouldTell) },
  { head: 'What suffers', cell: ({ suffers }) => <Suffering names={suffers} /> },
];
