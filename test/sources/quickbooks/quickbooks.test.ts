import { describe, expect, test } from 'vitest';
import { problemText } from '../../../src/core/problem.ts';
import { knownType } from '../../../src/sources/quickbooks/account.ts';
import { placeOf } from '../_shown.ts';
import { entryTexts, readQuickBooks } from '../books/_shown.ts';

const accounts = {
  Checking: 'Assets:Checking',
  "Owner's Investment": 'Equity:Owner:Investment',
  'Design Income': 'Income:Design',
  'Bank Charges': 'Expenses:Bank Charges',
};

describe('the Journal of QuickBooks Online', () => {
  const journal = `
    Northwind Studio
    Journal
    "January 1-31, 2026"

    ,Date,Transaction Type,Num,Name,Memo/Description,Account,Debit,Credit
    ,01/02/2026,Deposit,,,Owner contribution,Checking,"5,000.00",
    ,,,,,,Owner's Investment,,"5,000.00"
    ,,,,,,,"$5,000.00","$5,000.00"

    ,01/15/2026,Invoice,1001,Mara,Brand package,Accounts Receivable (A/R),"2,750.00",
    ,,,,Mara,Brand package,Design Income,,"3,000.00"
    ,,,,Mara,Discount,Design Income,,(250.00)
    ,,,,,,,"$2,750.00","$2,750.00"

    TOTAL,,,,,,,"$7,750.00","$7,750.00"

    "Friday, February 6, 2026 10:15 AM GMT-05:00"
  `;

  test('a transaction is a block: its day stands on its first line, its totals below it', () => {
    const result = readQuickBooks(journal, { accounts });
    expect(result.problems.map(problemText)).toEqual([]);
    expect(result.layout).toMatchObject({
      program: 'QuickBooks',
      transactions: 'by block',
      date_order: expect.stringContaining('mdy'),
    });
    expect(entryTexts(result)).toEqual([
      '6 | 1 | 2026-01-02 | Assets:Checking | 5000.00 USD |  | Owner contribution | cash',
      '7 | 1 | 2026-01-02 | Equity:Owner:Investment | -5000.00 USD |  | Owner contribution',
      '10 | 2 | 2026-01-15 | Assets:Accounts Receivable (A/R) | 2750.00 USD | Mara | Brand package',
      '11 | 2 | 2026-01-15 | Income:Design | -3000.00 USD | Mara | Brand package',
      '12 | 2 | 2026-01-15 | Income:Design | 250.00 USD | Mara | Discount',
    ]);
  });
});

