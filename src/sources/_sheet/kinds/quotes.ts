import { choice, CURRENCY, day, keys, money, text, whole } from '../field.ts';
import type { SheetKind } from '../kind.ts';

/** Offers to customers. */
export const quotes: SheetKind = {
  kind: 'quotes',
  table: 'quotes',
  record: 'a quote',
  fields: {
    reference: text(
      'quote, quote no, quote number, quote id, quote ref, estimate no, estimate number, estimate, proposal, proposal no, proposal number, reference, ref, number, no, id',
      'angebot, angebotsnummer, angebotsnr, angebot nr, presupuesto, numero de presupuesto, devis, numero de devis',
    ),
    customer: text(
      'customer, customer name, client, client name, company, contact, name, kunde, kundin, kundenname, cliente, client',
    ),
    subject: text(
      'subject, route, service, work, description, project, title, job, item, betreff, leistung, strecke, beschreibung, asunto, ruta, objet, trajet',
    ),
    valid_until: day(
      'valid until, valid to, expires, expires on, expiry, expiry date, expiration, expiration date, gultig bis, bindefrist, valido hasta, valable jusqu au',
    ),
    followed_up: day(
      'followed up, followed up on, follow up, last follow up, last follow up date, last contact, last contacted, nachgefasst, nachgefasst am, letzter kontakt, seguimiento, ultimo contacto, relance, derniere relance',
    ),
    answered: day(
      'answered, answered on, answer, response, response date, replied, replied on, decision date, decided, accepted on, beantwortet, antwort, antwort am, entschieden am, respondido, respuesta, reponse, repondu le',
    ),
    sent: day(
      'sent, sent on, date sent, sent date, quoted, quoted on, quote date, date quoted, issued, issued on, issue date, estimate date, date',
      'gesendet, gesendet am, versandt, versandt am, angebotsdatum, datum, enviado, enviado el, fecha, envoye le, date du devis',
    ),
    status: choice(
      {
        open: 'open, sent, pending, awaiting, awaiting response, submitted, waiting, viewed, offen, versandt, abierto, pendiente, enviado, ouvert, en attente, envoye',
        won: 'won, accepted, approved, booked, signed, converted, invoiced, yes, gewonnen, angenommen, beauftragt, ganado, aceptado, gagne, accepte',
        lost: 'lost, declined, rejected, refused, cancelled, canceled, withdrawn, no, verloren, abgelehnt, perdido, rechazado, perdu, refuse',
        expired: 'expired, lapsed, abgelaufen, verfallen, vencido, caducado, expire',
      },
      'status, state, outcome, result, quote status, ergebnis, estado, statut, resultat',
    ),
    amount: money(
      'amount, total, total amount, price, quoted price, quote amount, quote total, value, betrag, preis, summe, angebotssumme, gesamt, importe, precio, montant, prix',
    ),
    currency: CURRENCY,
    nautical_miles: whole(
      'nautical miles, nm, distance nm, miles nm, distance, miles, seemeilen, sm, millas nauticas, milles nautiques, milles',
    ),
  },
  columns: [
    ['reference', 'customer'],
    ['sent', 'valid_until'],
    ['amount', 'status'],
  ],
  cells: [['reference', 'customer']],
  tells: [
    ['sent', 'valid_until'],
    ['sent', 'followed_up', 'answered'],
    ['valid_until', 'amount', 'status'],
  ],
  telling: keys(
    'quote, quote no, quote number, quote id, quote date, estimate number, estimate date, proposal number, valid until, angebotsnummer, angebotsdatum, angebotssumme, numero de presupuesto, numero de devis',
  ),
  never: keys('document type, credential, certificate, licence, license'),
  key: 'reference',
  spans: [['sent', 'valid_until']],
};
