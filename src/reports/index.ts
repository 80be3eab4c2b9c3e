import { FACT_GROUPS, type FactGroup } from '../analysis/index.ts';
import type { ReportDefinition } from './_report.ts';
import { accounting } from './accounting.ts';
import { ceo } from './ceo.ts';
import { cfo } from './cfo.ts';
import { clientBilling } from './client-billing.ts';
import { rental } from './rental.ts';
import { yachtDelivery } from './yacht-delivery.ts';

export type { ReportDefinition, ReportInput } from './_report.ts';

/** Every report, in the order in which `send all` sends them. */
export const reports = [
  ceo,
  cfo,
  accounting,
  rental,
  yachtDelivery,
  clientBilling,
] as const satisfies readonly ReportDefinition[];

/** The groups of facts that a report shows; of several, or of one that is not known, all. */
export function looksOf(type: string | undefined): readonly FactGroup[] {
  return reports.find((report: ReportDefinition) => report.type === type)?.looks ?? FACT_GROUPS;
}

/** The types that the command line and the portfolio's lists know. */
export const reportTypes: readonly string[] = reports.map((report) => report.type);
