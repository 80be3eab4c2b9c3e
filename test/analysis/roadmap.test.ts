import { describe, expect, test } from 'vitest';
import type { RoadmapMilestone } from '../../src/analysis/index.ts';
import { verifyFigures } from '../../src/analysis/index.ts';
import { monthly } from './_facts.ts';
import { closedRuns, type TestRun } from './_run.ts';

const run = closedRuns({ looks: ['books'] });

const shop = (more: object = {}) => ({
  plan: { horizon: '2026-12' },
  entities: [
    {
      id: 'shop',
      name: 'Shop',
      kind: 'bakery',
      fixed_costs: ['Expenses:Rent'],
      targets: [{ by: '2026-12', monthly: '4000.00' }],
      ...more,
    },
  ],
});

/** Rent of 1,500, sales of 2,000, half of which goods cost: burn of 500 a month, twelve months long. */
const year = (more = '') =>
  `${monthly('2025-05', 12, (month) =>
    [
      `${month}-02 | shop | Till | -1500.00 | Expenses:Rent  | Landlord`,
      `${month}-20 | shop | Till |  2000.00 | Income:Sales   | Guests`,
      `${month}-21 | shop | Till | -1000.00 | Expenses:Goods | Mill`,
    ].join('\n'),
  )}\n${more}`;

const dates = (given: TestRun): [string, string, string | undefined][] =>
  (given.analysis.facts.roadmap.value?.milestones ?? []).map(({ id, state, month }) => [id, state, month]);
const one = (given: TestRun, id: string): RoadmapMilestone => {
  const found = given.analysis.facts.roadmap.value?.milestones.find((milestone) => milestone.id === id);
  if (!found) throw new Error(`no milestone ${id}`);
  return found;
};

