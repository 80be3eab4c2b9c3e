import { describe, expect, test } from 'vitest';
import { problemText } from '../../../src/core/problem.ts';
import { readAccount } from '../../../src/sources/xero/account.ts';
import { placeOf } from '../_shown.ts';
import { entryTexts, readXero } from '../books/_shown.ts';

const problemsOf = (result: ReturnType<typeof readXero>): readonly string[] => result.problems.map(problemText);

describe('the Journal Report', () => {
  test('journals by their numbers; types of accounts by their column', () => {
    const result = readXero(`
      Journal Report
      Harbor Trading
      For the period 1 January 2026 to 31 January 2026

      Date,Source,Description,Reference,Journal Number,Account Code,Account,Account Type,Debit,Credit
      5 Jan 2026,Receivable Invoice,Invoice INV-1,INV-1,2,610,610 - Accounts Receivable,Accounts Receivable,"3,245.00",0.00
      5 Jan 2026,Receivable Invoice,Logo,INV-1,2,200,200 - Sales,Revenue,0.00,"3,000.00"
      5 Jan 2026,Receivable Invoice,Sales tax,INV-1,2,820,820 - Sales Tax,Sales Tax,0.00,245.00
      20 Jan 2026,Receive Money,Payment,INV-1,3,090,090 - Business Account,Bank,"3,245.00",0.00
      20 Jan 2026,Receive Money,Payment,INV-1,3,610,610 - Accounts Receivable,Accounts Receivable,0.00,"3,245.00"
      Total,,,,,,,,"6,490.00","6,490.00"
    `);
    expect(problemsOf(result)).toEqual([]);
    expect(result.layout).toMatchObject({ program: 'Xero', transactions: 'by number' });
    expect(entryTexts(result)).toEqual([
      '6 | 1 | 2026-01-05 | Assets:Accounts Receivable | 3245.00 USD |  | Invoice INV-1',
      '7 | 1 | 2026-01-05 | Income:Sales | -3000.00 USD |  | Logo',
      '8 | 1 | 2026-01-05 | Liabilities:Sales Tax | -245.00 USD |  | Sales tax',
      '9 | 2 | 2026-01-20 | Assets:Business Account | 3245.00 USD |  | Payment | cash',
      '10 | 2 | 2026-01-20 | Assets:Accounts Receivable | -3245.00 USD |  | Payment',
    ]);
  });

  test('a journal that does not balance is left out whole, with its lines and what is left', () => {
    const result = readXero(`
      Date,Journal Number,Source,Description,Account Code,Account,Account Type,Debit,Credit
      2 Jan 2026,1,Manual Journal,Start,090,Business Account,Bank,100.00,
      2 Jan 2026,1,Manual Journal,Start,881,Funds Introduced,Equity,,99.99
      3 Jan 2026,2,Manual Journal,Fee,404,Bank Fees,Expense,5.00,
      3 Jan 2026,2,Manual Journal,Fee,090,Business Account,Bank,,5.00
    `);
    expect(entryTexts(result).map((text) => text.slice(0, 6))).toEqual(['4 | 1 ', '5 | 1 ']);
    expect(problemsOf(result)).toEqual([
      'books.csv:2:1  books-transaction-unbalanced  the transaction of lines 2, 3 is left out, because 0.01 USD is left of ' +
        'its debits less its credits; expected debits equal to credits; take the Journal Report with its column Journal ' +
        'Number, or the General Ledger with every account',
    ]);
  });

  test('nor is one of which a line cannot be read', () => {
    const result = readXero(`
      Date,Journal Number,Source,Description,Account,Account Type,Debit,Credit
      2 Jan 2026,1,Manual Journal,Start,Business Account,Bank,1OO.00,
      2 Jan 2026,1,Manual Journal,Start,Funds Introduced,Equity,,100.00
      Jan the 3rd,2,Manual Journal,Fee,Bank Fees,Expense,5.00,
      3 Jan 2026,2,Manual Journal,Fee,Business Account,Bank,,5.00
      4 Jan 2026,,Manual Journal,Fee,Bank Fees,Expense,5.00,
      4 Jan 2026,3,Manual Journal,Fee,,Bank,,5.00
    `);
    expect(entryTexts(result)).toEqual([]);
    expect(result.problems.map(placeOf)).toEqual([
      '2:1 books-transaction-incomplete',
      '2:57 amount-invalid',
      '4:1 date-invalid',
      '4:1 books-transaction-incomplete',
      '6:1 books-transaction-unbalanced',
      '7:33 books-account-missing',
    ]);
  });

  test('what was voided or is a draft is named and not counted', () => {
    const result = readXero(`
      Date,Journal Number,Source,Description,Account,Account Type,Debit,Credit,Status
      2 Jan 2026,1,Manual Journal,Start,Business Account,Bank,100.00,,Posted
      2 Jan 2026,1,Manual Journal,Start,Funds Introduced,Equity,,100.00,Posted
      3 Jan 2026,2,Manual Journal,Fee,Bank Fees,Expense,5.00,,Voided
      3 Jan 2026,2,Manual Journal,Fee,Business Account,Bank,,5.00,Voided
    `);
    expect(entryTexts(result)).toHaveLength(2);
    expect(result.problems.map(placeOf)).toEqual(['4:57 not-settled', '5:61 not-settled']);
  });
});

