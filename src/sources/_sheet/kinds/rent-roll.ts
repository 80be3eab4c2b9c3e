import { choice, CURRENCY, day, money, text } from '../field.ts';
import { wordsIn, type Cells, type SheetKind } from '../kind.ts';

const VACANT = /^(?:vacant|empty|none|leer|leerstand|leerstehend|vacante|libre)$/i;

/** A tenant's name tells that a unit is let; where no column says how it stands, none tells that it is vacant. */
function statusOf(cells: Cells): string {
  const [said, tenant] = [wordsIn(cells, 'status'), wordsIn(cells, 'tenant')];
  if (said !== '') return said;
  if (VACANT.test(tenant)) return 'vacant';
  if (tenant !== '') return 'occupied';
  return cells['status'] === undefined && cells['tenant'] !== undefined ? 'vacant' : '';
}

function row(cells: Cells): Cells {
  const tenant = wordsIn(cells, 'tenant');
  return { tenant: VACANT.test(tenant) ? '' : tenant, status: statusOf(cells) };
}

/** Units to let, as they stand on a day. */
export const rentRoll: SheetKind = {
  kind: 'rent-roll',
  table: 'rent_roll',
  record: 'a unit',
  fields: {
    unit: text(
      'unit, unit number, unit no, unit name, apartment, apt, suite, flat, room, space, lot, property, address',
      'wohnung, einheit, mieteinheit, wohneinheit, objekt, unidad, vivienda, piso, logement, appartement',
    ),
    tenant: text(
      'tenant, tenant name, tenants, resident, residents, lessee, occupant, renter',
      'mieter, mieterin, mietername, inquilino, arrendatario, locataire',
    ),
    status: choice(
      {
        occupied:
          'occupied, rented, let, leased, current, active, yes, vermietet, belegt, bewohnt, ja, ocupado, ocupada, alquilado, alquilada, arrendado, occupe, loue',
        vacant:
          'vacant, empty, available, unoccupied, no, leer, leerstehend, leerstand, frei, unvermietet, nein, vacante, libre, desocupado, inoccupe',
        notice:
          'notice, on notice, notice given, under notice, notice to vacate, ntv, moving out, gekundigt, kundigung, en aviso, aviso, preavis, conge',
      },
      'status, occupancy, occupancy status, unit status, occupied, belegung, mietstatus, belegt, vermietet, estado, ocupacion, statut, occupation',
    ),
    since: day(
      'since, status since, vacant since, occupied since, move in, move in date, moved in, seit, leer seit, vermietet seit, einzug, desde, depuis, entree',
    ),
    market_rent: money(
      'market rent, market rate, asking rent, marktmiete, vergleichsmiete, angebotsmiete, renta de mercado, loyer de marche',
    ),
    rent: money(
      'rent, monthly rent, current rent, actual rent, contract rent, rent amount, rent charged',
      'miete, monatsmiete, kaltmiete, nettomiete, nettokaltmiete, mietzins, renta, renta mensual, alquiler, loyer, loyer mensuel',
    ),
    currency: CURRENCY,
  },
  columns: [['unit'], ['rent', 'market_rent'], ['tenant', 'status']],
  cells: [['unit']],
  tells: [
    ['unit', 'status', 'rent'],
    ['unit', 'tenant', 'rent'],
  ],
  key: 'unit',
  row,
};
