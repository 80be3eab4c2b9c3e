import { ROADMAP_METHOD, type FactMap, type RoadmapMilestone } from '../../analysis/index.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, CellValue } from '../../model/report.ts';
import { say, term } from '../../model/sentence.ts';
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
        words([...one.definition, ...lost(one)]),
        when(one),
        figure(one.today),
        one.state === 'reached' ? label('–') : figure(one.reachedAt, STATES[one.state]),
        figure(one.level),
      ],
    })),
    note: ROADMAP_METHOD,
  }));
}

/** A low season may undo what was reached. */
function lost({ lostAgain }: RoadmapMilestone): Sentence {
  return lostAgain === undefined ? [] : say` The path loses it again in ${term(lostAgain)}, in the low season.`;
}

function when({ month, state }: RoadmapMilestone): CellValue {
  return month === undefined ? label(STATES[state]) : { kind: 'month', month };
}
