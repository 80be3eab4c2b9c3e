import { expect, test } from 'vitest';
import type { Block } from '../../src/model/report.ts';
import { accounting } from '../../src/reports/accounting.ts';
import type { LedgerRow } from '../analysis/_facts.ts';
import { closedRuns } from '../analysis/_run.ts';

const run = closedRuns({ looks: ['books'] });

const jada = { id: 'jada', name: 'JADA', kind: 'other' };
const row = (
  date: string,
  account: string,
  amount: string,
  other: string,
  more: Partial<LedgerRow> = {},
): LedgerRow => ({
  date,
  entity: 'jada',
  account,
  amount,
  other,
  payee: 'Avery',
  tags: '',
  ...more,
});
const SALES = [
  row('2026-01-01', 'Assets:Checking', '1000.00', 'opening'),
  row('2026-01-09', 'Assets:Checking', '250.00', 'Income:Sales'),
  row('2026-01-20', 'Assets:Checking', '-40.00', 'Expenses:Fuel'),
];

const tableOf = (blocks: readonly Block[], id: string): Extract<Block, { kind: 'table' }> | undefined => {
  const found = blocks.find((block) => block.id === id);
  return found?.kind === 'table' ? found : undefined;
};

test('with nothing on file it says so, and shows no number', async () => {
  const { words, ...input } = await run('2026-01-31', { entities: [jada] }, []);
  const report = accounting.compose(input);
  expect(words(report.answer)).toBe('Nothing is on file: no statement and no books.');
  const coverage = report.blocks.find(({ id }) => id === 'coverage');
  expect(coverage?.kind === 'gaps' && coverage.gaps.map(({ id }) => id)).toContain('jada.no-rows');
});

test('an entity without books has its statements from the derived journal, and they balance', async () => {
  const { words, value, ...input } = await run('2026-01-31', { entities: [jada] }, SALES);
  const report = accounting.compose({ ...input });
  expect(words(report.answer)).toContain('No accounting system was found for any of 1');
  const totals = tableOf(report.blocks, 'trial-totals');
  const cells = totals?.rows[0]?.cells.flatMap((cell) => (cell.kind === 'figure' ? [value(cell.id)] : []));
  expect(cells).toEqual(['1250.00', '1250.00', '0.00']);
  const balance = tableOf(report.blocks, 'balance-jada');
  expect(balance?.appendix).toBe(true);
  expect(Object.keys(report.figures)).toContain('jada.trial.difference');
});

test('what is held that is no money stands at cost and at market; without any there is no such table', async () => {
  const held = row('2026-01-05', 'Assets:Coins', '500.00', 'Equity:Owner:Contributions', {
    tags: 'accrual',
    held: '0.0125 BTC',
  });
  const prices = [
    {
      source: 'h',
      file: 'j',
      entity: 'jada',
      date: '2026-01-28',
      commodity: 'BTC',
      currency: 'USD',
      price: '45000',
      line: 8n,
    },
  ];
  const books = { ...jada, books: [{ file: 'jada.journal' }] };
  const { value, ...input } = await run('2026-01-31', { entities: [books] }, [...SALES, held], [], {
    tables: { prices },
  });
  const shown = tableOf(accounting.compose({ ...input }).blocks, 'holdings')?.rows[0]?.cells;
  expect(shown?.flatMap((cell) => (cell.kind === 'figure' ? [value(cell.id)] : []))).toEqual([
    '0.0125',
    '500.00',
    '45000',
    '562.50',
    '62.50',
  ]);
  const none = await run('2026-01-31', { entities: [jada] }, SALES);
  expect(tableOf(accounting.compose(none).blocks, 'holdings')).toBeUndefined();
});
