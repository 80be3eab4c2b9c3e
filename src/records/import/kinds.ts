import * as z from 'zod';
import { forecastId, forecastSchema, type Forecast } from '../../model/forecast.ts';
import { findingNoteSchema, reportContentSchema } from '../../model/report-record.ts';
import type { LinesOf } from './lines.ts';
import { sealedLines } from './sealed.ts';

/* The three files of records of earlier versions, as they were written. */

const { report, asOf, ...said } = reportContentSchema.shape;

/** In the order of the keys then: the seal is of that. */
const reportLine = z.strictObject({
  report,
  /** Addresses that it was sent to. */
  readers: z.array(z.string().max(320)).min(1).max(1000),
  asOf,
  sent: z.iso.datetime(),
  ...said,
});

export const REPORT_LINES = sealedLines('records/reports.jsonl', 'a report', reportLine);

export type ReportLine = z.output<typeof reportLine>;

export const NOTE_LINES = sealedLines('records/findings.jsonl', 'what was done about a finding', findingNoteSchema);

export const FORECAST_LINES: LinesOf<Forecast> = {
  file: 'records/forecasts.jsonl',
  what: 'a forecast',
  // The id is its content's hash, and stands for a seal.
  parse: (line) => {
    const { data } = forecastSchema.safeParse(line);
    if (!data) return undefined;
    const { id, snapshot: _, ...content } = data;
    return forecastId(content) === id ? data : undefined;
  },
};