describe('the General Ledger of QuickBooks Online', () => {
  const ledger = `
    Northwind Studio,,,,,,,,
    General Ledger,,,,,,,,
    "January 1 - January 31, 2026",,,,,,,,
    ,,,,,,,,
    ,Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance
    Checking,,,,,,,,
    ,Beginning Balance,,,,,,,"1,000.00"
    ,01/15/2026,Payment,77,Mara,,Accounts Receivable (A/R),400.00,"1,400.00"
    ,01/20/2026,Expense,,Bank,Fee,Bank Charges:Cards,-15.00,"1,385.00"
    Total for Checking,,,,,,,$385.00,
    Accounts Receivable (A/R),,,,,,,,
    ,01/10/2026,Invoice,1001,Mara,Logo,Design Income,400.00,400.00
    ,01/15/2026,Payment,77,Mara,,Checking,-400.00,0.00
    Total for Accounts Receivable (A/R),,,,,,,$0.00,
    Loan,,,,,,,,
    ,Beginning Balance,,,,,,,"1,000.00"
    Total for Loan,,,,,,,,
    Design Income,,,,,,,,
    ,01/10/2026,Invoice,1001,Mara,Logo,Accounts Receivable (A/R),400.00,400.00
    Total for Design Income,,,,,,,$400.00,
    Bank Charges,,,,,,,,
    Cards,,,,,,,,
    ,01/20/2026,Expense,,Bank,Fee,Checking,15.00,15.00
    Total for Cards,,,,,,,$15.00,
    Total for Bank Charges with sub-accounts,,,,,,,$15.00,
    "Accrual basis Friday, February 6, 2026 10:15 AM GMT-05:00",,,,,,,,
  `;

  test('each posting stands below its account: transactions are found again, amounts get the sign of their type', () => {
    const result = readQuickBooks(ledger, { accounts: { ...accounts, Loan: 'Liabilities:Loan' } });
    expect(result.problems.map(problemText)).toEqual([]);
    expect(entryTexts(result)).toEqual([
      '7 | 1 | 2025-12-31 | Assets:Checking | 1000.00 USD |  | Beginning balance | cash',
      '7 | 1 | 2025-12-31 | Equity:Opening Balances | -1000.00 USD |  | Beginning balance',
      '16 | 2 | 2025-12-31 | Liabilities:Loan | -1000.00 USD |  | Beginning balance',
      '16 | 2 | 2025-12-31 | Equity:Opening Balances | 1000.00 USD |  | Beginning balance',
      '8 | 3 | 2026-01-15 | Assets:Checking | 400.00 USD | Mara |  | cash',
      '13 | 3 | 2026-01-15 | Assets:Accounts Receivable (A/R) | -400.00 USD | Mara | ',
      '9 | 4 | 2026-01-20 | Assets:Checking | -15.00 USD | Bank | Fee | cash',
      '23 | 4 | 2026-01-20 | Expenses:Bank Charges:Cards | 15.00 USD | Bank | Fee',
      '12 | 5 | 2026-01-10 | Assets:Accounts Receivable (A/R) | 400.00 USD | Mara | Logo',
      '19 | 5 | 2026-01-10 | Income:Design | -400.00 USD | Mara | Logo',
    ]);
  });

  test('without a type nobody knows the side of an amount: its transactions are left out, each named', () => {
    const result = readQuickBooks(ledger, {
      accounts: { 'Design Income': 'Income:Design', Checking: 'Assets:Checking' },
    });
    expect(result.problems.map(placeOf)).toEqual([
      '9:1 books-transaction-incomplete',
      '16:1 account-unplaced',
      '16:26 books-sign-unknown',
      '23:1 account-unplaced',
      '23:40 books-sign-unknown',
    ]);
  });
});

describe('the General Ledger of QuickBooks Desktop', () => {
  test('accounts with numbers, their opening beside their name, own postings of a parent as "Other"', () => {
    const result = readQuickBooks(
      `
      ,,Type,Date,Num,Adj,Name,Memo,Split,Debit,Credit,Balance
      1000 · Checking,,,,,,,,,,,"2,000.00"
      ,,Bill Pmt,01/05/2026,55,,Dock,Fuel,-SPLIT-,,90.00,"1,910.00"
      ,,Deposit,01/20/2026,,,Mara,Charter,4000 · Charters,500.00,,"2,410.00"
      Total 1000 · Checking,,,,,,,,,500.00,90.00,"2,410.00"
      2000 · Loan (deleted),,,,,,,,,,,"-1,500.00"
      Total 2000 · Loan (deleted),,,,,,,,,0.00,0.00,"-1,500.00"
      4000 · Charters,,,,,,,,,,,0.00
      ,,Deposit,01/20/2026,,,Mara,Charter,1000 · Checking,,500.00,-500.00
      Total 4000 · Charters,,,,,,,,,0.00,500.00,-500.00
      6000 · Boat,,,,,,,,,,,0.00
      6010 · Fuel,,,,,,,,,,,0.00
      ,,Bill Pmt,01/05/2026,55,,Dock,Fuel,1000 · Checking,60.00,,60.00
      Total 6010 · Fuel,,,,,,,,,60.00,0.00,60.00
      6000 · Boat - Other,,,,,,,,,,,0.00
      ,,Bill Pmt,01/05/2026,55,,Dock,Rope,1000 · Checking,30.00,,30.00
      Total 6000 · Boat - Other,,,,,,,,,30.00,0.00,30.00
      Total 6000 · Boat,,,,,,,,,90.00,0.00,90.00
      TOTAL,,,,,,,,,590.00,590.00,0.00
      `,
      {
        accounts: {
          '1000': 'Assets:Checking',
          '2000 Loan': 'Liabilities:Loan',
          '4000 Charters': 'Income:Charters',
          '6000 Boat': 'Expenses:Boat',
        },
      },
    );
    expect(result.problems.map(problemText)).toEqual([]);
    expect(entryTexts(result)).toEqual([
      '2 | 1 | 2026-01-04 | Assets:Checking | 2000.00 USD |  | Beginning balance | cash',
      '2 | 1 | 2026-01-04 | Equity:Opening Balances | -2000.00 USD |  | Beginning balance',
      '6 | 2 | 2026-01-04 | Liabilities:Loan | -1500.00 USD |  | Beginning balance',
      '6 | 2 | 2026-01-04 | Equity:Opening Balances | 1500.00 USD |  | Beginning balance',
      '3 | 3 | 2026-01-05 | Assets:Checking | -90.00 USD | Dock | Fuel | cash',
      '13 | 3 | 2026-01-05 | Expenses:Boat:6010 Fuel | 60.00 USD | Dock | Fuel',
      '16 | 3 | 2026-01-05 | Expenses:Boat | 30.00 USD | Dock | Rope',
      '4 | 4 | 2026-01-20 | Assets:Checking | 500.00 USD | Mara | Charter | cash',
      '9 | 4 | 2026-01-20 | Income:Charters | -500.00 USD | Mara | Charter',
    ]);
  });
});

