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
      title: 'Break-even, step by step',
      columns: [...left('Stream', 'Step'), ...right('Figure')],
      rows: streams.flatMap(arithmetic),
      note: say`Fixed costs are the mean of the last six full months of the accounts that the portfolio calls fixed. Each incoming posting on the stream’s account counts as one unit sold.${several}`,
    };
  });
}

function arithmetic(stream: StreamBreakEven): TableRow[] {
  const name = `${stream.of.entity.name}, ${stream.stream.name}`;
  const line = (step: string, of: Figure, total = false): TableRow => ({
    cells: [label(name), label(step), figure(of)],
    ...(total ? { total } : {}),
  });
  const changed = stream.levers.flatMap((lever) =>
    lever.better && lever.worse
      ? [
          line(`Break-even, ${lever.name} a tenth better`, lever.better),
          line(`Break-even, ${lever.name} a tenth worse`, lever.worse),
        ]
      : [],
  );
  return [
    line(`Price of a ${stream.unit}`, stream.price),
    ...stream.costs.map((cost) => line(`less ${cost.name}`, cost.perUnit)),
    line(`Contribution of a ${stream.unit}`, stream.contribution, true),
    line('Fixed costs a month', stream.fixed.mean),
    line('Break-even a month: fixed costs ÷ contribution, rounded up', stream.units, true),
    ...[...stream.sold].slice(-3).map(([month, sold]) => line(`Sold in ${monthLabel(month)}`, sold)),
    ...stream.levers.map((lever) => line(`A tenth better on ${lever.name} is worth, a month`, lever.gain)),
    ...changed,
  ];
}
