import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rhythmOf, RHYTHMS, turnAfter, turnsWithin } from '../../src/analysis/intervals.ts';
import { patterns, type Turn } from '../../src/analysis/patterns.ts';
import { addDays } from '../../src/core/date.ts';

const turns = (...days: readonly [string, number][]): Turn[] =>
  days.map(([date, amount]) => ({ date, amount: BigInt(amount), payee: 'Payee', onePayee: true }));

describe('a rhythm', () => {
  test.each([
    ['week', ['2026-04-06', '2026-04-13', '2026-04-21', '2026-04-27']],
    ['two weeks', ['2026-03-27', '2026-04-10', '2026-04-24']],
    ['month', ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']],
    ['quarter', ['2025-10-15', '2026-01-15', '2026-04-15']],
    ['year', ['2024-03-01', '2025-03-03', '2026-03-01']],
  ])('each %s', (interval, dates) => {
    expect(rhythmOf(dates, '2026-04-30')).toBe(interval);
  });

  test('one missed turn in five is forgiven, two are not', () => {
    const months = ['2025-10-01', '2025-11-01', '2025-12-01', '2026-01-01', '2026-03-01', '2026-04-01'];
    expect(rhythmOf(months, '2026-04-30')).toBe('month');
    expect(
      rhythmOf(['2025-10-01', '2025-12-01', '2026-02-01', '2026-03-01', '2026-04-01'], '2026-04-30'),
    ).toBeUndefined();
  });

  test('two dates are none, nor is one that has stopped', () => {
    expect(rhythmOf(['2026-03-01', '2026-04-01'], '2026-04-30')).toBeUndefined();
    expect(rhythmOf(['2025-12-01', '2026-01-01', '2026-02-01'], '2026-04-30')).toBeUndefined();
  });

  test('any exact rhythm is found', () => {
    const exact = fc.record({
      rhythm: fc.constantFrom(...RHYTHMS),
      start: fc.integer({ min: 0, max: 700 }),
      times: fc.integer({ min: 3, max: 12 }),
    });
    fc.assert(
      fc.property(exact, ({ rhythm: { interval }, start, times }) => {
        const first = addDays('2010-01-01', start);
        const dates = Array.from({ length: times }, (_, at) => (at === 0 ? first : turnAfter(first, interval, at)));
        expect(rhythmOf(dates, dates.at(-1) ?? first)).toBe(interval);
      }),
    );
  });
});

describe('the next turns', () => {
  test('keep to the day of the month, or to its last day', () => {
    expect(turnsWithin('2026-01-31', 'month', '2026-02-01', '2026-04-30')).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
    ]);
  });

  test('one that is overdue comes at once, one that is long gone does not', () => {
    expect(turnsWithin('2026-03-20', 'month', '2026-05-01', '2026-05-31')).toEqual(['2026-05-01', '2026-05-20']);
    expect(turnsWithin('2026-01-20', 'month', '2026-05-01', '2026-05-31')).toEqual(['2026-05-20']);
  });
});

describe('a pattern', () => {
  test('of one amount that rose once', () => {
    const [pattern] = patterns(
      turns(['2026-01-05', 5499], ['2026-02-05', 5499], ['2026-03-05', 6999], ['2026-04-05', 6999]),
      '2026-04-30',
    );
    expect(pattern).toMatchObject({ interval: 'month', steady: true });
    expect(pattern?.rise).toMatchObject({ before: { amount: 5499n }, after: { amount: 6999n } });
  });

  test('a fall is no rise, nor is a rise that is old', () => {
    expect(
      patterns(turns(['2026-02-05', 6999], ['2026-03-05', 5499], ['2026-04-05', 5499]), '2026-04-30')[0]?.rise,
    ).toBeUndefined();
    const old = turns(['2024-03-01', 100], ['2025-03-01', 120], ['2026-03-01', 120]);
    expect(patterns(old, '2026-04-30')[0]?.rise).toBeUndefined();
  });

  test('of amounts that vary within bounds, as of a utility', () => {
    const bill = turns(['2026-01-09', 8100], ['2026-02-09', 12000], ['2026-03-09', 9500], ['2026-04-09', 7000]);
    expect(patterns(bill, '2026-04-30')[0]).toMatchObject({ interval: 'month', steady: false, rise: undefined });
  });

  test('is none where amounts are all over the place', () => {
    expect(patterns(turns(['2026-02-09', 100], ['2026-03-09', 90000], ['2026-04-09', 700]), '2026-04-30')).toEqual([]);
  });

  test('two subscriptions with one vendor are told apart by amount', () => {
    const both = turns(
      ['2026-01-03', 400],
      ['2026-01-20', 2100],
      ['2026-02-03', 400],
      ['2026-02-20', 2100],
      ['2026-03-03', 400],
      ['2026-03-20', 2100],
      ['2026-04-03', 400],
      ['2026-04-20', 2100],
    );
    expect(patterns(both, '2026-04-30').map((one) => [one.interval, one.turns[0]?.amount])).toEqual([
      ['month', 400n],
      ['month', 2100n],
    ]);
  });
});
