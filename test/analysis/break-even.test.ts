import { describe, expect, test } from 'vitest';
import { monthly } from './_facts.ts';
import { closedRuns } from './_run.ts';

const run = closedRuns();

const charter = {
  id: 'charter',
  name: 'Charters',
  account: 'Income:Charters',
  unit: 'charter',
  price: '1850.00',
  variable_costs: [
    { name: 'Crew', amount: '765.00' },
    { name: 'Card fees', percent_of_price: '2.9' },
  ],
};
const yacht = (stream: object = charter, more: object = {}) => ({
  entities: [
    { id: 'jada', name: 'JADA', kind: 'yacht-charter', revenue: [stream], fixed_costs: ['Expenses:Dock:*'], ...more },
  ],
});

/** Six months of dock at 5,900, and as many charters as told. */
const months = (sold: readonly number[]) =>
  monthly('2025-11', 6, (month, at) =>
    [
      `${month}-01 | jada | Checking | -5900.00 | Expenses:Dock:Slip | Marina`,
      ...Array.from(
        { length: sold[at] ?? 0 },
        (_, n) => `${month}-1${n} | jada | Checking | 1850.00 | Income:Charters | Guest`,
      ),
    ].join('\n'),
  );

describe('break-even', () => {
  test('is the fixed costs over the contribution of a unit, rounded up, with every step a figure', async () => {
    const { value, analysis } = await run('2026-04-30', yacht(), months([2, 2, 2, 5, 5, 5]));
    expect(value('jada.break-even.charter.cost.2')).toBe('53.65');
    expect(value('jada.break-even.charter.contribution')).toBe('1031.35');
    expect(value('jada.fixed-costs.mean')).toBe('5900.00');
    expect(value('jada.break-even.charter.units')).toBe('6');
    expect(value('jada.units.charter.2026-04')).toBe('5');
    expect(analysis.facts.breakEven.value?.streams[0]?.below).toBe(true);
  });

  test('exactly at break-even is not above it', async () => {
    const stream = { ...charter, price: '1000.00', variable_costs: [{ name: 'Crew', amount: '410.00' }] };
    const { value, analysis } = await run('2026-04-30', yacht(stream), months([0, 0, 0, 10, 10, 10]));
    expect(value('jada.break-even.charter.units')).toBe('10');
    expect(analysis.facts.breakEven.value?.streams[0]?.below).toBe(false);
  });

  test('one good month among the last three is enough', async () => {
    const { analysis } = await run('2026-04-30', yacht(), months([0, 0, 0, 1, 6, 1]));
    expect(analysis.facts.breakEven.value?.streams[0]?.below).toBe(false);
  });

  test('one-offs are no fixed cost; postings tagged fixed are', async () => {
    const { value } = await run(
      '2026-04-30',
      yacht(),
      `${months([1, 1, 1, 1, 1, 1])}
      2026-02-02 | jada | Checking | -6000.00 | Expenses:Dock:Slip | Marina | one-off
      2026-02-03 | jada | Checking |  -600.00 | Expenses:Fuel      | Pump   | fixed`,
    );
    expect(value('jada.fixed-costs.mean')).toBe('6000.00');
  });

  test('there is none where a unit costs what it brings', async () => {
    const stream = { ...charter, price: '765.00', variable_costs: [{ name: 'Crew', amount: '765.00' }] };
    const { value, analysis } = await run('2026-04-30', yacht(stream), months([9, 9, 9, 9, 9, 9]));
    expect(value('jada.break-even.charter.units')).toBe(
      'not known: no break-even: a charter costs at least what it brings',
    );
    expect(analysis.facts.breakEven.value?.streams[0]).toMatchObject({ below: true, levers: [] });
  });

  test('the margin of safety is what sales may lose; below break-even so much is missing', async () => {
    const { value } = await run('2026-04-30', yacht(), months([5, 5, 5, 7, 7, 7]));
    // 5900 × 1850 ÷ 1031.35 are to be sold; 6 × 1850 are, on average.
    expect(value('jada.break-even.charter.break-even-sales')).toBe('10583.22');
    expect(value('jada.break-even.charter.sales')).toBe('11100.00');
    expect(value('jada.break-even.charter.safety')).toBe('516.78');
    expect(value('jada.break-even.charter.safety.percent')).toBe('4.7');
    const less = await run('2026-04-30', yacht(), months([1, 1, 1, 1, 1, 1]));
    expect(less.value('jada.break-even.charter.safety')).toBe('-8733.22');
    expect(less.value('jada.break-even.charter.safety.percent')).toBe('-472.1');
  });
});

describe('what moves break-even most', () => {
  test('price, then volume, then fixed cost, then cost, at these numbers', async () => {
    const { value, analysis } = await run('2026-04-30', yacht(), months([1, 1, 1, 1, 1, 1]));
    const [stream] = analysis.facts.breakEven.value?.streams ?? [];
    expect(stream?.levers.map((lever) => lever.name)).toEqual(['price', 'volume', 'fixed costs', 'variable costs']);
    // A tenth of the price, less the card fee on it, six times.
    expect(value('jada.break-even.charter.gain.price')).toBe('1077.84');
    expect(value('jada.break-even.charter.better.price')).toBe('5');
    expect(value('jada.break-even.charter.worse.price')).toBe('7');
    expect(value('jada.break-even.charter.better.fixed-costs')).toBe('6');
    expect(value('jada.break-even.charter.worse.fixed-costs')).toBe('7');
  });
});

describe('not seen', () => {
  test.each([
    ['a price', yacht({ ...charter, price: undefined }), 'price of a charter in Charters'],
    ['the fixed costs', yacht(charter, { fixed_costs: [] }), 'fixed_costs of the entity in the portfolio'],
    ['a stream with a unit', yacht({ ...charter, unit: undefined }), 'a revenue stream with its unit and price'],
  ])('without %s', async (_, portfolio, source) => {
    const { analysis } = await run('2026-04-30', portfolio, months([1, 1, 1, 1, 1, 1]));
    expect(analysis.facts.breakEven.value).toBeUndefined();
    expect(analysis.facts.breakEven.gaps.map((gap) => gap.source)).toContain(source);
  });

  test('without three full months of statements', async () => {
    const { analysis } = await run(
      '2026-04-30',
      yacht(),
      '2026-03-01 | jada | Checking | -5900.00 | Expenses:Dock:Slip | Marina',
    );
    expect(analysis.facts.breakEven.gaps.map((gap) => gap.source)).toEqual([
      'statements of the last three full months',
    ]);
  });
});
