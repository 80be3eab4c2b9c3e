import { describe, expect, it } from 'vitest';
import { dayNumber, periodsOf } from '../../../src/analysis/statement/columns.ts';
import type { Interval } from '../../../src/model/statement.ts';

const JANUARY = { month: 1, day: 1 };

function labels(from: string, to: string, interval: Interval, fiscal = JANUARY, cut = false): readonly string[] {
  const span = { from: dayNumber(from), to: dayNumber(to) };
  return periodsOf(span, interval, fiscal, { from: cut, to: cut }).map(({ column }) => `${column.id}: ${column.label}`);
}

describe('Columns', () => {
  it.each([
    ['month', ['2026-01: Jan 2026', '2026-02: Feb 2026', '2026-03: Mar 2026', '2026-04: Apr 2026']],
    ['quarter', ['2026-Q1: Q1 2026', '2026-Q2: Q2 2026']],
    ['year', ['2026: 2026']],
    ['whole', ['2026-01-15..2026-04-02: 15 Jan – 2 Apr 2026']],
  ] as const)('%s: whole periods around what was posted', (interval, expected) => {
    expect(labels('2026-01-15', '2026-04-02', interval)).toEqual(expected);
  });

  it('are cut where the time was asked for', () => {
    expect(labels('2026-01-15', '2026-03-31', 'month', JANUARY, true)).toEqual([
      '2026-01-15..2026-01-31: 15–31 Jan 2026',
      '2026-02: Feb 2026',
      '2026-03: Mar 2026',
    ]);
  });

  it('go by the fiscal year, which has two numbers where it does not begin in January', () => {
    const april = { month: 4, day: 6 };
    expect(labels('2026-01-15', '2026-04-06', 'year', april)).toEqual([
      '2025-04-06..2026-04-05: 2025/26',
      '2026-04-06..2027-04-05: 2026/27',
    ]);
    expect(labels('2026-04-05', '2026-04-06', 'quarter', april)).toEqual([
      '2026-01-06..2026-04-05: Q4 2025/26',
      '2026-04-06..2026-07-05: Q1 2026/27',
    ]);
    expect(labels('2026-04-05', '2026-04-06', 'month', april)).toEqual([
      '2026-03-06..2026-04-05: 6 Mar – 5 Apr 2026',
      '2026-04-06..2026-05-05: 6 Apr – 5 May 2026',
    ]);
  });

  it('reach back before the year 100 and before 1970', () => {
    expect(labels('0090-12-31', '0091-01-01', 'year')).toEqual(['0090: 0090', '0091: 0091']);
    expect(labels('1969-12-31', '1970-01-01', 'month')).toEqual(['1969-12: Dec 1969', '1970-01: Jan 1970']);
  });

  it('are refused where a slip in a date makes thousands of them', () => {
    expect(() => labels('0226-01-01', '2026-01-01', 'month')).toThrow('is a date misspelt?');
    expect(labels('0226-01-01', '2026-01-01', 'whole')).toHaveLength(1);
  });
});
