import type { FactMap } from '../analysis/index.ts';
import type { Block } from '../model/report.ts';
import { concentrationTable, recurringTable, uncategorisedTable } from './_finance/audit.ts';
import { breakEvenTable, leversTable } from './_finance/break-even.ts';
import { burnTable } from './_finance/burn.ts';
import { capitalPlanBlock } from './_finance/capital-plan.ts';
import { cashForecastBlocks, cashTable } from './_finance/cash.ts';
import { forecastScoreBlocks } from './_finance/forecast-score.ts';
import { incomeStatement, trend } from './_finance/income.ts';
import { answerOf, kpis } from './_finance/kpis.ts';
import { receivablesTable } from './_finance/receivables.ts';
import { rulesTable } from './_finance/rules.ts';
import { targetTable, varianceTable } from './_finance/targets.ts';
import { closingBlocks, findingsBlock, ofMoney, reportOf } from './_frame.ts';
import type { ReportDefinition, ReportInput } from './_report.ts';

/** What the money does, how long it lasts, and what to do about it. */
export const cfo: ReportDefinition = {
  type: 'cfo',
  title: 'CFO report',
  kind: 'executive',
  audience: 'the owner and whoever keeps the books',
  checks: ['FIN-'],
  looks: [],
  compose(input) {
    const { facts } = input.analysis;
    return reportOf(this, input, { ...answerOf(facts), blocks: blocksOf(input) });
  },
};

const CHECKS = 'FIN-';

const SHOWN = [
  'months',
  'cash',
  'burn',
  'runway',
  'breakEven',
  'targets',
  'concentration',
  'receivables',
  'ownerRules',
  'capitalPlan',
  'recurring',
  'cashForecast',
  'forecastScore',
  'uncategorised',
] as const satisfies readonly (keyof FactMap)[];

function blocksOf(input: ReportInput): Block[] {
  const { facts } = input.analysis;
  return [
    kpis(facts),
    trend(facts),
    findingsBlock(input, CHECKS),
    rulesTable(facts),
    burnTable(facts),
    cashTable(facts),
    ...receivablesTable(facts),
    ...cashForecastBlocks(facts),
    ...forecastScoreBlocks(facts),
    breakEvenTable(facts),
    ...leversTable(facts),
    targetTable(facts),
    ...varianceTable(facts),
    capitalPlanBlock(facts),
    incomeStatement(facts),
    concentrationTable(facts),
    recurringTable(facts),
    uncategorisedTable(facts),
    ...closingBlocks(input, CHECKS, SHOWN, ofMoney),
  ];
}
