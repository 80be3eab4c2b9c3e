import { appendFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forecastId, forecastOf, type Forecast, type ForecastContent } from '../../src/model/forecast.ts';
import { FORECASTS_FILE, openForecasts, RECORD_CODES } from '../../src/records/index.ts';
import { temporary } from '../cli/_quarterdeck.ts';

const content = (made: string, value = '1000.00'): ForecastContent => ({
  made,
  method: { name: '13-week direct method', version: 1 },
  kind: 'closing-cash',
  entity: 'group',
  label: 'Group',
  currency: 'USD',
  predictions: [{ for: '2026-02-07', figure: 'group.forecast.week-01.closing', value }],
  inputs: [
    {
      role: 'opening',
      figure: 'group.cash.unrestricted',
      label: 'Unrestricted cash',
      value: '900.00',
      currency: 'USD',
    },
  ],
});
const made = (day: string, value?: string): Forecast => forecastOf(content(day, value), 'snapshot');

const [january, february, march] = [made('2026-01-31'), made('2026-02-28'), made('2026-03-31')];
const textOf = (folder: string): string => readFileSync(join(folder, FORECASTS_FILE), 'utf8');

describe('forecasts on record', () => {
  it('are read back in their order, each with its line', async () => {
    const records = openForecasts(temporary());
    expect(await records.all('2026-12-31')).toEqual({ forecasts: [], problems: [] });
    expect(await records.record([january])).toBe(1);
    expect(await records.record([february, march])).toBe(2);
    const { forecasts, problems } = await records.all('2026-12-31');
    expect(forecasts.map(({ forecast, at }) => [forecast.made, at])).toEqual([
      ['2026-01-31', { file: FORECASTS_FILE, line: 1, column: 1 }],
      ['2026-02-28', { file: FORECASTS_FILE, line: 2, column: 1 }],
      ['2026-03-31', { file: FORECASTS_FILE, line: 3, column: 1 }],
    ]);
    expect(forecasts[0]?.forecast).toEqual(january);
    expect(problems).toEqual([]);
  });

  it('are those made before a day', async () => {
    const records = openForecasts(temporary());
    await records.record([january, february]);
    const { forecasts } = await records.all('2026-02-28');
    expect(forecasts.map(({ forecast }) => forecast.made)).toEqual(['2026-01-31']);
  });

  it('are recorded once, whatever the snapshot they came from', async () => {
    const folder = temporary();
    const records = openForecasts(folder);
    const again = forecastOf(content('2026-01-31'), 'another snapshot');
    expect(await records.record([january, january])).toBe(1);
    expect(await records.record([january, again, made('2026-01-31', '1000.01')])).toBe(1);
    expect(textOf(folder).split('\n')).toHaveLength(3);
  });

  it('are whole lines when many write at once; one that two of them recorded counts once', async () => {
    const folder = temporary();
    const days = Array.from({ length: 20 }, (_, at) => made(`2026-01-${String(at + 1).padStart(2, '0')}`, `${at}.00`));
    await Promise.all(days.map((day) => openForecasts(folder).record([day, january])));
    const { forecasts, problems } = await openForecasts(folder).all('2026-12-31');
    expect(problems).toEqual([]);
    expect(forecasts.map(({ forecast }) => forecast.id).toSorted()).toEqual(
      [...days, january].map(({ id }) => id).toSorted(),
    );
  });
});

describe('a record that cannot be read', () => {
  it('cut off at the end is passed over and named, and what follows begins a line of its own', async () => {
    const folder = temporary();
    const records = openForecasts(folder);
    await records.record([january, february]);
    truncateSync(join(folder, FORECASTS_FILE), textOf(folder).length - 40);
    const torn = await records.all('2026-12-31');
    expect(torn.forecasts.map(({ forecast }) => forecast)).toEqual([january]);
    expect(torn.problems).toMatchObject([
      {
        code: 'record-unreadable',
        severity: 'warning',
        at: { line: 2 },
        message: expect.stringContaining('cut off') as string,
      },
    ]);
    expect(await records.record([february])).toBe(1);
    const mended = await records.all('2026-12-31');
    expect(mended.forecasts.map(({ forecast, at }) => [forecast.made, at.line])).toEqual([
      ['2026-01-31', 1],
      ['2026-02-28', 3],
    ]);
    expect(mended.problems.map(({ at }) => at.line)).toEqual([2]);
  });

  it.each([
    ['no JSON', 'made: 2026-01-31'],
    ['no forecast', '{"id":"x"}'],
    ['changed after it was written', JSON.stringify(january).replace('1000.00', '2000.00')],
    ['an amount that is none', JSON.stringify(january).replace('1000.00', '1e9')],
  ])('for it is %s, is passed over', async (_, line) => {
    const folder = temporary();
    const records = openForecasts(folder);
    await records.record([january]);
    appendFileSync(join(folder, FORECASTS_FILE), `${line}\n`);
    const { forecasts, problems } = await records.all('2026-12-31');
    expect(forecasts).toHaveLength(1);
    expect(problems).toMatchObject([{ code: 'record-unreadable', at: { file: FORECASTS_FILE, line: 2 } }]);
  });

  it('for the file cannot be, grades nothing and records nothing', async () => {
    const folder = temporary();
    mkdirSync(join(folder, FORECASTS_FILE), { recursive: true });
    const records = openForecasts(folder);
    expect((await records.all('2026-12-31')).problems).toMatchObject([
      { code: 'records-unreadable', severity: 'error' },
    ]);
    await expect(records.record([january])).rejects.toMatchObject({ code: 'cannot-write' });
  });

  it('for the file is beyond all bounds, is not read at all', async () => {
    const folder = temporary();
    mkdirSync(join(folder, 'records'));
    writeFileSync(join(folder, FORECASTS_FILE), '');
    truncateSync(join(folder, FORECASTS_FILE), 64 * 1024 * 1024 + 1);
    const { problems } = await openForecasts(folder).all('2026-12-31');
    expect(problems).toMatchObject([
      { code: 'records-unreadable', message: expect.stringContaining('larger') as string },
    ]);
  });

  it('for the folder cannot be written, says so', async () => {
    const folder = temporary();
    writeFileSync(join(folder, 'records'), 'a file, where the folder should be');
    await expect(openForecasts(folder).record([january])).rejects.toMatchObject({ code: 'cannot-write', exit: 1 });
  });

  it('has a code that is listed', () => {
    expect(Object.keys(RECORD_CODES)).toEqual(['record-unreadable', 'records-unreadable']);
  });
});

it('the id is of what is said, whatever the order in which it is said', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(Object.entries(content('2026-01-31')), { minLength: 8 }), (entries) => {
      expect(forecastId(Object.fromEntries(entries) as ForecastContent)).toBe(january.id);
    }),
  );
  expect(made('2026-01-31', '1000.01').id).not.toBe(january.id);
});
