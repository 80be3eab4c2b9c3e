import { day } from '../lib/calendar.mjs';
import { Random } from '../lib/random.mjs';
import { MONTHS, since } from './world.mjs';

/** @typedef {import('./world.mjs').Accounts} Accounts */
/** @typedef {import('../lib/statement.mjs').Statement} Statement */

/** Concerts a month; none in the two wettest months. */
const CONCERTS = [0, 1, 1, 2, 2, 3, 3, 3, 2, 2, 1, 1];

const RECURRING = [
  { on: 2, payee: 'ZELLE TO INES - SOCIAL MEDIA', book: 'Expenses:Contractors', cost: { '2024-04': 120_000, '2025-03': 145_000 } },
  { on: 6, payee: 'ADOBE *CREATIVE CLOUD', book: 'Expenses:Software', cost: { '2024-04': 5_499, '2025-11': 6_999 } },
  { on: 9, payee: 'MAILCHIMP *MONTHLY', book: 'Expenses:Software', cost: { '2024-04': 4_500, '2025-02': 6_000, '2026-01': 7_500 } },
  { on: 11, payee: 'SQSP* SQUARESPACE', book: 'Expenses:Hosting', cost: { '2024-04': 3_300 } },
  { on: 13, payee: 'CANVA* PRO', book: 'Expenses:Software', cost: { '2024-04': 1_500 } },
  { on: 17, payee: 'BARRIO LOGAN REHEARSAL STUDIO', book: 'Expenses:Rent', cost: { '2024-04': 42_500, '2025-04': 44_000 } },
  { on: 21, payee: 'GULF & PACIFIC GENERAL LIABILITY', book: 'Expenses:Insurance', cost: { '2024-04': 13_800 } },
];

const SPONSORS = ['BAYFRONT BREWING CO SPONSORSHIP', 'NORTH PARK BICYCLES SPONSORSHIP', 'CORONADO CREDIT UNION SPONSORSHIP'];
const VENUES = ['HOTEL EMBARCADERO', 'LIBERTY HALL MARKET', 'GASLAMP ROOFTOP CLUB', 'LA JOLLA GARDEN SOCIETY', 'SOUTH BAY WINERY'];

/** @param {Accounts} accounts */
export function queen({ queen: bank }) {
  const random = new Random('queen');
  for (const month of MONTHS) {
    for (const item of RECURRING) bank.post(day(month, item.on), -since(item.cost, month), item.payee, { book: item.book });
    bank.post(day(month, 24), -since({ '2024-04': 38_000, '2025-02': 52_000 }, month), 'ZELLE TO RAFA - VIDEO EDITING', { book: 'Expenses:Contractors' });
    bank.post(day(month, 19), -random.cents(210, 330), 'FACEBK *ADS SAN DIEGO', { book: 'Expenses:Advertising' });
    const concerts = CONCERTS[Number(month.slice(5)) - 1] ?? 0;
    for (let n = 0; n < concerts; n++) concert(bank, month, n, random);
    if (random.chance(35)) bank.post(day(month, random.between(3, 25)), random.cents(450, 900, 5000), random.pick(SPONSORS), { book: 'Income:Sponsorship' });
    // The boat parade in December is sponsored every year, and advertised the month before.
    if (month.endsWith('-11')) bank.post(day(month, 15), -64_000, 'FACEBK *ADS PARADE OF LIGHTS', { book: 'Expenses:Advertising' });
    if (month.endsWith('-12')) bank.post(day(month, 4), -95_000, 'HARBOR PARADE OF LIGHTS SPONSOR BOOTH', { book: 'Expenses:Events Marketing' });
    odds(bank, month, random);
  }
}

/** @param {Statement} bank @param {string} month @param {number} n @param {Random} random */
function concert(bank, month, n, random) {
  const plays = day(month, 5 + n * 8 + random.between(0, 4));
  if (random.chance(55)) bank.post(plays, random.cents(1150, 1650, 2500), `CONCERT BOOKING ${random.pick(VENUES)}`, { book: 'Income:Bookings', memo: 'Set of 2 × 45 min;\nPA included' });
  else bank.post(day(month, Number(plays.slice(8)) + 3), random.cents(980, 1880), 'EVENTBRITE PAYOUT', { book: 'Income:Tickets' });
  bank.post(plays, -random.cents(420, 620, 500), 'ARTIST FEE THE TIJUANA SLIM TRIO', { book: 'Expenses:Artists', memo: 'Paid after the show,\n"cash count" attached' });
  bank.post(plays, -random.cents(165, 260, 500), 'SOUND & STAGE RENTAL; MIDWAY', { book: 'Expenses:Stage' });
  if (random.chance(40)) bank.post(plays, -8_500, 'PORT OF SAN DIEGO PARK PERMIT', { book: 'Expenses:Permits' });
}

/** @param {Statement} bank @param {string} month @param {Random} random */
function odds(bank, month, random) {
  if (random.chance(45)) bank.post(day(month, random.between(4, 26)), -random.cents(38, 145), 'KEARNY MESA PRINT SHOP', { book: 'Expenses:Printing' });
  if (random.chance(80)) bank.post(day(month, random.between(4, 26)), -random.cents(12, 70), `CHECK ${random.digits(4)}`, { book: 'uncategorised' });
  if (random.chance(18)) bank.post(day(month, random.between(4, 26)), -1_549, 'NETFLIX.COM', { book: 'Equity:Owner:Personal', tags: ['personal'] });
}
