import { describe, expect, it } from 'vitest';
import { bytes, count, counted, duration, listed } from '../../web/src/ui/numbers.ts';
import { dayText, instantText } from '../../web/src/ui/time-text.ts';

describe('a moment, in the portfolio’s zone, which is named', () => {
  it.each([
    ['2026-04-30T15:00:00.000Z', 'America/Los_Angeles', '30 Apr 2026, 08:00 PDT'],
    ['2026-01-01T07:59:59.000Z', 'America/Los_Angeles', '31 Dec 2025, 23:59 PST'],
    // An hour that is there twice.
    ['2026-11-01T08:30:00.000Z', 'America/Los_Angeles', '1 Nov 2026, 01:30 PDT'],
    ['2026-11-01T09:30:00.000Z', 'America/Los_Angeles', '1 Nov 2026, 01:30 PST'],
    ['2026-07-01T22:00:00.000Z', 'Europe/Berlin', '2 Jul 2026, 00:00 CEST'],
    ['2026-07-01T22:00:00.000Z', 'UTC', '1 Jul 2026, 22:00 UTC'],
    ['2026-07-01T22:00:00.000Z', 'Asia/Kathmandu', '2 Jul 2026, 03:45 GMT+5:45'],
  ])('%s in %s is %s', (at, zone, text) => {
    expect(instantText(at, zone)).toBe(text);
  });
});

it.each([
  ['2026-04-30', '30 Apr 2026'],
  ['2024-02-29', '29 Feb 2024'],
])('the day %s is %s wherever the reader is', (day, text) => {
  expect(dayText(day)).toBe(text);
});

describe('numbers', () => {
  it('have groups of three', () => expect([count(0), count(1234567)]).toEqual(['0', '1,234,567']));
  it('come with their noun', () =>
    expect([counted(0, 'copy', 'copies'), counted(1, 'copy', 'copies'), counted(1200, 'row')]).toEqual([
      '0 copies',
      '1 copy',
      '1,200 rows',
    ]));
  it('of bytes', () =>
    expect([bytes(0), bytes(999), bytes(48_211), bytes(1_500_000)]).toEqual(['0 B', '999 B', '48.2 kB', '1.5 MB']));
  it('of time', () => expect([duration(842), duration(2449)]).toEqual(['842 ms', '2.4 s']));
  it('and names in a row', () =>
    expect([listed(['Ann']), listed(['Ann', 'Ben']), listed(['Ann', 'Ben', 'Cid'])]).toEqual([
      'Ann',
      'Ann and Ben',
      'Ann, Ben and Cid',
    ]));
});
