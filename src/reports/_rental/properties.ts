import type { FactMap } from '../../analysis/index.ts';
import type { Block } from '../../model/report.ts';
import { say } from '../../model/sentence.ts';
import { figure, label, left, right } from '../_cells.ts';

/** Every property in one line; only where there are several. */
export function propertiesTable({ rental }: FactMap): Block[] {
  const { properties = [], group } = rental.value ?? {};
  if (!group) return [];
  return [
    {
      kind: 'table',
      id: 'properties',
      title: 'Properties',
      columns: [...left('Property'), ...right('Let', 'NOI', 'Debt service', 'DSCR', 'Cap rate', 'Overdue')],
      rows: [
        ...properties.map(({ of, headlines, income, debt, value }) => ({
          cells: [
            label(of.entity.name),
            figure(headlines.occupancy),
            figure(income.noi),
            figure(debt.service),
            figure(income.cover.dscr),
            figure(value.capRate),
            figure(headlines.delinquent),
          ],
        })),
        {
          cells: [
            label('All'),
            figure(group.occupancy, 'no rent roll is on file'),
            figure(group.noi),
            figure(group.debtService),
            figure(group.dscr),
            label(''),
            figure(group.delinquent),
          ],
          total: true,
        },
      ],
      note: say`Twelve full months; the sums are over the properties that are known.`,
    },
  ];
}
