import { day, plusDays, workingDay } from '../lib/calendar.mjs';
import { Random } from '../lib/random.mjs';
import { transfer } from '../lib/statement.mjs';
import { MONTHS, since } from './world.mjs';

/** @typedef {import('./world.mjs').Accounts} Accounts */
/** @typedef {import('../lib/statement.mjs').Statement} Statement */

/** Deliveries paid in each month of a year. */
const JOBS = [0, 1, 1, 1, 2, 2, 1, 1, 1, 2, 0, 1];

const FIXED = [
  { on: 4, payee: 'BLUE WATER DELIVERY COVER', book: 'Expenses:Insurance', cost: { '2024-04': 24_500, '2025-01': 26_500 } },
  { on: 10, payee: 'PREDICTWIND LTD', book: 'Expenses:Software', cost: { '2024-04': 2_490, '2025-02': 2_890 } },
  { on: 13, payee: 'VERIZON WRLS SAT PLAN', book: 'Expenses:Communications', cost: { '2024-04': 6_500 } },
  { on: 25, payee: 'GOOGLE *WORKSPACE EYD', book: 'Expenses:Software', cost: { '2024-04': 720, '2025-04': 840 } },
];

const ROUTES = ['San Diego to Ensenada', 'San Diego to Marina del Rey', 'Oxnard to San Diego', 'San Diego to Cabo, return crew', 'Newport to San Diego'];
const OWNERS = ['Felix', 'Greta', 'Hal', 'Imani', 'Jonas', 'Kiko', 'Lupe'];

/** @param {Accounts} accounts */
export function delivery({ delivery: bank, deliverySquare: square }) {
  const random = new Random('delivery');
  for (const month of MONTHS) {
    for (const item of FIXED) bank.post(day(month, item.on), -since(item.cost, month), item.payee, { book: item.book });
    const jobs = JOBS[Number(month.slice(5)) - 1] ?? 0;
    for (let n = 0; n < jobs; n++) job(bank, square, day(month, random.between(3, 24)), random);
    if (random.chance(34)) bank.post(day(month, random.between(4, 26)), -random.cents(22, 110), `POS PURCHASE ${random.digits(4)}`, { book: 'uncategorised' });
  }
}

/** @param {Statement} bank @param {Statement} square @param {string} date @param {Random} random */
function job(bank, square, date, random) {
  const price = random.cents(2400, 3900, 5000);
  const fee = Math.floor((price * 33 + 500) / 1000) + 30;
  const deposited = workingDay(plusDays(date, 1));
  const reference = random.code(12);
  const booking = { book: 'Income:Deliveries', fee, memo: random.pick(ROUTES), reference, extra: { deposited }, anyDay: true };
  square.post(date, price, random.pick(OWNERS), booking);
  transfer({ from: square, to: bank, on: deposited, amount: price - fee, out: `DEP${reference}`, outType: 'deposit', in: 'SQUARE INC DES:SQ DEPOSIT' });
  bank.post(plusDays(date, 2), -random.cents(1350, 1850, 5000), 'ZELLE TO DELIVERY CREW', { book: 'Expenses:Crew Pay' });
  bank.post(date, -random.cents(240, 520), random.pick(['FUEL DOCK, OXNARD', 'DANA POINT FUEL DOCK']), { book: 'Expenses:Fuel' });
  bank.post(plusDays(date, 3), -random.cents(118, 330), random.pick(['ALASKA AIR 0272', 'SOUTHWES 5262']), { book: 'Expenses:Travel' });
  bank.post(plusDays(date, -1), -random.cents(60, 140), 'VONS #2365 PROVISIONS', { book: 'Expenses:Provisions' });
}
