import type { FactMap } from '../analysis/index.ts';
import type { Block } from '../model/report.ts';
import { booksTable, movementsTable, reconciliationTable } from './_accounting/books.ts';
import { chartGapsTable, chartTable } from './_accounting/chart.ts';
import { auditTable, contractorTable, expenseTable } from './_accounting/expenses.ts';
import { groupBlocks } from './_accounting/group.ts';
import { answerOf, kpis } from './_accounting/kpis.ts';
import { recognitionBlocks } from './_accounting/recognition.ts';
import { roadmapTable } from './_accounting/roadmap.ts';
import { entityStatements, holdingsTable, trialBalances, unpairedTable } from './_accounting/statements.ts';
import { recurringTable } from './_finance/audit.ts';
import { closingBlocks, findingsBlock, ofMoney, reportOf } from './_frame.ts';
import type { ReportDefinition, ReportInput } from './_report.ts';

/** Whether the books can be trusted, what they say of each entity and of the group, and when the group earns its keep. */
export const accounting: ReportDefinition = {
  type: 'accounting',
  title: 'Accounting report',
  kind: 'executive',
  audience: 'whoever keeps the books, and the tax adviser',
  checks: ['ACC-'],
  looks: ['books'],
  compose(input) {
    return reportOf(this, input, { ...answerOf(input.analysis.facts), blocks: blocksOf(input) });
  },
};

const CHECKS = 'ACC-';

const SHOWN = [
  'bookkeeping',
  'chartOfAccounts',
  'expenseAudit',
  'papers',
  'contractors',
  'reconciliation',
  'recognition',
  'statements',
  'consolidation',
  'recurring',
  'roadmap',
] as const satisfies readonly (keyof FactMap)[];

function blocksOf(input: ReportInput): Block[] {
  const { facts } = input.analysis;
  const declaredNames = new Map(input.declared.portfolio.entities.map(({ id, name }) => [id, name]));
  return [
    kpis(facts),
    findingsBlock(input, CHECKS),
    roadmapTable(facts),
    booksTable(facts),
    reconciliationTable(facts),
    ...movementsTable(facts),
    ...recognitionBlocks(facts),
    auditTable(facts),
    expenseTable(facts),
    ...contractorTable(facts),
    ...groupBlocks({ consolidation: facts.consolidation, declaredNames }),
    ...holdingsTable(facts),
    ...unpairedTable(facts),
    chartGapsTable(facts),
    recurringTable(facts),
    ...trialBalances(facts),
    ...entityStatements(facts),
    chartTable(facts),
    ...closingBlocks(input, CHECKS, SHOWN, ofMoney),
  ];
}
