import type { FactMap } from '../../analysis/index.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { say } from '../../model/sentence.ts';
import type { ReportInput } from '../_report.ts';
import { figure, label, left, quoted, right, whenSeen } from '../_cells.ts';

/** What practice steers each business by, and what of it is measured here. */
export function frameworkTable({ kpis }: FactMap): Block {
  return whenSeen(kpis, 'kpi-framework', 'What each business is steered by', ({ states, number, unmeasured }) => ({
    kind: 'table',
    id: 'kpi-framework',
    title: 'What each business is steered by',
    columns: [...left('Business', 'KPI', 'Formula'), ...right('Value')],
    rows: states.map(({ of, kpi, figure: value }): TableRow => ({
      cells: [
        label(of.entity.name),
        quoted(kpi.name),
        quoted(kpi.formula),
        figure(value, `not measured; it needs: ${kpi.source}`),
      ],
    })),
    note: say`Of ${number}, ${unmeasured} are not measured.`,
  }));
}

/** The KPIs that are not measured, each with the source that it needs. */
export function unmeasuredBlock({ outcomes }: ReportInput): Block {
  const findings = outcomes.filter(({ check }) => check === 'CEO-05').flatMap((outcome) => outcome.findings);
  return { kind: 'findings', id: 'unmeasured-kpis', title: 'KPIs that are not measured', findings };
}

/** What waits, and which papers about the state of things are old; no block where there are none to look at. */
export function handoffsBlock({ outcomes }: ReportInput): Block[] {
  const ours = outcomes.filter(({ check }) => check === 'CEO-06' || check === 'CEO-08');
  const findings = ours.flatMap((outcome) => outcome.findings);
  const seen = ours.some(({ state }) => state !== 'not-seen');
  return seen ? [{ kind: 'findings', id: 'handoffs', title: 'What waits in the handoffs', findings }] : [];
}
