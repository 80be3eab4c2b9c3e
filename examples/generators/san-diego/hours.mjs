import { day, daysFrom, lastDay, monthsFrom, weekday } from '../lib/calendar.mjs';
import { Random } from '../lib/random.mjs';
import { sheet } from '../lib/sheet.mjs';
import { plain } from '../lib/text.mjs';

/**
 * Work for a client in the months from first to last: hours a month in quarters, what was done, and an hour's price in
 * cents where one was agreed. `billed`: until which day the hours went into an invoice.
 * @typedef {{ client: string, project: string, code: string, from: string, to: string, quarters: number, notes: readonly string[],
 *   rate?: number, billed?: string, free?: true }} Work
 * @typedef {{ work: Work, date: string, start: number, quarters: number, note: string }} Entry
 */

const FIRST = '2025-05';
const LAST = '2026-04';

const CARE = ['Updates and backups', 'Broken links', 'New opening hours', 'Contact form', 'Staff page', 'Monthly report'];
const ALWAYS = { from: FIRST, to: LAST, billed: '2026-03-31' };

/** Tomas, the developer, in Harvest. @type {readonly Work[]} */
const DEVELOPER = [
  { ...ALWAYS, client: 'Harbor Dental Group', project: 'Care', code: 'HDG', quarters: 20, notes: CARE, rate: 11_000 },
  { client: 'Harbor Dental Group', project: 'Recall forms', code: 'HDG-2', from: '2026-04', to: '2026-04', quarters: 12, notes: ['Recall form', 'Text messages', 'Test with the front desk'], rate: 11_000, billed: '2026-04-30' },
  { ...ALWAYS, client: 'Kensington Books', project: 'Care', code: 'KB', quarters: 26, notes: ['Event calendar', 'Stock import', 'Newsletter template', 'Updates and backups', 'Author pages'], rate: 9_500 },
  { ...ALWAYS, client: 'JADA Charters', project: 'Web care', code: 'JADA', quarters: 10, notes: ['Photo gallery', 'Voucher page', 'Updates and backups'] },
  { client: 'Otay Mesa Towing', project: 'Care', code: 'OMT', from: FIRST, to: '2025-10', quarters: 16, notes: CARE, rate: 9_500, billed: '2025-10-31' },
  { client: 'Balboa Physio', project: 'Website', code: 'BP', from: '2025-07', to: '2025-08', quarters: 34, notes: ['Templates', 'Team pages', 'Appointments', 'Launch'], rate: 10_500, billed: '2025-08-31' },
  { client: 'North County Roofing', project: 'Website', code: 'NCR', from: '2025-11', to: '2025-11', quarters: 56, notes: ['Templates', 'Project gallery', 'Estimate form', 'Launch'], rate: 10_000, billed: '2025-11-30' },
  { client: 'Mission Bay Kayaks', project: 'Booking page', code: 'MBK', from: '2025-12', to: '2025-12', quarters: 36, notes: ['Booking page', 'Rental times', 'Launch'], rate: 10_000, billed: '2025-12-31' },
  { client: 'Little Italy Grocers', project: 'Shop', code: 'LIG', from: '2026-01', to: '2026-01', quarters: 44, notes: ['Product import', 'Pickup times', 'Launch'], billed: '2026-01-31' },
  { client: 'Little Italy Grocers', project: 'Shop changes', code: 'LIG', from: '2026-02', to: '2026-03', quarters: 11, notes: ['Holiday boxes', 'Delivery area', 'Gift cards'] },
  { client: 'Balboa Physio', project: 'Online forms', code: 'BP', from: '2025-12', to: '2026-01', quarters: 18, notes: ['Intake form', 'Consent form'], rate: 10_500, billed: '2026-01-31' },
  { client: 'Balboa Physio', project: 'Online forms', code: 'BP', from: '2026-02', to: '2026-03', quarters: 23, notes: ['Insurance form', 'Appointment reminders', 'Spanish version'], rate: 10_500 },
  { client: 'Balboa Physio', project: 'Online forms', code: 'BP', from: '2026-04', to: '2026-04', quarters: 16, notes: ['Spanish version', 'Printing'], rate: 10_500 },
  { client: '', project: 'Internal', code: 'DC', from: FIRST, to: LAST, quarters: 12, notes: ['Tooling', 'Backups of all sites'], free: true },
];

