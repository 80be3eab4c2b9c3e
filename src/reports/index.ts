import type { ReportDefinition } from './_report.ts';
import { accounting } from './accounting.ts';
import { cfo } from './cfo.ts';

export type { ReportDefinition, ReportInput } from './_report.ts';

/** Every report, in the order in which `send all` sends them. */
export const reports = [cfo, accounting] as const satisfies readonly ReportDefinition[];

/** The types that the command line and the portfolio's lists know. */
export const reportTypes: readonly string[] = reports.map((report) => report.type);
