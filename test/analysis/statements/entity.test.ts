import { describe, expect, test } from 'vitest';
import type { EntityStatements } from '../../../src/analysis/index.ts';
import { verifyFigures } from '../../../src/analysis/index.ts';
import { closedRuns, type TestRun } from '../_run.ts';
import { table, trial } from '../_tables.ts';

const run = closedRuns({ looks: ['books'] });

const jada = { id: 'jada', name: 'JADA', kind: 'yacht-charter', customer_deposits: ['Liabilities:Deposits'] };

function only({ analysis }: TestRun): EntityStatements {
  const [one, ...more] = analysis.facts.statements.value?.entities ?? [];
  if (!one || more.length > 0) throw new Error('not one entity');
  return one;
}

const YEAR_END = `
  2025-11-30 | jada | Checking | 1000.00 | opening
  2025-12-05 | jada | Checking | 500.00  | Income:Charters | Avery
  2025-12-20 | jada | Checking | -120.00 | Expenses:Fuel | Dock
  2026-01-10 | jada | Checking | 700.00  | Income:Charters | Blake
  2026-01-12 | jada | Checking | -300.00 | Equity:Owner:Draws | Owner
  2026-02-02 | jada | Checking | 250.00  | Liabilities:Deposits | Casey
  2026-02-20 | jada | Checking | -80.00  | Expenses:Fuel | Dock
  2026-02-25 | jada | Checking | -400.00 | Assets:Equipment | Chandlery
`;