describe('the roadmap', () => {
  test('dates each milestone by the month in which the path first reaches it', async () => {
    const given = await run(
      '2026-04-30',
      shop(),
      year('2026-01-15 | shop | Till | -600.00 | Equity:Owner:Draws | Owner'),
    );
    // 250 more of sales each month, of which goods leave half: burn of 375, 250, 125, 0, then a surplus up to 500.
    expect(given.value('shop.roadmap.margin')).toBe('0.500000');
    expect(given.value('shop.roadmap.2026-05')).toBe('375.00');
    expect(given.value('shop.roadmap.2026-12')).toBe('-500.00');
    expect(dates(given)).toEqual([
      ['burn-halved', 'ahead', '2026-09'],
      ['break-even', 'ahead', '2026-11'],
      ['year-in-the-black', 'ahead', '2027-02'],
      ['owner-paid', 'ahead', '2027-03'],
    ]);
    const [first] = given.analysis.facts.roadmap.value?.milestones ?? [];
    expect(given.value(first?.monthsAhead.id ?? '')).toBe('5');
    expect(await verifyFigures(given.book.all(), given.facts)).toEqual([]);
  });

  test('counts what was drawn and paid back, not what the owner put in or lent', async () => {
    const given = await run(
      '2026-04-30',
      shop(),
      year(`2025-06-15 | shop | Till | -600.00 | Equity:Owner:Draws | Owner
      2025-07-15 | shop | Till | 9000.00 | Equity:Owner:Contributions | Owner
      2025-08-15 | shop | Till | -70.00 | Liabilities:Loan | Bank
      2025-09-15 | shop | Till | 5000.00 | Liabilities:Loan | Bank
      2025-04-15 | shop | Till | -800.00 | Equity:Owner:Draws | Owner`),
    );
    expect(given.value('group.roadmap.owner')).toBe('670.00');
  });

  test('beyond the horizon holds the level of the last target', async () => {
    const given = await run('2026-04-30', shop(), year());
    const months = given.analysis.facts.roadmap.value?.months ?? [];
    expect(months).toHaveLength(24);
    expect(months.slice(7).map(({ burn }) => given.value(burn.id))).toEqual(
      Array.from({ length: 17 }, () => '-500.00'),
    );
  });

  test('what the path never reaches is not dated', async () => {
    const given = await run('2026-04-30', shop({ targets: [{ by: '2026-12', monthly: '2600.00' }] }), year());
    expect(dates(given)).toEqual([
      ['burn-halved', 'ahead', '2027-02'],
      ['break-even', 'not-reached', undefined],
      ['year-in-the-black', 'not-reached', undefined],
      ['owner-paid', 'not-reached', undefined],
    ]);
    expect(given.value(one(given, 'break-even').monthsAhead.id)).toBe('0');
  });

  test('what holds today is reached, and has no date', async () => {
    const given = await run('2026-04-30', shop(), year().replaceAll('-1500.00', '-200.00'));
    expect(dates(given).map(([, state]) => state)).toEqual(['reached', 'reached', 'reached', 'reached']);
  });

  test('says when a low season takes a milestone back', async () => {
    // Two years with all sales from May to October.
    const seasonal = monthly('2024-05', 24, (month) => {
      const sales = Number(month.slice(5)) >= 5 && Number(month.slice(5)) <= 10 ? '3500.00' : '500.00';
      return `${month}-02 | shop | Till | -1500.00 | Expenses:Rent | Landlord\n${month}-20 | shop | Till | ${sales} | Income:Sales | Guests`;
    });
    const given = await run('2026-04-30', shop({ targets: [{ by: '2026-12', monthly: '2000.00' }] }), seasonal);
    expect(one(given, 'break-even')).toMatchObject({ state: 'ahead', month: '2026-07', lostAgain: '2026-12' });
    expect(one(given, 'year-in-the-black').state).toBe('reached');
  });

  test('an entity without a path, or without fixed costs, is held at its mean burn', async () => {
    const portfolio = {
      plan: { horizon: '2026-12' },
      entities: [...shop().entities, { id: 'stall', name: 'Stall', kind: 'bakery' }],
    };
    const stall = monthly('2025-05', 12, (month) => `${month}-05 | stall | Box | -100.00 | Expenses:Fee | Market`);
    const given = await run('2026-04-30', portfolio, `${year()}\n${stall}`);
    expect(given.analysis.facts.roadmap.value?.held).toEqual(['stall']);
    expect(given.value('stall.roadmap.held')).toBe('100.00');
    expect(given.value('group.roadmap.2026-12')).toBe('-400.00');
  });

  test('streams without a target go on at their mean', async () => {
    const revenue = [
      { id: 'bread', name: 'Bread', account: 'Income:Bread' },
      { id: 'cake', name: 'Cake', account: 'Income:Cake' },
    ];
    const entity = shop({ revenue, targets: [{ stream: 'bread', by: '2026-12', monthly: '1800.00' }] });
    const rows = monthly('2025-05', 12, (month) =>
      [
        `${month}-02 | shop | Till | -1500.00 | Expenses:Rent | Landlord`,
        `${month}-03 | shop | Till | 1000.00 | Income:Bread | Guests`,
        `${month}-04 | shop | Till |  300.00 | Income:Cake  | Guests`,
      ].join('\n'),
    );
    const given = await run('2026-04-30', entity, rows);
    expect(given.value('shop.roadmap.rest')).toBe('300.00');
    expect(given.value('shop.roadmap.2026-12.revenue')).toBe('2100.00');
  });
});

describe('not known', () => {
  test('a year is not, where an entity has less than twelve months on file', async () => {
    const given = await run('2026-04-30', shop(), year().split('\n').slice(9).join('\n'));
    expect(
      dates(given)
        .slice(2)
        .map(([, state]) => state),
    ).toEqual(['not-known', 'not-known']);
    expect(given.analysis.facts.roadmap.gaps.map(({ id }) => id)).toContain('group.roadmap.year');
    expect(
      dates(given)
        .slice(0, 2)
        .map(([, state]) => state),
    ).toEqual(['ahead', 'ahead']);
  });

  test.each([
    ['a plan', { entities: shop().entities }],
    ['targets', shop({ targets: [] })],
  ])('nothing is, without %s', async (_, portfolio) => {
    const given = await run('2026-04-30', portfolio, year());
    expect(given.analysis.facts.roadmap.value).toBeUndefined();
    expect(given.analysis.facts.roadmap.gaps.length).toBeGreaterThan(0);
  });
});
