import { addMonths, firstDay, lastFullMonth } from '../core/date.ts';
import { SEVERITIES, type Finding } from '../model/finding.ts';
import type { Block, Report } from '../model/report.ts';
import { checksTable, concentrationTable, recurringTable, uncategorisedTable } from './_finance/audit.ts';
import { breakEvenTable, leversTable } from './_finance/break-even.ts';
import { burnTable } from './_finance/burn.ts';
import { capitalPlanBlock } from './_finance/capital-plan.ts';
import { cashForecastBlocks, cashTable } from './_finance/cash.ts';
import { forecastScoreBlocks } from './_finance/forecast-score.ts';
import { incomeStatement, trend } from './_finance/income.ts';
import { answerOf, kpis } from './_finance/kpis.ts';
import { rulesTable } from './_finance/rules.ts';
import { targetTable, varianceTable } from './_finance/targets.ts';
import { figuresOf } from './_figures.ts';
import type { ReportDefinition, ReportInput } from './_report.ts';

/** What the money does, how long it lasts, and what to do about it. */
export const cfo: ReportDefinition = {
  type: 'cfo',
  title: 'CFO report',
  audience: 'the owner and whoever keeps the books',
  compose(input) {
    const { declared, facts, book, analysis } = input;
    const { portfolio } = declared;
    const { answer, subject } = answerOf(analysis.facts);
    const blocks = blocksOf(input);
    return {
      type: this.type,
      title: this.title,
      portfolio: portfolio.name,
      audience: this.audience,
      period: { from: firstDay(addMonths(lastFullMonth(book.asOf), -11)), to: book.asOf },
      asOf: book.asOf,
      timeZone: portfolio.time_zone,
      currency: portfolio.base_currency,
      snapshot: facts.snapshot,
      answer,
      subject,
      blocks,
      figures: figuresOf(book, blocks, [answer, subject]),
    } satisfies Report;
  },
};

function blocksOf({ analysis, outcomes, sources }: ReportInput): Block[] {
  const { facts, gaps } = analysis;
  const ours = outcomes.filter((outcome) => outcome.check.startsWith('FIN-'));
  return [
    kpis(facts),
    trend(facts),
    {
      kind: 'findings',
      id: 'findings',
      title: 'Do these first',
      findings: bySeverity(ours.flatMap((outcome) => outcome.findings)),
    },
    rulesTable(facts),
    burnTable(facts),
    cashTable(facts),
    ...cashForecastBlocks(facts),
    breakEvenTable(facts),
    ...leversTable(facts),
    targetTable(facts),
    ...varianceTable(facts),
    ...forecastScoreBlocks(facts),
    capitalPlanBlock(facts),
    incomeStatement(facts),
    concentrationTable(facts),
    recurringTable(facts),
    uncategorisedTable(facts),
    checksTable(ours),
    { kind: 'gaps', id: 'coverage', title: 'What could not be seen', gaps },
    { kind: 'sources', id: 'sources', title: 'Sources', sources },
  ];
}

function bySeverity(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
