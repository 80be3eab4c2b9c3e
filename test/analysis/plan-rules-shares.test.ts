import { describe, expect, test } from 'vitest';
import { readLedger } from '../../src/analysis/ledger.ts';
import { incomeLines } from '../../src/analysis/months.ts';
import { monthly } from './_facts.ts';
import { closedRuns } from './_run.ts';

const run = closedRuns();

const jada = { id: 'jada', name: 'JADA', kind: 'yacht-charter' };
const ledger = `2025-10-31 | jada | Checking | 20000.00 | opening | Opening
${monthly('2025-11', 6, (month) => `${month}-03 | jada | Checking | -2000.00 | Expenses:Dock | Marina`)}`;

const initiative = (id: string, cost: string, mid: string, more: object = {}) => ({
  id,
  name: id,
  tier: cost === '0' ? 'zero-cost' : 'low-cost',
  cost,
  value: { low: '0', mid, high: '9999' },
  ...more,
});

describe('the capital plan', () => {
  const plan = async (budget: string | undefined, ...initiatives: readonly object[]) => {
    const horizon = { horizon: '2026-12', ...(budget === undefined ? {} : { budget }) };
    const { analysis, value } = await run('2026-04-30', { plan: horizon, initiatives, entities: [jada] }, ledger);
    const decisions = analysis.facts.capitalPlan.value?.decisions ?? [];
    return {
      decisions: decisions.map((one) => [one.initiative.id, one.reason]),
      value,
      gaps: analysis.facts.capitalPlan.gaps,
    };
  };

  test('takes what is free by its value, then what pays best for its cost, within the budget', async () => {
    const { decisions, value } = await plan(
      '1000',
      initiative('photos', '400', '800'),
      initiative('calendar', '500', '2000'),
      initiative('ads', '600', '1300'),
      initiative('price', '0', '50'),
      initiative('phone', '0', '70'),
    );
    expect(decisions).toEqual([
      ['phone', 'free'],
      ['price', 'free'],
      ['calendar', 'within budget'],
      ['photos', 'within budget'],
      ['ads', 'over budget'],
    ]);
    expect(value('group.initiative.photos.cumulative')).toBe('900.00');
    expect(value('group.initiative.calendar.index')).toBe('4.00');
    expect([value('group.plan.spent'), value('group.plan.value')]).toEqual(['900.00', '2920.00']);
  });

  test('what needs others comes after them, or waits; a circle never begins', async () => {
    const { decisions } = await plan(
      '1000',
      initiative('listing', '100', '5000', { needs: ['photos'] }),
      initiative('photos', '400', '800'),
      initiative('ads', '100', '900', { needs: ['site'] }),
      initiative('a', '1', '10', { needs: ['b'] }),
      initiative('b', '1', '10', { needs: ['a'] }),
      initiative('site', '1', '10', { done: true }),
    );
    expect(decisions).toEqual([
      ['ads', 'within budget'],
      ['photos', 'within budget'],
      ['listing', 'within budget'],
      ['a', 'needs others first'],
      ['b', 'needs others first'],
      ['site', 'done'],
    ]);
  });

  test('what is worth less than it costs is deferred, budget or not; without a budget the gap says so', async () => {
    const { decisions, gaps } = await plan(
      undefined,
      initiative('boat', '9000', '100'),
      initiative('mast', '10', '11'),
    );
    expect(decisions).toEqual([
      ['mast', 'no budget declared'],
      ['boat', 'worth less than it costs'],
    ]);
    expect(gaps.map((gap) => gap.id)).toEqual(['group.plan.budget']);
  });

  test('is not seen without initiatives', async () => {
    const { gaps } = await plan('1000');
    expect(gaps.map((gap) => gap.id)).toEqual(['group.initiatives']);
  });
});

