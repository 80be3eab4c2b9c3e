import { UserError } from '../core/problem.ts';
import type { Report } from '../model/report.ts';
import { reports, reportTypes } from '../reports/index.ts';
import type { Run } from './run.ts';

/** Composes one report of a run. Throws a UserError that lists the types for an unknown one. */
export function composeReport(run: Run, type: string): Report {
  const definition = reports.find((report) => report.type === type);
  if (!definition)
    throw new UserError('no-such-report', `there is no report "${type}"; there are: ${reportTypes.join(', ')}`);
  return definition.compose(run);
}
