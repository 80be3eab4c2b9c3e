import * as z from 'zod';
import { isIsoDate, isMonth, type IsoDate } from '../core/date.ts';
import { sha256 } from '../core/hash.ts';
import { isCurrency } from '../core/money.ts';
import type { Position, Problem } from '../core/problem.ts';

/*
 * A forecast as it is kept once a report that shows it was sent, so that a later report can say how it came out. Amounts
 * are exact decimals as text: what is written here is read again after years, by other versions.
 */

/** `closing-cash`: unrestricted cash of the group at the end of a day. `revenue`: what a month brings. */
export const FORECAST_KINDS = ['closing-cash', 'revenue'] as const;
export type ForecastKind = (typeof FORECAST_KINDS)[number];

/** A forecast has tens of either; the bounds keep a file that was tampered with from filling the memory. */
const MOST_PREDICTIONS = 600;
const MOST_INPUTS = 5000;
const MOST_DATES = 400;

const text = z.string().max(2000);
const amount = z.string().regex(/^-?\d{1,40}(?:\.\d{1,40})?$/);
const day = z.string().refine(isIsoDate);
const currency = z.string().refine(isCurrency);

const prediction = z.strictObject({
  /** A day (`2026-02-07`: at its end) or a month (`2026-02`: in all of it). */
  for: z.string().refine((period) => isIsoDate(period) || isMonth(period)),
  /** The figure that said it. */
  figure: text,
  value: amount,
});

/** `opening` is where the forecast began: the cash on the day it was made, or the mean revenue that a path starts from. */
const FORECAST_INPUTS = ['opening', 'floor', 'run-rate', 'recurring', 'scheduled', 'target', 'season'] as const;

const input = z.strictObject({
  role: z.enum(FORECAST_INPUTS),
  figure: text,
  label: text,
  value: amount,
  /** Of an amount; a season is a ratio. */
  currency: currency.optional(),
  direction: z.enum(['in', 'out']).optional(),
  /** The days within the forecast on which it was counted. */
  dates: z.array(day).max(MOST_DATES).optional(),
});

const content = z.strictObject({
  /** The day that the report spoke for. */
  made: day,
  /** How it was made: another version means that the same inputs would give another forecast. */
  method: z.strictObject({ name: text, version: z.int().positive() }),
  kind: z.enum(FORECAST_KINDS),
  /** An entity's id; `group` for all of them where the kind is one of the group's. */
  entity: text,
  stream: text.optional(),
  /** What it was called in the report. */
  label: text,
  currency,
  predictions: z.array(prediction).min(1).max(MOST_PREDICTIONS),
  inputs: z.array(input).max(MOST_INPUTS),
});

export const forecastSchema = content.extend({ id: z.string().regex(/^[0-9a-f]{64}$/), snapshot: text });

export type Forecast = z.output<typeof forecastSchema>;
export type ForecastContent = z.output<typeof content>;
export type ForecastInput = z.output<typeof input>;

/** A content as text, the same whatever the order of its keys. The snapshot is no part of it: new bytes may say the same. */
export function forecastText(of: ForecastContent): string {
  return JSON.stringify(content.parse(of));
}

/** The hash of its text. */
export function forecastId(of: ForecastContent): string {
  return sha256(forecastText(of));
}

/** A forecast with its id. Throws for a content that is none: that is a mistake of ours. */
export function forecastOf(of: ForecastContent, snapshot: string): Forecast {
  return forecastSchema.parse({ id: forecastId(of), snapshot, ...of });
}

/** A forecast out of what its text holds, whose hash the id is; undefined for what is none. */
export function forecastIn(said: unknown, id: string, snapshot: string): Forecast | undefined {
  const { data } = content.safeParse(said);
  return data && { id, snapshot, ...data };
}

/** A forecast on record, and the place of its record. */
export interface RecordedForecast {
  readonly forecast: Forecast;
  readonly at: Position;
}

/** Where forecasts are kept: what is recorded is never changed or taken away. */
export interface Forecasts {
  /** Records those that are not on record yet, each whole or not at all; answers how many that were. */
  record(list: readonly Forecast[]): Promise<number>;
  /** Those that were made before a day, each once, in the order of their records; with what could not be read. */
  all(before: IsoDate): Promise<{
    readonly forecasts: readonly RecordedForecast[];
    readonly problems: readonly Problem[];
  }>;
}
