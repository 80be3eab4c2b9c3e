import { FEES } from './oracle.mjs';

/** @typedef {import('./statement.mjs').Statement} Statement */
/** @typedef {import('./statement.mjs').Row} Row */
/**
 * A transaction as the keeper of books enters it; debits are positive, and the legs come to zero.
 * @typedef {{ account: string, amount: number }} Leg
 * @typedef {{ date: string, payee: string, memo: string, reference: string, tags: readonly string[], legs: readonly Leg[] }} Entry
 */

/** Where money is between two accounts of one owner. */
const TRANSFERS = 'Assets:Transfers';

/**
 * The books of one entity, kept from its statements: what there was on the first day, then every movement by date.
 * @param {string} firstDay @param {ReadonlyMap<Statement, readonly Row[]>} rowsOf @param {readonly Entry[]} more what no statement shows
 * @returns {Entry[]}
 */
export function entriesOf(firstDay, rowsOf, more) {
  const openings = [...rowsOf.keys()]
    .filter(({ about }) => about.opening !== 0)
    .map(({ about }) => opening(firstDay, about));
  const moves = [...[...rowsOf].flatMap(([{ about }, rows]) => rows.map((row) => entry(about.account, row))), ...more];
  return [...openings, ...moves.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))];
}

/** @param {string} date @param {import('./statement.mjs').About} about @returns {Entry} */
function opening(date, { account, opening: amount }) {
  const legs = [{ account, amount }, { account: 'Equity:Opening Balances', amount: -amount }];
  return { date, payee: 'Opening balance', memo: '', reference: '', tags: [], legs };
}

/** @param {string} own @param {Row} row @returns {Entry} */
function entry(own, { date, payee, memo, reference, tags, amount, fee, book }) {
  const uncategorised = amount > 0 ? 'Income:Uncategorised' : 'Expenses:Uncategorised';
  const other = book === 'transfer' ? TRANSFERS : book === 'uncategorised' ? uncategorised : book;
  const kept = fee === 0 ? [] : [{ account: FEES, amount: fee }];
  return { date, payee, memo, reference, tags, legs: [{ account: own, amount: amount - fee }, { account: other, amount: -amount }, ...kept] };
}
