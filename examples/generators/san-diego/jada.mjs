import { BookingSheet } from '../lib/bookings.mjs';
import { day, plusDays, weekday, daysFrom } from '../lib/calendar.mjs';
import { Random } from '../lib/random.mjs';
import { transfer } from '../lib/statement.mjs';
import { AS_OF, FIRST_MONTH, MONTHS, since } from './world.mjs';

/** @typedef {import('./world.mjs').Accounts} Accounts */
/** @typedef {import('../lib/statement.mjs').Statement} Statement */

/** Charters paid in each month: the season runs from May to September. */
const CHARTERS = {
  '2024-04': 6, '2024-05': 8, '2024-06': 12, '2024-07': 15, '2024-08': 14, '2024-09': 10,
  '2024-10': 6, '2024-11': 4, '2024-12': 3, '2025-01': 2, '2025-02': 3, '2025-03': 4,
  '2025-04': 7, '2025-05': 9, '2025-06': 13, '2025-07': 16, '2025-08': 15, '2025-09': 11,
  '2025-10': 7, '2025-11': 4, '2025-12': 3, '2026-01': 2, '2026-02': 3, '2026-03': 4, '2026-04': 5,
};

const FIXED = [
  { on: 1, payee: 'SHELTER ISLAND MARINA, SLIP 214 & POWER', book: 'Expenses:Dockage', cost: { '2024-04': 172_000, '2025-01': 180_600, '2026-01': 189_600 } },
  { on: 3, payee: 'PACIFIC MARINE UNDERWRITERS PREM', book: 'Expenses:Insurance', cost: { '2024-04': 118_500, '2025-03': 124_000 } },
  { on: 5, payee: 'HARBORSIDE YACHT CARE MONTHLY', book: 'Expenses:Maintenance Contract', cost: { '2024-04': 64_000 } },
  { on: 8, payee: 'GOOGLE *WORKSPACE JADA', book: 'Expenses:Software', cost: { '2024-04': 1_440, '2025-04': 1_680 } },
  { on: 10, payee: 'STARLINK MARITIME', book: 'Expenses:Communications', cost: { '2024-04': 25_000 } },
  { on: 14, payee: 'POINT LOMA STORAGE #B12', book: 'Expenses:Storage', cost: { '2024-04': 14_500, '2025-03': 15_900 } },
  { on: 18, payee: 'TIDEWATER BOOKKEEPING', book: 'Expenses:Bookkeeping', cost: { '2024-04': 32_500 } },
  { on: 22, payee: 'ZELLE TO LUIS - CAPTAIN RETAINER', book: 'Expenses:Crew Retainer', cost: { '2024-04': 65_000 } },
];

const OCCASIONS = ['birthday', 'proposal', 'sunset sail', 'whale watching', 'family day', 'company outing', 'anniversary', 'memorial at sea'];

const GUESTS = [
  'Abel', 'Aisha', 'Bea', 'Boris', 'Celia', 'Chen', 'Dana', 'Dmitri', 'Edith', 'Emeka', 'Fay', 'Finn', 'Gail', 'Goran', 'Hana', 'Hector', 'Ida',
  'Ivan', 'Jade', 'Joel', 'Kofi', 'Lars', 'Lin', 'Mona', 'Nils', 'Odile', 'Otto', 'Priya', 'Quinn', 'Rosa', 'Sven', 'Tess', 'Uma', 'Viktor', 'Wendy', 'Yara', 'Zane',
];

/** @param {Accounts} accounts */
export function jada({ jada: bank, jadaStripe: stripe }) {
  const random = new Random('jada');
  const sheet = new BookingSheet({ entity: 'jada', stream: 'charters', currency: 'USD' }, new Random('jada bookings'));
  for (const month of MONTHS) {
    fixedCosts(bank, month, random);
    charters(bank, stripe, month, random, sheet);
    oddsAndEnds(bank, month, random);
  }
  refunds(stripe, sheet);
  payouts(bank, stripe);
  deposits(bank);
  rareBills(bank);
  neverPaid(sheet);
  return sheet;
}

/** @param {Statement} bank @param {string} month @param {Random} random */
function fixedCosts(bank, month, random) {
  for (const item of FIXED) bank.post(day(month, item.on), -since(item.cost, month), item.payee, { book: item.book });
  bank.post(day(month, 12), -random.cents(395, 445), 'GOOGLE ADS 4471-JADA', { book: 'Expenses:Advertising' });
  bank.post(day(month, 16), -since({ '2024-04': 35_000 }, month), 'DANGEROUSCENTAUR WEB CARE', { book: 'Expenses:Web Care' });
}

