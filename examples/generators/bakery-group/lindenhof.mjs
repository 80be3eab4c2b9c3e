import { day } from '../lib/calendar.mjs';
import { Random } from '../lib/random.mjs';
import { deliveryBill, inSeason, MONTHS, weekdaysOf } from './world.mjs';

/** @typedef {import('./world.mjs').Accounts} Accounts */

const TRANSFER = 'ÜBERWEISUNG';
const DEBIT = 'FOLGELASTSCHRIFT';
const CREDIT = 'GUTSCHR. ÜBERWEISUNG';

const MONTHLY = [
  { on: 28, payee: 'Löhne und Gehälter', cents: 880_000, book: 'Expenses:Löhne', memo: 'Sammelüberweisung', type: TRANSFER },
  { on: 27, payee: 'AOK Die Gesundheitskasse', cents: 309_500, book: 'Expenses:Sozialversicherung', memo: 'Beiträge', type: DEBIT },
  { on: 1, payee: 'Krüger Immobilien GmbH', cents: 215_000, book: 'Expenses:Miete', memo: 'Ladenmiete Lindenhof; Backstube', type: DEBIT },
  { on: 3, payee: 'Ofenleasing Nord', cents: 64_000, book: 'Expenses:Leasing', memo: 'Etagenofen, Rate', type: DEBIT },
  { on: 10, payee: 'Finanzamt Musterstadt', cents: 84_000, book: 'Expenses:Umsatzsteuer', memo: 'USt-Vorauszahlung', type: DEBIT },
  { on: 15, payee: 'Rhein-Assekuranz', cents: 21_400, book: 'Expenses:Versicherung', memo: 'Betriebshaftpflicht', type: DEBIT },
  { on: 30, payee: 'Privatentnahme Marlene', cents: 220_000, book: 'Equity:Owner:Entnahmen', memo: '', type: TRANSFER },
];

const WHOLESALE = [
  { on: 7, payee: 'Hotel am Markt GmbH & Co. KG', cents: 198_000 },
  { on: 9, payee: 'Café Blüte', cents: 121_000 },
  { on: 12, payee: 'Kita Sonnenschein e.V.', cents: 66_000 },
];

/** @param {Accounts} accounts */
export function lindenhof({ lindenhof: bank }) {
  const random = new Random('lindenhof');
  MONTHS.forEach((month, index) => {
    sales(month);
    for (const item of MONTHLY) bank.post(day(month, item.on), -item.cents, item.payee, { book: item.book, memo: item.memo, type: item.type });
    bank.post(day(month, 18), -random.cents(1280, 1560), 'Stadtwerke Musterstadt', { book: 'Expenses:Energie', memo: 'Strom und Gas', type: DEBIT });
    bank.post(day(month, 20), -(month < '2025-07' ? 5_900 : 6_900), 'Kassenwerk GmbH', { book: 'Expenses:Software', memo: 'Kasse, Abo', type: DEBIT });
    for (const date of weekdaysOf(month, [2])) bank.post(date, -inSeason(random.cents(540, 640), month), 'Mühle Schäfer KG', { book: 'Expenses:Mehl', memo: 'Weizen 550, Roggen 1150', type: DEBIT });
    for (const date of weekdaysOf(month, [4])) bank.post(date, -inSeason(random.cents(260, 330), month), 'Molkerei Weiß', { book: 'Expenses:Milch und Butter', type: DEBIT });
    bank.post(day(month, 8), deliveryBill(index), 'Boulangerie du Canal SRL', { book: 'Income:Lieferungen an Canal', memo: `Teiglinge ${month}`, type: CREDIT });
    if (index % 6 === 4) bank.post(day(month, 22), -random.cents(35, 180), `EC-Zahlung ${random.digits(6)}`, { book: 'uncategorised', type: 'KARTENZAHLUNG' });
  });

  /** @param {string} month */
  function sales(month) {
    for (const date of weekdaysOf(month, [1, 3, 5])) bank.post(date, inSeason(random.cents(960, 1160), month), 'SumUp Payments', { book: 'Income:Ladenverkauf', memo: `Auszahlung ${random.code(8)}`, type: CREDIT });
    for (const date of weekdaysOf(month, [4])) bank.post(date, inSeason(random.cents(820, 1020, 500), month), 'Bareinzahlung', { book: 'Income:Ladenverkauf', memo: 'SB-Einzahlung', type: 'BAREINZAHLUNG' });
    for (const buyer of WHOLESALE) bank.post(day(month, buyer.on), inSeason(buyer.cents, month), buyer.payee, { book: 'Income:Großkunden', memo: `Rechnung ${month}`, type: CREDIT });
  }
}
