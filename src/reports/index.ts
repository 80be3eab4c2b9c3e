import type { ReportDefinition } from './_report.ts';
import { accounting } from './accounting.ts';
import { cfo } from './cfo.ts';

export type { ReportDefinition, ReportInput } from './_report.ts';

/** Every report, in the order in which `send all` sends them. */
export const reports = [cfo, accounting] as const satisfies readonly ReportDefinition[];

/** Whether a report shows what the books tell; of several, or of one that is not known, some may. */
export function showsBooks(type: string | undefined): boolean {
  return reports.find((report) => report.type === type)?.books ?? true;
}

/** The types that the command line and the portfolio's lists know. */
export const reportTypes: readonly string[] = reports.map((report) => report.type);
