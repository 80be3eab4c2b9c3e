import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import { forecastId, forecastOf, type ForecastContent } from '../../src/model/forecast.ts';
import { forecastRecords } from '../../src/records/index.ts';
import { temporary } from '../cli/_quarterdeck.ts';
import { clock, opened, rowsIn, spoil, STORE } from './_opened.ts';
import { content, made } from './_said.ts';

const NO_JSON = sha256('no JSON');
const [january, february, march] = [made('2026-01-31'), made('2026-02-28'), made('2026-03-31')];

describe('forecasts on record', () => {
  it('are read back in the order in which they were recorded, each with its place', async () => {
    const time = clock();
    const records = forecastRecords(await opened(), time);
    expect(await records.all('2026-12-31')).toEqual({ forecasts: [], problems: [] });
    expect(await records.record([february])).toBe(1);
    time.set('2026-05-01T10:00:00.000Z');
    expect(await records.record([january, march])).toBe(2);
    const { forecasts, problems } = await records.all('2026-12-31');
    expect(forecasts.map(({ forecast, at }) => [forecast.made, at])).toEqual(
      [february, january, march].map(({ id, made: day }) => [
        day,
        { file: `${STORE}#forecasts/${id.slice(0, 12)}`, line: 1, column: 1 },
      ]),
    );
    expect(forecasts[0]?.forecast).toEqual(february);
    expect(problems).toEqual([]);
  });

  it('are those made before a day', async () => {
    const records = forecastRecords(await opened(), clock());
    await records.record([january, february]);
    const { forecasts } = await records.all('2026-02-28');
    expect(forecasts.map(({ forecast }) => forecast.made)).toEqual(['2026-01-31']);
  });

  it('are recorded once, whatever the snapshot they came from', async () => {
    const store = await opened();
    const records = forecastRecords(store, clock());
    const again = forecastOf(content('2026-01-31'), 'another snapshot');
    expect(await records.record([january, january])).toBe(1);
    expect(await records.record([january, again, made('2026-01-31', '1000.01')])).toBe(1);
    expect(await rowsIn(store, 'forecasts')).toBe(2);
  });

  it('are whole when many write at once, and one that several recorded counts once', async () => {
    const folder = temporary();
    const days = Array.from({ length: 20 }, (_, at) => made(`2026-01-${String(at + 1).padStart(2, '0')}`, `${at}.00`));
    const stores = await Promise.all(Array.from({ length: 4 }, () => opened(folder)));
    const recorded = await Promise.all(
      days.flatMap((day, at) =>
        stores.slice(at % 4, (at % 4) + 1).map((one) => forecastRecords(one, clock()).record([day, january])),
      ),
    );
    expect(recorded.reduce((sum, count) => sum + count, 0)).toBe(21);
    const { forecasts, problems } = await forecastRecords(await opened(folder), clock()).all('2026-12-31');
    expect(problems).toEqual([]);
    expect(forecasts.map(({ forecast }) => forecast.id).toSorted()).toEqual(
      [...days, january].map(({ id }) => id).toSorted(),
    );
  });

  it('survive a crash between what they say and that it was said: they are recorded then', async () => {
    const store = await opened();
    const crash = {
      ...clock(),
      step: () => {
        throw new Error('crash');
      },
    };
    await expect(forecastRecords(store, crash).record([january])).rejects.toThrow('crash');
    const records = forecastRecords(store, clock());
    expect((await records.all('2026-12-31')).forecasts).toEqual([]);
    expect(await records.record([january])).toBe(1);
    expect((await records.all('2026-12-31')).forecasts).toHaveLength(1);
  });
});

describe('a record that cannot be read', () => {
  it.each([
    ['no forecast', () => '{"id":"x"}'],
    ['another day than it was made on', (row: string) => row.replace('2026-01-31', '2026-01-30')],
    ['another forecast', (row: string) => row.replace(january.id, february.id)],
    ['what is no JSON', (row: string) => row.replace(january.id, NO_JSON)],
    ['a forecast that is not there', (row: string) => row.replace(january.id, 'f'.repeat(64))],
  ])('for it is %s, is passed over and named', async (_, change) => {
    const store = await opened();
    const records = forecastRecords(store, clock());
    await records.record([january, february]);
    await store.blobs.put(NO_JSON, Buffer.from('no JSON'));
    await spoil(store, 'forecasts', 0, change);
    const { forecasts, problems } = await records.all('2026-12-31');
    expect(forecasts.map(({ forecast }) => forecast)).toEqual([february]);
    expect(problems).toMatchObject([
      {
        code: 'record-unreadable',
        severity: 'warning',
        at: { file: `${STORE}#forecasts/2026-01-31#${january.id}` },
        message: 'what is kept there is not a forecast, or was changed',
      },
    ]);
  });

  it('for the store cannot be, grades nothing', async () => {
    const store = await opened();
    const records = forecastRecords(store, clock());
    await records.record([january]);
    await store.close();
    expect(await records.all('2026-12-31')).toMatchObject({
      forecasts: [],
      problems: [{ code: 'records-unreadable', severity: 'error', at: { file: `${STORE}#forecasts` } }],
    });
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
