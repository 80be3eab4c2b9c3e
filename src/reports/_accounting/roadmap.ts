import { ROADMAP_METHOD, type FactMap, type RoadmapMilestone } from '../../analysis/index.ts';
import type { Block, CellValue } from '../../model/report.ts';
import { figure, label, left, right, whenSeen, words } from '../_cells.ts';

const STATES: Readonly<Record<RoadmapMilestone['state'], string>> = {
  reached: 'Reached',
  ahead: 'Ahead',
  'not-reached': 'Not reached on this path',
  'not-known': 'Not known',
};

/** The milestones to profitability, dated by the path of the targets. */
export function roadmapTable({ roadmap }: FactMap): Block {
  return whenSeen(roadmap, 'roadmap', 'Milestones to profitability', ({ milestones }) => ({
    kind: 'table',
    id: 'roadmap',
    title: 'Milestones to profitability',
    columns: [...left('Milestone', 'What it means', 'Reached in'), ...right('Today', 'Then', 'Below')],
    rows: milestones.map((one) => ({
      cells: [
        label(one.name),
        words(one.definition),
        when(one),
        figure(one.today),
        figure(one.reachedAt, STATES[one.state]),
        figure(one.level),
      ],
    })),
    note: ROADMAP_METHOD,
  }));
}

function when({ month, state }: RoadmapMilestone): CellValue {
  return month === undefined ? label(STATES[state]) : { kind: 'month', month };
}
