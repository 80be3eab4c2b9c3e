import { BookingSheet } from '../lib/bookings.mjs';
import { day, plusDays } from '../lib/calendar.mjs';
import { Random } from '../lib/random.mjs';
import { AS_OF, MONTHS } from './world.mjs';

/** @typedef {import('./world.mjs').Accounts} Accounts */
/** @typedef {import('../lib/statement.mjs').Statement} Statement */
/** @typedef {import('../lib/bookings.mjs').Booking} Booking */

const CUSTOMERS = ['Familie Özdemir', 'Familie Brandt', 'Ruderclub Linden', 'Annegret', 'Familie Nowak', 'Chor St. Jakob', 'Tobias', 'Kita Sonnenschein e.V.', 'Familie Hassan', 'Lieselotte', 'Familie Krüger', 'Tanzschule Mai'];
const CAKES = ['Hochzeitstorte', 'Schwarzwälder, dreistöckig', 'Einschulung', 'Jubiläum', 'Taufe', 'Marzipantorte'];
const CREDIT = 'GUTSCHR. ÜBERWEISUNG';
const DEPOSITS = 'Liabilities:Anzahlungen';

/** Cakes for celebrations: ordered ahead, three tenths paid at once, the rest by the day of collection. @param {Accounts} accounts */
export function cakes({ lindenhof: bank }) {
  const random = new Random('festtorten');
  const sheet = new BookingSheet({ entity: 'lindenhof', stream: 'festtorten', currency: 'EUR' }, random);
  for (const month of MONTHS) {
    const orders = random.between(2, 4);
    for (let n = 0; n < orders; n++) order(bank, sheet, day(month, random.between(1, 24)), random);
  }
  cancel(bank, sheet);
  return sheet;
}

/** @param {Statement} bank @param {BookingSheet} sheet @param {string} created @param {Random} random */
function order(bank, sheet, created, random) {
  const collected = plusDays(created, random.between(7, 41));
  const price = random.cents(90, 260, 500);
  const number = `FT-${String(201 + sheet.rows.length).padStart(4, '0')}`;
  const customer = CUSTOMERS[(sheet.rows.length * 5) % CUSTOMERS.length] ?? '';
  const booking = sheet.book({ customer, created, from: collected, to: collected, price, guests: 0, item: random.pick(CAKES) }, number);
  booking.status = collected <= AS_OF ? 'abgeholt' : 'angezahlt';
  const deposit = (price * 3) / 10;
  const way = random.between(1, 10);
  // Now and then somebody forgets the number.
  const named = sheet.rows.length % 7 === 0 ? '' : ` ${number}`;
  if (way <= 3) pay(bank, booking, plusDays(created, 2), price, `Vorkasse Festtorte${named}`);
  else {
    pay(bank, booking, plusDays(created, 1), deposit, `Anzahlung Festtorte${named}`);
    // The others pay the rest at the till.
    if (way <= 7) pay(bank, booking, plusDays(collected, -3), price - deposit, `Restzahlung Festtorte${named}`);
  }
}

/** Whatever comes before the cake is collected is owed until then. @param {Statement} bank @param {Booking} booking @param {string} on @param {number} amount @param {string} memo */
function pay(bank, booking, on, amount, memo) {
  const type = amount < 0 ? 'ÜBERWEISUNG' : CREDIT;
  booking.pay({ date: bank.post(on, amount, booking.wanted.customer, { book: DEPOSITS, memo, type }), amount });
}

/** On the day of collection the books turn what was paid ahead into revenue. @param {BookingSheet} sheet @returns {import('../lib/entries.mjs').Entry[]} */
export function collections(sheet) {
  const collected = sheet.rows.filter(({ status }) => status === 'abgeholt');
  return collected.map(({ reference, wanted, payments }) => {
    const paid = payments.reduce((sum, { amount }) => sum + amount, 0);
    const legs = [{ account: DEPOSITS, amount: paid }, { account: 'Income:Festtorten', amount: -paid }];
    return { date: wanted.from, payee: wanted.customer, memo: `Abholung Festtorte ${reference}`, reference, tags: [], legs };
  });
}

/** Two are cancelled, and what was paid ahead goes back. @param {Statement} bank @param {BookingSheet} sheet */
function cancel(bank, sheet) {
  for (const index of [11, 47]) {
    const booking = sheet.rows[index];
    const [first, ...later] = booking?.payments ?? [];
    if (!booking || !first || later.length > 0) throw new Error(`order ${index} cannot be cancelled`);
    booking.status = 'storniert';
    pay(bank, booking, plusDays(first.date, 3), -first.amount, `Rückzahlung Festtorte ${booking.reference}`);
  }
}
