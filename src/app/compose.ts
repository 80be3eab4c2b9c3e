import { UserError } from '../core/problem.ts';
import type { Portfolio } from '../model/portfolio.ts';
import type { Block, Report } from '../model/report.ts';
import { reports, reportTypes, type ReportDefinition, type ReportInput } from '../reports/index.ts';

/** Throws a UserError that lists the types for an unknown one. */
export function definitionOf(type: string): ReportDefinition {
  const definition = reports.find((report) => report.type === type);
  if (definition) return definition;
  throw new UserError('no-such-report', `there is no report "${type}"; there are: ${reportTypes.join(', ')}`);
}

/** Composes one report of a run, as a reader sees it. */
export function composeReport(input: ReportInput, type: string): Report {
  return withNames(definitionOf(type).compose(input), input.declared.portfolio);
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
