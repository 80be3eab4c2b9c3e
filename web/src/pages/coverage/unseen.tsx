import type { Coverage } from '../../api/contract.ts';
import { counted, Empty, Panel, Table, type Column } from '../../ui/index.ts';
import { Said } from './said.tsx';

/** Checks that could not look. That they found nothing tells nothing. */
export function Unseen({ coverage: { unseen, seen } }: { readonly coverage: Coverage }) {
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
          columns={COLUMNS}
        />
      )}
    </Panel>
  );
}

const COLUMNS: readonly Column<Coverage['unseen'][number]>[] = [
  { head: 'Check', names: true, tight: true, cell: ({ check }) => check },
  { head: 'Looks for', cell: ({ title }) => title },
  { head: 'Why it could not', cell: ({ why }) => <Said text={why} /> },
];