describe('the owner’s rules', () => {
  const stateOf = async (rule: object, books = ledger) => {
    const portfolio = { rules: [{ id: 'one', rule: 'In the owner’s words', ...rule }], entities: [jada] };
    const { analysis } = await run('2026-04-30', portfolio, books);
    return { state: analysis.facts.ownerRules.value?.rules[0], gaps: analysis.facts.ownerRules.gaps };
  };

  test.each([
    ['holds at its limit', { figure: 'group.runway.months', at_least: '4' }, 'holds'],
    ['is broken below it', { figure: 'group.runway.months', at_least: '4.1' }, 'broken'],
    ['is broken above it', { figure: 'group.burn.high', at_most: '1999.99' }, 'broken'],
    ['holds between both', { figure: 'group.burn.high', at_least: '1', at_most: '2000' }, 'holds'],
    ['may look at a month of an entity', { figure: 'jada.burn.2026-03', at_most: '1' }, 'broken'],
  ])('a rule %s', async (_, rule, state) => {
    expect((await stateOf(rule)).state?.state).toBe(state);
  });

  test('a figure that does not exist is a gap with the place of the rule', async () => {
    const { state, gaps } = await stateOf({ figure: 'group.runways', at_least: '6' });
    expect(state?.state).toBe('not-known');
    expect(gaps[0]?.source).toMatch(/^portfolio\.yaml:\d+: no figure is called group\.runways$/);
  });

  test('without burn, the floor on the runway holds; a figure that is not known holds nothing', async () => {
    const sales = monthly('2025-11', 6, (month) => `${month}-20 | jada | Checking | 2500.00 | Income:Charters | Guest`);
    const rule = { figure: 'group.runway.months', at_least: '6' };
    expect((await stateOf(rule, `${ledger}\n${sales}`)).state?.state).toBe('holds');
    expect((await stateOf(rule, '')).state?.state).toBe('not-known');
  });

  test('are not seen when none is declared', async () => {
    const { analysis } = await run('2026-04-30', { entities: [jada] }, ledger);
    expect(analysis.facts.ownerRules.value).toBeUndefined();
  });
});

describe('shares of revenue', () => {
  const sales = `
    2025-05-03 | jada | Checking | 600.00 | Income:Charters | Avery Co 17
    2026-04-03 | jada | Checking | 300.00 | Income:Charters | AVERY CO 18
    2026-04-04 | jada | Stripe   | 100.00 | Income:Charters | Blake
    2026-04-05 | jada | Stripe   | -10.00 | Income:Charters | Blake
    2026-04-06 | jada | Stripe   |  10.00 | Income:Charters |
    2025-04-30 | jada | Stripe   | 900.00 | Income:Charters | Too early`;

  test('by customer and account over twelve full months; refunds are taken off; one entity is no concentration', async () => {
    const { analysis, value } = await run('2026-04-30', { entities: [jada] }, sales);
    const { shares = [], total, unnamed } = analysis.facts.concentration.value ?? {};
    expect(shares.map((share) => [share.dimension, share.key, value(share.share.id)])).toEqual([
      ['customer', 'avery co', '90.0'],
      ['customer', 'blake', '9.0'],
      ['channel', '["jada","Assets:Checking"]', '90.0'],
      ['channel', '["jada","Assets:Stripe"]', '10.0'],
    ]);
    expect([total, unnamed].map((figure) => value(figure?.id ?? ''))).toEqual(['1000.00', '10.00']);
  });

  test('are not known where nothing was sold', async () => {
    const { analysis } = await run('2026-04-30', { entities: [jada] }, ledger);
    expect(analysis.facts.concentration.value).toBeUndefined();
  });
});

describe('months and what no rule names', () => {
  const books = `
    2026-03-03 | jada | Checking | 500.00 | Income:Charters | Avery
    2026-03-04 | jada | Checking | -40.00 | Income:Charters | Avery
    2026-03-05 | jada | Checking | -90.00 | uncategorised   | Who knows
    2026-03-06 | jada | Checking |  25.00 | uncategorised   | Who else
    2026-03-07 | jada | Checking | -70.00 | Expenses:Fuel   | Pump`;

  test('refunds lessen revenue; uncategorised rows are in the totals and counted', async () => {
    const { value } = await run('2026-03-31', { entities: [jada] }, books);
    expect([value('jada.revenue.2026-03'), value('jada.expenses.2026-03'), value('jada.net.2026-03')]).toEqual([
      '485.00',
      '160.00',
      '325.00',
    ]);
    expect(value('jada.account.expenses.fuel.2026-03')).toBe('70.00');
    expect([
      value('group.uncategorised.number'),
      value('group.uncategorised.income'),
      value('group.uncategorised.expenses'),
    ]).toEqual(['2', '25.00', '90.00']);
  });

  test('the income statement by account and month, without figures, for comparison and export', async () => {
    const { facts } = await run('2026-03-31', { entities: [jada] }, books);
    const lines = incomeLines(await readLedger(facts, '2026-03-31'));
    expect(lines.map(({ account, amount }) => [account, amount])).toEqual([
      ['Expenses:Fuel', 7000n],
      ['Expenses:Uncategorised', 9000n],
      ['Income:Charters', 46000n],
      ['Income:Uncategorised', 2500n],
    ]);
  });
});
