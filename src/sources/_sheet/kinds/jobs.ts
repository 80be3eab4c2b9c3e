import { choice, CURRENCY, day, keys, money, text, whole } from '../field.ts';
import type { SheetKind } from '../kind.ts';

/** Jobs such as the delivery of a yacht. */
export const jobs: SheetKind = {
  kind: 'jobs',
  table: 'jobs',
  record: 'a job',
  fields: {
    reference: text(
      'job, job no, job number, job id, job ref, reference, ref, trip no, trip number, trip id, order no, number, no, id',
      'auftrag, auftragsnummer, auftragsnr, trabajo, numero de trabajo, mission',
    ),
    customer: text(
      'customer, customer name, client, client name, owner, company, kunde, kundin, auftraggeber, cliente, client',
    ),
    vessel: text(
      'vessel, vessel name, yacht, yacht name, boat, boat name, ship, schiff, boot, barco, embarcacion, bateau, navire',
    ),
    route: text('route, passage, voyage, trip, leg, from to, strecke, ruta, travesia, trajet'),
    captain: text('captain, skipper, master, kapitan, kapitanin, skipperin, schiffsfuhrer, capitan, patron, capitaine'),
    deposit_received: money(
      'deposit received, deposit paid, deposit received amount, deposit in, anzahlung erhalten, erhaltene anzahlung, deposito recibido, anticipo recibido, acompte recu',
    ),
    deposit_on: day(
      'deposit on, deposit date, deposit received on, deposit paid on, anzahlung am, anzahlung erhalten am, fecha del deposito, acompte recu le',
    ),
    deposit: money('deposit, deposit due, deposit amount, deposit required, anzahlung, deposito, anticipo, acompte'),
    departs: day(
      'departs, departs on, departure, departure date, departed, etd, leaves, start, start date, starts, abfahrt, abreise, beginn, salida, fecha de salida, depart, date de depart',
    ),
    arrives: day(
      'arrives, arrives on, arrival, arrival date, arrived, eta, end, end date, ends, delivered, delivery date, ankunft, ende, llegada, fecha de llegada, arrivee, date d arrivee',
    ),
    nautical_miles: whole(
      'nautical miles, nm, distance nm, miles nm, distance, miles, seemeilen, sm, millas nauticas, milles nautiques, milles',
    ),
    estimate: money(
      'estimate, estimated cost, estimated costs, cost estimate, budget, budgeted cost, kalkulation, kostenschatzung, geplante kosten, presupuesto, coste estimado, cout estime',
    ),
    price: money(
      'price, agreed price, contract price, quoted price, job price, fee, total, amount, revenue, preis, festpreis, betrag, precio, importe, prix, montant',
    ),
    status: choice(
      {
        planned:
          'planned, scheduled, booked, confirmed, upcoming, pending, open, geplant, gebucht, offen, planificado, previsto, prevu, planifie',
        'under-way':
          'under way, underway, in progress, active, started, at sea, en route, unterwegs, laufend, in arbeit, en curso, en ruta, en cours',
        done: 'done, completed, complete, delivered, finished, closed, invoiced, erledigt, abgeschlossen, geliefert, hecho, terminado, entregado, termine, livre',
        cancelled: 'cancelled, canceled, called off, storniert, abgesagt, cancelado, annule',
      },
      'status, state, job status, estado, statut',
    ),
    currency: CURRENCY,
  },
  columns: [
    ['reference', 'vessel'],
    ['departs', 'arrives'],
    ['price', 'estimate', 'captain', 'route'],
  ],
  cells: [['reference', 'vessel']],
  tells: [
    ['captain', 'departs'],
    ['vessel', 'route', 'departs'],
    ['reference', 'price', 'estimate', 'departs'],
  ],
  never: keys('nights, guests, guest, valid until'),
  key: 'reference',
  spans: [['departs', 'arrives']],
};
