import { UserError } from '../core/problem.ts';
import { REPORT_GROUPS, type Report } from '../model/report.ts';
import type { ReportDefinition } from '../reports/index.ts';
import { composeReport, definitionOf, reportsOf } from './compose.ts';
import type { Refused } from './dispatch/send-options.ts';
import { gate } from './gate.ts';
import type { Addressee } from './recipients.ts';
import type { Run } from './run.ts';
import { viewsFor } from './view.ts';

/** A report as some of its readers see it: those whose last report was the same. */
export interface Edition {
  readonly definition: ReportDefinition;
  readonly report: Report;
  readonly to: readonly Addressee[];
}

/** The report of a type, or those of a group that concern the portfolio. */
function wantedOf({ own, analysis }: Run, type: string): readonly ReportDefinition[] {
  if (!REPORT_GROUPS.includes(type)) return [definitionOf(type, own)];
  const group = reportsOf(own).filter(({ kind }) => type === 'all' || kind === type);
  return group.filter((report) => report.concerns?.(analysis.facts) ?? true);
}

/** Composes a report, or the reports of a group, for each of its readers. */
export async function composeEditions(
  run: Run,
  type: string,
  readersOf: (report: string) => readonly Addressee[],
): Promise<readonly Edition[]> {
  const editions: Edition[] = [];
  for (const definition of wantedOf(run, type)) {
    for (const { view, readers } of await viewsFor(run, definition, readersOf(definition.type)))
      editions.push({ definition, report: composeReport(view, definition.type, run.own), to: readers });
  }
  return editions;
}

/**
 * Verifies every figure of the editions. A report of the owner's whose figures do not agree with their receipts keeps no
 * other back; one of ours does: then a UserError says so, and nothing may be sent.
 */
export async function verified(
  run: Run,
  editions: readonly Edition[],
): Promise<{ readonly sound: readonly Edition[]; readonly refused: readonly Refused[] }> {
  const sound: Edition[] = [];
  const refused: Refused[] = [];
  for (const edition of editions) {
    const { definition, report } = edition;
    const error = run.own.definitions.includes(definition) ? await refusalOf(report, run) : undefined;
    if (error) refused.push({ report: report.type, code: error.code, error: error.message });
    else sound.push(edition);
  }
  const reports = sound.map(({ report }) => report);
  await gate(reports, run.facts.afresh, run.analysis.facts.consolidation.value);
  return { sound, refused };
}

async function refusalOf(report: Report, run: Run): Promise<UserError | undefined> {
  try {
    await gate([report], run.facts.afresh);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
