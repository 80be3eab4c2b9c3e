import type { BookingField } from '../../model/portfolio.ts';
import { headingKey } from '../_table/heading-key.ts';

/**
 * What a column can be: the fields that the portfolio can name, and what tools write instead of them: the day of
 * leaving, a length in days, a name in two parts, a mark for cancelled ones.
 */
export type BookingColumn = BookingField | 'leaves' | 'days' | 'first_name' | 'last_name' | 'cancelled';

function words(...lists: readonly string[]): readonly string[] {
  return lists.flatMap((list) => list.split(',').map(headingKey));
}

/**
 * The words that booking tools (FareHarbor, Checkfront, Peek, Booqable, Lodgify and their like) and people head their
 * columns with, in English, German, French, Spanish, Italian and Dutch. The earlier of two wins.
 */
export const BOOKING_HEADINGS: Readonly<Record<BookingColumn, readonly string[]>> = {
  reference: words(
    'booking reference, booking ref, booking id, booking number, booking no, booking code, booking, reservation id, reservation number, reservation code, reservation, confirmation code, confirmation number, confirmation, order number, order no, order id, order, voucher, reference, reference number, ref, number, id',
    'buchungsnummer, buchungsnr, buchung, reservierungsnummer, auftragsnummer, auftrag, bestellnummer, bestellung',
    'numero de reservation, no de reservation, numero de reserva, reserva, codice prenotazione, prenotazione, boekingsnummer, reserveringsnummer',
  ),
  customer: words(
    'customer, customer name, guest, guest name, lead guest, lead traveler, contact, contact name, client, client name, booker, full name, name',
    'kunde, kundin, kundenname, gast, gastname, besteller, nom du client, nom, cliente, huesped, ospite, klant',
  ),
  first_name: words('first name, vorname, prenom, nombre, nome, voornaam'),
  last_name: words('last name, surname, family name, nachname, nom de famille, apellidos, cognome, achternaam'),
  booked: words(
    'booked, booked on, booked at, booking date, date booked, created, created at, created on, created date, date created, datecreated, purchase date, purchased, purchased at, order date, ordered, ordered on',
    'buchungsdatum, gebucht am, bestellt am, bestelldatum, auftragsdatum, date de reservation, reserve le, fecha de reserva, data prenotazione, boekingsdatum, besteld op',
  ),
  service_from: words(
    'service from, service start, service date, date of service, start date, starts at, start at, starts, start, start time, arrival, arrival date, datearrival, check in, checkin, check in date, event date, trip date, tour date, activity date, charter date, sail date, sailing date, sails, pickup date, pick up date, collection date, delivery date, from, date, day',
    'leistung von, leistungsdatum, anreise, anreisedatum, beginn, startdatum, termin, abholdatum, abholtag, abholung, lieferdatum, liefertag, veranstaltungsdatum, datum',
    'date d arrivee, arrivee, date de debut, debut, date de prestation, llegada, fecha de llegada, entrada, fecha de inicio, inicio, fecha, arrivo, data inizio, inizio, data, aankomst, aankomstdatum, begindatum',
  ),
  service_to: words(
    'service to, service end, end date, ends at, end at, stops at, ends, end, end time, return date, until, to',
    'leistung bis, ende, enddatum, ruckgabe, date de fin, fin, fecha de fin, data fine, fine, einddatum, einde',
  ),
  leaves: words(
    'check out, checkout, check out date, departure, departure date, datedeparture, abreise, abreisedatum, date de depart, depart, salida, fecha de salida, partenza, data partenza, vertrek, vertrekdatum',
  ),
  days: words(
    'nights, number of nights, days, number of days, duration, length of stay, length, nachte, anzahl nachte, tage, dauer, nuits, nombre de nuits, duree, noches, duracion, notti, durata, nachten, duur',
  ),
  amount: words(
    'total, total amount, totalamount, grand total, total price, booking total, order total, price, booking amount, amount, gross total, gross, value',
    'gesamt, gesamtbetrag, gesamtpreis, preis, summe, betrag, montant total, montant, prix total, prix, importe total, importe, precio total, precio, importo, totale, prezzo, totaalbedrag, totaal, bedrag, prijs',
  ),
  currency: words('currency, currency code, ccy, wahrung, devise, divisa, moneda, munt, valuta'),
  status: words(
    'status, booking status, order status, reservation status, state, buchungsstatus, statut, etat, estado, stato',
  ),
  cancelled: words('cancelled, canceled, is cancelled, is canceled, cancelled at, cancellation date, storniert'),
};

/** Headings that only a sheet of bookings has: by them it is told from a statement. A date alone is in both. */
const GENERIC: ReadonlySet<string> = new Set(
  words('from, to, date, day, datum, data, fecha, number, id, name, start, end'),
);

/** True for a heading by which a table shows that it is about services rather than movements of money. */
export function isTelling(heading: string): boolean {
  const key = headingKey(heading);
  if (GENERIC.has(key)) return false;
  const { service_from: from, service_to: to, leaves, booked } = BOOKING_HEADINGS;
  return [from, to, leaves, booked.slice(0, 4)].some((list) => list.includes(key));
}

export type BookingStatus = 'confirmed' | 'cancelled' | 'completed' | 'tentative' | '';

const STATUSES: readonly (readonly [BookingStatus, readonly string[]])[] = [
  [
    'cancelled',
    words(
      'cancelled, canceled, cancel, void, voided, declined, rejected, refunded, expired, deleted',
      'storniert, storno, abgesagt, annule, annulee, cancelado, cancelada, annullato, annullata, geannuleerd',
    ),
  ],
  [
    'completed',
    // Who does not come has had the service offered, and the price is kept.
    words(
      'completed, complete, done, finished, fulfilled, served, delivered, collected, checked out, stopped, returned, archived, no show, noshow',
      'erledigt, abgeschlossen, geliefert, abgeholt, nicht erschienen, termine, effectue, completado, completada, completato, completata, voltooid, afgerond',
    ),
  ],
  [
    'tentative',
    words(
      'tentative, pending, pend, hold, on hold, held, wait, waiting, waitlist, provisional, option, optional, draft, concept, quote, request, requested, enquiry, inquiry, unpaid, unconfirmed',
      'anfrage, vorgemerkt, unbestatigt, en attente, pendiente, in attesa, in afwachting',
    ),
  ],
  [
    'confirmed',
    words(
      'confirmed, booked, reserved, active, approved, accepted, paid, paid in full, fully paid, partially paid, part paid, partial, deposit, deposit paid, deposit received, open, started, in progress, checked in, ok, yes',
      'bestatigt, gebucht, reserviert, bestellt, bezahlt, angezahlt, offen, confirme, confirmee, reserve, paye, payee, confirmado, confirmada, pagado, pagada, confermato, confermata, pagato, bevestigd, betaald, geboekt',
    ),
  ],
];

/** What a word of a status column means; undefined for one that is not known. */
export function statusOf(cell: string): BookingStatus | undefined {
  const key = headingKey(cell);
  if (key === '') return '';
  return STATUSES.find(([, list]) => list.includes(key))?.[0];
}

const NO: ReadonlySet<string> = new Set(words('no, n, false, 0, nein, non, nee, not cancelled'));

/** A cell of a column of its own for cancelled ones: a yes, or the day of it. */
export function saysCancelled(cell: string): boolean {
  const key = headingKey(cell);
  return key !== '' && !NO.has(key);
}
