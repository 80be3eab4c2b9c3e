import { describe, expect, test } from 'vitest';
import { verifyFigures } from '../../src/analysis/index.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Block, Report } from '../../src/model/report.ts';
import { ceo } from '../../src/reports/ceo.ts';
import { rollUp } from '../../src/reports/_ceo/roll-up.ts';
import { workingDays } from '../../src/reports/_ceo/working-days.ts';
import { monthly } from '../analysis/_facts.ts';
import { closedRuns } from '../analysis/_run.ts';
import { channel, deal, jada } from '../checks/executive/_company.ts';

const run = closedRuns({ looks: ['books', 'business'] });

const TODAY = '2026-04-30';
const ana = { name: 'Ana', roles: [{ role: 'captain', critical: true }] };
const portfolio = {
  owner: 'Ana',
  plan: { horizon: '2026-12', budget: '1000.00' },
  initiatives: [
    {
      id: 'photos',
      name: 'Photographs',
      tier: 'low-cost',
      cost: '100.00',
      value: { low: '1', mid: '160000', high: '200000' },
    },
    {
      id: 'done',
      name: 'Done long ago',
      tier: 'zero-cost',
      cost: '0',
      value: { low: '1', mid: '2', high: '3' },
      done: true,
    },
  ],
  entities: [
    {
      ...jada,
      pipeline: { expected: true },
      people: [ana],
      ownership: [{ name: 'Ana', share: '100' }],
      assets: [{ name: 'Yacht', kind: 'yacht', value: '90000.00', valued: '2025-01-31' }],
    },
    { ...jada, id: 'queen', name: 'Queen', kind: 'events', pipeline: { expected: true }, people: [ana] },
  ],
};
const year = ['jada', 'queen']
  .map((entity) =>
    monthly('2025-05', 12, (month) =>
      [
        `${month}-02 | ${entity} | Checking | 1000.00 | Income:Charters | Avery`,
        `${month}-05 | ${entity} | Checking | -1400.00 | Expenses:Dock | Marina`,
      ].join('\n'),
    ),
  )
  .join('\n');
const tables = {
  deals: [deal('lost', '2026-03-01'), { ...deal('won', '2026-03-01'), entity: 'queen' }],
  channels: [channel('Sailo', 'no'), channel('Viator', 'no'), channel('Direct', 'yes', { kind: 'direct' })],
};

function block<K extends Block['kind']>(report: Report, kind: K, id: string): Extract<Block, { kind: K }> {
  const found = report.blocks.find((one): one is Extract<Block, { kind: K }> => one.kind === kind && one.id === id);
  if (!found) throw new Error(`no block ${id}`);
  return found;
}

describe('the CEO report', () => {
  test('shows one shortfall a check, ranks the month ahead by what an hour brings, and every figure holds', async () => {
    const given = await run(TODAY, portfolio, year, [], { tables });
    const report = ceo.compose(given);
    expect(report.blocks.map(({ id }) => id).slice(0, 14)).toEqual([
      'kpis',
      'shortfalls',
      'agenda',
      'assets',
      'revenue-tracking',
      'pipeline',
      'equity',
      'positions',
      'key-persons',
      'certificates',
      'channels',
      'kpi-framework',
      'unmeasured-kpis',
      'shortfall-parts',
    ]);
    const { findings } = block(report, 'findings', 'shortfalls');
    expect(findings.map(({ check, entity, severity }) => [check, entity, severity])).toEqual([
      ['CEO-01', 'group', 'critical'],
      ['CEO-03', 'group', 'high'],
      ['CH-02', 'jada', 'high'],
      ['CEO-04', 'group', 'high'],
      ['CEO-07', 'group', 'high'],
    ]);
    const [pipeline] = findings;
    expect(given.words(pipeline?.claim ?? [])).toMatch(/^2: JADA; Queen\. The first: JADA: none of 1 is open/);
    expect(given.value(pipeline?.stake?.mid ?? '')).toBe('2000.00');
    expect(given.words(report.answer)).toMatch(/^5 to close: empty sales pipeline, /);
    const { items } = block(report, 'plan', 'agenda');
    expect(items.length).toBeLessThanOrEqual(12);
    expect(given.words(items[0]?.what ?? [])).toBe('Photographs.');
    expect(items.every(({ by = '', who }) => by > TODAY && by <= '2026-05-30' && who === 'Ana')).toBe(true);
    const days = items.map(({ by = '' }) => by);
    expect(days).toEqual(days.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(block(report, 'table', 'shortfall-parts').rows.length).toBe(7);
    expect(await verifyFigures(Object.values(report.figures), given.facts)).toEqual([]);
  });

  test('with nothing on file says so, in the same blocks, and shows no shortfall that it cannot see', async () => {
    const given = await run(TODAY, { entities: [{ id: 'shop', name: 'Shop', kind: 'other' }] }, '');
    const report = ceo.compose(given);
    expect(block(report, 'findings', 'shortfalls').findings.map(({ check }) => check)).toEqual(['CEO-03']);
    expect(given.words(report.answer)).toContain('what is in the bank is not known');
    const coverage = block(report, 'gaps', 'coverage').gaps.map(({ id }) => id);
    expect(coverage).toEqual(expect.arrayContaining(['shop.no-rows', 'shop.kpis', 'shop.people', 'group.assets']));
  });

  test('a view of the same run that shows fewer has figures of its own', async () => {
    const given = await run(TODAY, portfolio, year, [], { tables });
    const all = given.outcomes.flatMap(({ findings }) => findings).filter(({ check }) => check === 'CEO-01');
    const third: readonly Finding[] = [...all, ...all.map((one) => ({ ...one, entity: 'other' }))];
    const named = (id: string) => id;
    const two = rollUp(all, given.book, 'shortfalls', named);
    const four = rollUp(third, given.book, 'shortfalls', named);
    expect(two?.id).toBe(four?.id);
    expect([two?.size, four?.size].map((id = '') => given.value(id))).toEqual(['2', '4']);
    expect([two, four].map((one) => given.value(one?.stake?.low ?? ''))).toEqual(['1000.00', '2000.00']);
  });
});

test('working days leave weekends out', () => {
  expect(workingDays('2026-04-30', 5)).toEqual(['2026-05-01', '2026-05-04', '2026-05-05']);
});
