import { plusDays } from '../lib/calendar.mjs';
import { sheet } from '../lib/sheet.mjs';
import { american, dollars, plain } from '../lib/text.mjs';
import { AS_OF } from './world.mjs';

/** @typedef {import('./world.mjs').Accounts} Accounts */
/** @typedef {import('../lib/statement.mjs').Row} Row */

const SURVEY = 'Rent survey College Area, March 2026 (example)';

/** What the landlord keeps beside the bank: units, leases, repairs, the lender's statement. @param {Accounts} accounts */
export function rentalSheets({ rental: bank }) {
  const rows = bank.rows(AS_OF);
  return new Map([
    ['rental/rent-roll.csv', rentRoll()],
    ['rental/leases.csv', leases()],
    ['rental/maintenance.csv', maintenance(rows)],
    ['rental/mortgage.csv', mortgage(rows)],
  ]);
}

function rentRoll() {
  return sheet('Unit,Type,Tenant,Status,Since,Monthly Rent,Market Rent,Sq Ft', [
    ['Main house', '2 bd / 1 ba', 'Nadia & Peter', 'Occupied', '2024-08-01', '3050.00', '3450.00', '1120'],
    // Finished in February, after years as the owner's own store room: nobody has lived there yet.
    ['Garage studio', 'Studio', '', 'Vacant', '2026-02-15', '', '1450.00', '380'],
    ['RV pad', 'Parking', 'Gil', 'Occupied', '2026-02-01', '175.00', '175.00', ''],
  ]);
}

function leases() {
  return sheet('Unit,Tenant,Lease Start,Lease End,Monthly Rent,Rent Due Day,Grace Days,Deposit,Renewal,Market Rent,Market Source', [
    ['Main house', 'Omar', '2024-04-01', '2024-06-30', '2850.00', '1', '5', '2850.00', 'Declined', '', ''],
    ['Main house', 'Nadia & Peter', '2024-08-01', '2025-07-31', '2950.00', '1', '5', '2950.00', 'Signed', '3050.00', 'Rent survey College Area, June 2025 (example)'],
    ['Main house', 'Nadia & Peter', '2025-08-01', '2026-06-15', '3050.00', '1', '5', '2950.00', '', '3450.00', SURVEY],
    ['RV pad', 'Gil', '2026-02-01', '', '175.00', '1', '5', '175.00', 'Month-to-month', '175.00', SURVEY],
  ]);
}

/** What was done in the main house, by whom it was paid to. @type {Readonly<Record<string, readonly string[]>>} */
const REPAIRS = {
  'ROTO PLUMBING & DRAIN': ['Kitchen sink drains slowly', 'Toilet runs on', 'Main line cleared of roots', 'Shower valve drips'],
  'COLLEGE AREA HANDYMAN': ['Screen door off its track', 'Back step loose', 'Garbage disposal hums', 'Closet rail came down'],
  'HOME DEPOT #0674': ['Smoke alarm batteries and filter', 'Ceiling fan replaced'],
  'MESA PAINTING TURNOVER': ['Painted between two tenants'],
  'AZTEC WATER HEATER REPLACEMENT': ['No hot water'],
};

/** Every repair that the bank shows was a ticket, paid for a day or two after it was closed. @param {readonly Row[]} rows */
function maintenance(rows) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  const done = rows.flatMap(({ date, payee, amount }) => {
    const works = REPAIRS[payee];
    if (!works) return [];
    const nth = seen.get(payee) ?? 0;
    seen.set(payee, nth + 1);
    const closed = plusDays(date, -1);
    const vendor = payee.replace(/ (?:#\d+|TURNOVER|REPLACEMENT)$/, '').toLowerCase().replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
    const urgent = payee.startsWith('AZTEC');
    return [[plusDays(closed, urgent ? -1 : -2 - ((nth * 3) % 8)), closed, urgent ? 'Urgent' : 'Normal', 'Main house', works[nth % works.length] ?? '', vendor, plain(-amount)]];
  });
  const open = [
    ['2026-03-11', '', 'Normal', 'Main house', 'Side gate does not latch', 'College Area Handyman', ''],
    ['2026-04-20', '', 'Low', 'Garage studio', 'Blind for the north window', '', ''],
  ];
  const tickets = [...done, ...open].toSorted(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0));
  return sheet(
    'Ticket,Opened,Closed,Priority,Unit,Description,Vendor,Cost',
    tickets.map((cells, at) => [`M-${String(at + 101)}`, ...cells]),
  );
}

/** Owed on the morning of 2024-04-01, in cents, and what of each payment goes into escrow. */
const OWED = 35_776_500;
const ESCROW = 14_500;

/** The lender's statement, as its site downloads it: US dates and dollar signs. @param {readonly Row[]} rows */
function mortgage(rows) {
  const drafts = rows.filter(({ payee }) => payee.startsWith('SPRUCE HOME LENDING'));
  let owed = OWED;
  const lines = drafts.flatMap(({ date, payee, amount }, at) => {
    const other = drafts[at + 1];
    if (!payee.includes('INTEREST') || !other) return [];
    owed += other.amount;
    const interest = -amount - ESCROW;
    return [['0300-5128', american(date), dollars(-amount - other.amount), dollars(interest), dollars(-other.amount), dollars(ESCROW), dollars(owed)]];
  });
  return sheet('Loan Number,Payment Date,Payment Amount,Interest,Principal,Escrow,Principal Balance', lines, { end: '\r\n', above: ['Spruce Home Lending,Payment history,original amount $384000', ''] });
}