/** @param {Statement} bank @param {Statement} stripe @param {string} month @param {Random} random @param {BookingSheet} sheet */
function charters(bank, stripe, month, random, sheet) {
  const count = CHARTERS[/** @type {keyof typeof CHARTERS} */ (month)];
  stripe.post(day(month, 1), -690, 'Radar for Fraud Teams', { book: 'Expenses:Payment Fees', type: 'stripe_fee', reference: `fee_${month.replace('-', '')}RADARJADA`, anyDay: true });
  for (let n = 0; n < count; n++) {
    const paid = day(month, random.between(1, 27));
    const price = charterPrice(month, random);
    const sails = plusDays(paid, random.chance(8) ? random.between(50, 95) : random.between(2, 19));
    const guest = GUESTS[(MONTHS.indexOf(month) * 11 + n) % GUESTS.length];
    const [occasion, guests] = [random.pick(OCCASIONS), random.between(4, 24)];
    const booking = sheet.book({ customer: guest ?? '', created: paid, from: sails, to: sails, price, guests, item: occasion });
    if (sails === '2026-05-10') booking.status = 'Cancelled';
    // Whoever pays at the dock or by telephone is charged by hand, without the number.
    const number = sheet.rows.length % 9 === 0 ? '' : `, booking ${booking.reference}`;
    const text = `Charter for ${guest}: ${occasion}, sails ${sails}, ${guests} guests${number}`;
    // Those far ahead paid half, and the rest ten days before, until the autumn of 2025.
    const halves = sails > plusDays(paid, 49) && sails < '2025-10-01';
    const now = halves ? Math.floor(price / 2) : price;
    booking.pay(charge(stripe, paid, now, text, random));
    if (halves) booking.pay(balance(stripe, plusDays(sails, -10), price - now, text, sheet.random));
    if (sails <= AS_OF) sail(bank, sails, random);
  }
}

/** Most sail at the price of the book; a few at a weekday discount or with an extra hour. @param {string} month @param {Random} random */
function charterPrice(month, random) {
  const book = since({ '2024-04': 169_500, '2025-03': 185_000 }, month);
  const roll = random.between(1, 100);
  if (roll <= 10) return book - 20_000;
  return roll > 88 ? book + 35_000 : book;
}

/** @param {Statement} stripe @param {string} date @param {number} amount @param {string} text @param {Random} random */
function charge(stripe, date, amount, text, random) {
  const fee = Math.floor((amount * 29 + 500) / 1000) + 30;
  const time = `${random.between(16, 22)}:${String(random.between(0, 59)).padStart(2, '0')}`;
  stripe.post(date, amount, text, { book: 'Income:Charters', type: 'charge', fee, reference: `ch_${random.code(16)}`, extra: { time }, anyDay: true });
  return { date, amount };
}

/** The rest of a price of which half was paid. @param {Statement} stripe @param {string} date @param {number} amount @param {string} text @param {Random} random */
function balance(stripe, date, amount, text, random) {
  const fee = Math.floor((amount * 29 + 500) / 1000) + 30;
  stripe.post(date, amount, text.replace('Charter', 'Balance of charter'), { book: 'Income:Charters', type: 'charge', fee, reference: `ch_${random.code(16)}`, extra: { part: 'balance' }, anyDay: true });
  return { date, amount };
}

/** What one charter costs on its day and the days after. @param {Statement} bank @param {string} date @param {Random} random */
function sail(bank, date, random) {
  bank.post(plusDays(date, 1), -35_000, 'ZELLE TO CAPTAIN LUIS', { book: 'Expenses:Captain Pay' });
  bank.post(plusDays(date, 1), -18_000, 'ZELLE TO MAYA - DECKHAND', { book: 'Expenses:Crew Pay' });
  bank.post(date, -random.cents(118, 172), 'HARBOR ISLAND FUEL DOCK', { book: 'Expenses:Fuel' });
  bank.post(plusDays(date, 2), -9_500, 'BAYSHORE DETAILING', { book: 'Expenses:Cleaning' });
}

/** @param {Statement} bank @param {string} month @param {Random} random */
function oddsAndEnds(bank, month, random) {
  const shops = ['WEST COAST MARINE SUPPLY', 'DOWNWIND RIGGING & SAIL', 'THE CHANDLERY, POINT LOMA'];
  bank.post(day(month, random.between(4, 24)), -random.cents(45, 260), random.pick(shops), { book: 'Expenses:Boat Supplies' });
  bank.post(day(month, random.between(8, 25)), -random.cents(380, 860), random.pick(['PACIFIC DIESEL & GENSET', 'SEA BREEZE CANVAS & TEAK', 'ANCHOR ELECTRIC MARINE']), { book: 'Expenses:Repairs' });
  if (random.chance(60)) bank.post(day(month, random.between(6, 26)), -random.cents(38, 96), 'COSTCO WHSE #0491 SAN DIEGO', { book: 'Expenses:Provisions' });
  if (random.chance(96)) bank.post(day(month, random.between(5, 25)), -random.cents(14, 90), `POS DEBIT ${random.digits(4)} SAN DIEGO CA`, { book: 'uncategorised' });
  if (random.chance(22)) bank.post(day(month, random.between(5, 25)), -random.cents(31, 92), 'TRADER JOES #021', { book: 'Equity:Owner:Personal', tags: ['personal'] });
}

