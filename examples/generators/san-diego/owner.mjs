import { transfer } from '../lib/statement.mjs';

/** @typedef {import('./world.mjs').Accounts} Accounts */
/** @typedef {'jada' | 'queen' | 'quickdump' | 'centaur' | 'rental' | 'delivery'} Bank */

/** What the owner took out, by account. @type {readonly [Bank, string, number][]} */
const DRAWS = [
  ['jada', '2024-07-29', 3000],
  ['jada', '2024-08-30', 3500],
  ['jada', '2025-08-29', 2500],
  ['delivery', '2025-08-19', 5000],
  ['delivery', '2025-12-18', 4500],
];

/** What the owner put in to keep the accounts above water. @type {readonly [Bank, string, number][]} */
const CONTRIBUTIONS = [
  ['centaur', '2025-01-15', 6000],
  ['centaur', '2025-06-10', 8000],
  ['centaur', '2025-10-14', 10000],
  ['centaur', '2026-01-14', 5000],
  ['centaur', '2026-03-11', 8000],
  ['jada', '2025-02-04', 5000],
  ['jada', '2025-12-09', 8000],
  ['queen', '2025-09-11', 6000],
  ['queen', '2025-12-11', 8000],
];

/** Moves between the businesses, which lend each other what is short. @type {readonly [Bank, Bank, string, number][]} */
const LOANS = [
  ['jada', 'queen', '2024-09-12', 4000],
  ['jada', 'queen', '2025-03-13', 4000],
  ['jada', 'queen', '2026-02-12', 3000],
  ['jada', 'queen', '2026-04-07', 3000],
  ['jada', 'quickdump', '2025-02-11', 3000],
  ['rental', 'jada', '2025-03-20', 1500],
  ['rental', 'jada', '2026-02-19', 1200],
];

/** @type {Readonly<Record<Bank, string>>} */
const NAMES = { jada: 'JADA CHARTERS', queen: 'QUEENOFSANDIEGO', quickdump: 'QUICKDUMPNOW', centaur: 'DANGEROUSCENTAUR', rental: '3028 51ST ST', delivery: 'EXPERT YACHT DELIVERY' };

/** What the owner takes out, puts in and moves between the businesses. @param {Accounts} accounts */
export function owner(accounts) {
  for (const [bank, date, dollars] of DRAWS) {
    accounts[bank].post(date, -dollars * 100, 'ONLINE TRANSFER TO SERGIO - OWNER DRAW', { book: 'Equity:Owner:Draws' });
  }
  for (const [bank, date, dollars] of CONTRIBUTIONS) {
    accounts[bank].post(date, dollars * 100, 'ONLINE TRANSFER FROM SERGIO - OWNER CONTRIBUTION', { book: 'Equity:Owner:Contributions' });
  }
  for (const [from, to, date, dollars] of LOANS) {
    transfer({ from: accounts[from], to: accounts[to], on: date, days: 1, amount: dollars * 100, out: `TRANSFER TO ${NAMES[to]}`, in: `TRANSFER FROM ${NAMES[from]}` });
  }
}
