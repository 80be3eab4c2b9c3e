import { day } from '../lib/calendar.mjs';
import { Random } from '../lib/random.mjs';
import { transfer } from '../lib/statement.mjs';
import { MONTHS, since } from './world.mjs';

/** @typedef {import('./world.mjs').Accounts} Accounts */
/** @typedef {import('../lib/statement.mjs').Statement} Statement */

const RETAINERS = [
  { on: 4, payee: 'ORIG CO NAME:HARBOR DENTAL GROUP', from: '2024-04', to: '2026-04', fee: 95_000 },
  { on: 9, payee: 'ORIG CO NAME:OTAY MESA TOWING', from: '2024-06', to: '2025-10', fee: 60_000 },
  { on: 11, payee: 'ORIG CO NAME:KENSINGTON BOOKS', from: '2024-04', to: '2026-04', fee: 45_000 },
];

const BANK_COSTS = [
  { on: 1, payee: 'ZELLE TO TOMAS - DEVELOPER', book: 'Expenses:Contractors', cost: { '2024-04': 190_000, '2025-04': 255_000 } },
  { on: 28, payee: 'GUSTO PAYROLL', book: 'Expenses:Payroll', cost: { '2024-04': 210_000, '2025-04': 240_000 } },
  { on: 3, payee: 'DOWNTOWN WORKS COWORKING', book: 'Expenses:Rent', cost: { '2024-04': 29_900, '2025-02': 32_900 } },
  { on: 15, payee: 'SEASIDE PROFESSIONAL LIABILITY', book: 'Expenses:Insurance', cost: { '2024-04': 8_900 } },
];

const CARD_COSTS = [
  { on: 6, payee: 'ADOBE *CREATIVE CLOUD', book: 'Expenses:Software', cost: { '2024-04': 5_499, '2025-11': 6_999 } },
  { on: 8, payee: 'GITHUB, INC.', book: 'Expenses:Software', cost: { '2024-04': 2_100 } },
  { on: 9, payee: 'GOOGLE *WORKSPACE CENTAUR', book: 'Expenses:Software', cost: { '2024-04': 2_880, '2025-04': 3_360 } },
  { on: 12, payee: 'FIGMA MONTHLY RENEWAL', book: 'Expenses:Software', cost: { '2024-04': 4_500, '2025-03': 6_000 } },
  { on: 20, payee: 'VERCEL INC.', book: 'Expenses:Hosting', cost: { '2024-04': 2_000, '2025-06': 4_000 } },
];

/** @type {readonly [string, number, string][]} */
const PROJECTS = [
  ['2024-05-21', 2400, 'MISSION BAY KAYAKS'],
  ['2024-09-10', 1850, 'NORTH COUNTY ROOFING'],
  ['2024-12-12', 2200, 'BALBOA PHYSIO'],
  ['2025-02-20', 1600, 'LITTLE ITALY GROCERS'],
  ['2025-04-24', 2800, 'MISSION BAY KAYAKS'],
  ['2025-08-19', 2350, 'BALBOA PHYSIO'],
  ['2025-11-18', 1900, 'NORTH COUNTY ROOFING'],
  ['2026-01-27', 1400, 'LITTLE ITALY GROCERS'],
  ['2025-12-16', 1250, 'MISSION BAY KAYAKS'],
];

const SMALL_CLIENTS = ['Adriana (Studio Azul)', 'Ben, Sunset Cliffs Surf School', 'Chloé Florals', 'Dario "Taco Loco" Truck', 'Elif Ceramics'];

