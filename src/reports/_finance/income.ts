import { monthLabel, type FactMap } from '../../analysis/index.ts';
import type { Month } from '../../core/date.ts';
import type { Figure } from '../../model/figure.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { say } from '../../model/sentence.ts';
import { figure, label, left, right, whenSeen } from '../_cells.ts';

const TREND_MONTHS = 12;
const STATEMENT_MONTHS = 6;

/** Revenue against operating expenses, twelve full months. */
export function trend({ months }: FactMap): Block {
  return whenSeen(months, 'trend', 'Revenue and operating expenses', ({ months: all, group }) => {
    const shown = all.slice(-TREND_MONTHS).filter((month) => group.revenue.get(month)?.value !== undefined);
    if (shown.length === 0)
      return {
        kind: 'prose',
        id: 'trend',
        title: 'Revenue and operating expenses',
        sentences: [say`No full month is on file yet.`],
      };
    const points = (of: ReadonlyMap<Month, Figure>): string[] =>
      shown.flatMap((month) => [of.get(month)].flatMap((one) => (one ? [one.id] : [])));
    return {
      kind: 'chart',
      id: 'trend',
      title: 'Revenue and operating expenses by month',
      chart: {
        kind: 'bar',
        categories: shown.map(monthLabel),
        series: [
          { label: 'Revenue', points: points(group.revenue) },
          { label: 'Operating expenses', points: points(group.expenses) },
        ],
      },
    };
  });
}

/** Revenue, operating expenses and net by entity, six full months across. */
export function incomeStatement({ months }: FactMap): Block {
  const title = 'Income statement by month, cash basis';
  return whenSeen(months, 'income-statement', title, ({ months: all, entities, group }) => {
    const shown = all.slice(-STATEMENT_MONTHS);
    const line = (first: string, second: string, of: ReadonlyMap<Month, Figure>, total = false): TableRow => ({
      cells: [label(first), label(second), ...shown.map((month) => figure(of.get(month)))],
      ...(total ? { total } : {}),
    });
    const rows = entities
      .filter(({ of }) => of.accounts.length > 0)
      .flatMap(({ of, revenue, expenses, net }) => [
        line(of.entity.name, 'Revenue', revenue),
        line(of.entity.name, 'Operating expenses', expenses),
        line(of.entity.name, 'Net', net),
      ]);
    return {
      kind: 'table',
      id: 'income-statement',
      title,
      columns: [...left('Entity', 'Line'), ...right(...shown.map(monthLabel))],
      rows: [
        ...rows,
        line('Group', 'Revenue', group.revenue, true),
        line('Group', 'Operating expenses', group.expenses),
        line('Group', 'Net', group.net),
      ],
      note: say`By the bank’s dates, what no rule names included; the group adds up entities and eliminates nothing. Amounts of one entity are in its own currency.`,
    };
  });
}
