import type { FactMap, Rental, RentalProperty, RentalUnit } from '../../analysis/index.ts';
import type { Figure } from '../../model/figure.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import { figure, label, left, right, whenSeen } from '../_cells.ts';
import { orNone, place } from './place.ts';

const STATUS: Readonly<Record<string, string>> = {
  occupied: 'Let',
  notice: 'Let, notice given',
  vacant: 'Vacant',
};

/** Units with their tenants, rents, and how far each is from the market. */
export function rentRollTable({ rental }: FactMap): Block {
  return whenSeen(rental, 'rent-roll', 'Rent roll', (seen) => {
    const rows = seen.properties.flatMap((property) => property.units.map((unit) => unitRow(seen, property, unit)));
    if (rows.length === 0)
      return {
        kind: 'prose',
        id: 'rent-roll',
        title: 'Rent roll',
        sentences: [say`Not known: neither a rent roll nor leases are on file.`],
      };
    return {
      kind: 'table',
      id: 'rent-roll',
      title: 'Rent roll',
      columns: [...left('Unit', 'Tenant', 'Status', 'Since'), ...right('Rent a month', 'Market', 'Under market')],
      rows,
      note: rowsNote(seen),
    };
  });
}

function unitRow(seen: Rental, property: RentalProperty, unit: RentalUnit): TableRow {
  const { name, tenant, status, since, rent, marketRent, market, vacancy } = unit;
  return {
    cells: [
      place(seen, property, name),
      orNone(tenant, vacancy ? '–' : 'not named'),
      status in STATUS ? label(STATUS[status] ?? '') : { kind: 'unknown', why: 'the rent roll does not say' },
      since === undefined ? { kind: 'unknown', why: 'the rent roll does not say' } : { kind: 'date', date: since },
      vacancy ? figure(vacancy.asked, 'no rent is on file') : figure(rent, 'no rent is on file'),
      figure(marketRent, 'no market rent is on file'),
      vacancy ? label('–') : figure(market?.gap, 'no market rent is on file'),
    ],
  };
}

function rowsNote({ properties }: Rental): Sentence {
  const rows = properties.flatMap(({ occupancy, leaseRows }) =>
    [occupancy?.rows, leaseRows].flatMap((one) => one ?? []),
  );
  const from = rows.flatMap((one: Figure) => say` ${one}.`);
  const sources = new Set(
    properties.flatMap(({ units }) =>
      units.flatMap(({ market }) => (market && market.source !== '' ? [market.source] : [])),
    ),
  );
  const market = sources.size > 0 ? say` Market rents by ${quote([...sources].join(', '))}.` : say``;
  return [...say`Of a vacant unit the rent is what it would bring. Read from:`, ...from, ...market];
}

/** Occupancy by units and by rent, and what vacancy has cost. */
export function occupancyTable({ rental }: FactMap): Block {
  return whenSeen(rental, 'occupancy', 'Occupancy', ({ properties }) => ({
    kind: 'table',
    id: 'occupancy',
    title: 'Occupancy',
    columns: [
      ...left('Property'),
      ...right('Units', 'Let', 'By units', 'Potential rent', 'By rent', 'Lost to vacancy'),
    ],
    rows: properties.map(({ of, occupancy, headlines }) => ({
      cells: [
        label(of.entity.name),
        figure(occupancy?.units, 'no rent roll is on file'),
        figure(occupancy?.let, 'no rent roll is on file'),
        figure(headlines.occupancy),
        figure(occupancy?.potential, 'no rent roll is on file'),
        figure(headlines.economicOccupancy),
        figure(headlines.vacancyLoss),
      ],
    })),
    note: say`By rent: rent of the units let ÷ the same with what vacant units would bring, a month. Lost to vacancy: of the units that are vacant now, since they are.`,
  }));
}
