import { plusDays } from '../lib/calendar.mjs';
import { sheet } from '../lib/sheet.mjs';
import { americanShort, grouped, plain } from '../lib/text.mjs';

/** @typedef {import('./world.mjs').Accounts} Accounts */
/** @typedef {import('../lib/statement.mjs').Row} Row */
/** @typedef {{ paid: Row, costs: readonly Row[] }} Trip */

const FROM = '2025-09-01';
/** A trip of that day was called off, and has a number as well. */
const CANCELLED = '2026-01-16';

/** Nautical miles and days of each route. @type {Readonly<Record<string, readonly [number, number]>>} */
const ROUTES = {
  'San Diego to Ensenada': [62, 1],
  'San Diego to Marina del Rey': [95, 1],
  'Oxnard to San Diego': [138, 2],
  'San Diego to Cabo, return crew': [760, 6],
  'Newport to San Diego': [72, 1],
};

/** @type {Readonly<Record<string, string>>} */
const VESSELS = { Felix: 'Saltbox', Greta: 'Windrose', Hal: 'Pelican', Imani: 'Second Wind', Jonas: 'Marlin', Kiko: 'Tidewalker', Lupe: 'Luz' };

/** What each of the last jobs was thought to cost, in dollars. */
const ESTIMATES = [2300, 2150, 2250, 2500, 1900, 1950, 2350];

/** With the price of the trip in April, Kiko paid what is due ahead for the trip in May. */
const KIKO_AHEAD = 60_000;

/** What the skipper keeps beside the bank: quotes, jobs and what each cost, papers. @param {Accounts} accounts */
export function deliverySheets(accounts) {
  const trips = tripsOf(accounts).filter(({ paid }) => paid.date >= FROM).toSorted((a, b) => (a.paid.date < b.paid.date ? -1 : 1));
  const numbers = trips.map(({ paid }, at) => `EYD-${paid.date.slice(2, 4)}${paid.date.slice(5, 7)}-${String(at + (paid.date < CANCELLED ? 31 : 32))}`);
  return new Map([
    ['delivery/quotes.csv', quotes()],
    ['delivery/jobs.csv', jobs(trips, numbers)],
    ['delivery/job-costs.csv', jobCosts(trips, numbers)],
    ['delivery/credentials.csv', credentials()],
  ]);
}

/** Each payment by card, and the four bank rows behind it that the trip cost. @param {Accounts} accounts @returns {Trip[]} */
function tripsOf({ delivery: bank, deliverySquare: square }) {
  const payments = square.added.filter(({ book }) => book !== 'transfer');
  const deposits = bank.added.flatMap(({ payee }, at) => (payee.startsWith('SQUARE') ? [at] : []));
  return deposits.map((at, index) => {
    const paid = payments[index];
    if (!paid) throw new Error('a deposit without a payment');
    return { paid, costs: bank.added.slice(at + 1, at + 5) };
  });
}

/** @param {readonly Trip[]} trips @param {readonly string[]} numbers */
function jobs(trips, numbers) {
  const done = trips.map(({ paid }, at) => {
    const [miles, days] = ROUTES[paid.memo] ?? [0, 1];
    const price = paid.date === '2026-04-06' ? paid.amount - KIKO_AHEAD : paid.amount;
    const half = plain(Math.floor(price / 2));
    return [numbers[at] ?? '', paid.payee, VESSELS[paid.payee] ?? '', paid.memo, 'Sergio', paid.date, plusDays(paid.date, days), String(miles), plain(price), plain((ESTIMATES[at] ?? 0) * 100), half, half, paid.date, 'Done'];
  });
  const others = [
    ['EYD-2601-35', 'Hal', 'Pelican', 'Newport to San Diego', 'Sergio', CANCELLED, '2026-01-17', '72', '2500.00', '1900.00', '1250.00', '', '', 'Cancelled'],
    ['EYD-2605-39', 'Kiko', 'Tidewalker', 'San Diego to Ensenada', 'Sergio', '2026-05-04', '2026-05-05', '62', '2400.00', '1750.00', '600.00', '600.00', '2026-04-06', 'Planned'],
    ['EYD-2605-40', 'Rowena', 'Halcyon', 'San Diego to Cabo, return crew', 'Sergio', '2026-05-14', '2026-05-20', '760', '3900.00', '2850.00', '1950.00', '', '', 'Planned'],
  ];
  const header = 'Job,Customer,Vessel,Route,Captain,Departs,Arrives,NM,Price,Estimated Cost,Deposit Due,Deposit Received,Deposit Received On,Status';
  return sheet(header, [...done, ...others].toSorted((a, b) => ((a[5] ?? '') < (b[5] ?? '') ? -1 : 1)));
}

