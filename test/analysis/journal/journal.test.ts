import { describe, expect, it } from 'vitest';
import { lines, statement } from '../../facts/_statements.ts';
import { booked } from './_books.ts';

const CHECKING = 'Assets:JADA Checking';
const POSTINGS = 'SELECT date, account, amount, category FROM postings ORDER BY date, txn, amount DESC, account';

describe('the derived journal', () => {
  it('books each row by the first rule that matches, and counts what none matches', async () => {
    const rows = await booked(
      {
        categories: [
          { match: { payee: 'fuel dock' }, account: 'Expenses:Fuel' },
          { match: { payee: 'dock' }, account: 'Expenses:Slip' },
        ],
        statements: [
          {
            account: CHECKING,
            file: 'bank.csv',
            rows: statement(`
              2026-01-05  -12.50  Harbor FUEL DOCK
              2026-01-06  -800.00  Dock 7
              2026-01-07  950.00  Sergio
              2026-01-08  -3.00  Kiosk`),
          },
        ],
      },
      POSTINGS,
    );
    expect(lines(rows)).toEqual([
      '2026-01-05  Expenses:Fuel  12.50  rule',
      '2026-01-05  Assets:JADA Checking  -12.50  cash',
      '2026-01-06  Expenses:Slip  800.00  rule',
      '2026-01-06  Assets:JADA Checking  -800.00  cash',
      '2026-01-07  Assets:JADA Checking  950.00  cash',
      '2026-01-07  Income:Uncategorised  -950.00  uncategorised',
      '2026-01-08  Expenses:Uncategorised  3.00  uncategorised',
      '2026-01-08  Assets:JADA Checking  -3.00  cash',
    ]);
  });
});
