import { day } from '../lib/calendar.mjs';
import { Random } from '../lib/random.mjs';
import { MONTHS, since } from './world.mjs';

/** @typedef {import('./world.mjs').Accounts} Accounts */

const TENANT_CHANGE = '2024-07';

/** @param {Accounts} accounts */
export function rental({ rental: bank }) {
  const random = new Random('rental');
  MONTHS.forEach((month, index) => {
    const tenant = month < TENANT_CHANGE ? 'RENT FROM OMAR' : 'RENT FROM NADIA & PETER';
    // The unit stood empty for one month between two tenants.
    if (month !== TENANT_CHANGE) bank.post(day(month, 3), since({ '2024-04': 285_000, '2024-08': 295_000, '2025-08': 305_000 }, month), `ZELLE ${tenant}`, { book: 'Income:Rent', memo: 'Rent 3028 51st St' });
    // The lender drafts the two halves of a payment one by one, so each row has one account.
    const principal = 49_850 + index * 212;
    bank.post(day(month, 5), -(216_400 - principal), 'SPRUCE HOME LENDING INTEREST+ESCROW', { book: 'Expenses:Mortgage Interest' });
    bank.post(day(month, 5), -principal, 'SPRUCE HOME LENDING PRINCIPAL', { book: 'Liabilities:Mortgage' });
    bank.post(day(month, 12), -random.cents(78, 118), 'CITY OF SAN DIEGO WATER', { book: 'Expenses:Utilities' });
    bank.post(day(month, 16), -random.cents(24, 58), 'SDG&E UTILITIES', { book: 'Expenses:Utilities' });
    bank.post(day(month, 20), -since({ '2024-04': 8_500, '2025-03': 9_500 }, month), 'VERDE GARDEN CARE', { book: 'Expenses:Gardening' });
    if (random.chance(45)) bank.post(day(month, random.between(6, 25)), -random.cents(85, 340), random.pick(['ROTO PLUMBING & DRAIN', 'COLLEGE AREA HANDYMAN', 'HOME DEPOT #0674']), { book: 'Expenses:Repairs' });
    if (random.chance(16)) bank.post(day(month, random.between(6, 25)), -random.cents(20, 75), `CHECK ${random.digits(4)}`, { book: 'uncategorised', type: 'CHECK' });
  });
  rare();

  function rare() {
    for (const [date, cents] of /** @type {[string, number][]} */ ([['2024-04-10', 151_200], ['2024-12-10', 154_200], ['2025-04-10', 154_200], ['2025-12-10', 157_300], ['2026-04-10', 157_300]]))
      bank.post(date, -cents, 'SAN DIEGO COUNTY TAX COLLECTOR 447-', { book: 'Expenses:Property Tax' });
    bank.post('2024-07-02', -285_000, 'ZELLE TO OMAR - DEPOSIT RETURN', { book: 'Liabilities:Tenant Deposits' });
    bank.post('2024-04-02', 285_000, 'ZELLE FROM OMAR - DEPOSIT', { book: 'Liabilities:Tenant Deposits' });
    bank.post('2024-07-29', 295_000, 'ZELLE FROM NADIA - DEPOSIT', { book: 'Liabilities:Tenant Deposits' });
    bank.post('2024-07-18', -126_500, 'MESA PAINTING TURNOVER', { book: 'Expenses:Repairs', tags: ['one-off'] });
    bank.post('2026-01-22', -164_000, 'AZTEC WATER HEATER REPLACEMENT', { book: 'Expenses:Capital Repairs', tags: ['one-off'] });
  }
}