describe('Account Transactions and the General Ledger', () => {
  const ledger = `
    Account Transactions
    Harbor Trading
    For the period 1 April 2026 to 30 April 2026

    Date,Source,Description,Reference,Debit,Credit,Running Balance
    Business Account (090)
    ,,Opening Balance,,500.00,0.00,500.00
    06/04/2026,Receive Money,Mara - Charter,R-1,"1,000.00",,"1,500.00"
    20/04/2026,Spend Money,Dock - Fuel,F-7,,80.00,"1,420.00"
    Total Business Account (090),,,,"1,000.00",80.00,920.00
    ,,Closing Balance,,"1,420.00",0.00,"1,420.00"
    Sales (200)
    06/04/2026,Receive Money,Charter,R-1,,"1,000.00",(1000.00)
    Total Sales (200),,,,0.00,"1,000.00",(1000.00)
    Fuel (445)
    20/04/2026,Spend Money,Fuel,F-7,80.00,,80.00
    Total Fuel (445),,,,81.00,0.00,81.00
    Total,,,,"1,080.00","1,080.00",0.00
  `;

  test('postings below their account find together by day, source and reference', () => {
    const accounts = { '090': 'Assets:Bank', Sales: 'Income', '445 - Fuel': 'Expenses:Boat:Fuel' };
    const result = readXero(ledger, { accounts, currency: 'EUR', counterparties: { Fuel: 'dock' } });
    expect(problemsOf(result)).toEqual([
      'books.csv:17:21  books-total-mismatch  Debit of Fuel (445) is 81.00 here, and its postings sum to 80.00; expected ' +
        '80.00; export it again; the postings count, not their total',
    ]);
    expect(entryTexts(result)).toEqual([
      '7 | 1 | 2026-03-31 | Assets:Bank | 500.00 EUR |  | Beginning balance | cash',
      '7 | 1 | 2026-03-31 | Equity:Opening Balances | -500.00 EUR |  | Beginning balance',
      '8 | 2 | 2026-04-06 | Assets:Bank | 1000.00 EUR |  | Mara - Charter | cash',
      '13 | 2 | 2026-04-06 | Income:Sales | -1000.00 EUR |  | Charter',
      '9 | 3 | 2026-04-20 | Assets:Bank | -80.00 EUR |  | Dock - Fuel | cash',
      '16 | 3 | 2026-04-20 | Expenses:Boat:Fuel | 80.00 EUR |  | Fuel | with dock',
    ]);
  });

  test('an export of one account has no other halves: none is counted, and it is said which export to take', () => {
    const result = readXero(
      `
      Date,Source,Description,Reference,Debit,Credit,Running Balance
      Business Account (090)
      06/04/2026,Receive Money,Mara,R-1,"1,000.00",,"1,000.00"
      20/04/2026,Spend Money,Dock,F-7,,80.00,920.00
      Total Business Account (090),,,,"1,000.00",80.00,920.00
    `,
      { accounts: { '090': 'Assets:Bank' } },
    );
    expect(entryTexts(result)).toEqual([]);
    expect(problemsOf(result)).toEqual([
      'books.csv:1:1  books-one-sided  none of the 2 postings has its other half in this file: debits less credits are ' +
        '920.00 USD; expected the postings of all accounts; take the Journal Report with its column Journal Number, or ' +
        'the General Ledger with every account',
    ]);
  });

  test('printed in pages: header and titles come again', () => {
    const result = readXero(
      `
      General Ledger Detail
      Harbor Trading

      Date,Account Code,Account,Account Type,Contact,Description,Reference,Debit,Credit
      06/04/2026,090,Business Account,Bank,Mara,Charter,R-1,"1,000.00",

      Page 2
      General Ledger Detail
      Harbor Trading
      Date,Account Code,Account,Account Type,Contact,Description,Reference,Debit,Credit
      06/04/2026,200,Sales,Revenue,Mara,Charter,R-1,,"1,000.00"
    `,
      { date_order: 'dmy' },
    );
    expect(problemsOf(result)).toEqual([]);
    expect(entryTexts(result)).toEqual([
      '5 | 1 | 2026-04-06 | Assets:Business Account | 1000.00 USD | Mara | Charter | cash',
      '11 | 1 | 2026-04-06 | Income:Sales | -1000.00 USD | Mara | Charter',
    ]);
  });
});

