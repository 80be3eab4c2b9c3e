import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  dayIn,
  daysBetween,
  firstDay,
  isIsoDate,
  isMonth,
  isoDate,
  isTimeZone,
  lastDay,
  lastFullMonth,
  messageDate,
  monthOf,
  monthsFrom,
} from '../../src/core/date.ts';

const days = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('a day', () => {
  test('exists or does not', () => {
    expect(isoDate(2026, 2, 31)).toBeUndefined();
    expect(isoDate(2024, 2, 29)).toBe('2024-02-29');
    expect(isoDate(2100, 2, 29)).toBeUndefined();
    expect(isoDate(2000, 2, 29)).toBe('2000-02-29');
    expect(isoDate(26, 4, 30)).toBeUndefined();
    expect(isoDate(2026, 4, 1.5)).toBeUndefined();
    expect(isoDate(2026, Number.NaN, 1)).toBeUndefined();
  });

  test('agrees with the calendar of JavaScript for all parts', () => {
    const part = fc.tuple(
      fc.integer({ min: 1900, max: 2199 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
    );
    fc.assert(
      fc.property(part, ([year, month, day]) => {
        const date = new Date(Date.UTC(year, month - 1, day));
        const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
        expect(isoDate(year, month, day)).toBe(same ? date.toISOString().slice(0, 10) : undefined);
      }),
    );
  });

  test('is written in one way only', () => {
    expect(['2026-04-30', '2026-4-30', '2026-04-31', '20260430', '2026-04-30T00:00', ''].map(isIsoDate)).toEqual([
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
    fc.assert(
      fc.property(days, (day) => {
        expect(isIsoDate(day)).toBe(true);
      }),
    );
  });

  test('days count there and back', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -20_000, max: 20_000 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count);
      }),
    );
  });
});

describe('a month', () => {
  test('ends the day before the next begins', () => {
    fc.assert(
      fc.property(days, (day) => {
        const month = monthOf(day);
        expect(isMonth(month)).toBe(true);
        expect(addDays(lastDay(month), 1)).toBe(firstDay(addMonths(month, 1)));
        expect(firstDay(month) <= day && day <= lastDay(month)).toBe(true);
      }),
    );
  });

  test('months run from first to last', () => {
    expect(monthsFrom('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsFrom('2026-02', '2026-01')).toEqual([]);
  });

  test('is full on its last day, and not a day before', () => {
    expect(lastFullMonth('2026-04-30')).toBe('2026-04');
    expect(lastFullMonth('2026-04-29')).toBe('2026-03');
    expect(lastFullMonth('2026-01-15')).toBe('2025-12');
    fc.assert(
      fc.property(days, (day) => {
        const month = lastFullMonth(day);
        expect(lastDay(month) <= day && day < lastDay(addMonths(month, 1))).toBe(true);
      }),
    );
  });
});

describe('a time zone', () => {
  test('decides which day an instant falls on', () => {
    const instant = Date.UTC(2026, 4, 1, 3, 0);
    expect(dayIn('America/Los_Angeles', instant)).toBe('2026-04-30');
    expect(dayIn('Europe/Berlin', instant)).toBe('2026-05-01');
  });

  test('is known or not', () => {
    expect(['America/Los_Angeles', 'UTC', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([true, true, false, false]);
  });

  test('shows in the date of a message', () => {
    expect(messageDate('America/Los_Angeles', Date.UTC(2026, 3, 30, 15, 0, 5))).toBe('Thu, 30 Apr 2026 08:00:05 -0700');
    expect(messageDate('Asia/Kolkata', Date.UTC(2026, 0, 1, 0, 0, 0))).toBe('Thu, 1 Jan 2026 05:30:00 +0530');
    expect(messageDate('UTC', 0)).toBe('Thu, 1 Jan 1970 00:00:00 +0000');
  });

  test('the date of a message is the instant itself', () => {
    const zones = fc.constantFrom('America/Los_Angeles', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC');
    const instants = fc.integer({ min: 0, max: 4_000_000_000 });
    fc.assert(
      fc.property(zones, instants, (zone, seconds) => {
        expect(Date.parse(messageDate(zone, seconds * 1000))).toBe(seconds * 1000);
      }),
    );
  });
});

describe('agrees with Temporal', () => {
  const day = fc
    .integer({ min: -25_000, max: 80_000 })
    .map((offset) => Temporal.PlainDate.from('1970-01-01').add({ days: offset }).toString());
  const zone = fc.constantFrom(
    'UTC',
    'America/Los_Angeles',
    'Europe/Berlin',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Kiritimati',
  );
  const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });

  test('in days and months', () => {
    fc.assert(
      fc.property(day, day, fc.integer({ min: -900, max: 900 }), (a, b, n) => {
        expect(addDays(a, n)).toBe(Temporal.PlainDate.from(a).add({ days: n }).toString());
        expect(daysBetween(a, b)).toBe(Temporal.PlainDate.from(a).until(b, { largestUnit: 'day' }).days);
        const month = monthOf(a);
        expect(addMonths(month, n)).toBe(Temporal.PlainYearMonth.from(month).add({ months: n }).toString());
      }),
    );
  });

  test('in what a clock of a zone shows', () => {
    fc.assert(
      fc.property(zone, instant, (name, at) => {
        const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name);
        expect(dayIn(name, at)).toBe(there.toPlainDate().toString());
        const two = (n: number): string => String(n).padStart(2, '0');
        const time = `${two(there.hour)}:${two(there.minute)}:${two(there.second)} ${there.offset.replace(':', '')}`;
        expect(messageDate(name, at)).toMatch(
          new RegExp(` ${there.day} \\w{3} ${there.year} ${time.replace('+', '\\+')}$`),
        );
      }),
    );
  });
});
