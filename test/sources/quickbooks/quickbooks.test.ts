import { describe, expect, test } from 'vitest';
import { problemText } from '../../../src/core/problem.ts';
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
