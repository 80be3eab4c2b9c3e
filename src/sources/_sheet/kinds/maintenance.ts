import { CURRENCY, day, keys, money, text } from '../field.ts';
import type { SheetKind } from '../kind.ts';

/** Tickets of repairs. */
export const maintenance: SheetKind = {
  kind: 'maintenance',
  table: 'maintenance',
  record: 'a ticket',
  fields: {
    ticket: text(
      'ticket, ticket id, ticket no, ticket number, work order, work order no, work order number, wo, request, request id, request no, request number, issue id',
      'vorgang, vorgangsnummer, meldung, meldungsnummer, ticketnummer, incidencia, id, number, no, nr',
    ),
    unit: text(
      'unit, unit number, unit no, apartment, apt, suite, flat, room, property, address, wohnung, einheit, objekt, unidad, vivienda, logement',
    ),
    description: text(
      'description, issue, problem, summary, subject, work, repair, details, task, beschreibung, mangel, schaden, arbeit, descripcion, averia, panne',
    ),
    opened: day(
      'opened, opened on, date opened, open date, reported, reported on, date reported, requested, request date, created, created at, created on, date created, date',
      'gemeldet, gemeldet am, eroffnet, eroffnet am, erfasst am, datum, abierto, abierta, fecha, signale le, ouvert le',
    ),
    closed: day(
      'closed, closed on, date closed, close date, completed, completed on, date completed, completion date, resolved, resolved on, finished, done, done on',
      'erledigt, erledigt am, behoben, behoben am, abgeschlossen, abgeschlossen am, cerrado, cerrada, resuelto, termine le, ferme le',
    ),
    priority: text('priority, urgency, severity, prioritat, dringlichkeit, prioridad, urgencia, priorite, urgence'),
    vendor: text(
      'vendor, contractor, technician, assigned to, supplier, company, handwerker, firma, dienstleister, proveedor, contratista, prestataire',
    ),
    cost: money(
      'cost, total cost, actual cost, amount, invoice amount, kosten, betrag, coste, costo, importe, cout, montant',
    ),
    currency: CURRENCY,
  },
  columns: [['ticket', 'description'], ['opened']],
  cells: [['ticket', 'description'], ['opened']],
  tells: [
    ['opened', 'closed', 'description'],
    ['opened', 'closed', 'unit'],
    ['opened', 'unit', 'priority'],
  ],
  telling: keys('work order, work order number, maintenance request, handwerker'),
  key: 'ticket',
  spans: [['opened', 'closed']],
};
