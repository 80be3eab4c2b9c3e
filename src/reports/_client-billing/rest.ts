import type { EntityClients } from '../../analysis/index.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { say } from '../../model/sentence.ts';
import { figure, label, left, quoted, right } from '../_cells.ts';

/** Charges that are a client's to bear, and what of them was billed on. */
export function costsTable({ of: { entity }, clients }: EntityClients): Block[] {
  const rows = clients.flatMap(({ name, items }) =>
    items.map(({ item, number, charged, billed, left: open }): TableRow => ({
      cells: [
        quoted(name),
        quoted(item),
        figure(number),
        figure(charged),
        figure(billed, 'the invoices have no lines'),
        figure(open, 'the invoices have no lines'),
      ],
    })),
  );
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      id: `costs-${entity.id}`,
      title: `Costs of clients, ${entity.name}`,
      columns: [...left('Client', 'Item'), ...right('Charges', 'Charged', 'Billed on', 'Not passed on')],
      rows,
      note: say`Charges of twelve months. Billed on is what stands on the invoice lines that name the item and were sent within two months after a charge; a charge that can still be billed is not missing yet.`,
    },
  ];
}

/** Names that may be one client, and one name that may be two companies. */
export function namesTable({ of: { entity }, names }: EntityClients): Block[] {
  if (names.length === 0) return [];
  return [
    {
      kind: 'table',
      id: `names-${entity.id}`,
      title: `Names to look at, ${entity.name}`,
      columns: left('Names', 'Taken as'),
      rows: names.map((pair) => ({
        cells: [quoted(pair.names.join(' · ')), label(pair.kind === 'apart' ? 'two clients' : 'one client')],
      })),
      note: say`Case, accents, spaces, punctuation and legal forms are passed over; any other difference makes another client. Spell a client alike in every sheet, or rename one of two.`,
    },
  ];
}

const SHEETS = {
  agreements: 'Agreements',
  time_entries: 'Time',
  invoices: 'Invoices',
  invoice_lines: 'Lines of invoices',
  client_costs: 'Costs of clients',
} as const;

/** What the report was made from. */
export function recordsTable(entities: readonly EntityClients[]): Block[] {
  if (entities.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'records',
      title: 'What was read',
      columns: [...left('Entity', 'Sheet'), ...right('Records')],
      rows: entities.flatMap(({ of, records }) =>
        [...records].map(([sheet, number]) => ({
          cells: [label(of.entity.name), label(SHEETS[sheet]), figure(number)],
        })),
      ),
    },
  ];
}
