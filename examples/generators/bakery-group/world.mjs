import { daysFrom, monthsFrom, lastDay, weekday } from '../lib/calendar.mjs';
import { Statement } from '../lib/statement.mjs';

export const FIRST_DAY = '2024-04-01';
export const AS_OF = '2026-03-31';
export const MONTHS = monthsFrom('2024-04', '2026-03');

/** Openings are the balances on the morning of 2024-04-01, in cents of the account's currency. */
export function openAccounts() {
  return {
    lindenhof: new Statement({ entity: 'lindenhof', account: 'Assets:Lindenhof Girokonto', currency: 'EUR', opening: 3_845_210 }),
    canal: new Statement({ entity: 'canal', account: 'Assets:Canal Compte', currency: 'EUR', opening: 2_961_075 }),
    ofenplan: new Statement({ entity: 'ofenplan', account: 'Assets:Ofenplan Checking', currency: 'USD', opening: 4_120_000 }),
    ofenplanStripe: new Statement({ entity: 'ofenplan', account: 'Assets:Ofenplan Stripe', currency: 'USD', opening: 0 }),
    flat: new Statement({ entity: 'flat-weststadt', account: 'Assets:Weststadt Mietkonto', currency: 'EUR', opening: 684_000 }),
  };
}

/** @typedef {ReturnType<typeof openAccounts>} Accounts */

/** How busy a bakery is, in per cent of a usual month: quiet in August, busy before Christmas. */
const SEASON = [96, 97, 101, 103, 102, 99, 95, 86, 100, 103, 108, 121];

/** @param {number} cents @param {string} month */
export function inSeason(cents, month) {
  return Math.floor((cents * (SEASON[Number(month.slice(5)) - 1] ?? 100)) / 100);
}

/** The days of a month that fall on one of these weekdays (Monday 1). @param {string} month @param {readonly number[]} days */
export function weekdaysOf(month, days) {
  return daysFrom(`${month}-01`, lastDay(month)).filter((date) => days.includes(weekday(date)));
}

/** What Lindenhof delivers to Canal, and bills on the 6th: both bakeries' statements show it. @param {number} index of the month */
export function deliveryBill(index) {
  return 182_000 + ((index * 7919) % 41) * 1000;
}
