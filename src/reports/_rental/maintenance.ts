import type { FactMap, OpenTicket, Rental, RentalProperty } from '../../analysis/index.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import { figure, label, left, right, whenSeen } from '../_cells.ts';
import { orNone, place } from './place.ts';

const SHOWN = 20;

/** Repairs that are open, the oldest first, and what repairs cost in twelve months. */
export function maintenanceTables({ rental }: FactMap): Block[] {
  const open = whenSeen(rental, 'maintenance', 'Repairs open', openBlock);
  const logged = rental.value?.properties.filter(({ maintenance }) => maintenance) ?? [];
  return rental.value && logged.length > 0 ? [open, costBlock(rental.value, logged)] : [open];
}

function openBlock(seen: Rental): Block {
  const common = { id: 'maintenance', title: 'Repairs open' } as const;
  const logs = seen.properties.flatMap(({ of, maintenance }) => (maintenance ? [{ of, maintenance }] : []));
  if (logs.length === 0)
    return { kind: 'prose', ...common, sentences: [say`Not known: no log of maintenance is on file.`] };
  const tickets = seen.properties.flatMap((property) =>
    (property.maintenance?.tickets ?? []).map((ticket) => ({ property, ticket })),
  );
  if (tickets.length === 0)
    return {
      kind: 'prose',
      ...common,
      sentences: logs.map(
        ({ of, maintenance }) => say`${quote(of.entity.name)}: none is open, of ${maintenance.rows} on file.`,
      ),
    };
  const rest = tickets.length > SHOWN ? say` The oldest are shown.` : say``;
  return {
    kind: 'table',
    ...common,
    columns: [...left('Unit', 'Ticket', 'What', 'Opened'), ...right('Open'), ...left('Priority', 'With')],
    rows: tickets.slice(0, SHOWN).map(({ property, ticket }) => ticketRow(seen, property, ticket)),
    note: [
      ...logs.flatMap(
        ({ of, maintenance }) =>
          say`${quote(of.entity.name)}: ${maintenance.open} open, of ${maintenance.rows} on file. `,
      ),
      ...rest,
    ],
  };
}

function ticketRow(seen: Rental, property: RentalProperty, { row, name, days }: OpenTicket): TableRow {
  return {
    cells: [
      place(seen, property, row.unit),
      orNone(name, '–'),
      orNone(row.description, '–'),
      row.opened === undefined ? { kind: 'unknown', why: 'the log does not say' } : { kind: 'date', date: row.opened },
      figure(days, 'the log does not say when it was opened'),
      orNone(row.priority, '–'),
      orNone(row.vendor, 'nobody'),
    ],
  };
}

function costBlock(seen: Rental, logged: readonly RentalProperty[]): Block {
  return {
    kind: 'table',
    id: 'repairs',
    title: 'Repairs by unit, twelve full months',
    columns: [...left('Unit'), ...right('Tickets', 'Cost')],
    rows: logged.flatMap((property): TableRow[] => {
      const { maintenance, of } = property;
      if (!maintenance) return [];
      return [
        ...maintenance.units.map(({ unit, tickets, cost }) => ({
          cells: [place(seen, property, unit), figure(tickets), figure(cost)],
        })),
        { cells: [label(`All of ${of.entity.name}`), label(''), figure(maintenance.cost)], total: true },
      ];
    }),
    note: [
      ...say`By the log, on the day on which a ticket was closed, else opened. Closed without a cost: `,
      ...logged.flatMap(({ maintenance }, at) =>
        maintenance ? [...say`${at === 0 ? '' : ', '}`, ...say`${maintenance.uncosted}`] : [],
      ),
      ...say`.`,
    ],
  };
}
