import { definitionOf, gravityOf } from '../analysis/index.ts';
import { lastFullMonth } from '../core/date.ts';
import { decimalText } from '../core/decimal.ts';
import type { Report } from '../model/report.ts';
import type { RecordedFigure, RecordedFinding, ReportRecord } from '../model/report-record.ts';
import { openReports } from '../records/index.ts';
import type { ReportDefinition } from '../reports/index.ts';
import type { Run } from './run.ts';
import { isOf, portfolioHash } from './view.ts';

export interface SentReport {
  readonly definition: ReportDefinition;
  readonly report: Report;
  /** Addresses that it was sent to. */
  readonly readers: readonly string[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * Puts a report that was sent on record, for the next one to compare itself with. The very same report sent again is on
 * record already.
 */
export async function recordReport(run: Run, sent: SentReport): Promise<void> {
  if (sent.readers.length === 0) return;
  const records = openReports(run.declared.folder);
  const record = recordOf(run, sent);
  const { reports } = await records.all(record.report);
  const latest = sent.readers.map((reader) => reports.findLast((one) => one.record.readers.includes(reader))?.record);
  const same = (one: ReportRecord | undefined): boolean =>
    one?.asOf === record.asOf && one.snapshot === record.snapshot && one.portfolio === record.portfolio;
  if (!latest.every(same)) await records.add(record);
}

function recordOf(run: Run, { definition, report, readers, at }: SentReport): ReportRecord {
  const own = run.outcomes.filter(({ check }) => isOf(definition, check));
  return {
    report: report.type,
    readers: [...readers],
    asOf: report.asOf,
    sent: new Date(at).toISOString(),
    snapshot: report.snapshot,
    portfolio: portfolioHash(run),
    sources: run.facts.listed.map((source) => ({ ...source })),
    figures: figuresOn(report, run),
    findings: own.flatMap(({ findings }) => findings.map((finding) => recordedFinding(finding, run))),
    unseen: own.filter(({ state }) => state === 'not-seen').map(({ check }) => check),
  };
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
