import { monthsFrom } from '../lib/calendar.mjs';
import { Statement } from '../lib/statement.mjs';

export const FIRST_MONTH = '2024-04';
export const AS_OF = '2026-04-30';
export const MONTHS = monthsFrom(FIRST_MONTH, '2026-04');

/** Every account of the line-up. Openings are the balances on the morning of 2024-04-01, in cents. */
export function openAccounts() {
  const usd = (/** @type {string} */ entity, /** @type {string} */ account, /** @type {number} */ opening) =>
    new Statement({ entity, account, currency: 'USD', opening });
  return {
    jada: usd('jada', 'Assets:JADA Checking', 3_643_150),
    jadaStripe: usd('jada', 'Assets:JADA Stripe', 0),
    queen: usd('queen-of-san-diego', 'Assets:Queen Checking', 1_318_430),
    quickdump: usd('quick-dump-now', 'Assets:QuickDump Checking', 684_512),
    centaur: usd('dangerous-centaur', 'Assets:Centaur Checking', 1_996_077),
    centaurPaypal: usd('dangerous-centaur', 'Assets:Centaur PayPal', 0),
    centaurCard: usd('dangerous-centaur', 'Liabilities:Centaur Card', 0),
    rental: usd('rental-3028-51st', 'Assets:Rental Checking', 512_244),
    delivery: usd('expert-yacht-delivery', 'Assets:Delivery Checking', 476_390),
    deliverySquare: usd('expert-yacht-delivery', 'Assets:Delivery Square', 0),
  };
}

/** @typedef {ReturnType<typeof openAccounts>} Accounts */

/** A price by the year it began in: `since({ 2024: 179_000, 2025: 188_000 }, '2025-03')`. @param {Readonly<Record<string, number>>} prices @param {string} month */
export function since(prices, month) {
  const steps = Object.keys(prices).toSorted();
  const step = steps.findLast((from) => from <= month) ?? steps[0] ?? '';
  return prices[step] ?? 0;
}
