import { bareBank, frenchBank, germanBank } from '../lib/bank-csv.mjs';
import { orderList } from '../lib/bookings.mjs';
import { makeExample } from '../lib/example.mjs';
import { beancountFile, germanJournal, ledgerJournal, quickBooksJournal } from '../lib/journals.mjs';
import { ofxXml } from '../lib/ofx.mjs';
import { stripeBalance } from '../lib/processors.mjs';
import { resetPairs } from '../lib/statement.mjs';
import { utf8, windows1252 } from '../lib/text.mjs';
import { cakes, collections } from './cakes.mjs';
import { canal } from './canal.mjs';
import { flat } from './flat.mjs';
import { flatSheets } from './flat-sheets.mjs';
import { lindenhof } from './lindenhof.mjs';
import { ofenplan } from './ofenplan.mjs';
import { ofenplanSheets } from './ofenplan-sheets.mjs';
import { papers } from './papers.mjs';
import { salesSheets } from './sales-sheets.mjs';
import { AS_OF, FIRST_DAY, openAccounts } from './world.mjs';

/** @param {import('./world.mjs').Accounts} accounts @returns {import('../lib/example.mjs').FileSpec[]} */
function files(accounts) {
  return [
    { path: 'konten/lindenhof-2024.csv', of: accounts.lindenhof, to: '2024-12-31', bytes: ({ rows }) => windows1252(germanBank(rows)) },
    { path: 'konten/lindenhof-2025.csv', of: accounts.lindenhof, from: '2025-01-01', bytes: ({ rows }) => windows1252(germanBank(rows)) },
    { path: 'konten/canal.csv', of: accounts.canal, bytes: ({ rows }) => windows1252(frenchBank(rows)) },
    { path: 'konten/ofenplan-stripe.csv', of: accounts.ofenplanStripe, bytes: ({ rows }) => utf8(stripeBalance(rows)) },
    { path: 'konten/ofenplan-checking.ofx', of: accounts.ofenplan, bytes: ({ rows, closing, asOf }) => utf8(ofxXml({ rows, closing, asOf, currency: 'USD', account: 'XXXXXX9911' })) },
    { path: 'konten/weststadt.csv', of: accounts.flat, bytes: ({ rows }) => utf8(bareBank(rows)) },
  ];
}

/** Each company keeps its books in another program. @param {readonly import('../lib/entries.mjs').Entry[]} collected @returns {import('../lib/example.mjs').BooksSpec[]} */
function books(collected) {
  const firstDay = FIRST_DAY;
  return [
    {
      entity: 'lindenhof',
      firstDay,
      more: collected,
      files: (entries) => new Map([...germanJournal(entries, 'Assets:Lindenhof Girokonto')].map(([name, text]) => [`buecher/lindenhof/${name}`, utf8(text)])),
    },
    { entity: 'canal', firstDay, files: (entries) => new Map([['buecher/canal.ledger', utf8(ledgerJournal(entries))]]) },
    {
      entity: 'ofenplan',
      firstDay,
      files: (entries) => {
        const about = { company: 'Ofenplan Inc.', from: 'April 1, 2024', to: 'March 31, 2026' };
        return new Map([['buecher/ofenplan-journal.csv', utf8(quickBooksJournal(entries, about))]]);
      },
    },
    { entity: 'flat-weststadt', firstDay, files: (entries) => new Map([['buecher/weststadt.beancount', utf8(beancountFile(entries, firstDay))]]) },
  ];
}

const OFENPLAN_FIXED = ['Payroll', 'Contractors', 'Software', 'Insurance', 'Hosting', 'Advertising'].map((name) => `Expenses:${name}`);
const FLAT_FIXED = ['Hausgeld', 'Zinsen', 'Grundsteuer'].map((name) => `Expenses:${name}`);

/** Makes the bakery group's raw inputs and what must be found in them. */
export function bakeryGroup() {
  resetPairs();
  const accounts = openAccounts();
  for (const entity of [lindenhof, canal, ofenplan, flat]) entity(accounts);
  const orders = cakes(accounts);
  return makeExample({
    asOf: AS_OF,
    currency: 'EUR',
    files: files(accounts),
    sheets: [{ path: 'konten/festtorten.csv', sheet: orders, bytes: (bookings) => windows1252(orderList(bookings)) }],
    books: books(collections(orders)),
    further: new Map([...flatSheets(accounts), ...ofenplanSheets(accounts), ...salesSheets(), ...papers()]),
    entities: [
      { id: 'lindenhof', fixed: [], deposits: [] },
      { id: 'canal', fixed: [], deposits: [] },
      { id: 'ofenplan', fixed: OFENPLAN_FIXED, deposits: [] },
      { id: 'flat-weststadt', fixed: FLAT_FIXED, deposits: ['Liabilities:Kaution'] },
    ],
    streams: [
      { entity: 'ofenplan', id: 'subscriptions', account: 'Income:Subscriptions', price: 72_000, variable: 1_200, variablePermille: 29 },
      { entity: 'flat-weststadt', id: 'miete', account: 'Income:Miete', price: 118_000, variable: 0, variablePermille: 0 },
    ],
  });
}
