import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, decimal, multiply, parseDecimal, type Decimal } from '../../src/core/decimal.ts';
import { monthly } from './_facts.ts';
import { closedRuns, only, runOf } from './_run.ts';

const run = closedRuns();

const charter = {
  id: 'charter',
  name: 'Charters',
  account: 'Income:Charters',
  unit: 'charter',
  price: '1000.00',
  variable_costs: [{ name: 'Crew', amount: '600.00' }],
};
const trip = {
  id: 'trip',
  name: 'Day trips',
  account: 'Income:Trips',
  unit: 'trip',
  price: '200.00',
  variable_costs: [{ name: 'Snacks', percent_of_price: '50' }],
};
const yacht = (...revenue: readonly object[]) => ({
  entities: [{ id: 'jada', name: 'JADA', kind: 'yacht-charter', revenue, fixed_costs: ['Expenses:Dock'] }],
});

/** Six months of dock at 3,000, with so many charters and trips in each. */
const sales = (charters: readonly number[], trips: readonly number[], from = '2025-11') =>
  monthly(from, 6, (month, at) =>
    [
      `${month}-01 | jada | Checking | -3000.00 | Expenses:Dock | Marina`,
      ...Array.from(
        { length: charters[at] ?? 0 },
        () => `${month}-10 | jada | Checking | 1000.00 | Income:Charters | Guest`,
      ),
      ...Array.from({ length: trips[at] ?? 0 }, () => `${month}-11 | jada | Checking | 200.00 | Income:Trips | Guest`),
    ].join('\n'),
  );

describe('break-even of several products', () => {
  test('weighs their contributions by the mix in which they sold, and gives each its share', async () => {
    const { value, analysis } = await run(
      '2026-04-30',
      yacht(charter, trip),
      sales([1, 1, 1, 1, 1, 1], [3, 3, 3, 3, 3, 3]),
    );
    expect(value('jada.composite.of.charter.mix')).toBe('6');
    expect(value('jada.composite.of.trip.mix')).toBe('18');
    // (6 × 400 + 18 × 100) ÷ 24
    expect(value('jada.composite.contribution')).toBe('175.00');
    // 3000 ÷ 175 = 17.14…; a quarter of it charters.
    expect(value('jada.composite.units')).toBe('18');
    expect(value('jada.break-even.charter.units')).toBe('5');
    expect(value('jada.break-even.trip.units')).toBe('13');
    expect(analysis.facts.breakEven.value?.streams.map(({ composite }) => composite?.name)).toEqual(['JADA', 'JADA']);
  });

  test('has one margin of safety, of all sales together', async () => {
    const { value } = await run('2026-04-30', yacht(charter, trip), sales([1, 1, 1, 1, 1, 1], [3, 3, 3, 3, 3, 3]));
    expect(value('jada.composite.sales')).toBe('1600.00');
    // 3000 × (6 × 1000 + 18 × 200) ÷ 4200
    expect(value('jada.composite.break-even-sales')).toBe('6857.14');
    expect(value('jada.composite.safety')).toBe('-5257.14');
    expect(value('jada.composite.safety.percent')).toBe('-328.6');
  });

  test('a lever of one product moves the units of the mix', async () => {
    const { value } = await run('2026-04-30', yacht(charter, trip), sales([1, 1, 1, 1, 1, 1], [3, 3, 3, 3, 3, 3]));
    // A charter's price a tenth up: 6 × 100 more than 4200, so 3000 × 6 ÷ 4800.
    expect(value('jada.break-even.charter.better.price')).toBe('4');
    expect(value('jada.break-even.charter.worse.price')).toBe('5');
    expect(value('jada.break-even.trip.better.fixed-costs')).toBe('12');
  });

  test('where months are not on file, the mix is that of those that are', async () => {
    const { value } = await run(
      '2026-04-30',
      yacht(charter, trip),
      sales([1, 1, 1], [0, 2, 1], '2026-02')
        .split('\n')
        .filter((line) => !/2026-0[5-7]/.test(line))
        .join('\n'),
    );
    expect(value('jada.composite.of.charter.mix')).toBe('3');
    expect(value('jada.composite.of.trip.mix')).toBe('3');
  });

  test('nothing sold is no mix; what costs more than it brings is no break-even', async () => {
    const none = await run('2026-04-30', yacht(charter, trip), sales([], []));
    expect(none.value('jada.composite.units')).toBe(
      'not known: no break-even: nothing was sold, so there is no sales mix',
    );
    const dear = { ...trip, variable_costs: [{ name: 'Snacks', amount: '500.00' }] };
    const losing = await run('2026-04-30', yacht(charter, dear), sales([1, 1, 1, 1, 1, 1], [3, 3, 3, 3, 3, 3]));
    expect(losing.value('jada.break-even.charter.units')).toBe(
      'not known: no break-even: what is sold costs at least what it brings',
    );
    expect(losing.value('jada.composite.safety')).toContain('not known');
  });

  test('one product with a price and one without is no mix', async () => {
    const { analysis } = await run(
      '2026-04-30',
      yacht(charter, { ...trip, price: undefined }),
      sales([1, 1, 1, 1, 1, 1], []),
    );
    expect(analysis.facts.breakEven.value?.composites).toEqual([]);
    expect(analysis.facts.breakEven.value?.streams).toHaveLength(1);
  });
});

