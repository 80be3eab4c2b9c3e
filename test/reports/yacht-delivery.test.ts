import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { verifyFigures } from '../../src/analysis/index.ts';
import { checks } from '../../src/checks/index.ts';
import type { Block, Report } from '../../src/model/report.ts';
import { yachtDelivery } from '../../src/reports/yacht-delivery.ts';
import { DELTA, sheets } from '../analysis/deliveries/_sheets.ts';
import { closedRuns, type TestRun } from '../analysis/_run.ts';

const run = closedRuns({ looks: ['business'] });
const NOW = '2026-04-30';
const LEDGER = `
  2026-04-02 | delta | Checking | -20.00 | Expenses:Fees | Bank
  2026-04-28 | delta | Checking | 900.00 | Income:Deliveries | Drew, deposit`;

const FILES = sheets({
  quotes: `
    reference | customer | subject           | sent       | valid_until | status | amount
    Q-1       | Avery    | Ensenada–La Paz   | 2026-04-10 | 2026-04-20  | open   | 8000.00
    Q-2       | Blake    | San Diego–Seattle | 2026-02-10 |             | won    | 9000.00`,
  jobs: `
    reference | customer | vessel  | captain | departs    | arrives    | nautical_miles | price   | estimate | deposit | status
    YD-1      | Casey    | Éclipse | Sam     | 2026-02-01 | 2026-02-10 | 900            | 9000.00 | 5000.00  | 3000.00 | done
    YD-2      | Drew     | Éclipse | Sam     | 2026-05-05 | 2026-05-15 | 700            | 8000.00 | 5000.00  | 2000.00 | planned
    YD-3      | Ellis    | Gale    | Robin   | 2026-03-01 | 2026-03-05 | 300            | 3000.00 | 2000.00  |         | done`,
  job_costs: `
    job  | date       | kind | payee | amount
    YD-1 | 2026-02-03 | crew | Sam   | 6000.00
    YD-1 | 2026-02-04 | fuel | Dock  | 1500.00
         | 2026-02-05 | fuel | Dock  | 80.00`,
  credentials: `
    holder  | kind      | title         | expires
    SAM     | licence   | Master 100 GT | 2026-05-14
    Sam     | medical   |               | 2027-05-14
    eclipse | insurance | Hull          | 2026-12-31`,
});

const compose = ({ words: _words, value: _value, outcome: _outcome, ...input }: TestRun): Report =>
  yachtDelivery.compose(input);
const tableOf = (blocks: readonly Block[], id: string): Extract<Block, { kind: 'table' }> | undefined => {
  const found = blocks.find((block) => block.id === id);
  return found?.kind === 'table' ? found : undefined;
};

