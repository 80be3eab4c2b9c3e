import { UserError } from '../core/problem.ts';
import type { Portfolio } from '../model/portfolio.ts';
import type { Block, Report } from '../model/report.ts';
import { reports, reportTypes } from '../reports/index.ts';
import type { Run } from './run.ts';

/** Composes one report of a run. Throws a UserError that lists the types for an unknown one. */
export function composeReport(run: Run, type: string): Report {
  const definition = reports.find((report) => report.type === type);
  if (!definition)
    throw new UserError('no-such-report', `there is no report "${type}"; there are: ${reportTypes.join(', ')}`);
  return withNames(definition.compose(run), run.declared.portfolio);
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
