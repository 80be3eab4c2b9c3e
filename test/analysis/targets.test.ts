import { describe, expect, test } from 'vitest';
import { monthly } from './_facts.ts';
import { closedRuns } from './_run.ts';

const run = closedRuns();

const agency = (targets: readonly object[], plan: object = { horizon: '2026-12' }) => ({
  plan,
  entities: [
    {
      id: 'centaur',
      name: 'Centaur',
      kind: 'web-agency',
      revenue: [{ id: 'care', name: 'Care', account: 'Income:Care' }],
      targets,
    },
  ],
});
const flat = monthly('2025-05', 12, (month) => `${month}-02 | centaur | Checking | 1000.00 | Income:Care | Client`);

/** Two years in which July brings the double and December nothing. */
const seasonal = monthly('2024-05', 24, (month) => {
  const amount = month.endsWith('-07') ? '2000.00' : month.endsWith('-12') ? '0.00' : '1000.00';
  return `${month}-02 | centaur | Checking | ${amount} | Income:Care | Client`;
});

describe('the path to a target', () => {
  test('rises in equal steps from the mean of twelve months and ends on the target', async () => {
    const { value } = await run('2026-04-30', agency([{ stream: 'care', by: '2026-12', monthly: '2000.00' }]), flat);
    const path = [5, 6, 7, 8, 9, 10, 11, 12].map((month) =>
      value(`centaur.stream.care.target.2026-${String(month).padStart(2, '0')}`),
    );
    expect(path).toEqual(['1125.00', '1250.00', '1375.00', '1500.00', '1625.00', '1750.00', '1875.00', '2000.00']);
    expect(value('group.target.2026-12')).toBe('2000.00');
  });

  test('goes by way of an earlier target, and stays level after the last', async () => {
    const targets = [
      { by: '2026-10', monthly: '1600.00' },
      { by: '2026-06', monthly: '1200.00' },
    ];
    const { value } = await run('2026-04-30', agency(targets), flat);
    const path = ['05', '06', '07', '08', '09', '10', '11', '12'].map((month) => value(`centaur.target.2026-${month}`));
    expect(path).toEqual(['1100.00', '1200.00', '1300.00', '1400.00', '1500.00', '1600.00', '1600.00', '1600.00']);
  });

  test('bends with the seasons where two years are on file', async () => {
    const { value } = await run('2026-04-30', agency([{ by: '2026-05', monthly: '1200.00' }]), seasonal);
    expect(value('centaur.season.07')).toBe('2.0000');
    expect(value('centaur.target.2026-07')).toBe('2400.00');
    expect(value('centaur.target.2026-08')).toBe('1200.00');
    expect(value('centaur.target.2026-12')).toBe('0.00');
  });

  test('one month short of two years, there are no seasons', async () => {
    const { analysis } = await run(
      '2026-04-30',
      agency([{ by: '2026-12', monthly: '1200.00' }]),
      seasonal.split('\n').slice(1).join('\n'),
    );
    expect(analysis.facts.targets.value?.paths[0]?.seasons).toBeUndefined();
  });
});

test('sales in few months are no season', async () => {
  const few = monthly(
    '2024-05',
    24,
    (month) =>
      `${month}-02 | centaur | Checking | ${/-0[246]$/.test(month) ? '1000.00' : '0.00'} | Income:Care | Client`,
  );
  const { analysis } = await run('2026-04-30', agency([{ by: '2026-12', monthly: '1200.00' }]), few);
  expect(analysis.facts.targets.value?.paths[0]?.seasons).toBeUndefined();
});

describe('months that are over', () => {
  test('are held against a target that was due', async () => {
    const { value, analysis } = await run('2026-04-30', agency([{ by: '2026-03', monthly: '1250.00' }]), flat);
    expect([...(analysis.facts.targets.value?.paths[0]?.variance.keys() ?? [])]).toEqual(['2026-03', '2026-04']);
    expect(value('centaur.variance.2026-03')).toBe('-250.00');
    expect(value('centaur.variance.2026-03.percent')).toBe('-20.0');
    expect(value('centaur.target.2026-05')).toBe('1250.00');
  });
});

describe('gaps', () => {
  test.each([
    ['a plan', { entities: agency([]).entities }, 'group.targets'],
    ['targets', agency([]), 'centaur.targets'],
    [
      'a stream that the target names',
      agency([{ stream: 'sites', by: '2026-12', monthly: '1' }]),
      'centaur.targets.base',
    ],
  ])('without %s', async (_, portfolio, gap) => {
    const { analysis } = await run('2026-04-30', portfolio, flat);
    expect(analysis.facts.targets.value).toBeUndefined();
    expect(analysis.facts.targets.gaps.map((one) => one.id)).toContain(gap);
  });

  test('two targets for one month do no harm', async () => {
    const twice = [
      { by: '2026-12', monthly: '1200.00' },
      { by: '2026-12', monthly: '1400.00' },
    ];
    const { value } = await run('2026-04-30', agency(twice), flat);
    expect(value('centaur.target.2026-12')).toBe('1200.00');
  });
});
