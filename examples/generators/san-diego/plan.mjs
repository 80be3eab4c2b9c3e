import { bookingIndex } from '../lib/bookings.mjs';
import { cardBank, debitCreditBank, detailsBank, summaryBank, tabBank } from '../lib/bank-csv.mjs';
import { makeExample } from '../lib/example.mjs';
import { ofxSgml, ofxXml } from '../lib/ofx.mjs';
import { paypalActivity, squareTransactions, squareTransfers, stripeBalance } from '../lib/processors.mjs';
import { resetPairs } from '../lib/statement.mjs';
import { utf8, windows1252 } from '../lib/text.mjs';
import { centaur } from './centaur.mjs';
import { clientSheets } from './client-sheets.mjs';
import { delivery } from './delivery.mjs';
import { deliverySheets } from './delivery-sheets.mjs';
import { jada } from './jada.mjs';
import { owner } from './owner.mjs';
import { papers } from './papers.mjs';
import { queen } from './queen.mjs';
import { quickdump } from './quickdump.mjs';
import { rental } from './rental.mjs';
import { rentalSheets } from './rental-sheets.mjs';
import { salesSheets } from './sales-sheets.mjs';
import { AS_OF, openAccounts } from './world.mjs';

/** @typedef {import('../lib/example.mjs').FileSpec} FileSpec */

/** @param {import('./world.mjs').Accounts} accounts @returns {FileSpec[]} */
function files(accounts) {
  const { jada: jadaBank, jadaStripe, queen: queenBank, quickdump: dump, centaur: agency, centaurPaypal, centaurCard, rental: flat, delivery: yachts, deliverySquare } = accounts;
  const sgml = (/** @type {import('../lib/example.mjs').Export} */ { rows, closing, asOf }, /** @type {boolean} */ quicken) =>
    windows1252(ofxSgml({ rows, closing, asOf, currency: 'USD', account: 'XXXXXX0731' }, quicken));
  return [
    { path: 'finance/jada/checking-2024.csv', of: jadaBank, to: '2024-12-31', bytes: ({ rows, opening }) => utf8(summaryBank(rows, opening)) },
    { path: 'finance/jada/checking-2025.csv', of: jadaBank, from: '2025-01-01', to: '2025-12-31', bytes: ({ rows, opening }) => utf8(summaryBank(rows, opening)) },
    { path: 'finance/jada/checking-2026.csv', of: jadaBank, from: '2026-01-01', bytes: ({ rows, opening }) => utf8(summaryBank(rows, opening)) },
    { path: 'finance/jada/stripe-balance-history.csv', of: jadaStripe, bytes: ({ rows }) => utf8(stripeBalance(rows)) },
    { path: 'finance/queen-of-san-diego/checking.csv', of: queenBank, bytes: ({ rows }) => utf8(debitCreditBank(rows), true) },
    { path: 'finance/quick-dump-now/checking-2024.ofx', of: dump, to: '2024-12-31', bytes: (statement) => sgml(statement, false) },
    { path: 'finance/quick-dump-now/checking-2025.qfx', of: dump, from: '2025-01-01', to: '2025-12-31', bytes: (statement) => sgml(statement, true) },
    // This download begins in the year before: the days that overlap must count once.
    { path: 'finance/quick-dump-now/checking-2026.qfx', of: dump, from: '2025-12-22', bytes: (statement) => sgml(statement, true) },
    { path: 'finance/dangerous-centaur/checking.csv', of: agency, bytes: ({ rows }) => utf8(detailsBank(rows)) },
    { path: 'finance/dangerous-centaur/card.csv', of: centaurCard, bytes: ({ rows }) => utf8(cardBank(rows)) },
    { path: 'finance/dangerous-centaur/paypal.csv', of: centaurPaypal, bytes: ({ rows }) => utf8(paypalActivity(rows), true) },
    { path: 'finance/rental-3028-51st/checking.ofx', of: flat, bytes: ({ rows, closing, asOf }) => utf8(ofxXml({ rows, closing, asOf, currency: 'USD', account: 'XXXXXX3028' })) },
    { path: 'finance/expert-yacht-delivery/checking.tsv', of: yachts, bytes: ({ rows }) => utf8(tabBank(rows)) },
    { path: 'finance/expert-yacht-delivery/square-transactions.csv', of: deliverySquare, only: (row) => row.book !== 'transfer', bytes: ({ rows }) => utf8(squareTransactions(rows)) },
    { path: 'finance/expert-yacht-delivery/square-transfers.csv', of: deliverySquare, only: (row) => row.book === 'transfer', bytes: ({ rows }) => utf8(squareTransfers(rows)) },
  ];
}

const none = { fixed: [], deposits: [] };

/** Makes the demo's raw inputs and what must be found in them. */
export function sanDiego() {
  resetPairs();
  const accounts = openAccounts();
  const charters = jada(accounts);
  for (const entity of [queen, quickdump, centaur, rental, delivery, owner]) entity(accounts);
  return makeExample({
    asOf: AS_OF,
    currency: 'USD',
    files: files(accounts),
    sheets: [{ path: 'finance/jada/bookings.csv', sheet: charters, bytes: (bookings) => utf8(bookingIndex(bookings)) }],
    further: new Map([...salesSheets(), ...clientSheets(), ...rentalSheets(accounts), ...deliverySheets(accounts), ...papers()]),
    entities: [
      { id: 'jada', fixed: JADA_FIXED, deposits: ['Liabilities:Customer Deposits'] },
      { ...none, id: 'queen-of-san-diego' },
      { ...none, id: 'quick-dump-now', fixed: QUICKDUMP_FIXED },
      { ...none, id: 'dangerous-centaur' },
      { id: 'rental-3028-51st', fixed: RENTAL_FIXED, deposits: ['Liabilities:Tenant Deposits'] },
      { ...none, id: 'expert-yacht-delivery', fixed: DELIVERY_FIXED },
    ],
    streams: [
      { entity: 'jada', id: 'charters', account: 'Income:Charters', price: 185_000, variable: 76_500, variablePermille: 29 },
      { entity: 'quick-dump-now', id: 'jobs', account: 'Income:Jobs', price: 35_000, variable: 22_500, variablePermille: 0 },
      { entity: 'rental-3028-51st', id: 'rent', account: 'Income:Rent', price: 305_000, variable: 0, variablePermille: 0 },
      { entity: 'expert-yacht-delivery', id: 'deliveries', account: 'Income:Deliveries', price: 320_000, variable: 215_000, variablePermille: 33 },
    ],
  });
}

const JADA_FIXED = ['Dockage', 'Insurance', 'Maintenance Contract', 'Software', 'Communications', 'Storage', 'Bookkeeping', 'Crew Retainer', 'Advertising', 'Web Care'].map((name) => `Expenses:${name}`);
const QUICKDUMP_FIXED = ['Truck Lease', 'Insurance', 'Yard Rent', 'Communications', 'Software', 'Advertising'].map((name) => `Expenses:${name}`);
const RENTAL_FIXED = ['Mortgage Interest', 'Utilities', 'Gardening', 'Property Tax'].map((name) => `Expenses:${name}`);
const DELIVERY_FIXED = ['Insurance', 'Software', 'Communications'].map((name) => `Expenses:${name}`);
