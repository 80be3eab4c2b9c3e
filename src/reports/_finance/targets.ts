import type { FactMap, TargetPath } from '../../analysis/index.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { quote, say } from '../../model/sentence.ts';
import { figure, left, right, whenSeen } from '../_cells.ts';

/** The revenue that each month should bring, up to the plan's horizon; months that are over stand beside what they brought. */
export function targetTable({ targets }: FactMap): Block {
  return whenSeen(targets, 'targets', 'Revenue targets', ({ months, paths, group }) => {
    const ahead = months.map((month): TableRow => ({
      cells: [{ kind: 'month', month }, ...paths.map((one) => figure(one.months.get(month))), figure(group.get(month))],
    }));
    return {
      kind: 'table',
      id: 'targets',
      title: 'Revenue targets by month to the horizon',
      columns: [...left('Month'), ...right(...paths.map(nameOf), 'Group')],
      rows: ahead,
      note: [
        ...say`Each path leads in equal steps from the mean revenue of the last twelve full months to the declared target. `,
        ...seasonWords(paths),
      ],
    };
  });
}

/** What months that are over brought against targets that were due by then; nothing when no target was due yet. */
export function varianceTable({ targets }: FactMap): Block[] {
  const due = targets.value?.paths.filter((one) => one.variance.size > 0) ?? [];
  if (due.length === 0) return [];
  const rows = due.flatMap((one) =>
    [...one.variance].map(([month, { actual, target, difference, percent }]): TableRow => ({
      cells: [
        { kind: 'label', text: nameOf(one) },
        { kind: 'month', month },
        figure(target),
        figure(actual),
        figure(difference),
        figure(percent),
      ],
    })),
  );
  const columns = [...left('Path', 'Month'), ...right('Target', 'Actual', 'Difference', 'Per cent')];
  return [{ kind: 'table', id: 'target-variance', title: 'Targets that were due', columns, rows }];
}

function nameOf({ of, stream }: TargetPath): string {
  return stream ? `${of.entity.name}, ${stream.name}` : of.entity.name;
}

function seasonWords(paths: readonly TargetPath[]): Sentence {
  const seasonal = paths.filter((one) => one.seasons).map(nameOf);
  const even = paths.filter((one) => !one.seasons).map(nameOf);
  return [
    ...(seasonal.length > 0 ? say`By their own seasons: ${quote(seasonal.join('; '))}. ` : []),
    ...(even.length > 0
      ? say`Without seasons, for want of two years of steady history: ${quote(even.join('; '))}.`
      : []),
  ];
}
