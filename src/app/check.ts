import type { Effects } from '../core/effects.ts';
import type { Problem } from '../core/problem.ts';
import type { CheckOutcome } from '../model/finding.ts';
import { findPortfolio } from '../portfolio/find.ts';
import { readPortfolio } from '../portfolio/load.ts';
import { readEnvironment } from '../portfolio/environment.ts';
import { reportTypes } from '../reports/index.ts';
import { kindsByRole } from '../sources/index.ts';
import { openRun } from './run.ts';
import { openWorkspace } from './workspace.ts';

export interface Checked {
  /** False when the portfolio itself has an error, so that its sources were not looked at. */
  readonly configured: boolean;
  readonly sources: number;
  readonly problems: readonly Problem[];
  /** What the checks of the reports found; only when asked for. */
  readonly outcomes: readonly CheckOutcome[];
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
  if (!configured) return { configured, sources: 0, problems: [...problems, ...environment], outcomes: [] };
  // The SQL of the owner's reports is judged where it is run.
  const runs = options.analyse || declared.portfolio.reports.length > 0;
  const opened = runs ? await openRun(options) : { ...(await openWorkspace(options)), outcomes: [] };
  await opened.close();
  return {
    configured,
    sources: opened.sources.length,
    problems: [...opened.problems, ...environment],
    outcomes: options.analyse ? opened.outcomes : [],
  };
}