describe('FIN-03 of several products', () => {
  test('finds the entity once, when three months running did not pay the fixed costs', async () => {
    const { outcome, words, value } = await run(
      '2026-04-30',
      yacht(charter, trip),
      sales([9, 9, 9, 1, 2, 1], [0, 0, 0, 3, 3, 3]),
    );
    const finding = only(outcome('FIN-03'));
    expect(finding).toMatchObject({ subject: 'composite', severity: 'high' });
    expect([value(finding.size ?? ''), finding.stake?.mid]).toEqual(['2166.67', finding.size]);
    expect(words(finding.claim)).toBe(
      'JADA: with today’s sales mix, break-even is 7 and 3 a month; the last three months contributed 700.00, 1100.00 and 700.00 toward fixed costs of 3000.00 a month.',
    );
  });

  test('passes when one month paid them, whichever product it was', async () => {
    const { outcome } = await run('2026-04-30', yacht(charter, trip), sales([1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 26, 0]));
    expect(outcome('FIN-03').state).toBe('passed');
  });

  test('finds products that lose money as they sell', async () => {
    const dear = { ...trip, variable_costs: [{ name: 'Snacks', amount: '500.00' }] };
    const { outcome, words } = await run(
      '2026-04-30',
      yacht(charter, dear),
      sales([1, 1, 1, 1, 1, 1], [3, 3, 3, 3, 3, 3]),
    );
    expect(words(only(outcome('FIN-03')).claim)).toContain('with today’s sales mix there is no break-even');
  });
});

const valueOf = (text: string): Decimal => parseDecimal(text) ?? decimal(0);

test('at the composite break-even, contribution pays the fixed costs; with one unit less of each, it does not', async () => {
  const count = fc.integer({ min: 1, max: 9 });
  const cost = fc.integer({ min: 1, max: 99 });
  await fc.assert(
    fc.asyncProperty(count, count, cost, cost, async (charters, trips, crew, snacks) => {
      const streams = [
        { ...charter, variable_costs: [{ name: 'Crew', percent_of_price: String(crew) }] },
        { ...trip, variable_costs: [{ name: 'Snacks', percent_of_price: String(snacks) }] },
      ];
      const given = await runOf('2026-04-30', yacht(...streams), sales(Array(6).fill(charters), Array(6).fill(trips)));
      try {
        const paid = (less: number): Decimal =>
          ['charter', 'trip']
            .map((id) =>
              multiply(
                decimal(Number(given.value(`jada.break-even.${id}.units`)) - less),
                valueOf(given.value(`jada.break-even.${id}.contribution`)),
              ),
            )
            .reduce((a, b) => ({ mantissa: a.mantissa + b.mantissa, scale: a.scale }));
        expect(compare(paid(0), decimal(3000))).toBeGreaterThanOrEqual(0);
        expect(compare(paid(1), decimal(3000))).toBeLessThan(0);
      } finally {
        given.facts.close();
      }
    }),
    { numRuns: 6 },
  );
});