test('the newer General Ledger: a column of accounts that only the headings fill', () => {
  const result = readQuickBooks(
    `
    General Ledger
    "January 1-31, 2026"

    Distribution account,Transaction date,Transaction type,Num,Name,Memo/Description,Split account,Amount,Balance
    Checking
    ,01/20/2026,Deposit,,Mara,Charter,Sales,500.00,500.00
    Total for Checking,,,,,,,500.00,
    Sales
    ,01/20/2026,Deposit,,Mara,Charter,Checking,500.00,500.00
    Total for Sales,,,,,,,500.00,
    `,
    { accounts },
  );
  expect(result.problems.map(problemText)).toEqual([]);
  expect(entryTexts(result)).toEqual([
    '6 | 1 | 2026-01-20 | Assets:Checking | 500.00 USD | Mara | Charter | cash',
    '9 | 1 | 2026-01-20 | Income:Sales | -500.00 USD | Mara | Charter',
  ]);
});

test('a journal that repeats the day on every line: a transaction is over when it is zero', () => {
  const result = readQuickBooks(
    `
    Date,Transaction Type,Num,Name,Memo/Description,Account,Debit,Credit
    01/15/2026,Expense,,Dock,Fuel,Sales,40.00,
    01/15/2026,Expense,,Dock,Fuel,Checking,,40.00
    01/15/2026,Expense,,Dock,Rope,Sales,10.00,
    01/15/2026,Expense,,Dock,Rope,Checking,,10.00
    01/16/2026,Expense,9,Dock,Rope,Sales,10.00,
    ,,,,,Checking,,10.00
    `,
    { accounts },
  );
  expect(result.problems).toEqual([]);
  expect(entryTexts(result).map((text) => text.split(' | ').slice(0, 2).join(' '))).toEqual([
    '2 1',
    '3 1',
    '4 2',
    '5 2',
    '6 3',
    '7 3',
  ]);
});

test('amounts are of the company’s currency; a foreign one stands beside them', () => {
  const result = readQuickBooks(
    `
    Date,Transaction Type,Num,Name,Memo/Description,Account,Currency,Foreign Amount,Debit,Credit
    01/15/2026,Deposit,7,Mara,Charter,Checking,EUR,100.00,108.40,
    ,,,,,Sales,EUR,100.00,,108.40
    01/16/2026,Deposit,8,Mara,Charter,Checking,EUR,1x,108.40,
    ,,,,,Sales,EUR,100.00,,108.40
    `,
    { accounts },
  );
  expect(entryTexts(result)).toEqual([
    '2 | 1 | 2026-01-15 | Assets:Checking | 108.40 USD | Mara | Charter | cash | 100.00 EUR',
    '3 | 1 | 2026-01-15 | Income:Sales | -108.40 USD | Mara | Charter | -100.00 EUR',
  ]);
  expect(result.problems.map(placeOf)).toEqual(['4:1 books-transaction-incomplete', '4:48 amount-invalid']);
});

test.each([
  ['Sales:Retail', 'Income'],
  ['4000 Sales', 'Income'],
  ['Accounts Payable (A/P)', 'Liabilities'],
  ['Prepaid Expenses', undefined],
])('the type of %j is %s', (name, type) => {
  expect(knownType(name)).toBe(type);
});
