import { verifyFigures } from '../analysis/index.ts';
import { EXIT, UserError } from '../core/problem.ts';
import type { Facts } from '../model/facts.ts';
import type { Figure } from '../model/figure.ts';
import type { Report } from '../model/report.ts';

/**
 * The last look before anything is sent: every figure of every report is what its receipt gives, and a figure that two
 * reports share is one figure. Throws a UserError that names the figures; then nothing is sent.
 */
export async function gate(reports: readonly Report[], facts: Facts): Promise<void> {
  const figures = new Map<string, Figure>();
  const torn: string[] = [];
  for (const figure of reports.flatMap((report) => Object.values(report.figures))) {
    const other = figures.get(figure.id);
    if (other && other !== figure) torn.push(figure.id);
    figures.set(figure.id, figure);
  }
  const broken = [...torn, ...(await verifyFigures([...figures.values()], facts))];
  if (broken.length === 0) return;
  const some = broken.slice(0, 10).join(', ');
  throw new UserError(
    'figures-differ',
    `nothing was sent: ${broken.length} figures do not agree with their receipts: ${some}`,
    { exit: EXIT.failure },
  );
}
