import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifyFigures } from '../../src/analysis/index.ts';
import type { Figure } from '../../src/model/figure.ts';
import type { Report } from '../../src/model/report.ts';
import { cfo } from '../../src/reports/cfo.ts';
import { reports, reportTypes } from '../../src/reports/index.ts';
import { ledgers, portfolioOf } from './_ledgers.ts';
import { monthly } from '../analysis/_facts.ts';
import { closedRuns, runOf } from '../analysis/_run.ts';

const run = closedRuns();

const jada = {
  id: 'jada',
  name: 'JADA 2',
  kind: 'yacht-charter',
  revenue: [{ id: 'charter', name: 'Charters', account: 'Income:Charters', unit: 'charter', price: '1000.00' }],
  fixed_costs: ['Expenses:Dock'],
  targets: [{ stream: 'charter', by: '2026-12', monthly: '4000.00' }],
};
const books = `2025-04-30 | jada | Checking | 30000.00 | opening | Opening
${monthly('2025-05', 12, (month) => `${month}-03 | jada | Checking | -2500.00 | Expenses:Dock | Marina\n${month}-09 | jada | Checking | 1000.00 | Income:Charters | Guest`)}
2026-04-11 | jada | Checking | -77.00 | uncategorised | Who knows`;

/** Every id that a report names anywhere: found by looking at all of its JSON, not by the code that collects them. */
function idsIn(report: Report): string[] {
  const ids: string[] = [];
  const walk = (value: unknown, key: string): void => {
    if (Array.isArray(value)) value.forEach((one) => walk(one, key));
    else if (typeof value === 'string' && ['figure', 'to', 'evidence', 'points', 'inputs'].includes(key))
      ids.push(value);
    else if (typeof value === 'object' && value !== null) {
      if ('kind' in value && value.kind === 'figure' && 'id' in value && typeof value.id === 'string')
        ids.push(value.id);
      for (const [name, part] of Object.entries(value)) if (name !== 'unit') walk(part, name);
    }
  };
  walk({ ...report, period: undefined }, '');
  return ids;
}

describe('the CFO report', () => {
  test('has its blocks, by ids that stay', async () => {
    const report = cfo.compose(
      await run('2026-04-30', { plan: { horizon: '2026-12', cash_floor: '1' }, entities: [jada] }, books),
    );
    expect(report.blocks.map((block) => block.id)).toEqual([
      'kpis',
      'trend',
      'findings',
      'rules',
      'burn',
      'cash',
      'cash-forecast',
      'cash-forecast-chart',
      'forecast-score',
      'break-even',
      'break-even-levers',
      'targets',
      'capital-plan',
      'income-statement',
      'concentration',
      'recurring',
      'uncategorised',
      'checks',
      'coverage',
      'sources',
    ]);
    expect(report).toMatchObject({ type: 'cfo', asOf: '2026-04-30', period: { from: '2025-05-01', to: '2026-04-30' } });
  });

  test('answers in one sentence', async () => {
    const given = await run('2026-04-30', { plan: { horizon: '2026-12', cash_floor: '1' }, entities: [jada] }, books);
    expect(given.words(cfo.compose(given).answer)).toBe(
      'Burn is 1512.83 to 1525.67 a month, and unrestricted cash of 11923.00 lasts 7.8 at the higher end; cash stays above the floor of 1 in the coming quarter.',
    );
  });

  test('with nothing on file says what is missing, in the same blocks', async () => {
    const given = await run('2026-04-30', { entities: [jada] }, '');
    const report = cfo.compose(given);
    expect(given.words(report.answer)).toBe('Burn and runway are not known: bank or payment exports: none declared.');
    const seen = new Map(report.blocks.map((block) => [block.id, block.kind]));
    for (const id of ['kpis', 'burn', 'cash', 'cash-forecast', 'break-even', 'capital-plan', 'rules'])
      expect(seen.get(id)).toBe('prose');
    const gaps = report.blocks.flatMap((block) => (block.kind === 'gaps' ? block.gaps : []));
    expect(gaps.map((gap) => gap.id)).toContain('jada.no-rows');
  });

  test('shows a check that could not see as not seen', async () => {
    const report = cfo.compose(await run('2026-04-30', { entities: [jada] }, books));
    const rows = report.blocks.flatMap((block) => (block.kind === 'table' && block.id === 'checks' ? block.rows : []));
    const states = rows.map((row) => row.cells.map((cell) => (cell.kind === 'label' ? cell.text : '')));
    expect(states).toContainEqual(['FIN-06', 'Old receivables', 'Not seen']);
  });

  test('is listed', () => {
    expect(reportTypes).toEqual(reports.map((report) => report.type));
    expect(reportTypes).toContain('cfo');
  });
});

describe('receipts', () => {
  test('of any report of any ledger: rows sum to their figure, formulas recompute, every id named is there', async () => {
    await fc.assert(
      fc.asyncProperty(ledgers, async (rows) => {
        const given = await runOf('2026-04-30', portfolioOf(rows), rows);
        try {
          const report = cfo.compose(given);
          expect(idsIn(report).filter((id) => report.figures[id] === undefined)).toEqual([]);
          expect(await verifyFigures(Object.values(report.figures), given.facts)).toEqual([]);
          expect(await verifyFigures(given.book.all(), given.facts)).toEqual([]);
        } finally {
          given.facts.close();
        }
      }),
      { numRuns: 12 },
    );
  });

  test('a figure that its rows do not give is named, and so is one that its formula does not give', async () => {
    const given = await run('2026-04-30', { entities: [jada] }, books);
    const { figures } = cfo.compose(given);
    const off = (id: string): Figure => {
      const figure = figures[id];
      if (!figure?.value) throw new Error(`no figure ${id}`);
      return { ...figure, value: { ...figure.value, mantissa: figure.value.mantissa + 1n } };
    };
    const rows = { ...figures, 'jada.burn.2026-04': off('jada.burn.2026-04') };
    expect(await verifyFigures(Object.values(rows), given.facts)).toContain('jada.burn.2026-04');
    const formula = { ...figures, 'group.burn.low': off('group.burn.low') };
    expect(await verifyFigures(Object.values(formula), given.facts)).toContain('group.burn.low');
    const { 'jada.burn.2026-04': _, ...without } = figures;
    expect(await verifyFigures(Object.values(without), given.facts)).toContain('group.burn.2026-04');
  });

  test('a receipt that is no query over postings is run as it stands', async () => {
    const given = await run('2026-04-30', { entities: [jada] }, books);
    const query = "SELECT amount, file, line, source FROM postings WHERE account = 'Expenses:Dock'";
    const made = (id: string, sum: bigint): Figure =>
      given.book.rows(id, id, { kind: 'money', currency: 'USD' }, sum, { query, measure: 'amount', sign: 1 });
    expect(await verifyFigures([made('right', 3_000_000n), made('wrong', 3_000_001n)], given.facts)).toEqual(['wrong']);
  });
});
