// A synthetic journal of a busy business: seeded, so that every run reads the same bytes.
import { closeSync, openSync, writeSync } from 'node:fs';

const START = Date.UTC(2021, 0, 1);
const YEARS = 5;
const DAYS = 365 * YEARS + 1;

/** 60 accounts: a bank or a till on one side, one of 57 on the other. */
const CASH = ['Assets:Bank:Checking', 'Assets:Bank:Savings', 'Assets:Cash'];
const OTHERS = [
  ...Array.from({ length: 12 }, (_, at) => `Income:Stream ${at + 1}`),
  ...Array.from({ length: 35 }, (_, at) => `Expenses:Group ${(at % 7) + 1}:Kind ${at + 1}`),
  ...Array.from({ length: 5 }, (_, at) => `Liabilities:Card ${at + 1}`),
  ...Array.from({ length: 5 }, (_, at) => `Assets:Equipment ${at + 1}`),
];

/**
 * A linear congruential generator (Numerical Recipes, §7.1): enough for shuffling amounts.
 * @param {number} seed
 */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** @param {number} cents */
function dollars(cents) {
  const size = Math.abs(cents);
  return `${cents < 0 ? '-' : ''}$${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`;
}

/**
 * Writes a journal of so many transactions with two postings each, over five years.
 * @param {string} path
 * @param {number} transactions
 */
export function writeJournal(path, transactions) {
  const random = generator(7);
  const file = openSync(path, 'w');
  let piece = 'commodity $1,000.00\n\n';
  for (let at = 0; at < transactions; at += 1) {
    const day = new Date(START + Math.floor((at * DAYS) / transactions) * 86_400_000).toISOString().slice(0, 10);
    const other = OTHERS[Math.floor(random() * OTHERS.length)] ?? '';
    const cash = CASH[Math.floor(random() * CASH.length)] ?? '';
    const cents = (other.startsWith('Income') ? -1 : 1) * (1 + Math.floor(random() * 90_000));
    piece += `${day} * Payee ${Math.floor(random() * 5000)} of the harbour\n    ${other}  ${dollars(cents)}\n    ${cash}  ${dollars(-cents)}\n\n`;
    if (piece.length > 1 << 20) {
      writeSync(file, piece);
      piece = '';
    }
  }
  writeSync(file, piece);
  closeSync(file);
}
