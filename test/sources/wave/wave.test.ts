import { expect, test } from 'vitest';
import { problemText } from '../../../src/core/problem.ts';
import { placeOf } from '../_shown.ts';
import { entryTexts, readWave } from '../books/_shown.ts';

const HEADER =
  'Transaction ID,Transaction Date,Account Name,Transaction Description,Transaction Line Description,Amount (One column),' +
  'Debit Amount (Two Column Approach),Credit Amount (Two Column Approach),Other Accounts for this Transaction,Customer,' +
  'Vendor,Invoice Number,Bill Number,Notes / Memo,Account Group,Account Type,Account ID';

test('one line a posting, by the id of its transaction; the group of an account is its type', () => {
  const result = readWave(
    [
      HEADER,
      '1001,2026-01-31,Business Checking,Charter,,1200.00,1200.00,,Sales,Mara,,INV-1,,,Asset,Cash and Bank,A1',
      '1002,2026-02-03,Visa Card,Office,,60.00,,60.00,Split,,Staples,,,,Liability,Credit Card,L2',
      '1001,2026-01-31,Sales,Charter,Half day,1200.00,,1200.00,Business Checking,Mara,,INV-1,,,Income,Income,I4',
      '1002,2026-02-03,Office Supplies,Office,Paper,40.00,40.00,,Visa Card,,Staples,,,,Expense,Operating Expense,X1',
      '1002,2026-02-03,Meals,Office,Coffee,20.00,20.00,,Visa Card,,Staples,,,,Expense,Operating Expense,X2',
      '1003,2026-02-04,Owner Drawings,Draw,,-500.00,500.00,0,Business Checking,,,,,,Equity,Business Owner Contribution and Drawing,E1',
      '1003,2026-02-04,Business Checking,Draw,,-500.00,0,500.00,Owner Drawings,,,,,,Asset,Cash and Bank,A1',
      '',
    ].join('\n'),
  );
  expect(result.problems.map(problemText)).toEqual([]);
  expect(entryTexts(result)).toEqual([
    '2 | 1 | 2026-01-31 | Assets:Business Checking | 1200.00 USD | Mara | Charter | cash',
    '4 | 1 | 2026-01-31 | Income:Sales | -1200.00 USD | Mara | Charter Half day',
    '3 | 2 | 2026-02-03 | Liabilities:Visa Card | -60.00 USD | Staples | Office',
    '5 | 2 | 2026-02-03 | Expenses:Office Supplies | 40.00 USD | Staples | Office Paper',
    '6 | 2 | 2026-02-03 | Expenses:Meals | 20.00 USD | Staples | Office Coffee',
    '7 | 3 | 2026-02-04 | Equity:Owner Drawings | 500.00 USD |  | Draw',
    '8 | 3 | 2026-02-04 | Assets:Business Checking | -500.00 USD |  | Draw | cash',
  ]);
});

test('with the single column only, debits are positive', () => {
  const result = readWave(`
    Transaction ID,Transaction Date,Account Name,Transaction Description,Amount (One column),Account Group,Account Type
    7,2026-01-31,Business Checking,Charter,"$1,200.00",Assets,Cash and Bank
    7,2026-01-31,Sales,Charter,"($1,200.00)",Income,Income
  `);
  expect(result.problems).toEqual([]);
  expect(entryTexts(result)).toEqual([
    '2 | 1 | 2026-01-31 | Assets:Business Checking | 1200.00 USD |  | Charter | cash',
    '3 | 1 | 2026-01-31 | Income:Sales | -1200.00 USD |  | Charter',
  ]);
});

test('a line without an id belongs to no transaction, and its other half does not balance', () => {
  const result = readWave(`
    Transaction ID,Transaction Date,Account Name,Transaction Description,Debit Amount (Two Column Approach),Credit Amount (Two Column Approach),Account Group
    7,2026-01-31,Business Checking,Charter,1200.00,,Asset
    ,2026-01-31,Sales,Charter,,1200.00,Income
    8,2026-01-31,Business Checking,Charter,10.00,20.00,Asset
    9,2026-01-31,Parked,Charter,10.00,,Mystery
    9,2026-02-01,Business Checking,Charter,,10.00,Asset
  `);
  expect(entryTexts(result)).toEqual([]);
  expect(result.problems.map(placeOf)).toEqual([
    '2:1 books-transaction-unbalanced',
    '3:1 books-transaction-unbalanced',
    '4:40 amount-two-sided',
    '5:1 books-transaction-incomplete',
    '5:14 account-unplaced',
  ]);
});
