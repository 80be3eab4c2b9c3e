import type { CompositeBreakEven, FactMap, Safety, StreamBreakEven } from '../../analysis/index.ts';
import { monthLabel } from '../../analysis/index.ts';
import type { Figure } from '../../model/figure.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import { figure, label, left, right, whenSeen } from '../_cells.ts';

/** Break-even of what is sold by the unit, with every step of its arithmetic. */
export function breakEvenTable({ breakEven }: FactMap): Block {
  return whenSeen(breakEven, 'break-even', 'Break-even', ({ streams, composites }) => ({
    kind: 'table',
    id: 'break-even',
    title: 'Break-even a month, step by step',
    columns: [...left('Stream', 'Step'), ...right('Figure')],
    rows: [...streams.flatMap(arithmetic), ...composites.flatMap(compositeRows)],
    note: [
      ...say`Fixed costs are the mean of the last six full months of the accounts that the portfolio calls fixed. Each incoming posting on the stream’s account counts as one unit sold. The margin of safety is what sales (the mean of the same months) may lose before there is a loss; below break-even it is negative.`,
      ...compositeWords(composites),
    ],
  }));
}

function compositeWords(composites: readonly CompositeBreakEven[]): Sentence {
  if (composites.length === 0) return [];
  const names = composites.map(({ name }) => name).join(', ');
  return say` Several products pay the fixed costs together, in the mix in which they sold over these months: ${quote(names)}. Units of each are rounded up.`;
}

type Line = (step: string, of: Figure, total?: boolean) => TableRow;

function lineOf(name: string): Line {
  return (step, of, total = false) => ({
    cells: [label(name), label(step), figure(of)],
    ...(total ? { total } : {}),
  });
}

function arithmetic(stream: StreamBreakEven): TableRow[] {
  const line = lineOf(nameOf(stream));
  return [
    line(`Price of a ${stream.unit}`, stream.price),
    ...stream.costs.map((cost) => line(`less ${cost.name}`, cost.perUnit)),
    line(`Contribution of a ${stream.unit}`, stream.contribution, true),
    ...(stream.composite
      ? []
      : [
          line('Fixed costs a month', stream.fixed.mean),
          line('Fixed costs ÷ contribution, rounded up', stream.units, true),
        ]),
    ...[...stream.sold].slice(-3).map(([month, sold]) => line(`Sold in ${monthLabel(month)}`, sold)),
    ...(stream.safety ? safetyRows(line, stream.safety) : []),
  ];
}

function compositeRows({ name, products, fixed, mix, contribution, units, safety }: CompositeBreakEven): TableRow[] {
  const line = lineOf(`${name}, all together`);
  return [
    ...products.map((product) => line(`Sales mix: ${product.stream.name}`, product.mix)),
    line('Units of the mix', mix, true),
    line('Weighted contribution of a unit', contribution),
    line('Fixed costs a month', fixed.mean),
    line('Composite break-even, rounded up', units, true),
    ...products.map((product) => line(`of it ${product.stream.name}`, product.units)),
    ...safetyRows(line, safety),
  ];
}

function safetyRows(line: Line, { sales, needed, margin, percent }: Safety): TableRow[] {
  return [
    line('Sales a month', sales),
    line('Break-even sales a month', needed),
    line('Margin of safety', margin, true),
    line('in per cent of sales', percent),
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
