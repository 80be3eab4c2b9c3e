import type { Block } from '../model/report.ts';
import type { Row } from '../model/row.ts';
import { say } from '../model/sentence.ts';
import type { Asked, OwnGround } from './asked.ts';
import { notKnown } from './cells.ts';
import { groupedBy, wordOf } from './grouped.ts';
import { MAX_POINTS } from './limits.ts';
import { evidenceOf, said } from './receipt.ts';
import type { ChartBlock } from './report.ts';

/** Bars or a line over the groups of one column. */
export async function chartOf(block: ChartBlock, asked: Asked, ground: OwnGround, scope: string): Promise<Block> {
  const evidence = await evidenceOf(block, asked, ground);
  if (evidence.unknown !== undefined) return notKnown(block, evidence.unknown);
  const { groups: found, others } = await groupedBy(block, block.group, { evidence, ground, scope, most: MAX_POINTS });
  if (others)
    throw said(block, 'too-many-groups', `a chart of more than ${MAX_POINTS} points`, {
      mend: 'group by month, or write a table',
    });
  if (found.length === 0)
    return { kind: 'prose', id: block.id, title: block.title, sentences: [say`No row meets the question.`] };
  const [name = ''] = block.group;
  const points = found.map(({ values, figure }) => ({ label: pointLabel(values[0] ?? null, name), id: figure.id }));
  return {
    kind: 'chart',
    id: block.id,
    title: block.title,
    chart: {
      kind: block.drawn,
      categories: points.map(({ label }) => label),
      series: [{ label: block.title, points: points.map(({ id }) => id) }],
    },
  };
}

function pointLabel(value: Row[string], name: string): string {
  return name === 'month' ? wordOf(value).slice(0, 7) : wordOf(value);
}