const KINDS = ['Crew', 'Fuel', 'Travel', 'Provisions'];

/** @param {readonly Trip[]} trips @param {readonly string[]} numbers */
function jobCosts(trips, numbers) {
  const lines = trips.flatMap(({ costs }, at) => costs.map(({ date, payee, amount }, kind) => [numbers[at] ?? '', americanShort(date), KINDS[kind] ?? '', payee, grouped(-amount)]));
  return sheet('Job,Date,Category,Vendor,Amount', lines, { end: '\r\n' });
}

function quotes() {
  const header = 'Quote,Customer,Route,NM,Sent,Valid Until,Last Follow-up,Answered,Status,Amount';
  return sheet(header, [
    ['Q-118', 'Lupe', 'Oxnard to San Diego', '138', '2025-11-19', '2025-12-19', '', '2025-11-22', 'Won', '3300.00'],
    ['Q-119', 'Hal', 'Newport to San Diego', '72', '2025-12-08', '2026-01-08', '2025-12-15', '2025-12-17', 'Won', '2500.00'],
    ['Q-120', 'Mireille', 'San Diego to Cabo, return crew', '760', '2026-01-05', '2026-02-04', '2026-01-13', '', 'Expired', '4100.00'],
    ['Q-121', 'Imani', 'Oxnard to San Diego', '138', '2026-01-20', '2026-02-19', '', '2026-01-23', 'Won', '3600.00'],
    ['Q-122', 'Desmond', 'San Diego to Ensenada', '62', '2026-02-02', '2026-03-04', '2026-02-09', '2026-02-12', 'Lost', '2350.00'],
    ['Q-123', 'Greta', 'San Diego to Marina del Rey', '95', '2026-03-02', '2026-04-01', '', '2026-03-05', 'Won', '2600.00'],
    ['Q-124', 'Kiko', 'Newport to San Diego', '72', '2026-03-16', '2026-04-15', '', '2026-03-20', 'Won', '3150.00'],
    ['Q-125', 'Kiko', 'San Diego to Ensenada', '62', '2026-03-30', '2026-04-29', '', '2026-04-03', 'Won', '2400.00'],
    ['Q-126', 'Anselm', 'San Diego to Marina del Rey', '95', '2026-04-09', '2026-05-09', '', '', 'Sent', '2750.00'],
    ['Q-127', 'Rowena', 'San Diego to Cabo, return crew', '760', '2026-04-10', '2026-05-10', '2026-04-14', '2026-04-16', 'Won', '3900.00'],
    ['Q-128', 'Bettina', 'Oxnard to San Diego', '138', '2026-04-13', '2026-05-13', '2026-04-27', '', 'Sent', '3450.00'],
    ['Q-129', 'Farid', 'San Diego to Ensenada', '62', '2026-04-27', '2026-05-27', '', '', 'Sent', '2400.00'],
  ]);
}

function credentials() {
  return sheet('Holder,Kind,Document,Number,Issued,Expires', [
    ['Sergio', 'Licence', 'Merchant Mariner Credential, Master 100 GRT', 'MMC-0041', '2023-09-14', '2028-09-13'],
    ['Sergio', 'Medical', 'Mariner medical certificate', 'MED-2217', '2024-05-13', '2026-05-12'],
    ['Sergio', 'Passport', 'Passport', 'P-8800', '2019-11-02', '2029-11-01'],
    ['Noor', 'Licence', 'STCW basic training', 'STCW-310', '2022-08-01', '2027-07-31'],
    ['Noor', 'Passport', 'Passport', 'P-8801', '2021-03-09', '2031-03-08'],
    ['Tidewalker', 'Insurance', 'Hull policy of the owner', 'HP-771', '2025-12-01', '2026-11-30'],
    ['Tidewalker', 'Registration', 'Certificate of documentation', 'COD-771', '2025-03-01', '2027-02-28'],
    ['Halcyon', 'Insurance', 'Hull policy of the owner', 'HP-902', '2025-09-16', '2026-09-15'],
    ['Halcyon', 'Registration', 'State registration', 'CF-902', '2026-01-01', '2026-12-31'],
  ]);
}
