import { describe, expect, it } from 'vitest';
import { line, shown, statementOf } from './_statement.ts';

const BOOKS = `
2025-12-01 * Opening
  Assets:Bank        1000.00 USD
  Equity:Opening    -1000.00 USD
2025-12-15 * Sale
  Assets:Bank         500.00 USD
  Income:Sales       -500.00 USD
2026-01-15 * Sale
  Assets:Bank         200.00 USD
  Income:Sales       -200.00 USD
2026-01-20 Rent, on the card
  Expenses:Office:Rent  80.00 USD
  Liabilities:Card     -80.00 USD
2026-02-02 * Desk
  Assets:Furniture     50.00 USD
  Assets:Bank         -50.00 USD
2026-02-03 * Loan
  Assets:Bank         300.00 USD
  Liabilities:Loan   -300.00 USD
2026-02-10 * The card is paid
  Liabilities:Card     80.00 USD
  Assets:Bank         -80.00 USD
`;

describe('Income statement', () => {
  it('has income and expenses positive, and what is left', () => {
    expect(shown(statementOf(BOOKS, { kind: 'income' }))).toEqual([
      '# Income',
      'Sales | 700.00 USD',
      'Total income | 700.00 USD',
      '# Expenses',
      'Office:Rent | 80.00 USD',
      'Total expenses | 80.00 USD',
      'Net income | 620.00 USD',
    ]);
  });

  it('has months across, with the months in which nothing was posted, and their total', () => {
    const statement = statementOf(BOOKS, { kind: 'income', interval: 'month' });
    expect(statement.columns.map(({ id }) => id)).toEqual(['2025-12', '2026-01', '2026-02']);
    expect(line(statement, 'net')).toBe('Net income | 500.00 USD | 120.00 USD | 0 | = 620.00 USD');
  });

  it('leaves out what is outside of the time asked for, and counts the transactions within', () => {
    const statement = statementOf(BOOKS, { kind: 'income', from: '2026-01-16', to: '2026-02-28' });
    expect(line(statement, 'net')).toBe('Net income | -80.00 USD');
    expect(statement.transactions).toBe(4);
  });

  it('is empty for a time before or after all that was posted', () => {
    for (const options of [
      { from: '2030-01-01' },
      { to: '2020-12-31' },
      { from: '2030-01-01', interval: 'month' },
    ] as const) {
      const statement = statementOf(BOOKS, { kind: 'income', ...options });
      expect(line(statement, 'net')).toMatch(/^Net income \| 0$/);
      expect(statement.transactions).toBe(0);
    }
    expect(() => statementOf(BOOKS, { from: '2026-02-01', to: '2026-01-01' })).toThrow('is after --to');
  });

  it('counts only what is cleared where that is asked for', () => {
    const statement = statementOf(BOOKS, { kind: 'income', cleared: true });
    expect(line(statement, 'expenses.total')).toBe('Total expenses | 0');
    expect(statement).toMatchObject({ transactions: 6, filters: ['cleared postings only'] });
  });

  it('says what has no type, and of a journal without postings that there are none', () => {
    const misspelt = '2026-01-01 Fuel\n  Expnses:Fuel  5 USD\n  Assets:Bank  -5 USD\n';
    expect(statementOf(misspelt, {}).notes).toEqual([expect.stringContaining('The account Expnses:Fuel is neither')]);
    expect(statementOf('', {})).toMatchObject({ columns: [], notes: ['There are no postings to report.'] });
  });
});

describe('Balance sheet', () => {
  it('has what was earned as part of equity, without a closing entry', () => {
    expect(shown(statementOf(BOOKS, { kind: 'balance' }))).toEqual([
      '# Assets',
      'Bank | 1870.00 USD',
      'Furniture | 50.00 USD',
      'Total assets | 1920.00 USD',
      '# Liabilities',
      'Loan | 300.00 USD',
      'Total liabilities | 300.00 USD',
      '# Equity',
      'Opening | 1000.00 USD',
      'Retained earnings (earlier years) | 500.00 USD',
      'Net income (year to date) | 120.00 USD',
      'Total equity | 1620.00 USD',
      'Liabilities and equity | 1920.00 USD',
      'Difference | 0',
    ]);
  });

  it('holds all that was posted before its first column, too', () => {
    const statement = statementOf(BOOKS, { kind: 'balance', interval: 'month', from: '2026-01-01' });
    expect(line(statement, 'assets.Assets:Bank')).toBe('Bank | 1700.00 USD | 1870.00 USD');
    expect(line(statement, 'equity.retained')).toBe('Retained earnings (earlier years) | 500.00 USD | 500.00 USD');
  });

  it('parts earnings where the fiscal year begins', () => {
    const statement = statementOf(BOOKS, { kind: 'balance', fiscal: { month: 2, day: 1 } });
    expect(line(statement, 'equity.retained')).toBe('Retained earnings (earlier years) | 620.00 USD');
    expect(line(statement, 'equity.net')).toBe('Net income (year to date) | 0');
  });

  it('shows accounts of no type by themselves, so that both sides still agree', () => {
    const statement = statementOf(`${BOOKS}2026-03-01 Slip\n  Asets:Bank  7.00 USD\n  Assets:Bank  -7.00 USD\n`, {
      kind: 'balance',
    });
    expect(line(statement, 'untyped.Asets:Bank')).toBe('Asets:Bank | -7.00 USD');
    expect(line(statement, 'difference')).toBe('Difference | 0');
  });

  it('has a difference, and says why, where postings need not balance', () => {
    const budget = `${BOOKS}2026-03-01 Budget\n  (Assets:Bank)  7.00 USD\n`;
    const statement = statementOf(budget, { kind: 'balance' });
    expect(line(statement, 'difference')).toBe('Difference | 7.00 USD');
    expect(statement.notes).toEqual([expect.stringContaining('virtual postings that need not balance (--real)')]);
    expect(line(statementOf(budget, { kind: 'balance', real: true }), 'difference')).toBe('Difference | 0');
  });

  it('has a difference between the days of a transaction whose postings have dates of their own', () => {
    const moved = '2026-01-31 Transfer\n  Assets:Bank  -5 USD\n  Expenses:Fee  5 USD  ; date: 2026-02-01\n';
    const statement = statementOf(moved, { kind: 'balance', interval: 'month' });
    expect(line(statement, 'difference')).toBe('Difference | -5 USD | 0');
    expect(statement.notes).toEqual([expect.stringContaining('a date of their own')]);
  });
});