/** Half of the price goes back when a guest cancels late. @param {Statement} stripe @param {BookingSheet} sheet */
function refunds(stripe, sheet) {
  const charges = stripe.added.filter((row) => row.type === 'charge' && row.extra['part'] !== 'balance');
  for (const index of [17, 58, 103, 141]) {
    const charged = charges[index];
    if (!charged) continue;
    const half = Math.floor(charged.amount / 2);
    const reference = charged.reference.replace('ch_', 're_');
    const date = plusDays(charged.date, 3);
    stripe.post(date, -half, `REFUND FOR CHARGE (${charged.payee})`, { book: 'Income:Charters', type: 'refund', reference, anyDay: true });
    const booking = sheet.rows[index];
    if (!booking) throw new Error(`no booking for charge ${index}`);
    booking.status = 'Cancelled';
    booking.pay({ date, amount: -half });
  }
}

/** Asked for and never paid: some cancelled, some that may still be. @param {BookingSheet} sheet */
function neverPaid(sheet) {
  for (const [customer, created, sails, status] of [['Mona', '2025-03-08', '2025-05-24', 'Cancelled'], ['Otto', '2025-07-19', '2025-08-30', 'Cancelled'], ['Rosa', '2026-02-11', '2026-03-28', 'Cancelled'], ['Uma', '2026-04-22', '2026-06-13', 'Pending'], ['Kofi', '2026-04-28', '2026-06-20', 'Pending']])
    sheet.book({ customer: customer ?? '', created: created ?? '', from: sails ?? '', to: sails ?? '', price: 185_000, guests: 12, item: 'sunset sail' }).status = status ?? '';
}

/** Every Tuesday Stripe pays out what is two days old; the bank has it two days later. @param {Statement} bank @param {Statement} stripe */
function payouts(bank, stripe) {
  let paid = 0;
  const moves = stripe.rows(AS_OF);
  for (const date of daysFrom(`${FIRST_MONTH}-01`, AS_OF).filter((each) => weekday(each) === 2)) {
    const ready = moves.filter((row) => row.date <= plusDays(date, -2)).reduce((sum, row) => sum + row.amount - row.fee, 0);
    const amount = ready - paid;
    if (amount <= 0) continue;
    paid += amount;
    const number = date.replaceAll('-', '');
    transfer({
      from: stripe, to: bank, on: date, days: 2, amount, outType: 'payout', outReference: `po_${number}JADA`,
      out: 'STRIPE PAYOUT', in: `STRIPE DES:TRANSFER ID:ST-${number} INDN:JADA CHARTERS`,
    });
  }
}

/** Damage deposits are held for the customer and go back after the charter; two are held at the end. @param {Statement} bank */
function deposits(bank) {
  const book = 'Liabilities:Customer Deposits';
  for (const [got, back] of [['2024-06-10', '2024-07-02'], ['2024-08-05', '2024-08-27'], ['2025-06-16', '2025-07-08'], ['2025-08-11', '2025-09-02'], ['2026-04-06', ''], ['2026-04-20', '']]) {
    bank.post(got ?? '', 125_000, 'ZELLE FROM CHARTER GUEST - SECURITY DEPOSIT', { book });
    if (back) bank.post(back, -125_000, 'ZELLE TO CHARTER GUEST - SECURITY DEPOSIT RETURN', { book });
  }
}

/** @param {Statement} bank */
function rareBills(bank) {
  const oneOff = { book: 'Expenses:Haul-out', tags: ['one-off'] };
  bank.post('2024-11-14', -692_000, 'SHELTER COVE BOATWORKS HAUL-OUT', oneOff);
  bank.post('2025-11-13', -785_000, 'SHELTER COVE BOATWORKS HAUL-OUT', oneOff);
  for (const [date, cents] of /** @type {[string, number][]} */ ([['2024-08-29', 142_000], ['2025-08-28', 146_800]]))
    bank.post(date, -cents, 'SAN DIEGO COUNTY TAX COLLECTOR VESSEL', { book: 'Expenses:Property Tax' });
  bank.post('2024-09-17', -180_000, 'IRS USATAXPYMT EST Q3', { book: 'Expenses:Taxes' });
  bank.post('2025-09-16', -210_000, 'IRS USATAXPYMT EST Q3', { book: 'Expenses:Taxes' });
  // The same amount at the same shop two days apart: booked twice, perhaps.
  for (const date of ['2026-02-10', '2026-02-12']) bank.post(date, -23_815, 'WEST COAST MARINE SUPPLY', { book: 'Expenses:Boat Supplies' });
}
