import type { FactMap, StreamBreakEven } from '../../analysis/index.ts';
import { monthLabel } from '../../analysis/index.ts';
import type { Figure } from '../../model/figure.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import { figure, label, left, right, whenSeen } from '../_cells.ts';

/** Break-even of each stream that is sold by the unit, with every step of its arithmetic. */
export function breakEvenTable({ breakEven }: FactMap): Block {
  return whenSeen(breakEven, 'break-even', 'Break-even', ({ streams }) => {
    const alone = streams
      .filter((stream) => stream.alone)
      .map((stream) => `${stream.of.entity.name}, ${stream.stream.name}`);
    const several =
      alone.length > 0
        ? say` Each of these is asked to carry its entity’s fixed costs alone: ${quote(alone.join('; '))}.`
        : say``;
    return {
      kind: 'table',
      id: 'break-even',
      title: 'Break-even a month, step by step',
      columns: [...left('Stream', 'Step'), ...right('Figure')],
      rows: streams.flatMap(arithmetic),
      note: say`Fixed costs are the mean of the last six full months of the accounts that the portfolio calls fixed. Each incoming posting on the stream’s account counts as one unit sold.${several}`,
    };
  });
}

function arithmetic(stream: StreamBreakEven): TableRow[] {
  const name = nameOf(stream);
  const line = (step: string, of: Figure, total = false): TableRow => ({
    cells: [label(name), label(step), figure(of)],
    ...(total ? { total } : {}),
  });
  return [
    line(`Price of a ${stream.unit}`, stream.price),
    ...stream.costs.map((cost) => line(`less ${cost.name}`, cost.perUnit)),
    line(`Contribution of a ${stream.unit}`, stream.contribution, true),
    line('Fixed costs a month', stream.fixed.mean),
    line('Fixed costs ÷ contribution, rounded up', stream.units, true),
    ...[...stream.sold].slice(-3).map(([month, sold]) => line(`Sold in ${monthLabel(month)}`, sold)),
  ];
}

const nameOf = ({ of, stream }: StreamBreakEven): string => `${of.entity.name}, ${stream.name}`;

/** What moves break-even most: each lever a tenth better or worse, the strongest first. Nothing where there is none. */
export function leversTable({ breakEven }: FactMap): Block[] {
  const streams = breakEven.value?.streams.filter((stream) => stream.levers.length > 0) ?? [];
  if (streams.length === 0) return [];
  const rows = streams.flatMap((stream) =>
    stream.levers.map(({ name, better, worse, gain }): TableRow => ({
      cells: [
        label(nameOf(stream)),
        label(name),
        figure(better ?? stream.units),
        figure(worse ?? stream.units),
        figure(gain),
      ],
    })),
  );
  return [
    {
      kind: 'table',
      id: 'break-even-levers',
      title: 'What moves break-even most',
      columns: [...left('Stream', 'Lever'), ...right('A tenth better', 'A tenth worse', 'Worth a month')],
      rows,
      note: say`Units to break even when one lever moves by a tenth and the others hold; and what a tenth better is worth at break-even volume. Volume does not move break-even itself.`,
    },
  ];
}