/** Sergio, the account lead, in Toggl. @type {readonly Work[]} */
const LEAD = [
  { ...ALWAYS, client: 'Harbor Dental Group', project: 'Care', code: '', quarters: 8, notes: ['Call with the office', 'Monthly report', 'Plans for the month'], rate: 11_000 },
  { ...ALWAYS, client: 'Kensington Books', project: 'Care', code: '', quarters: 8, notes: ['Call with the shop', 'Event texts', 'Plans for the month'], rate: 9_500 },
  { ...ALWAYS, client: 'JADA Charters', project: 'Web care', code: '', quarters: 4, notes: ['Season prices', 'Texts'] },
  { client: 'Otay Mesa Towing', project: 'Care', code: '', from: FIRST, to: '2025-10', quarters: 6, notes: ['Call with dispatch', 'Monthly report'], rate: 9_500, billed: '2025-10-31' },
  { client: 'Balboa Physio', project: 'Website', code: '', from: '2025-07', to: '2025-08', quarters: 6, notes: ['Kick-off', 'Texts', 'Acceptance'], rate: 10_500, billed: '2025-08-31' },
  { client: 'North County Roofing', project: 'Website', code: '', from: '2025-11', to: '2025-11', quarters: 12, notes: ['Kick-off', 'Texts', 'Acceptance'], rate: 10_000, billed: '2025-11-30' },
  { client: 'Mission Bay Kayaks', project: 'Booking page', code: '', from: '2025-12', to: '2025-12', quarters: 8, notes: ['Kick-off', 'Acceptance'], rate: 10_000, billed: '2025-12-31' },
  { client: 'Little Italy Grocers', project: 'Shop', code: '', from: '2026-01', to: '2026-01', quarters: 8, notes: ['Kick-off', 'Texts'], billed: '2026-01-31' },
  { client: 'Balboa Physio', project: 'Online forms', code: '', from: '2026-01', to: '2026-01', quarters: 4, notes: ['Call about the forms'], rate: 10_500, billed: '2026-01-31' },
  { client: 'Studio Azul', project: 'Site care', code: '', from: '2025-11', to: '2026-03', quarters: 6, notes: ['New works in the gallery', 'Shop hours'] },
  { client: 'Chloé Florals', project: 'Site care', code: '', from: '2025-11', to: '2025-12', quarters: 8, notes: ['Seasonal bouquets', 'Delivery zones'], rate: 6_500, billed: '2025-12-31' },
  { client: 'Taco Loco Truck', project: 'Site care', code: '', from: '2025-12', to: '2026-04', quarters: 5, notes: ['Stops of the week', 'Menu'] },
  { client: 'Sunset Cliffs Surf School', project: 'Site care', code: '', from: '2026-02', to: '2026-02', quarters: 5, notes: ['Spring camps'] },
  { client: 'Elif Ceramics', project: 'Site care', code: '', from: '2026-01', to: '2026-01', quarters: 8, notes: ['Class dates'], rate: 6_500, billed: '2026-01-31' },
  { client: '', project: 'Office', code: '', from: FIRST, to: LAST, quarters: 8, notes: ['Quotes', 'Mail'], free: true },
];

/** Spreads each work over working days, in sittings of one to three hours. @param {readonly Work[]} works @param {Random} random @returns {Entry[]} */
function entriesOf(works, random) {
  const entries = monthsFrom(FIRST, LAST).flatMap((month) =>
    works.filter(({ from, to }) => month >= from && month <= to).flatMap((work) => sittings(work, month, random)),
  );
  return entries.toSorted((a, b) => (a.date === b.date ? a.start - b.start : a.date < b.date ? -1 : 1));
}

/** @param {Work} work @param {string} month @param {Random} random @returns {Entry[]} */
function sittings(work, month, random) {
  const days = daysFrom(day(month, 1), lastDay(month)).filter((date) => weekday(date) <= 5);
  const entries = [];
  for (let left = work.quarters, nth = 0; left > 0; nth++) {
    const quarters = Math.min(left, random.between(8, 14));
    left -= quarters;
    entries.push({ work, date: random.pick(days), start: random.between(32, 64), quarters, note: work.notes[(nth + Number(month.slice(5))) % work.notes.length] ?? '' });
  }
  return entries;
}

/** @param {number} quarters of an hour since midnight */
function clock(quarters) {
  return `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}:00`;
}

/** Price of the time, in cents. @param {Entry} entry */
function worth({ work, quarters }) {
  return Math.round(((work.rate ?? 0) * quarters) / 4);
}

/** Toggl's detailed report. It does not know of invoices: what was billed, Sergio tags. */
export function toggl() {
  const entries = entriesOf(LEAD, new Random('toggl'));
  const rows = entries.map((entry) => {
    const { work, date, start, quarters, note } = entry;
    const tag = work.billed && date <= work.billed ? 'invoiced' : '';
    const amount = work.free || !work.rate ? '' : plain(worth(entry));
    return ['Sergio', 'sergio@example.com', work.client, work.project, '', note, work.free ? 'No' : 'Yes', date, clock(start), date, clock(start + quarters), clock(quarters), tag, amount];
  });
  return sheet('User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (USD)', rows);
}

const HARVEST =
  'Date,Client,Project,Project Code,Task,Notes,Hours,Hours Rounded,Billable?,Invoiced?,Approved?,First Name,Last Name,Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,External Reference URL';

/** Harvest's detailed time report. */
export function harvest() {
  const entries = entriesOf(DEVELOPER, new Random('harvest'));
  const rows = entries.map((entry) => {
    const { work, date, quarters, note } = entry;
    const hours = plain(quarters * 25);
    const rate = work.free ? 0 : (work.rate ?? 0);
    const cost = [plain(3_200), plain(800 * quarters)];
    const invoiced = work.billed && date <= work.billed ? 'Yes' : 'No';
    return [date, work.client, work.project, work.code, 'Development', note, hours, hours, work.free ? 'No' : 'Yes', invoiced, 'No', 'Tomas', '', 'Developer', 'No', plain(rate), plain(work.free ? 0 : worth(entry)), ...cost, 'United States Dollar - USD', ''];
  });
  return sheet(HARVEST, rows);
}
