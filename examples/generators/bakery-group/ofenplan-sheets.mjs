import { day, daysFrom, lastDay, monthsFrom, weekday } from '../lib/calendar.mjs';
import { Random } from '../lib/random.mjs';
import { sheet } from '../lib/sheet.mjs';
import { dayFirst, grouped } from '../lib/text.mjs';
import { AS_OF } from './world.mjs';

/** @typedef {import('./world.mjs').Accounts} Accounts */

const SEMICOLONS = { delimiter: ';', end: '\r\n' };
const decimal = (/** @type {number} */ cents) => grouped(cents, '.', ',');

/** These are looked after by hand: what they pay each month is for the software and for a few hours of advice. */
const ADVISED = ['Elm Street Bakehouse', 'Harbor Street Bakehouse', 'Mill Street Bakehouse', 'Orchard Street Bakehouse'];
const FROM = '2025-10';

/** Advice that belongs to the larger subscriptions: terms, hours, invoices. @param {Accounts} accounts */
export function ofenplanSheets(accounts) {
  return new Map([
    ['beratung/vereinbarungen.csv', agreements()],
    ['beratung/clockify.csv', clockify()],
    ['beratung/rechnungen.csv', invoices(accounts)],
  ]);
}

function agreements() {
  const signed = ['2024-03-11', '2024-03-18', '2024-03-20', '2024-03-27'];
  return sheet(
    'Kunde;Vereinbarung;Unterschrieben am;Endet am;Abrechnung;Stundensatz;Monatspauschale;Mindestsatz',
    ADVISED.map((client, at) => [client, `Ofenplan Team mit Beratung, Vertrag ${String(at + 11)}`, dayFirst(signed[at] ?? ''), '31.12.2027', 'Monatspauschale', decimal(9_500), decimal(72_000), decimal(6_000)]),
    SEMICOLONS,
  );
}

const NOTES = ['Schichtplan für die Feiertage', 'Rezepte übernehmen', 'Einführung neuer Mitarbeiter', 'Auswertung des Monats', 'Bestellmengen'];
const CLOCKIFY =
  'Project;Client;Description;Task;User;Group;Email;Tags;Billable;Start Date;Start Time;End Date;End Time;Duration (h);Duration (decimal);Billable Rate (USD);Billable Amount (USD)';

/** Clockify's detailed report, saved again by a German spreadsheet: semicolons and decimal commas. */
function clockify() {
  const random = new Random('clockify');
  const entries = monthsFrom(FROM, AS_OF.slice(0, 7)).flatMap((month) => {
    const days = daysFrom(day(month, 1), lastDay(month)).filter((date) => weekday(date) <= 5);
    return ADVISED.flatMap((client) =>
      [0, 1].map(() => ({ client, date: random.pick(days), start: random.between(32, 60), quarters: random.between(2, 8), note: random.pick(NOTES) })),
    );
  });
  const sorted = entries.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.start - b.start));
  const clock = (/** @type {number} */ quarters) => `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}:00`;
  const rows = sorted.map(({ client, date, start, quarters, note }) => [
    'Beratung', client, note, '', 'Nora', '', 'nora@example.com', 'in der Pauschale', 'Yes', dayFirst(date), clock(start), dayFirst(date), clock(start + quarters), clock(quarters),
    decimal(quarters * 25), decimal(9_500), decimal(quarters * 2_375),
  ]);
  return sheet(CLOCKIFY, rows, SEMICOLONS);
}

/** One invoice a month, paid by card on the same day: what Stripe shows. @param {Accounts} accounts */
function invoices({ ofenplanStripe: stripe }) {
  const charges = stripe.rows(AS_OF).filter(({ type, date }) => type === 'charge' && date >= `${FROM}-01`);
  const paid = charges.flatMap(({ payee, date, amount }) => {
    const client = ADVISED.find((name) => payee.endsWith(`, ${name}`));
    return client ? [{ client, date, amount }] : [];
  });
  return sheet(
    'Rechnungsnummer;Kunde;Rechnungsdatum;Fällig am;Bezahlt am;Nettobetrag;Steuer;Gesamtbetrag;Offen;Status;Währung',
    paid.map(({ client, date, amount }, at) => [`OP-${String(1201 + at)}`, client, dayFirst(date), dayFirst(date), dayFirst(date), decimal(amount), decimal(0), decimal(amount), decimal(0), 'bezahlt', 'USD']),
    SEMICOLONS,
  );
}