describe('Cash flow statement', () => {
  it('explains each change of cash by the other accounts of its transaction', () => {
    expect(shown(statementOf(BOOKS, { kind: 'cashflow', from: '2026-01-01' }))).toEqual([
      '# Operating activities',
      'Income:Sales | 200.00 USD',
      'Liabilities:Card | -80.00 USD',
      'Cash from operating activities | 120.00 USD',
      '# Investing activities',
      'Assets:Furniture | -50.00 USD',
      'Cash from investing activities | -50.00 USD',
      '# Financing activities',
      'Liabilities:Loan | 300.00 USD',
      'Cash from financing activities | 300.00 USD',
      'Net change in cash | 370.00 USD',
      'Cash at the start | 1500.00 USD',
      'Cash at the end | 1870.00 USD',
      'Difference | 0',
      '# Change by cash account',
      'Assets:Bank | 370.00 USD',
      'Net change in cash | 370.00 USD',
    ]);
  });

  it('follows the owner’s word on what belongs where', () => {
    const statement = statementOf(BOOKS, {
      kind: 'cashflow',
      activities: { financing: ['card'], operating: ['furn'] },
    });
    expect(line(statement, 'operating.Assets:Furniture')).toBe('Assets:Furniture | -50.00 USD');
    expect(line(statement, 'financing.Liabilities:Card')).toBe('Card | -80.00 USD');
  });

  it('opens with the first column and closes with the last', () => {
    const statement = statementOf(BOOKS, { kind: 'cashflow', interval: 'month' });
    expect(line(statement, 'opening')).toBe('Cash at the start | 0 | 1500.00 USD | 1700.00 USD | = 0');
    expect(line(statement, 'closing')).toBe(
      'Cash at the end | 1500.00 USD | 1700.00 USD | 1870.00 USD | = 1870.00 USD',
    );
  });

  it('does not count a move between two accounts of cash', () => {
    const statement = statementOf('2026-01-01 Move\n  Assets:Cash  5 USD\n  Assets:Bank  -5 USD\n', {
      kind: 'cashflow',
    });
    expect(line(statement, 'change')).toBe('Net change in cash | 0');
    expect(line(statement, 'cash.Assets:Cash')).toBe('Cash | 5 USD');
  });

  it('names what nothing explains', () => {
    const statement = statementOf('2026-01-01 Budget\n  (Assets:Cash)  5 USD\n', { kind: 'cashflow' });
    expect(line(statement, 'unexplained')).toBe('Not explained by its own transactions | 5 USD');
    expect(line(statement, 'difference')).toBe('Difference | 0');
  });

  it('says that there is no cash where no account is', () => {
    const statement = statementOf('2026-01-01 Pay\n  Expenses:Fuel  5 USD\n  Liabilities:Card  -5 USD\n', {
      kind: 'cashflow',
    });
    expect(statement.notes).toEqual([expect.stringContaining('No account is money at hand')]);
  });
});

describe('Accounts of a statement', () => {
  const TREE = `
2026-01-01 Many
  Expenses:Office:Rent    5 USD
  Expenses:Office:Power   3 USD
  Expenses:Fuel           1 USD
  Expenses:Nil            1 USD
  Expenses:Nil           -1 USD
  Assets:Bank            -9 USD
`;
  const rows = (options: Parameters<typeof statementOf>[1]): readonly string[] =>
    shown(statementOf(TREE, { kind: 'income', ...options })).slice(3, -2);

  it('stand as a tree, each with what is below it; those that are nil are left out', () => {
    expect(rows({})).toEqual(['Fuel | 1 USD', 'Office | 8 USD', '  Power | 3 USD', '  Rent | 5 USD']);
  });

  it('are cut at a depth, which loses nothing', () => {
    expect(rows({ depth: 2 })).toEqual(['Fuel | 1 USD', 'Office | 8 USD']);
    expect(rows({ depth: 1 })).toEqual(['Expenses | 9 USD']);
  });

  it('stand as a list of whole names with --flat, and with --empty those that are nil, too', () => {
    expect(rows({ flat: true, empty: true })).toEqual([
      'Expenses:Fuel | 1 USD',
      'Expenses:Nil | 0',
      'Expenses:Office:Power | 3 USD',
      'Expenses:Office:Rent | 5 USD',
    ]);
  });
});
