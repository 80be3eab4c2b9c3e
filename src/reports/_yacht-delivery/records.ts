import type { Figure } from '../../model/figure.ts';
import type { Block, TableRow } from '../../model/report.ts';
import { figure, label, left, right } from '../_cells.ts';
import type { EntityDeliveries } from './entity.ts';

/** How many records the report rests on. */
export function recordsTable(entities: readonly EntityDeliveries[]): Block {
  return {
    kind: 'table',
    id: 'records',
    title: 'What is on file',
    columns: [...left('Entity'), ...right('Quotes', 'Jobs', 'Costs', 'Papers')],
    rows: entities.map(({ of, quotes, jobs, costs, papers }): TableRow => {
      const cell = (records: Figure | undefined) => figure(records, 'no such sheet is on file');
      return {
        cells: [
          label(of.entity.name),
          cell(quotes?.records),
          cell(jobs?.records),
          cell(costs?.records),
          cell(papers?.records),
        ],
      };
    }),
  };
}
