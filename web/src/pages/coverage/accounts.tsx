import type { Coverage } from '../../api/contract.ts';
import { Empty, Panel, Table, type Column } from '../../ui/index.ts';
import { StaleChip } from './stale-chip.tsx';
import { spanText } from './words.ts';

type Row = Coverage['entities'][number]['accounts'][number] & { readonly id: string; readonly name: string };

/** Accounts with the days of their first and last rows. */
export function Accounts({ entities }: Pick<Coverage, 'entities'>) {
  const rows = entities
    .flatMap(({ id, name, accounts }) => accounts.map((account) => ({ ...account, id, name })))
    .toSorted((a, b) => Number(b.stale) - Number(a.stale));
  return (
    <Panel title="Accounts">
      {rows.length === 0 ? (
        <Empty title="No account is on file" command="quarterdeck check">
          Put a bank’s export into the portfolio’s folder, and name it in portfolio.yaml.
        </Empty>
      ) : (
        <Table
          caption="Accounts on file"
          captionHidden
          rows={rows}
          rowKey={({ id, account, currency }) => `${id} ${account} ${currency}`}
          columns={COLUMNS}
        />
      )}
    </Panel>
  );
}

const COLUMNS: readonly Column<Row>[] = [
  { head: 'Account', names: true, cell: ({ account }) => <span class="break-words">{account}</span> },
  { head: 'Business', cell: ({ name }) => name },
  { head: 'Currency', cell: ({ currency }) => currency },
  { head: 'First to last row', cell: ({ first, last }) => spanText(first, last) },
  {
    head: 'Opening balance',
    cell: ({ openingKnown }) => (openingKnown ? 'known' : 'not known'),
  },
  { head: 'Freshness', cell: ({ stale }) => <StaleChip stale={stale} /> },
];
