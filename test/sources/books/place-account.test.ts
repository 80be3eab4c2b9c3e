import { describe, expect, test } from 'vitest';
import { problemText } from '../../../src/core/problem.ts';
import { counterpartyOf } from '../../../src/sources/_books/counterparty.ts';
import { placeAccount, typeByName, unplacedAccount } from '../../../src/sources/_books/place-account.ts';

const accounts = {
  '200 - Sales': 'Income:Sales',
  '610': 'Assets:Accounts Receivable',
  Aktiva: 'Assets',
  'Aktiva:Forderungen': 'Assets:Receivable',
  Kasse: 'Assets',
};

describe('placing an account', () => {
  test.each([
    [{ name: 'Sales', code: '200' }, 'Income:Sales'],
    [{ name: 'Debtors', code: '610' }, 'Assets:Accounts Receivable'],
    [{ name: 'Aktiva:Bank:Giro' }, 'Assets:Bank:Giro'],
    [{ name: 'Aktiva:Forderungen:Inland' }, 'Assets:Receivable:Inland'],
    [{ name: 'Aktiva:Forderungen' }, 'Assets:Receivable'],
    [{ name: 'Kasse' }, 'Assets:Kasse'],
  ])('%o is where the owner declares it: %s', (account, place) => {
    expect(placeAccount(account, accounts)).toEqual({ account: place, known: true });
  });

  test('a declared beginning ends at a level', () => {
    expect(placeAccount({ name: 'Aktivaschwund' }, accounts).known).toBe(false);
  });

  test('what the owner declares goes before what the books state', () => {
    expect(placeAccount({ name: 'Kasse', type: 'Expenses' }, accounts).account).toBe('Assets:Kasse');
  });

  test('else below the type that the books state', () => {
    expect(placeAccount({ name: 'Fuel:Dock', type: 'Expenses' }, accounts).account).toBe('Expenses:Fuel:Dock');
    expect(placeAccount({ name: 'Income Tax', type: 'Expenses' }, undefined).account).toBe('Expenses:Income Tax');
    expect(placeAccount({ name: 'income:refunds', type: 'Expenses' }, {}).account).toBe('Expenses:income:refunds');
  });

  test('else by the name of its first level', () => {
    expect(placeAccount({ name: 'revenues:sales' }, accounts).account).toBe('Income:sales');
    expect(placeAccount({ name: 'Assets' }, accounts).account).toBe('Assets:Unnamed');
    expect(typeByName('Debts:Loan')).toBe('Liabilities');
    expect(typeByName('Expense report')).toBeUndefined();
  });

  test('else nowhere, and the problem says how to declare it', () => {
    const account = { name: 'Suspense', code: '999' };
    expect(placeAccount(account, accounts)).toEqual({ account: 'Equity:Unclassified:Suspense', known: false });
    expect(problemText(unplacedAccount(account, { file: 'books.csv', line: 7, column: 3 }))).toBe(
      'books.csv:7:3  account-unplaced  account "Suspense" is of no known type; expected a type in the books, or a ' +
        'place in the portfolio; declare it under `accounts` of these books, such as { "999 - Suspense": "Expenses:Suspense" }',
    );
  });

  test('a name from outside is made fit: no line ends, comments or empty levels', () => {
    expect(placeAccount({ name: ' a;b ::c\nd: ', type: 'Equity' }, {}).account).toBe('Equity:a,b:c d');
    expect(placeAccount({ name: 'constructor', type: 'Equity' }, {}).account).toBe('Equity:constructor');
  });
});

test('a counterparty is declared by account, by a beginning of it, or by payee', () => {
  const declared = { 'Due from:Jada': 'jada', Harbor: 'harbor-events' };
  expect(counterpartyOf(declared, 'Due from:Jada', '')).toBe('jada');
  expect(counterpartyOf(declared, 'Due from:Jada:2026', '')).toBe('jada');
  expect(counterpartyOf(declared, 'Bank', 'Harbor')).toBe('harbor-events');
  expect(counterpartyOf(declared, 'Due from', 'Mara')).toBeUndefined();
  expect(counterpartyOf(undefined, 'Bank', 'Harbor')).toBeUndefined();
});
