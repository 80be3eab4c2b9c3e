import type { Problem } from '../core/problem.ts';
import { problem } from './codes.ts';
import { readOwnReport, type OwnContext } from './read.ts';
import type { OwnReport } from './report.ts';

/** A report file of the owner, or why it cannot be read. */
export type OwnFile = { readonly file: string } & ({ readonly text: string } | { readonly trouble: string });

/** A report of the owner that has mistakes, so that it is not made. */
export interface BrokenReport {
  readonly file: string;
  /** Undefined where the file does not say it. */
  readonly type: string | undefined;
  readonly problems: readonly Problem[];
}

/** Reads all report files. Types are each file's own, and so are the ids of checks; the first of two keeps them. */
export function readOwnReports(
  files: readonly OwnFile[],
  context: OwnContext,
): { readonly reports: readonly OwnReport[]; readonly broken: readonly BrokenReport[] } {
  const reports: OwnReport[] = [];
  const broken: BrokenReport[] = [];
  const taken = [...context.taken];
  for (const one of files) {
    const { file } = one;
    if ('trouble' in one) {
      const message = `the report cannot be read: ${one.trouble}`;
      const problems = [problem('file-unreadable', { file, line: 1, column: 1 }, message)];
      broken.push({ file, type: undefined, problems });
      continue;
    }
    const { report, type, problems } = readOwnReport(one.text, file, { ...context, taken });
    const again = report ? repeatedChecks(reports, report) : problems;
    if (report && again.length === 0) reports.push(report);
    else broken.push({ file, type, problems: again });
    if (type !== undefined) taken.push(type);
  }
  return { reports, broken };
}

/** The checks of all files share one list. */
function repeatedChecks(before: readonly OwnReport[], { blocks }: OwnReport): readonly Problem[] {
  const holder = (id: string): OwnReport | undefined =>
    before.find((report) => report.blocks.some((block) => block.kind === 'check' && block.id === id));
  return blocks.flatMap((block) => {
    const other = block.kind === 'check' ? holder(block.id) : undefined;
    if (block.kind !== 'check' || !other) return [];
    const message = `there is a check "${block.id}" already, in ${other.file}`;
    return [problem('id-twice', block.at, message, { mend: 'give one of them another id' })];
  });
}
