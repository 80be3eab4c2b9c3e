import { day, daysFrom, plusDays, weekday } from '../lib/calendar.mjs';
import { Random } from '../lib/random.mjs';
import { transfer } from '../lib/statement.mjs';
import { AS_OF, FIRST_DAY, MONTHS } from './world.mjs';

/** @typedef {import('./world.mjs').Accounts} Accounts */
/** @typedef {import('../lib/statement.mjs').Statement} Statement */

const PRICE = 72_000;
const CUSTOMERS_AT_FIRST = 20;
const STREETS = ['Elm', 'Harbor', 'Mill', 'Orchard', 'Prairie', 'Station', 'Summit', 'Union', 'Willow'];
const SHOPS = ['Street Bakehouse', 'Bread Co.', 'Bagels & Rye'];

const MONTHLY = [
  { on: 15, payee: 'GUSTO PAYROLL', cents: 720_000, book: 'Expenses:Payroll' },
  { on: 5, payee: 'ZELLE SUPPORT CONTRACTOR NORA', cents: 150_000, book: 'Expenses:Contractors' },
  { on: 7, payee: 'SENTRY', cents: 8_000, book: 'Expenses:Software' },
  { on: 9, payee: 'GITHUB INC', cents: 8_400, book: 'Expenses:Software' },
  { on: 21, payee: 'HARTFORD E&O INSURANCE', cents: 18_500, book: 'Expenses:Insurance' },
];

/** @param {Accounts} accounts */
export function ofenplan({ ofenplan: bank, ofenplanStripe: stripe }) {
  const random = new Random('ofenplan');
  MONTHS.forEach((month, index) => {
    const customers = CUSTOMERS_AT_FIRST + Math.floor(index / 3);
    for (let n = 0; n < customers; n++) subscription(stripe, month, n, random);
    for (const item of MONTHLY) bank.post(day(month, item.on), -item.cents, item.payee, { book: item.book });
    bank.post(day(month, 3), -random.cents(560, 690), 'AMAZON WEB SERVICES', { book: 'Expenses:Hosting' });
    bank.post(day(month, 23), -random.cents(700, 950), 'LINKEDIN ADS', { book: 'Expenses:Advertising' });
    if (/-(?:01|04|06|09)$/.test(month)) bank.post(day(month, 17), -260_000, 'IRS USATAXPYMT', { book: 'Expenses:Taxes' });
    if (/-(?:03|09)$/.test(month)) bank.post(day(month, 26), -800_000, 'WIRE TO OWNER MARLENE', { book: 'Equity:Owner:Draws' });
  });
  payouts(bank, stripe);
}

/** Each customer pays on a day of its own. @param {Statement} stripe @param {string} month @param {number} n @param {Random} random */
function subscription(stripe, month, n, random) {
  const name = `${STREETS[n % STREETS.length]} ${SHOPS[Math.floor(n / STREETS.length) % SHOPS.length]}`;
  const fee = Math.floor((PRICE * 29 + 500) / 1000) + 30;
  const time = `1${random.between(4, 9)}:${String(random.between(0, 59)).padStart(2, '0')}`;
  stripe.post(day(month, 1 + ((n * 5) % 27)), PRICE, `Ofenplan Team, ${name}`, { book: 'Income:Subscriptions', type: 'charge', fee, reference: `ch_${random.code(16)}`, extra: { time, currency: 'usd' }, anyDay: true });
}

/** Every Monday, to the bank on Wednesday. @param {Statement} bank @param {Statement} stripe */
function payouts(bank, stripe) {
  const moves = stripe.rows(AS_OF);
  let paid = 0;
  for (const date of daysFrom(FIRST_DAY, AS_OF).filter((each) => weekday(each) === 1 && plusDays(each, 2) <= AS_OF)) {
    const ready = moves.filter((row) => row.date <= plusDays(date, -2)).reduce((sum, row) => sum + row.amount - row.fee, 0);
    if (ready <= paid) continue;
    transfer({ from: stripe, to: bank, on: date, days: 2, amount: ready - paid, outType: 'payout', outReference: `po_${date.replaceAll('-', '')}OFEN`, out: 'STRIPE PAYOUT', in: 'STRIPE TRANSFER' });
    paid = ready;
  }
}
