import * as z from 'zod';
import { sha256 } from '../core/hash.ts';
import { forecastSchema, type Forecast } from '../model/forecast.ts';
import { reportContentSchema, type ReportContent } from '../model/report-record.ts';
import type { Store } from '../model/store.ts';
import { keepForecasts, saidIn } from './forecasts.ts';

/** What a report said, and which forecasts it showed; those are kept by their ids and are of its snapshot. */
const editionSchema = z.strictObject({
  ...reportContentSchema.shape,
  forecasts: z.array(forecastSchema.pick({ id: true, made: true })).max(1000),
});
export type Edition = z.output<typeof editionSchema>;

/** Editions by the SHA-256 of their JSON, whose keys stand in the order of the schema. */
export interface Editions {
  keep(content: ReportContent, forecasts: readonly Forecast[]): Promise<string>;
  /** Undefined for what is not there, or is none. */
  get(hash: string): Promise<Edition | undefined>;
}

/** Several readers of a run have the same history; more than that is not held. */
const MOST_HELD = 1000;

export function openEditions(store: Store): Editions {
  const held = new Map<string, Edition>();
  return {
    keep: async (content, forecasts) => {
      const shown = forecasts.map(({ id, made }) => ({ id, made }));
      const bytes = Buffer.from(JSON.stringify(editionSchema.parse({ ...content, forecasts: shown })));
      await keepForecasts(store, forecasts);
      const hash = sha256(bytes);
      await store.blobs.put(hash, bytes);
      return hash;
    },
    get: async (hash) => {
      const known = held.get(hash);
      if (known) return known;
      const bytes = await store.blobs.get(hash);
      const edition = bytes && editionSchema.safeParse(saidIn(bytes)).data;
      const [oldest] = held.keys();
      if (held.size >= MOST_HELD && oldest !== undefined) held.delete(oldest);
      if (edition) held.set(hash, edition);
      return edition;
    },
  };
}
