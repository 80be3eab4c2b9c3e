import { definitionOf, forecastsMade, gravityOf } from '../analysis/index.ts';
import { lastFullMonth } from '../core/date.ts';
import { decimalText } from '../core/decimal.ts';
import type { Forecast } from '../model/forecast.ts';
import type { Report } from '../model/report.ts';
import type { RecordedFigure, RecordedFinding, ReportContent } from '../model/report-record.ts';
import type { ReportDefinition } from '../reports/index.ts';
import type { Run } from './run.ts';
import { isOf, portfolioHash } from './view.ts';

/** A report that is about to be sent. */
export interface ComposedReport {
  readonly definition: ReportDefinition;
  readonly report: Report;
}

/**
 * Keeps what a report says, and the forecasts whose every figure it shows, for the next one to compare itself with.
 * Answers the hash of it. It goes on record once it has reached a reader.
 */
export function keepEdition(run: Run, composed: ComposedReport): Promise<string> {
  const { content, forecasts } = contentOf(run, composed);
  return run.records.reports.keep(content, forecasts);
}

function contentOf(
  run: Run,
  { definition, report }: ComposedReport,
): { readonly content: ReportContent; readonly forecasts: readonly Forecast[] } {
  const { analysis, asOf, facts } = run;
  const own = run.outcomes.filter(({ check }) => isOf(definition, check));
  const content = {
    report: report.type,
    asOf: report.asOf,
    snapshot: report.snapshot,
    portfolio: portfolioHash(run),
    sources: facts.listed.map((source) => ({ ...source })),
    figures: figuresOn(report, run),
    findings: own.flatMap(({ findings }) => findings.map((finding) => recordedFinding(finding, run))),
    unseen: own.filter(({ state }) => state === 'not-seen').map(({ check }) => check),
  };
  const forecasts = forecastsMade(analysis.facts, asOf, facts.snapshot).filter(({ predictions }) =>
    predictions.every(({ figure }) => report.figures[figure] !== undefined),
  );
  return { content, forecasts };
}

function recordedFinding(finding: Run['outcomes'][number]['findings'][number], run: Run): RecordedFinding {
  const { id, check, title, entity, subject } = finding;
  const { severity, size } = gravityOf(finding, run.book);
  return { id, check, title, entity, subject, severity, ...(size ? { size: decimalText(size) } : {}) };
}

/** What readers look at first (tiles), and the closed months that charts draw: a forecast's weeks are none. */
function figuresOn(report: Report, { book }: Run): RecordedFigure[] {
  const full = lastFullMonth(report.asOf);
  const isClosed = (id: string): boolean => (/\.(\d{4}-\d{2})(?:\.|$)/.exec(id)?.[1] ?? '9999') <= full;
  const shown = report.blocks.flatMap((block) => {
    if (block.kind === 'figures')
      return block.tiles.flatMap(({ figure, to }) => (to === undefined ? [figure] : [figure, to]));
    return block.kind === 'chart' ? block.chart.series.flatMap(({ points }) => points.filter(isClosed)) : [];
  });
  return [...new Set(shown)].flatMap((id) => {
    const figure = book.find(id);
    if (!figure) return [];
    const value = figure.value ? { value: decimalText(figure.value) } : {};
    return [{ id, ...value, definition: definitionOf(figure, (input) => book.find(input)) }];
  });
}
