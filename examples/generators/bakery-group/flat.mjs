import { day } from '../lib/calendar.mjs';
import { Random } from '../lib/random.mjs';
import { MONTHS } from './world.mjs';

/** @typedef {import('./world.mjs').Accounts} Accounts */

/** @param {Accounts} accounts */
export function flat({ flat: bank }) {
  const random = new Random('flat');
  bank.post('2024-04-15', 345_000, 'Katrin Adler', { book: 'Liabilities:Kaution', memo: 'Mietkaution Weststadt' });
  MONTHS.forEach((month, index) => {
    bank.post(day(month, 3), month < '2025-06' ? 115_000 : 118_000, 'Katrin Adler', { book: 'Income:Miete', memo: `Miete ${month}` });
    bank.post(day(month, 5), -24_500, 'Hausverwaltung Linde', { book: 'Expenses:Hausgeld', memo: 'Hausgeld; Rücklage' });
    // The bank debits interest and repayment one by one, so each row has one account.
    bank.post(day(month, 28), -(31_200 - index * 110), 'Sparkasse Darlehen', { book: 'Expenses:Zinsen', memo: 'Zinsen 2,9 %' });
    bank.post(day(month, 28), -(28_800 + index * 110), 'Sparkasse Darlehen', { book: 'Liabilities:Darlehen', memo: 'Tilgung' });
    if (index % 3 === 1) bank.post(day(month, 15), -8_640, 'Stadtkasse', { book: 'Expenses:Grundsteuer', memo: 'Grundsteuer B' });
    if (index % 7 === 5) bank.post(day(month, 19), -random.cents(60, 240), 'Sanitär Yilmaz', { book: 'Expenses:Reparaturen' });
  });
}