describe('with its sheets', () => {
  test('it answers, begins with what to know and to do, and every figure is what its receipt gives', async () => {
    const made = await run(NOW, DELTA, LEDGER, [], FILES);
    const report = compose(made);
    expect(made.words(report.answer)).toBe(
      'Delta: 1 worth 8000.00 await an answer; 2 of twelve months left 16.7 of their price (those whose costs are known); the licence of Sam ends too early for 1.',
    );
    expect(report.blocks.slice(0, 2).map(({ kind, id }) => [kind, id])).toEqual([
      ['figures', 'kpis'],
      ['findings', 'findings'],
    ]);
    const [, findings] = report.blocks;
    expect(
      findings?.kind === 'findings' && findings.findings.map(({ check, subject }) => `${check} ${subject}`),
    ).toEqual(['YDEL-03 paper: licence-sam', 'YDEL-02 job: yd-1', 'YDEL-04 job: yd-2', 'YDEL-01 quote: q-1']);
    expect(await verifyFigures(Object.values(report.figures), made.facts)).toEqual([]);
    const wide = report.blocks.filter((block) => block.kind === 'table' && block.columns.length > 7);
    expect(wide.map(({ id }) => id)).toEqual([]);
    const records = tableOf(report.blocks, 'records')?.rows[0]?.cells ?? [];
    expect(records.flatMap((cell) => (cell.kind === 'figure' ? [made.value(cell.id)] : []))).toEqual([
      '2',
      '3',
      '3',
      '3',
    ]);
  });

  test('a job without costs has no margin, and what names no job stands apart', async () => {
    const made = await run(NOW, DELTA, LEDGER, [], FILES);
    const { blocks } = compose(made);
    const [, unknown] = tableOf(blocks, 'jobs-delta')?.rows ?? [];
    expect(unknown?.cells.map(({ kind }) => kind)).toEqual([
      'sentence',
      'figure',
      'unknown',
      'unknown',
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(made.words(tableOf(blocks, 'jobs-delta')?.note ?? [])).toContain('for want of a price or of costs: YD-3');
    expect(made.value('delta.delivery.costs.loose')).toBe('80.00');
    const [trip] = tableOf(blocks, 'trips-delta')?.rows ?? [];
    expect(trip?.cells.at(-1)).toEqual({ kind: 'label', text: 'ledger' });
  });
});

test('docs/yacht-delivery-report.md lists its blocks, its figures and its checks', async () => {
  const page = readFileSync(new URL('../../docs/yacht-delivery-report.md', import.meta.url), 'utf8');
  const codes = [...page.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  const patterns = codes.map((code) => {
    const plain = code.replaceAll('.', '\\.').replaceAll(/<[\w ]+>/g, '[a-z0-9-]+');
    return new RegExp(`^(?:${code.startsWith('.') ? 'delta\\.delivery' : ''})${plain}$`);
  });
  const { blocks, figures } = compose(await run(NOW, DELTA, LEDGER, [], FILES));
  const ids = [...blocks.map(({ id }) => id), ...Object.keys(figures)];
  expect(ids.length).toBeGreaterThan(60);
  expect(ids.filter((id) => !patterns.some((pattern) => pattern.test(id)))).toEqual([]);
  const own = checks.filter(({ id }) => id.startsWith('YDEL-'));
  expect(own.filter(({ id, title }) => !page.includes(`| ${id} | ${title} |`)).map(({ id }) => id)).toEqual([]);
});

describe('without', () => {
  test('a portfolio without a yacht delivery says so, and what it would show', async () => {
    const made = await run(NOW, { entities: [{ id: 'jada', name: 'JADA', kind: 'other' }] }, []);
    const report = compose(made);
    expect(made.words(report.answer)).toBe(
      'This portfolio has no yacht delivery: no entity of that kind, and no sheet of jobs.',
    );
    const coverage = report.blocks.find(({ id }) => id === 'coverage');
    expect(coverage?.kind === 'gaps' && coverage.gaps.map(({ id }) => id)).toContain('group.delivery');
    expect(made.outcomes.filter(({ check }) => check.startsWith('YDEL-')).map(({ state }) => state)).toEqual(
      Array(4).fill('not-seen'),
    );
  });

  test('a yacht delivery without sheets names each of them', async () => {
    const report = compose(await run(NOW, DELTA, []));
    const coverage = report.blocks.find(({ id }) => id === 'coverage');
    const gaps = coverage?.kind === 'gaps' ? coverage.gaps.map(({ id }) => id) : [];
    expect(gaps.filter((id) => id.startsWith('delta.delivery.'))).toEqual([
      'delta.delivery.quotes',
      'delta.delivery.jobs',
      'delta.delivery.job-costs',
      'delta.delivery.credentials',
    ]);
  });

  test('with one sheet alone the others are named where they would stand', async () => {
    const { quotes } = FILES.tables ?? {};
    const made = await run(NOW, DELTA, [], [], { tables: { quotes: quotes ?? [] } });
    const { blocks } = compose(made);
    const unknown = blocks.filter(({ kind }) => kind === 'prose').map(({ id }) => id);
    expect(unknown).toEqual(['trips-delta', 'papers-delta', 'jobs-delta', 'costs-delta']);
  });
});
