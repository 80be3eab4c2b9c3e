import { BURN_DEFINITION, monthLabel, type ApartFlow, type FactMap } from '../../analysis/index.ts';
import type { Month } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { figure, label, left, leftOut, right, whenSeen } from '../_cells.ts';

interface Line {
  readonly months: ReadonlyMap<Month, Figure>;
  readonly mean3: Figure;
  readonly mean6: Figure;
}

/** Burn by entity and month with its two means; below the total, what is stated apart from it. */
export function burnTable({ burn }: FactMap): Block {
  return whenSeen(burn, 'burn', 'Burn by month', ({ months, entities, group, apart, leftOut: without }) => {
    const line = (name: string, of: Line, total = false): TableRow => ({
      cells: [label(name), ...months.map((month) => figure(of.months.get(month))), figure(of.mean3), figure(of.mean6)],
      ...(total ? { total } : {}),
    });
    const names = entities.filter(({ of }) => without.includes(of.entity.id)).map(({ of }) => of.entity.name);
    return {
      kind: 'table',
      id: 'burn',
      title: 'Burn by month, and what is stated apart',
      columns: [
        ...left('Money out less money in'),
        ...right(...months.map(monthLabel), 'Mean of three', 'Mean of six'),
      ],
      rows: [
        ...entities.filter(({ of }) => of.accounts.length > 0).map((one) => line(one.of.entity.name, one)),
        line('Group burn', group, true),
        ...apart.map((flow, at) => apartRow(flow, months, at === 0)),
      ],
      note: [...BURN_DEFINITION, ...leftOut(names)],
    };
  });
}

function apartRow({ name, months: of }: ApartFlow, months: readonly Month[], first: boolean): TableRow {
  const cells = [label(`Apart: ${name}`), ...months.map((month) => figure(of.get(month))), label(''), label('')];
  return first ? { cells, total: true } : { cells };
}
