import { describe, expect, test } from 'vitest';
import { monthly } from './_facts.ts';
import { closedRuns } from './_run.ts';

const run = closedRuns();

const two = [
  { id: 'jada', name: 'JADA', kind: 'yacht-charter' },
  { id: 'centaur', name: 'Centaur', kind: 'web-agency' },
];
const portfolio = { plan: { horizon: '2026-12', cash_floor: '5000.00' }, entities: two };

const opening = '2025-10-31 | jada | Checking | 20000.00 | opening | Opening';
const dock = monthly(
  '2025-11',
  6,
  (month, at) => `${month}-01 | jada | Checking | -1300.00 | Expenses:Dock | MARINA SLIP 214 REF ${4000 + at}`,
);
const retainer = monthly('2025-11', 6, (month) => `${month}-15 | centaur | Bank | 800.00 | Income:Care | Harbor Cafe`);

describe('recurring items', () => {
  test('are found by payee with references left out, the last amount, and the interval', async () => {
    const { analysis } = await run('2026-04-30', portfolio, `${opening}\n${dock}\n${retainer}`);
    const items = analysis.facts.recurring.value?.items.map(({ direction, payeeKey, interval, lastDate }) => [
      direction,
      payeeKey,
      interval,
      lastDate,
    ]);
    expect(items).toEqual([
      ['out', 'marina slip', 'month', '2026-04-01'],
      ['in', 'harbor cafe', 'month', '2026-04-15'],
    ]);
  });

  test('a rise has its amount, its share and its cost a year', async () => {
    const dearer = dock.replaceAll(/(2026-0[34]-01 .*)-1300/g, '$1-1365');
    const { analysis, value } = await run('2026-04-30', portfolio, `${opening}\n${dearer}`);
    const rise = analysis.facts.recurring.value?.items[0]?.rise;
    expect(rise?.since).toBe('2026-03-01');
    expect([rise?.percent, rise?.aYear].map((figure) => value(figure?.id ?? ''))).toEqual(['5.0', '780.00']);
  });

  test('a service that two entities pay is one finding; taxes are not shared', async () => {
    const ledger = ['jada', 'centaur'].flatMap((entity) => [
      monthly('2026-01', 4, (month) => `${month}-06 | ${entity} | Bank | -69.99 | Expenses:Software | ADOBE *CREATIVE`),
      monthly(
        '2026-01',
        4,
        (month) => `${month}-07 | ${entity} | Bank | -50.00 | Expenses:Business Tax | CITY TREASURER`,
      ),
    ]);
    const { analysis, value } = await run('2026-04-30', portfolio, ledger.join('\n'));
    expect(analysis.facts.recurring.value?.shared.map((one) => [one.payee, value(one.aYear.id)])).toEqual([
      ['ADOBE *CREATIVE', '1679.76'],
    ]);
  });

  test('draws recur, but are no charge', async () => {
    const draws = monthly(
      '2026-01',
      4,
      (month) => `${month}-25 | jada | Checking | -2000.00 | Equity:Owner:Draws | OWNER DRAW`,
    );
    const { analysis } = await run('2026-04-30', portfolio, `${opening}\n${draws}`);
    expect(analysis.facts.recurring.value?.items).toHaveLength(1);
    expect(analysis.facts.recurring.value?.charges).toEqual({ dearest: [], others: undefined, aYear: undefined });
  });
});

describe('the 13-week cash forecast', () => {
  test('runs recurring items on their dates, week by week, from unrestricted cash', async () => {
    const { analysis, value } = await run('2026-04-30', portfolio, `${opening}\n${dock}`);
    const weeks = analysis.facts.cashForecast.value?.weeks ?? [];
    expect(weeks).toHaveLength(13);
    expect(weeks.map((week) => value(week.out.id)).filter((out) => out !== '0.00')).toEqual([
      '1300.00',
      '1300.00',
      '1300.00',
    ]);
    expect([weeks[0]?.from, weeks[0]?.to, weeks[12]?.to]).toEqual(['2026-05-01', '2026-05-07', '2026-07-30']);
    expect(value('group.forecast.week-13.closing')).toBe('8300.00');
    expect(value('group.forecast.first-below')).toBe('0');
  });

  test('adds the rest of trade at a careful run rate, and shows cash without it', async () => {
    const trade = `2026-02-11 | jada | Checking |  900.00 | Income:Charters | Avery
      2026-03-09 | jada | Checking | 1050.00 | Income:Charters | Blake
      2026-04-20 | jada | Checking |  650.00 | Income:Charters | Casey
      2026-03-05 | jada | Checking | -130.00 | Expenses:Fuel   | Pump
      2026-03-06 | jada | Checking | -999.00 | Expenses:Yard   | Yard | one-off`;
    const { value } = await run('2026-04-30', portfolio, `${opening}\n${dock}\n${trade}`);
    // 2,600 over 26 weeks is the lower of the two means; 130 over 13 weeks the higher.
    expect(value('group.run-rate.in.a-week')).toBe('100.00');
    expect(value('group.run-rate.out.a-week')).toBe('10.00');
    expect(value('group.forecast.week-02.closing')).toBe('12551.00');
    expect(value('group.forecast.week-02.committed')).toBe('12371.00');
  });

  test('a scheduled bill stands in for the recurring one that it names', async () => {
    const scheduled = [
      { name: 'New slip', amount: '-1500.00', on: '2026-05-02', every: 'month', replaces: 'Marina slip' },
      { name: 'Tax', amount: '-4000.00', on: '2026-06-15' },
      { name: 'Grant', amount: '250.00', on: '2026-06-16' },
      { name: 'Long ago', amount: '-9999.00', on: '2026-01-01' },
      { name: 'Ends', amount: '-10.00', on: '2026-04-03', every: 'week', until: '2026-05-10' },
    ];
    const entities = [{ ...two[0], scheduled }];
    const { analysis, value } = await run('2026-04-30', { ...portfolio, entities }, `${opening}\n${dock}`);
    const weeks = analysis.facts.cashForecast.value?.weeks ?? [];
    expect(weeks.map((week) => value(week.out.id))).toEqual([
      '1510.00',
      '10.00',
      '0.00',
      '0.00',
      '1500.00',
      '0.00',
      '4000.00',
      '0.00',
      '1500.00',
      '0.00',
      '0.00',
      '0.00',
      '0.00',
    ]);
    expect(value(weeks[6]?.in.id ?? '')).toBe('250.00');
    expect(value('group.forecast.first-below')).toBe('9');
  });

  test('is not seen without cash; without a floor it says so', async () => {
    const blind = await run('2026-04-30', portfolio, dock);
    expect(blind.analysis.facts.cashForecast.value).toBeUndefined();
    const floorless = await run('2026-04-30', { entities: two }, `${opening}\n${dock}`);
    expect(floorless.analysis.facts.cashForecast.value?.firstBelow).toBeUndefined();
    expect(floorless.analysis.facts.cashForecast.gaps.map((gap) => gap.id)).toContain('group.plan.cash-floor');
  });
});
