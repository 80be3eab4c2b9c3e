import type { FactMap } from '../analysis/index.ts';
import type { Block } from '../model/report.ts';
import { ageingTable } from './_client-billing/ageing.ts';
import { billingTable, hoursTable, termsTable } from './_client-billing/clients.ts';
import { answerOf, kpis } from './_client-billing/kpis.ts';
import { costsTable, namesTable, recordsTable } from './_client-billing/rest.ts';
import { closingBlocks, findingsBlock, ofEntities, reportOf } from './_frame.ts';
import type { ReportDefinition, ReportInput } from './_report.ts';

const CHECKS = 'CLI-';

const SHOWN = ['clients'] as const satisfies readonly (keyof FactMap)[];

/** Whether all work for clients is agreed, billed and paid, and what an hour brings. */
export const clientBilling: ReportDefinition = {
  type: 'client-billing',
  title: 'Client billing audit',
  kind: 'domain',
  audience: 'whoever bills clients',
  checks: [CHECKS],
  looks: ['business'],
  concerns: (facts) => facts.clients.value !== undefined,
  compose(input) {
    return reportOf(this, input, { ...answerOf(input.analysis.facts), blocks: blocksOf(input) });
  },
};

function blocksOf(input: ReportInput): Block[] {
  const { facts } = input.analysis;
  const entities = facts.clients.value?.entities ?? [];
  return [
    kpis(facts),
    findingsBlock(input, CHECKS),
    ...entities.flatMap((entity) => [
      ...termsTable(entity),
      ...hoursTable(entity),
      ...billingTable(entity),
      ...ageingTable(entity),
      ...costsTable(entity),
      ...namesTable(entity),
    ]),
    ...recordsTable(entities),
    ...closingBlocks(input, CHECKS, SHOWN, ofEntities(facts.clients.value?.entities)),
  ];
}