/** @param {Accounts} accounts */
export function centaur({ centaur: bank, centaurCard: card, centaurPaypal: paypal }) {
  const random = new Random('centaur');
  for (const month of MONTHS) {
    const ach = { book: 'Income:Retainers', type: 'ACH_CREDIT' };
    for (const client of RETAINERS) {
      if (month >= client.from && month <= client.to) bank.post(day(month, client.on), client.fee, client.payee, ach);
    }
    bank.post(day(month, 17), 35_000, 'ORIG CO NAME:JADA CHARTERS WEB CARE', { book: 'Income:Web Care', type: 'ACH_CREDIT' });
    for (const item of BANK_COSTS) bank.post(day(month, item.on), -since(item.cost, month), item.payee, { book: item.book, type: 'ACH_DEBIT' });
    if (month.endsWith('-01')) bank.post(day(month, 21), -125_000, 'TIDEWATER BOOKKEEPING YEAR END', { book: 'Expenses:Bookkeeping', type: 'ACH_DEBIT' });
    projects(bank, month, random);
    paypalMonth(bank, paypal, month, random);
    cardMonth(bank, card, month, random);
  }
}

/** @param {Statement} bank @param {string} month @param {Random} random */
function projects(bank, month, random) {
  for (const [date, dollars, client] of PROJECTS) {
    if (date.startsWith(month)) bank.post(date, dollars * 100, `DEPOSIT WIRE ${client}, WEBSITE`, { book: 'Income:Projects', type: 'WIRE_INCOMING' });
  }
  if (random.chance(60)) bank.post(day(month, random.between(5, 26)), -random.cents(15, 90), `CHECK ${random.digits(4)}`, { book: 'uncategorised', type: 'CHECK_PAID' });
  if (month.endsWith('-04')) bank.post(day(month, 14), -80_000, 'FRANCHISE TAX BD CASTTAXRFD LLC FEE', { book: 'Expenses:Taxes', type: 'ACH_DEBIT' });
}

/** Small clients pay by PayPal; what is there on the 24th goes to the bank. @param {Statement} bank @param {Statement} paypal @param {string} month @param {Random} random */
function paypalMonth(bank, paypal, month, random) {
  let held = 0;
  const payments = random.between(1, 3);
  for (let n = 0; n < payments; n++) {
    const amount = random.cents(140, 420, 500);
    const fee = Math.floor((amount * 349 + 5000) / 10000) + 49;
    const name = random.pick(SMALL_CLIENTS);
    const email = `${name.split(/[ ,]/)[0]?.normalize('NFD').replace(/[^A-Za-z]/g, '').toLowerCase()}@example.com`;
    const time = `${random.between(10, 17)}:${String(random.between(0, 59)).padStart(2, '0')}:00`;
    paypal.post(day(month, random.between(2, 20)), amount, name, { book: 'Income:Small Sites', type: 'General Payment', fee, memo: 'Website care, monthly', reference: random.code(17), extra: { email, time }, anyDay: true });
    held += amount - fee;
  }
  transfer({ from: paypal, to: bank, on: day(month, 24), days: 1, amount: held, out: 'Bank Account', outType: 'General Withdrawal', outReference: random.code(17), in: 'PAYPAL DES:TRANSFER', inType: 'ACH_CREDIT' });
}

/** @param {Statement} bank @param {Statement} card @param {string} month @param {Random} random */
function cardMonth(bank, card, month, random) {
  let owed = 0;
  const buy = (/** @type {number} */ on, /** @type {number} */ cents, /** @type {string} */ payee, /** @type {string} */ book, /** @type {string[]} */ tags = []) => {
    card.post(day(month, on), -cents, payee, { book, tags, type: 'Sale', extra: { category: 'Shopping' }, anyDay: true });
    owed += cents;
  };
  for (const item of CARD_COSTS) buy(item.on, since(item.cost, month), item.payee, item.book);
  buy(3, random.cents(50, 84), 'Amazon web services aws.amazon.co', 'Expenses:Hosting');
  if (random.chance(45)) buy(random.between(10, 20), random.cents(12, 44), 'NAMECHEAP* DOMAINS, 2 ITEMS', 'Expenses:Domains');
  if (random.chance(20)) buy(random.between(10, 20), random.cents(15, 60), 'STEAM GAMES 425-952', 'Equity:Owner:Personal', ['personal']);
  transfer({ from: bank, to: card, on: day(month, 22), days: 1, amount: owed, out: 'Payment to Chase card ending in 0000', outType: 'LOAN_PMT', in: 'Payment Thank You - Web', inType: 'Payment' });
}
