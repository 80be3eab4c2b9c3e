import { describe, expect, it } from 'vitest';
import { timesOf } from '../../src/portfolio/cron.ts';

const LOS_ANGELES = 'America/Los_Angeles';
const at = (time: string): number => Date.parse(time);
const said = (times: readonly number[]): string[] => times.map((one) => new Date(one).toISOString().slice(0, 16));
const next = (cron: string, after: string, count = 3): string[] =>
  said(timesOf(cron, LOS_ANGELES).after(at(after), count));

describe('a time of the day in a zone', () => {
  it('is the same on the clock, in summer and in winter', () => {
    expect(next('0 7 * * 1', '2026-10-25T00:00Z')).toEqual([
      '2026-10-26T14:00',
      '2026-11-02T15:00',
      '2026-11-09T15:00',
    ]);
  });

  it('that the clocks leave out comes right after the gap', () => {
    expect(next('30 2 * * *', '2026-03-07T12:00Z', 2)).toEqual(['2026-03-08T10:00', '2026-03-09T09:30']);
    expect(next('30 2,14 * * *', '2026-03-08T00:00Z', 2)).toEqual(['2026-03-08T10:00', '2026-03-08T21:30']);
  });

  it('that comes twice comes once', () => {
    expect(next('30 1 * * *', '2026-10-31T12:00Z', 2)).toEqual(['2026-11-01T08:30', '2026-11-02T09:30']);
    expect(said(timesOf('30 1 * * *', LOS_ANGELES).upTo(at('2026-11-02T09:29:59.999Z'), 2))).toEqual([
      '2026-11-01T08:30',
      '2026-10-31T08:30',
    ]);
  });

  it('comes after an instant, and up to one, which counts as the past', () => {
    const times = timesOf('0 7 * * 1', LOS_ANGELES);
    const monday = at('2026-04-27T14:00:00Z');
    const before = ['2026-04-20T14:00'];
    expect(said(times.after(monday, 1))).toEqual(['2026-05-04T14:00']);
    expect(said(times.after(monday - 1, 1))).toEqual(['2026-04-27T14:00']);
    for (const late of [0, 1, 500, 999, 1000, 1500]) expect(times.upTo(monday + late, 1)).toEqual([monday]);
    for (const early of [1, 500, 999, 1000, 1500]) expect(said(times.upTo(monday - early, 1))).toEqual(before);
  });
});

it.each([
  ['60 7 * * *', 'invalid value for minute: 60'],
  ['0 0 7 * * 1', 'exactly 5 parts'],
  ['at 7 * * 1', 'illegal characters'],
])('%s is no time', (cron, says) => {
  expect(() => timesOf(cron, 'UTC')).toThrow(says);
});
