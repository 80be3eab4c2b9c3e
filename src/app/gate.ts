import { consolidationProblems, verifyFigures, type Consolidation } from '../analysis/index.ts';
import { decimalText } from '../core/decimal.ts';
import { EXIT, UserError } from '../core/problem.ts';
import type { Facts } from '../model/facts.ts';
import type { Figure } from '../model/figure.ts';
import type { Report } from '../model/report.ts';

/**
 * The last look before anything is sent: every figure of every report is what its receipt gives, a figure that two
 * reports share is one figure, and statements of the group that a report shows are proven. Throws a UserError that names
 * what does not hold; then nothing is sent.
 */
export async function gate(reports: readonly Report[], facts: Facts, group?: Consolidation): Promise<void> {
  if (group && reports.some(showsGroup)) proven(group);
  const { figures, torn } = shared(reports);
  const broken = [...torn, ...(await verifyFigures(figures, facts))];
  if (broken.length === 0) return;
  const some = broken.slice(0, 10).join(', ');
  throw new UserError(
    'figures-differ',
    `nothing was sent: ${broken.length} figures do not agree with their receipts, or with another report: ${some}`,
    { exit: EXIT.failure },
  );
}

/** Every figure once, and those that two reports show and that say two things as of one day. */
function shared(reports: readonly Report[]): { readonly figures: readonly Figure[]; readonly torn: readonly string[] } {
  const shown = new Map<string, { readonly figure: Figure; readonly report: string }>();
  const torn: string[] = [];
  for (const report of reports) {
    for (const figure of Object.values(report.figures)) {
      const name = `${figure.id} ${figure.asOf}`;
      const other = shown.get(name);
      if (!other) shown.set(name, { figure, report: report.type });
      else if (said(other.figure) !== said(figure))
        torn.push(`${figure.id} (${other.report}: ${said(other.figure)}, ${report.type}: ${said(figure)})`);
    }
  }
  return { figures: [...shown.values()].map(({ figure }) => figure), torn };
}

const said = ({ value, unit }: Figure): string =>
  value ? `${decimalText(value)} ${unit.kind === 'money' ? unit.currency : unit.kind}` : 'not known';

/** True for a report with a line of the group's statements. */
function showsGroup({ figures }: Report): boolean {
  return Object.keys(figures).some((id) => id.startsWith('group.statement.'));
}

/** Entities + eliminations = group, to the cent, or nothing is sent. */
function proven(group: Consolidation): void {
  const problems = consolidationProblems(group);
  if (problems.length === 0) return;
  const some = problems.slice(0, 10).join('; ');
  throw new UserError(
    'statements-differ',
    `nothing was sent: the statements of the group do not hold in ${problems.length} places: ${some}`,
    { exit: EXIT.failure },
  );
}
