import * as z from 'zod';
import type { Effects } from '../core/effects.ts';
import { forecastIn, forecastSchema, forecastText, type Forecast, type Forecasts } from '../model/forecast.ts';
import type { Row, Store, StoredRow } from '../model/store.ts';
import { collected, placeOf, type Collection } from './collection.ts';

export const FORECASTS = 'forecasts';

/** Of those made before a day the latest so many are graded: some ten years of daily reports of a business. */
const MOST = 10_000;

/** What a forecast says is a blob by its id, which is the hash of that; the row says that it was told to someone. */
const rowSchema = forecastSchema.pick({ id: true, made: true, snapshot: true }).extend({
  /** Milliseconds since 1970: of two forecasts of one day the later one was sent last. */
  recorded: z.int().nonnegative(),
});
export type ForecastRow = z.output<typeof rowSchema>;

export function forecastRecords(store: Store, effects: Effects): Forecasts {
  return {
    all: async (before) => {
      const reading = { now: effects.now(), most: MOST, wanted: (sort: string) => sort < before };
      const { records, problems } = await collected(store, forecastsOf(store), reading);
      const forecasts = records
        .toSorted((a, b) => a.recorded - b.recorded)
        .map(({ forecast }) => ({ forecast, at: placeOf(store, FORECASTS, forecast.id.slice(0, 12)) }));
      return { forecasts, problems };
    },
    record: async (list) => {
      const recorded = effects.now();
      const distinct = [...new Map(list.map((one) => [one.id, one])).values()];
      await keepForecasts(store, distinct);
      effects.step('forecasts-kept');
      const rows = distinct.map(({ id, made, snapshot }) => ({ id, made, snapshot, recorded }));
      return putForecasts(store, rows, effects.now());
    },
  };
}

/** Keeps what forecasts say. It is no record before its row is there. */
export async function keepForecasts(store: Store, list: readonly Forecast[]): Promise<void> {
  await Promise.all(
    list.map(({ id, snapshot: _, ...content }) => store.blobs.put(id, Buffer.from(forecastText(content)))),
  );
}

/** Puts forecasts that are kept on record; answers how many were not. */
export async function putForecasts(store: Store, rows: readonly ForecastRow[], now: number): Promise<number> {
  const written = await Promise.all(rows.map((row) => store.audit.put(rowOf(row), 0, now)));
  return written.filter((version) => version !== undefined).length;
}

function rowOf(row: ForecastRow): Row {
  return { partition: FORECASTS, sort: `${row.made}#${row.id}`, body: rowSchema.parse(row) };
}

interface Read {
  readonly forecast: Forecast;
  readonly recorded: number;
}

function forecastsOf(store: Store): Collection<Read> {
  return { partition: FORECASTS, name: FORECASTS, what: 'a forecast', read: (row) => readForecast(store, row) };
}

async function readForecast(store: Store, { sort, body }: StoredRow): Promise<Read | undefined> {
  const row = rowSchema.safeParse(body).data;
  if (!row || rowOf(row).sort !== sort) return undefined;
  const bytes = await store.blobs.get(row.id);
  if (!bytes) return undefined;
  const forecast = forecastIn(saidIn(bytes), row.id, row.snapshot);
  return forecast?.made === row.made ? { forecast, recorded: row.recorded } : undefined;
}

/** What a blob says, whose bytes the store has held against their hash; undefined for what is no JSON. */
export function saidIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}
