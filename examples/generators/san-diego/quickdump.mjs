import { day } from '../lib/calendar.mjs';
import { Random } from '../lib/random.mjs';
import { MONTHS, since } from './world.mjs';

/** @typedef {import('./world.mjs').Accounts} Accounts */
/** @typedef {import('../lib/statement.mjs').Statement} Statement */

const JOBS = [13, 12, 15, 17, 18, 19, 20, 20, 18, 17, 15, 13];

const FIXED = [
  { on: 2, payee: 'FORD CREDIT TRUCK LEASE', book: 'Expenses:Truck Lease', cost: { '2024-04': 68_900 } },
  { on: 4, payee: 'GOLDEN STATE COMML AUTO INS', book: 'Expenses:Insurance', cost: { '2024-04': 31_200, '2025-10': 33_800 } },
  { on: 7, payee: 'NATIONAL CITY YARD RENT', book: 'Expenses:Yard Rent', cost: { '2024-04': 27_500 } },
  { on: 15, payee: 'T-MOBILE AUTOPAY', book: 'Expenses:Communications', cost: { '2024-04': 4_500, '2024-10': 5_000 } },
  { on: 20, payee: 'GOOGLE *WORKSPACE QDN', book: 'Expenses:Software', cost: { '2024-04': 720, '2025-04': 840 } },
];

const FIRST_NAMES = ['ANA', 'BRUNO', 'CARLA', 'DEVIN', 'ELENA', 'FRANK', 'GRACE', 'HUGO', 'IRENE', 'JOSÉ', 'KARIM', 'LENA', 'MARCO', 'NOÉMI', 'OSCAR', 'PILAR'];
const AREAS = ['RANCHO PEÑASQUITOS', 'CLAIREMONT', 'CHULA VISTA', 'EL CAJÓN', 'LA MESA', 'NORTH PARK', 'OTAY RANCH', 'MISSION VALLEY'];

/** @param {Accounts} accounts */
export function quickdump({ quickdump: bank }) {
  const random = new Random('quickdump');
  for (const month of MONTHS) {
    for (const item of FIXED) bank.post(day(month, item.on), -since(item.cost, month), item.payee, { book: item.book });
    bank.post(day(month, 12), -random.cents(335, 420), 'GOOGLE ADS 8102-QDN', { book: 'Expenses:Advertising' });
    const jobs = (JOBS[Number(month.slice(5)) - 1] ?? 0) + random.between(-1, 1);
    for (let n = 0; n < jobs; n++) job(bank, month, random);
    odds(bank, month, random);
  }
}

/** @param {Statement} bank @param {string} month @param {Random} random */
function job(bank, month, random) {
  const on = day(month, random.between(1, 27));
  const booking = { book: 'Income:Jobs', memo: random.pick(AREAS) };
  const price = random.cents(240, 460, 500);
  if (random.chance(22)) bank.post(on, price, 'THUMBTACK PRO PAYMENT', booking);
  else bank.post(on, price, `ZELLE FROM ${random.pick(FIRST_NAMES)} - HAULING`, { ...booking, type: 'XFER' });
  bank.post(on, -random.cents(52, 98), 'CITY OF SD MIRAMAR LANDFILL', { book: 'Expenses:Dump Fees' });
  bank.post(on, -random.cents(110, 160, 500), 'CASH APP*DAY LABOR', { book: 'Expenses:Day Labor' });
  if (random.chance(55)) bank.post(on, -random.cents(42, 78), random.pick(['ARCO AMPM #4402', 'CHEVRON 0093 EL CAJÓN']), { book: 'Expenses:Fuel' });
}

/** @param {Statement} bank @param {string} month @param {Random} random */
function odds(bank, month, random) {
  if (random.chance(40)) bank.post(day(month, random.between(3, 26)), -random.cents(28, 160), 'HARBOR FREIGHT & TOOLS 118', { book: 'Expenses:Tools' });
  if (random.chance(96)) bank.post(day(month, random.between(3, 26)), -random.cents(8, 46), `DEBIT PURCHASE ${random.digits(5)}`, { book: 'uncategorised' });
  if (random.chance(12)) bank.post(day(month, random.between(3, 26)), random.cents(60, 140, 500), `MOBILE DEPOSIT ${random.digits(6)}`, { book: 'uncategorised' });
  if (random.chance(20)) bank.post(day(month, random.between(3, 26)), -random.cents(9, 22), 'CAFÉ OLÉ, JALAPEÑO & CO', { book: 'Equity:Owner:Personal', tags: ['personal'] });
  if (month === '2025-10') bank.post('2025-10-21', -184_000, 'SOUTH BAY TRANSMISSION REBUILD', { book: 'Expenses:Truck Repair', tags: ['one-off'] });
}
