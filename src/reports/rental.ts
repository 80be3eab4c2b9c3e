import type { FactMap } from '../analysis/index.ts';
import type { Block } from '../model/report.ts';
import { closingBlocks, findingsBlock, ofEntities, reportOf } from './_frame.ts';
import { answerOf } from './_rental/answer.ts';
import { incomeTables } from './_rental/income.ts';
import { kpis } from './_rental/kpis.ts';
import { leaseCalendar } from './_rental/leases.ts';
import { maintenanceTables } from './_rental/maintenance.ts';
import { propertiesTable } from './_rental/properties.ts';
import { depositsTable, overdueTable, rentTable } from './_rental/rent.ts';
import { occupancyTable, rentRollTable } from './_rental/units.ts';
import type { ReportDefinition, ReportInput } from './_report.ts';

/** What is let and what stands empty, what is overdue, what the property earns, and what it must be looked after for. */
export const rental: ReportDefinition = {
  type: 'rental',
  title: 'Rental report',
  kind: 'domain',
  audience: 'the landlord and whoever manages the property',
  checks: ['RENT-'],
  looks: ['business'],
  concerns: (facts) => facts.rental.value !== undefined,
  compose(input) {
    return reportOf(this, input, { ...answerOf(input.analysis.facts), blocks: blocksOf(input) });
  },
};

const CHECKS = 'RENT-';
const SHOWN = ['rental'] as const satisfies readonly (keyof FactMap)[];

function blocksOf(input: ReportInput): Block[] {
  const { facts } = input.analysis;
  return [
    kpis(facts),
    findingsBlock(input, CHECKS),
    ...propertiesTable(facts),
    rentRollTable(facts),
    occupancyTable(facts),
    rentTable(facts),
    ...overdueTable(facts),
    leaseCalendar(facts),
    ...incomeTables(facts),
    ...maintenanceTables(facts),
    depositsTable(facts),
    ...closingBlocks(input, CHECKS, SHOWN, ofEntities(facts.rental.value?.properties)),
  ];
}