describe('the statements of an entity', () => {
  test('income statement: draws are no expense, a deposit is no income', async () => {
    const { income } = only(await run('2026-02-28', { entities: [jada] }, YEAR_END));
    expect(income.columns.map(({ id }) => id)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02', 'to-date']);
    expect(table(income, ['2025-12', '2026-01', '2026-02', 'to-date'])).toEqual([
      'Income:Charters  500.00  700.00  0.00  700.00',
      'Total income  500.00  700.00  0.00  700.00',
      'Expenses:Fuel  120.00  0.00  80.00  80.00',
      'Total expenses  120.00  0.00  80.00  80.00',
      'Net income  380.00  700.00  -80.00  620.00',
    ]);
  });

  test('balance sheet: what earlier years left is computed, not posted', async () => {
    const { balance, incomplete } = only(await run('2026-02-28', { entities: [jada] }, YEAR_END));
    expect(incomplete).toEqual([]);
    expect(table(balance, ['2025-12', '2026-01', 'to-date'])).toEqual([
      'Assets:Checking  1380.00  1780.00  1550.00',
      'Assets:Equipment  0.00  0.00  400.00',
      'Total assets  1380.00  1780.00  1950.00',
      'Liabilities:Deposits  0.00  0.00  250.00',
      'Total liabilities  0.00  0.00  250.00',
      'Equity:Opening Balances  1000.00  1000.00  1000.00',
      'Equity:Owner:Draws  0.00  -300.00  -300.00',
      'Retained earnings of earlier years, computed  0.00  380.00  380.00',
      'Net income of the year, computed  380.00  700.00  620.00',
      'Total equity  1380.00  1780.00  1700.00',
      'Difference  0.00  0.00  0.00',
    ]);
  });

  test('a fiscal year that begins in February closes in January', async () => {
    const { balance } = only(await run('2026-02-28', { fiscal_year_start: 2, entities: [jada] }, YEAR_END));
    expect(table(balance, ['2026-01', '2026-02']).filter((line) => line.includes('computed'))).toEqual([
      'Retained earnings of earlier years, computed  0.00  1080.00',
      'Net income of the year, computed  1080.00  -80.00',
    ]);
  });

  test('cash flow: what was there when the books began did not flow', async () => {
    const { cashFlow } = only(await run('2026-02-28', { entities: [jada] }, YEAR_END));
    expect(table(cashFlow, ['2025-11', '2026-01', '2026-02', 'to-date'])).toEqual([
      'Cash at the beginning  ?  1380.00  1780.00  1380.00',
      'Net income  ?  700.00  -80.00  620.00',
      'Change in Liabilities:Deposits  ?  0.00  250.00  250.00',
      'Cash of operating activities  ?  700.00  170.00  870.00',
      'Change in Assets:Equipment  ?  0.00  -400.00  -400.00',
      'Cash of investing activities  ?  0.00  -400.00  -400.00',
      'Equity:Owner:Draws  ?  -300.00  0.00  -300.00',
      'Cash of financing activities  ?  -300.00  0.00  -300.00',
      'Cash when the books began  ?  0.00  0.00  0.00',
      'Cash at the end  ?  1780.00  1550.00  1550.00',
      'Difference  ?  0.00  0.00  0.00',
    ]);
  });

  test('trial balance: every account on its side, debits = credits', async () => {
    const { trialBalance } = only(await run('2026-02-28', { entities: [jada] }, YEAR_END));
    expect(trial(trialBalance)).toEqual([
      'Assets:Checking  1550.00  -',
      'Assets:Equipment  400.00  -',
      'Liabilities:Deposits  -  250.00',
      'Equity:Opening Balances  -  1000.00',
      'Equity:Owner:Draws  300.00  -',
      'Retained earnings of earlier years, computed  -  380.00',
      'Income:Charters  -  700.00',
      'Expenses:Fuel  80.00  -',
      '  2330.00  2330.00  0.00',
    ]);
  });

  test('the days of a month that is not over stand in the year to date alone', async () => {
    const { income, balance } = only(await run('2026-02-20', { entities: [jada] }, YEAR_END));
    expect(income.columns.map(({ id }) => id)).toEqual(['2025-11', '2025-12', '2026-01', 'to-date']);
    expect(table(income, ['2026-01', 'to-date']).at(-1)).toBe('Net income  700.00  620.00');
    expect(table(balance, ['2026-01', 'to-date'])[0]).toBe('Assets:Checking  1780.00  1950.00');
  });

  test('every figure is what its receipt gives', async () => {
    const { book, facts } = await run('2026-02-28', { entities: [jada] }, YEAR_END);
    expect(await verifyFigures(book.all(), facts)).toEqual([]);
  });
});

describe('a balance that is not known', () => {
  test('makes a balance sheet that says so; the trial balance shows the rows on file', async () => {
    const rows = '2026-01-10 | jada | Checking | 700.00 | Income:Charters | Blake';
    const { analysis, value } = await run('2026-01-31', { entities: [jada] }, rows);
    const { statements } = analysis.facts;
    const [one] = statements.value?.entities ?? [];
    expect(one?.incomplete).toEqual(['Assets:Checking']);
    expect(one && table(one.balance, ['to-date'])).toEqual([
      'Assets:Checking  ?',
      'Total assets  ?',
      'Total liabilities  0.00',
      'Net income of the year, computed  700.00',
      'Total equity  700.00',
      'Difference  ?',
    ]);
    expect(value('jada.statement.balance-difference.to-date')).toContain('the opening balance of Assets:Checking');
    expect(one && trial(one.trialBalance)[0]).toBe('Assets:Checking  700.00  -');
    expect(one?.trialBalance.lines[0]?.openingKnown).toBe(false);
    expect(statements.gaps.map(({ id }) => id)).toContain('jada.opening.Assets:Checking');
  });

  test('is that of a loan which falls below nothing: it was there before the first row', async () => {
    const rows = `
      2025-12-31 | jada | Checking | 900.00  | opening
      2026-01-10 | jada | Checking | -700.00 | Liabilities:Boat Loan | Bank`;
    const { analysis } = await run('2026-01-31', { entities: [jada] }, rows);
    const { statements } = analysis.facts;
    expect(statements.value?.entities[0]?.incomplete).toEqual(['Liabilities:Boat Loan']);
    expect(statements.gaps.map(({ id }) => id)).toContain('jada.opening.Liabilities:Boat Loan');
  });

  test('is known from books that are kept', async () => {
    const rows = `
      2025-12-31 | jada | Checking | 900.00  | opening
      2026-01-10 | jada | Checking | -700.00 | Liabilities:Boat Loan | Bank`;
    const kept = { ...jada, books: [{ file: 'jada.journal' }] };
    const { analysis } = await run('2026-01-31', { entities: [kept] }, rows);
    expect(analysis.facts.statements.value?.entities[0]?.incomplete).toEqual([]);
  });

  test('is nothing at all for an entity without rows', async () => {
    const queen = { id: 'queen', name: 'Queen', kind: 'events' };
    const { analysis } = await run('2026-02-28', { entities: [jada, queen] }, YEAR_END);
    expect(analysis.facts.statements.value?.leftOut).toEqual(['queen']);
    const none = await run('2026-02-28', { entities: [queen] }, '');
    expect(none.analysis.facts.statements.value).toBeUndefined();
    expect(none.analysis.facts.statements.gaps.map(({ id }) => id)).toEqual(['queen.no-rows']);
  });
});

test('revenue stands where it is earned, and what is not earned yet is owed', async () => {
  const rows = `
    2025-12-31 | jada | Checking | 900.00 | opening
    2026-01-05 | jada | Checking | 600.00 | Income:Charters | Avery
    2026-01-05 | jada | Income:Charters      | 600.00  | Liabilities:Contract | Not earned yet | recognition
    2026-02-20 | jada | Liabilities:Contract | 600.00  | Income:Charters      | Earned         | recognition
    2026-02-27 | jada | Checking | -10.00 | Expenses:Fuel | Dock`;
  const result = await run('2026-02-28', { entities: [jada] }, rows);
  const { income, balance, cashFlow } = only(result);
  expect(table(income, ['2026-01', '2026-02'])[0]).toBe('Income:Charters  0.00  600.00');
  expect(table(balance, ['2026-01', '2026-02'])).toContain('Liabilities:Contract  600.00  0.00');
  expect(table(cashFlow, ['2026-01', '2026-02'])).toContain('Change in Liabilities:Contract  600.00  -600.00');
  expect(await verifyFigures(result.book.all(), result.facts)).toEqual([]);
});

describe('transfers', () => {
  const TWO = `
    2025-12-31 | jada | Checking | 900.00  | opening
    2025-12-31 | jada | Savings  | 100.00  | opening
    2026-01-02 | jada | Checking | 0.00    | Income:Charters | Nobody
    2026-01-30 | jada | Checking | -200.00 | transfer 1 | To savings
    2026-02-02 | jada | Savings  | 200.00  | transfer 1 | From checking
    2026-02-10 | jada | Checking | -50.00  | transfer   | To somewhere`;

  test('within an entity are on the way at the end of a month, and never cash', async () => {
    const { balance, cashFlow } = only(await run('2026-02-28', { entities: [jada] }, TWO));
    expect(table(balance, ['2026-01', '2026-02']).slice(0, 4)).toEqual([
      'Assets:Checking  700.00  650.00',
      'Assets:Savings  100.00  300.00',
      'Transfers on the way, or without their other half  200.00  50.00',
      'Total assets  1000.00  1000.00',
    ]);
    expect(table(cashFlow, ['2026-01', '2026-02'])).toContain('Change in Assets:Transfers  -200.00  150.00');
  });

  test('without their other half are named', async () => {
    const { unpaired } = only(await run('2026-02-28', { entities: [jada] }, TWO));
    expect(unpaired.map(({ date, payee, file, line }) => ({ date, payee, file, line }))).toEqual([
      { date: '2026-02-10', payee: 'To somewhere', file: 'jada/Checking.csv', line: 6 },
    ]);
  });
});

describe('other currencies in the books of an entity', () => {
  const rates = [
    { from: 'EUR', to: 'USD', on: '2025-12-01', rate: '1.10', source: 'bank' },
    { from: 'EUR', to: 'USD', on: '2026-01-15', rate: '1.20', source: 'bank' },
    { from: 'EUR', to: 'USD', on: '2026-01-31', rate: '1.25', source: 'bank' },
  ];
  const MIXED = `
    2025-12-31 | jada | Checking | 1000.00     | opening
    2025-12-31 | jada | Giro     | 0.00 EUR    | opening
    2026-01-05 | jada | Giro     | 100.00 EUR  | Income:Charters | Anna
    2026-01-20 | jada | Giro     | 100.00 EUR  | Income:Charters | Berta
    2026-01-25 | jada | Checking | -30.00      | Expenses:Fuel | Dock`;

  test('are translated at the rate of the day; sums of money are worth the rate of the end', async () => {
    const { income, balance, cashFlow, notes } = only(await run('2026-01-31', { rates, entities: [jada] }, MIXED));
    expect(table(income, ['2026-01'])).toEqual([
      'Income:Charters  230.00', // 100 × 1.10 + 100 × 1.20
      'Total income  230.00',
      'Expenses:Fuel  30.00',
      'Total expenses  30.00',
      'Exchange differences  20.00', // 200 × 1.25 − 230
      'Net income  220.00',
    ]);
    expect(table(balance, ['to-date'])).toEqual([
      'Assets:Checking  970.00',
      'Assets:Giro  250.00',
      'Total assets  1220.00',
      'Total liabilities  0.00',
      'Equity:Opening Balances  1000.00',
      'Net income of the year, computed  220.00',
      'Total equity  1220.00',
      'Difference  0.00',
    ]);
    expect(table(cashFlow, ['to-date'])).toEqual([
      'Cash at the beginning  1000.00',
      'Net income  200.00',
      'Cash of operating activities  200.00',
      'Cash when the books began  0.00',
      'Exchange differences  20.00',
      'Cash at the end  1220.00',
      'Difference  0.00',
    ]);
    expect(notes.length).toBeGreaterThan(0);
  });

  test('without a rate are not known, and say which rate', async () => {
    const { income } = only(await run('2026-01-31', { entities: [jada] }, MIXED));
    expect(table(income, ['2026-01'])[0]).toBe('Income:Charters  ?');
  });

  test('have receipts that hold', async () => {
    const { book, facts } = await run('2026-01-31', { rates, entities: [jada] }, MIXED);
    expect(await verifyFigures(book.all(), facts)).toEqual([]);
  });
});