test('foreign amounts stand beside their worth in the books’ currency', () => {
  const result = readXero(
    `
    Date,Journal Number,Source,Description,Account,Account Type,Currency,Debit (Source),Credit (Source),Debit (USD),Credit (USD)
    2 Jan 2026,1,Receive Money,Charter,Euro Account,Bank,EUR,100.00,,108.40,
    2 Jan 2026,1,Receive Money,Charter,Sales,Revenue,EUR,,100.00,,108.40
  `,
    { currency: 'GBP' },
  );
  expect(problemsOf(result)).toEqual([]);
  expect(entryTexts(result)).toEqual([
    '2 | 1 | 2026-01-02 | Assets:Euro Account | 108.40 USD |  | Charter | cash | 100.00 EUR',
    '3 | 1 | 2026-01-02 | Income:Sales | -108.40 USD |  | Charter | -100.00 EUR',
  ]);
});

test('without columns of foreign amounts the currency is that of the line, and each must balance', () => {
  const result = readXero(`
    Date,Journal Number,Source,Description,Account,Account Type,Currency,Debit,Credit
    2 Jan 2026,1,Receive Money,Charter,Euro Account,Bank,EUR,100.00,
    2 Jan 2026,1,Receive Money,Charter,Sales,Revenue,EUR,,100.00
    3 Jan 2026,2,Transfer,Exchange,Dollar Account,Bank,USD,108.40,
    3 Jan 2026,2,Transfer,Exchange,Euro Account,Bank,EUR,,100.00
  `);
  expect(entryTexts(result)).toEqual([
    '2 | 1 | 2026-01-02 | Assets:Euro Account | 100.00 EUR |  | Charter | cash',
    '3 | 1 | 2026-01-02 | Income:Sales | -100.00 EUR |  | Charter',
  ]);
  expect(result.problems[0]?.message).toBe(
    'the transaction of lines 4, 5 is left out, because 108.40 USD, -100.00 EUR is left of its debits less its credits',
  );
});

test.each([
  ['610 - Debtors', '', 'Debtors', '610'],
  ['Debtors (610)', '', 'Debtors', '610'],
  ['Debtors', '610', 'Debtors', '610'],
  ['610 - Debtors', '610', 'Debtors', '610'],
  ['Vehicle - Owner', '', 'Vehicle - Owner', ''],
  ['Loan (old)', '', 'Loan (old)', ''],
  ['2026 - Plan', '610', '2026 - Plan', '610'],
])('%j with the code %j is %j, %j', (text, code, name, found) => {
  expect(readAccount(text, code)).toEqual({ name, code: found });
});
