import type { Client, EntityClients, Owing } from '../../analysis/index.ts';
import { isZero } from '../../core/decimal.ts';
import type { Sentence } from '../../model/finding.ts';
import type { Block, CellValue, TableRow } from '../../model/report.ts';
import { say } from '../../model/sentence.ts';
import { figure, label, left, quoted, right } from '../_cells.ts';

/** Who owes what, by days past due. */
export function ageingTable({ of: { entity }, clients, receivables }: EntityClients): Block[] {
  if (!receivables) return [];
  const owing = clients.filter(({ billing }) => billing && !isNothing(billing.ages));
  return [
    {
      kind: 'table',
      id: `ageing-${entity.id}`,
      title: `Invoices by age, ${entity.name}`,
      columns: [...left('Client'), ...right('Not due', '1–30 days', '31–60 days', '61–90 days', 'Over 90 days', 'All')],
      rows: [
        ...owing.map(({ name, billing }): TableRow => ({
          cells: [quoted(name), ...(billing ? ages(billing.ages) : [])],
        })),
        { cells: [label('All'), ...ages(receivables)], total: true },
      ],
      note: [...say`Days past the due day.`, ...daysWords(receivables)],
    },
  ];
}

type Ages = NonNullable<Client['billing']>['ages'];

function ages({ current, to30, to60, to90, over90, open }: Ages): CellValue[] {
  return [current, to30, to60, to90, over90, open].map((one) => figure(one));
}

function isNothing({ current, to30, to60, to90, over90 }: Ages): boolean {
  return [current, to30, to60, to90, over90].every(({ value }) => value !== undefined && isZero(value));
}

function daysWords({ dso, invoiced }: Owing): Sentence {
  if (!dso.value) return say` Days sales outstanding are not known.`;
  return say` Sales take ${dso} to become cash, by the ${invoiced} invoiced in the last quarter.`;
}
