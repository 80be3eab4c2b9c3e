import { UserError } from '../core/problem.ts';
import type { Portfolio } from '../model/portfolio.ts';
import type { Block, Report } from '../model/report.ts';
import { reports, type ReportDefinition, type ReportInput } from '../reports/index.ts';
import type { OwnReports } from './own-reports.ts';

/** Ours, and those of the owner that have no mistake, in the order in which `send all` sends them. */
export function reportsOf(own: Pick<OwnReports, 'definitions'> | undefined): readonly ReportDefinition[] {
  return [...reports, ...(own?.definitions ?? [])];
}

/** Throws a UserError that lists the types for an unknown one, and the mistakes of one of the owner's that has some. */
export function definitionOf(type: string, own?: OwnReports): ReportDefinition {
  const all = reportsOf(own);
  const definition = all.find((report) => report.type === type);
  if (definition) return definition;
  const broken = own?.broken.find((report) => report.type === type);
  if (broken)
    throw new UserError('bad-report', `the report "${type}" (${broken.file}) has mistakes`, {
      problems: broken.problems,
    });
  const types = all.map((report) => report.type).join(', ');
  throw new UserError('no-such-report', `there is no report "${type}"; there are: ${types}`);
}

/** Composes one report of a run, as a reader sees it. */
export function composeReport(input: ReportInput, type: string, own?: OwnReports): Report {
  return withNames(definitionOf(type, own).compose(input), input.declared.portfolio);
}

/** Readers know their businesses by name, not by id. */
function withNames(report: Report, { entities }: Portfolio): Report {
  const names = new Map([['group', 'Group'], ...entities.map(({ id, name }) => [id, name] as const)]);
  const named = <T extends { readonly entity: string }>(one: T) => ({
    ...one,
    entityName: names.get(one.entity) ?? one.entity,
  });
  const blocks = report.blocks.map((block): Block => {
    switch (block.kind) {
      case 'findings':
        return { ...block, findings: block.findings.map(named) };
      case 'gaps':
        return { ...block, gaps: block.gaps.map(named) };
      case 'sources':
        return { ...block, sources: block.sources.map(named) };
      default:
        return block;
    }
  });
  return { ...report, blocks };
}
