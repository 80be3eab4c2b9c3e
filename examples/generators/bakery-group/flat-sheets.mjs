import { day, plusDays } from '../lib/calendar.mjs';
import { sheet } from '../lib/sheet.mjs';
import { dayFirst, grouped } from '../lib/text.mjs';
import { AS_OF, MONTHS } from './world.mjs';

/** @typedef {import('./world.mjs').Accounts} Accounts */
/** @typedef {import('../lib/statement.mjs').Row} Row */

const GERMAN = { delimiter: ';', end: '\r\n' };
const euro = (/** @type {number} */ cents) => grouped(cents, '.', ',');

/** What the landlady keeps beside the bank. @param {Accounts} accounts */
export function flatSheets({ flat: bank }) {
  const rows = bank.rows(AS_OF);
  return new Map([
    ['wohnung/mieterliste.csv', tenants()],
    ['wohnung/mietvertraege.csv', leases()],
    ['wohnung/instandhaltung.csv', repairs(rows)],
    ['wohnung/darlehen.csv', loan(rows)],
  ]);
}

function tenants() {
  return sheet('Einheit;Mieter;Status;Seit;Miete;Marktmiete', [['Wohnung 2. OG', 'Katrin Adler', 'vermietet', '01.04.2024', euro(118_000), euro(122_000)]], GERMAN);
}

/** The rent went up by an addendum: a row a rent. */
function leases() {
  const flat = ['Wohnung 2. OG', 'Katrin Adler'];
  const source = 'Mietspiegel 2025 (Beispiel)';
  return sheet(
    'Einheit;Mieter;Mietbeginn;Mietende;Miete;Fälligkeitstag;Karenztage;Kaution;Verlängerung;Marktmiete;Quelle der Marktmiete',
    [
      [...flat, '01.04.2024', '31.05.2025', euro(115_000), '3', '5', euro(345_000), 'unterschrieben', euro(118_000), 'Mietspiegel 2023 (Beispiel)'],
      [...flat, '01.06.2025', '', euro(118_000), '3', '5', euro(345_000), 'unbefristet', euro(122_000), source],
    ],
    GERMAN,
  );
}

const WORKS = ['Spülkasten undicht', 'Heizkörper im Bad wird nicht warm', 'Eckventil in der Küche'];

/** @param {readonly Row[]} rows */
function repairs(rows) {
  const done = rows
    .filter(({ payee }) => payee === 'Sanitär Yilmaz')
    .map(({ date, amount }, at) => [plusDays(date, -12), plusDays(date, -9), 'normal', WORKS[at % WORKS.length] ?? '', 'Sanitär Yilmaz', euro(-amount)]);
  const open = ['2026-03-23', '', 'normal', 'Rauchmelder prüfen', 'Hausverwaltung Linde', ''];
  const lines = [...done, open].map(([opened = '', closed = '', ...rest], at) => [`T-${String(at + 1)}`, 'Wohnung 2. OG', dayFirst(opened), closed && dayFirst(closed), ...rest]);
  return sheet('Ticket;Einheit;Gemeldet;Erledigt;Priorität;Beschreibung;Firma;Kosten', lines, GERMAN);
}

/** Owed on the morning of 2024-04-01, in cents. */
const OWED = 12_910_000;

/** The bank's statement of the loan: by the day on which a rate is due, which the account may have a working day later. @param {readonly Row[]} rows */
function loan(rows) {
  const drafts = rows.filter(({ payee }) => payee === 'Sparkasse Darlehen');
  let owed = OWED;
  const lines = drafts.flatMap(({ memo, amount }, at) => {
    const repaid = drafts[at + 1];
    if (!memo.startsWith('Zinsen') || !repaid) return [];
    owed += repaid.amount;
    return [['6021144807', dayFirst(day(MONTHS[at / 2] ?? '', 28)), euro(-amount - repaid.amount), euro(-amount), euro(-repaid.amount), euro(owed)]];
  });
  return sheet('Darlehen;Datum;Rate;Zinsen;Tilgung;Restschuld', lines, GERMAN);
}
