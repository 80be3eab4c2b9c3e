import { forecastId, forecastSchema, type Forecast, type Forecasts, type RecordedForecast } from '../model/forecast.ts';
import type { Problem } from '../core/problem.ts';
import { addLines, readLines, type LinesOf } from './lines.ts';

export const FORECASTS_FILE = 'records/forecasts.jsonl';

const FORECASTS: LinesOf<Forecast> = {
  file: FORECASTS_FILE,
  what: 'a forecast',
  // A record whose id is not its content's hash was changed after it was written, and is none.
  parse: (line) => {
    const { data } = forecastSchema.safeParse(line);
    if (!data) return undefined;
    const { id, snapshot: _, ...content } = data;
    return forecastId(content) === id ? data : undefined;
  },
};

/** Forecasts as lines of JSON. Where two processes record the same forecast, reading takes it once. */
export function openForecasts(folder: string): Forecasts {
  return {
    all: async (before) => {
      const { forecasts, problems } = await read(folder);
      return { forecasts: forecasts.filter(({ forecast }) => forecast.made < before), problems };
    },
    record: async (list) => {
      const { forecasts } = await read(folder);
      const known = new Set(forecasts.map(({ forecast }) => forecast.id));
      const fresh = [...new Map(list.map((one) => [one.id, one])).values()].filter(({ id }) => !known.has(id));
      await addLines(
        folder,
        FORECASTS,
        fresh.map((one) => forecastSchema.parse(one)),
      );
      return fresh.length;
    },
  };
}

async function read(
  folder: string,
): Promise<{ readonly forecasts: readonly RecordedForecast[]; readonly problems: readonly Problem[] }> {
  const { entries, problems } = await readLines(folder, FORECASTS);
  const forecasts = new Map<string, RecordedForecast>();
  for (const { record: forecast, at } of entries)
    if (!forecasts.has(forecast.id)) forecasts.set(forecast.id, { forecast, at });
  return { forecasts: [...forecasts.values()], problems };
}
