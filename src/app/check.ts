import type { Effects } from '../core/effects.ts';
import type { Problem } from '../core/problem.ts';
import type { Finding } from '../model/finding.ts';
import { findPortfolio } from '../portfolio/find.ts';
import { readPortfolio } from '../portfolio/load.ts';
import { readEnvironment } from '../portfolio/environment.ts';
import { reportTypes } from '../reports/index.ts';
import { kindsByRole } from '../sources/index.ts';
import { loudFindings } from './findings.ts';
import { openRun } from './run.ts';
import { openWorkspace } from './workspace.ts';

export interface Checked {
  /** False when the portfolio itself has an error, so that its sources were not looked at. */
  readonly configured: boolean;
  readonly sources: number;
  readonly problems: readonly Problem[];
  /** What the checks of the reports found, without what somebody acknowledged or put off; only when asked for. */
  readonly findings: readonly Finding[];
}

/** Every mistake of the portfolio, its environment and its sources, all at once. */
export async function checkPortfolio(options: {
  from?: string | undefined;
  analyse: boolean;
  effects: Effects;
}): Promise<Checked> {
  const { declared, problems } = await readPortfolio(await findPortfolio(options.from), {
    reports: reportTypes,
    kinds: kindsByRole,
  });
  const environment = readEnvironment(options.effects.env).problems;
  const configured = declared !== undefined && environment.every(({ severity }) => severity !== 'error');
  if (!configured) return { configured, sources: 0, problems: [...problems, ...environment], findings: [] };
  // The SQL of the owner's reports is judged where it is run.
  const run = options.analyse || declared.portfolio.reports.length > 0 ? await openRun(options) : undefined;
  const opened = run ?? (await openWorkspace(options));
  const findings = run && options.analyse ? await loudFindings(run) : [];
  await opened.close();
  return {
    configured,
    sources: opened.sources.length,
    problems: [...opened.problems, ...environment],
    findings,
  };
}
