import { choice, CURRENCY, day, keys, money, text, whole } from '../field.ts';
import type { SheetKind } from '../kind.ts';

/** What was agreed with each tenant. */
export const leases: SheetKind = {
  kind: 'leases',
  table: 'leases',
  record: 'a lease',
  fields: {
    unit: text(
      'unit, unit number, unit no, unit name, apartment, apt, suite, flat, room, space, lot, property, address',
      'wohnung, einheit, mieteinheit, wohneinheit, objekt, unidad, vivienda, piso, logement, appartement',
    ),
    tenant: text(
      'tenant, tenant name, tenants, resident, residents, lessee, renter, mieter, mieterin, mietername, inquilino, arrendatario, locataire',
    ),
    starts: day(
      'lease start, lease start date, lease from, lease begins, starts, start, start date, from, commencement, commencement date',
      'mietbeginn, vertragsbeginn, beginn, inicio, fecha de inicio, debut, date de debut',
    ),
    ends: day(
      'lease end, lease end date, lease to, lease ends, lease expiration, lease expires, ends, end, end date, expires, expiration, to',
      'mietende, vertragsende, ende, befristet bis, fin, fecha de fin, date de fin',
    ),
    market_rent: money(
      'market rent, market rate, asking rent, marktmiete, vergleichsmiete, renta de mercado, loyer de marche',
    ),
    market_source: text(
      'market source, market rent source, source of market rent, comparable, comparables, source, quelle, quelle der marktmiete, fuente',
    ),
    rent: money(
      'rent, monthly rent, rent amount, contract rent, current rent, miete, monatsmiete, kaltmiete, nettokaltmiete, mietzins, renta, alquiler, loyer',
    ),
    due_day: whole(
      'due day, rent due day, rent due, due, day due, fallig am, falligkeitstag, dia de pago, jour d echeance',
    ),
    grace_days: whole('grace days, grace period, grace period days, grace, karenztage, dias de gracia, jours de grace'),
    deposit: money(
      'deposit, security deposit, deposit held, bond, kaution, mietkaution, fianza, deposito, depot de garantie, caution',
    ),
    renewal: choice(
      {
        offered: 'offered, offer sent, sent, proposed, angeboten, ofrecida, proposee',
        signed: 'signed, renewed, accepted, yes, unterschrieben, verlangert, firmada, renovada, signee, renouvele',
        declined: 'declined, rejected, refused, not renewing, no, abgelehnt, rechazada, refusee',
        'month-to-month': 'month to month, monthly, mtm, m2m, periodic, unbefristet, mes a mes, mensuel',
        '': 'none, not yet, not due, open, pending, keine, offen',
      },
      'renewal, renewal status, renewed, verlangerung, renovacion, renouvellement',
    ),
    currency: CURRENCY,
  },
  columns: [['unit', 'tenant'], ['starts', 'ends'], ['rent']],
  cells: [['unit', 'tenant']],
  tells: [
    ['rent', 'starts', 'ends'],
    ['rent', 'ends', 'renewal'],
  ],
  telling: keys(
    'lease start, lease end, lease from, lease to, lease expiration, mietbeginn, mietende, security deposit, mietkaution',
  ),
  never: keys('occupancy, occupancy status, unit status, occupied, belegung'),
  spans: [['starts', 'ends']],
};
