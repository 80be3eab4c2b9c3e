import { useMemo } from 'preact/hooks';
import type { Coverage } from '../../api/contract.ts';
import { counted, Empty, listed, Panel, Table, type Column } from '../../ui/index.ts';
import { reasonsOf } from './reasons.ts';
import { Said } from './said.tsx';

/** Checks that could not look. That they found nothing tells nothing. */
export function Unseen({ coverage: { unseen, seen, entities } }: { readonly coverage: Coverage }) {
  const columns = useMemo(() => columnsOf(entities.map(({ name }) => name)), [entities]);
  return (
    <Panel title="Checks that could not look">
      {unseen.length === 0 ? (
        <Empty title={seen === 0 ? 'No check was asked' : 'Every check could look'}>
          {seen === 0 ? 'There is nothing on file that one could look at.' : `${counted(seen, 'check')} looked.`}
        </Empty>
      ) : (
        <Table
          caption="Checks, and why they could not look"
          captionHidden
          rows={unseen}
          rowKey={({ check }) => check}
          columns={columns}
        />
      )}
    </Panel>
  );
}

/** What is missing, once, with the businesses that miss it. */
function Reasons({ why, names }: { readonly why: string; readonly names: readonly string[] }) {
  return (
    <ul class="grid gap-1.5">
      {reasonsOf(why, names).map(({ reason, of }) => (
        <li key={reason}>
          <Said text={reason} />
          {of.length === 0 ? null : <span class="block text-sm text-quiet">{listed(of)}</span>}
        </li>
      ))}
    </ul>
  );
}

const columnsOf = (names: readonly string[]): readonly Column<Coverage['unseen'][number]>[] => [
  { head: 'Check', names: true, tight: true, cell: ({ check }) => check },
  { head: 'Looks for', cell: ({ title }) => title },
  { head: 'Why it could not', cell: ({ why }) => <Reasons why={why} names={names} /> },
];
